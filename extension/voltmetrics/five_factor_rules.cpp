#include "voltmetrics/five_factor_bands.hpp"
#include "voltmetrics/five_factor_rules.hpp"

namespace voltmetrics::five_factor {
namespace {

constexpr std::array<Stretch, 4> kAge{{{0, 0, 0.5, "25 per 50 percent"},
                                       {50, 25, 25.0 / 30, "25 per 30 percent"},
                                       {80, 50, 1.25, "25 per 20 percent"},
                                       {100, 75, 0.5, "25 per 50 percent"}}};
constexpr std::array<Stretch, 4> kYearsSince{{{0, 0, 15, "15 a year"},
                                              {1, 15, 12.5, "25 per 2 years"},
                                              {3, 40, 12.5, "25 per 2 years"},
                                              {5, 65, 5, "25 per 5 years"}}};
constexpr std::array<ObservedTerm, 3> kOperation{{{Observation::thermal_issues, 20, "thermal issues"},
                                                  {Observation::loose_parts, 15, "loose parts"},
                                                  {Observation::heat_discoloration, 15, "heat discoloration"}}};

void write_age(RuleTerms& terms, const Item& item, Day as_of) noexcept {
  const double years = years_between(item.install_date, as_of);
  add_stretch(terms, years / service_life_years(item.type) * 100, kAge, "% of the service life");
}

void write_material(RuleTerms& terms, const Item& item, Day as_of) noexcept {
  if (!item.aluminum_conductor) {
    terms.add(20) << "copper conductors";
    return;
  }
  terms.add(60) << "aluminum conductors";
  terms.add_band(years_between(item.install_date, as_of), kAluminumAgeYears, "age", " years");
}

void write_maintenance(RuleTerms& terms, const Item& item, Day as_of) noexcept {
  if (!item.last_maintenance_date) {
    terms.add(90) << "never maintained";
    return;
  }
  terms.add(10) << "always";
  add_stretch(terms, years_between(*item.last_maintenance_date, as_of), kYearsSince, " years since maintenance");
}

void write_environment(RuleTerms& terms, const Item& item) noexcept {
  terms.add_band(item.humidity_pct, kHumidityPct, "humidity", "%");
  terms.add_band(item.temperature_f, kTemperatureF, "temperature", " degrees F");
  if (item.observed(Observation::visible_corrosion)) terms.add(20) << "visible corrosion";
  if (item.type == EquipmentType::transformer && item.observed(Observation::unusual_noise))
    terms.add(15) << "unusual noise";
}

void write_operation(RuleTerms& terms, const Item& item) noexcept {
  if (band_of(item.loading_pct, kLoadingPct) == nullptr) terms.add(kLightLoading) << "light loading";
  terms.add_band(item.loading_pct, kLoadingPct, "loading", "%");
  add_observed(terms, item, kOperation);
  if (item.type == EquipmentType::breaker && item.observed(Observation::failed_trip_tests))
    terms.add(25) << "failed trip tests";
}

}  // namespace

void write_terms(RuleTerms& terms, Factor factor, const Item& item, Day as_of) noexcept {
  switch (factor) {
  case Factor::age:
    return write_age(terms, item, as_of);
  case Factor::material:
    return write_material(terms, item, as_of);
  case Factor::maintenance:
    return write_maintenance(terms, item, as_of);
  case Factor::environmental:
    return write_environment(terms, item);
  case Factor::operational:
    return write_operation(terms, item);
  case Factor::visual:
    return;
  }
}

}  // namespace voltmetrics::five_factor
