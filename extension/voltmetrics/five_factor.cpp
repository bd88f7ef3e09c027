#include "voltmetrics/five_factor.hpp"

#include "voltmetrics/five_factor_bands.hpp"

namespace voltmetrics::five_factor {
double age(const Item& item, double age_years) noexcept {
  const double life_pct = age_years / service_life_years(item.type) * 100;
  if (life_pct < 50) return life_pct / 50 * 25;
  if (life_pct < 80) return 25 + (life_pct - 50) / 30 * 25;
  if (life_pct < 100) return 50 + (life_pct - 80) / 20 * 25;
  return capped(75 + (life_pct - 100) / 50 * 25);
}

double material(const Item& item, double age_years) noexcept {
  return item.aluminum_conductor ? capped(60 + banded(age_years, kAluminumAgeYears)) : 20;
}

double maintenance(const Item& item, Day as_of) noexcept {
  if (!item.last_maintenance_date) return 90;
  const double years = years_between(*item.last_maintenance_date, as_of);
  if (years < 1) return 10 + 15 * years;
  if (years < 3) return 25 + (years - 1) / 2 * 25;
  if (years < 5) return 50 + (years - 3) / 2 * 25;
  return capped(75 + (years - 5) / 5 * 25);
}

double environmental(const Item& item) noexcept {
  const bool humming = item.type == EquipmentType::transformer && item.observed(Observation::unusual_noise);
  return capped(banded(item.humidity_pct, kHumidityPct) + banded(item.temperature_f, kTemperatureF) +
                if_observed(item, Observation::visible_corrosion, 20) + (humming ? 15 : 0));
}

double operational(const Item& item) noexcept {
  const int loading = banded(item.loading_pct, kLoadingPct);
  const bool stuck = item.type == EquipmentType::breaker && item.observed(Observation::failed_trip_tests);
  return capped((loading > 0 ? loading : kLightLoading) + if_observed(item, Observation::thermal_issues, 20) +
                if_observed(item, Observation::loose_parts, 15) +
                if_observed(item, Observation::heat_discoloration, 15) + (stuck ? 25 : 0));
}

Factors factors(const Item& item, Day as_of) noexcept {
  const double age_years = years_between(item.install_date, as_of);
  return {{age(item, age_years), material(item, age_years), maintenance(item, as_of), environmental(item),
           operational(item), 0}};
}

}  // namespace voltmetrics::five_factor
