#include "voltmetrics/six_factor.hpp"

#include <algorithm>

#include "voltmetrics/six_factor_bands.hpp"

namespace voltmetrics::six_factor {
namespace {

/// 15y up to one year, 15 + 25(y - 1) up to three, 65 + 15(y - 3) beyond: of the three lines the one that the bounds
/// choose is always the middle one, which spares two branches on random years.
double years_since_maintenance_points(double years) noexcept {
  return std::min(std::max(15 * years, 15 + 25 * (years - 1)), 65 + 15 * (years - 3));
}

}  // namespace

/// p up to 50 % of the service life, 50 + 1.2(p - 50) up to 75, 80 + 1.6(p - 75) beyond: ever steeper, so the highest
/// of the three lines.
double age(const Item& item, double age_years) noexcept {
  const double life_pct = age_years / service_life_years(item.type) * 100;
  return capped(std::max(std::max(life_pct, 50 + 1.2 * (life_pct - 50)), 80 + 1.6 * (life_pct - 75)));
}

double material(const Item& item) noexcept {
  const int aluminum = item.install_date < kOldAluminumUntil ? 60 : 45;
  return capped(30 + static_cast<int>(item.aluminum_conductor) * aluminum +
                if_observed(item, Observation::crimped_connections, 15) +
                if_observed(item, Observation::undersized_conductors, 25) +
                if_observed(item, Observation::outdated_insulation, 20));
}

double maintenance(const Item& item, double age_years, Day as_of) noexcept {
  if (!item.last_maintenance_date) return 85;
  const double years = years_between(*item.last_maintenance_date, as_of);
  const int young_and_fresh =
      static_cast<int>(age_years < 3) & static_cast<int>(years > 0) & static_cast<int>(years < 0.5);
  const int observed =
      if_observed(item, Observation::failed_inspection, 30) + if_observed(item, Observation::thermal_issues, 25);
  return capped(25 - 20 * young_and_fresh + years_since_maintenance_points(years) +
                (5.0 * item.documented_issues + observed));
}

double environmental(const Item& item) noexcept {
  return capped(20 + banded(item.humidity_pct, kHumidityPct) + banded(item.temperature_f, kTemperatureF) +
                if_observed(item, Observation::corrosive_environment, 25) +
                if_observed(item, Observation::outdoor_exposure, 15) +
                if_observed(item, Observation::poor_ventilation, 15));
}

double operational(const Item& item) noexcept {
  return capped((item.loading_pct < 40 ? 15 : 30) + banded(item.loading_pct, kLoadingPct) +
                banded(item.harmonics_pct, kHarmonicsPct) + power_factor_points(item.power_factor) +
                if_observed(item, Observation::frequent_cycling, 15) +
                if_observed(item, Observation::voltage_instability, 15));
}

double visual(const Item& item) noexcept {
  return capped(15 + if_observed(item, Observation::visible_corrosion, 30) +
                if_observed(item, Observation::physical_damage, 25) +
                if_observed(item, Observation::heat_discoloration, 35) +
                if_observed(item, Observation::loose_parts, 20) + if_observed(item, Observation::unusual_noise, 15));
}

Factors factors(const Item& item, Day as_of) noexcept {
  const double age_years = years_between(item.install_date, as_of);
  return {{age(item, age_years), material(item), maintenance(item, age_years, as_of), environmental(item),
           operational(item), visual(item)}};
}

}  // namespace voltmetrics::six_factor
