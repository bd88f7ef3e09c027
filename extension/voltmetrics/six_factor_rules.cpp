#include "voltmetrics/six_factor_rules.hpp"

#include "voltmetrics/six_factor_bands.hpp"

namespace voltmetrics::six_factor {
namespace {

constexpr std::array<Stretch, 3> kAge{
    {{0, 0, 1, "1 a percent"}, {50, 50, 1.2, "1.2 a percent"}, {75, 80, 1.6, "1.6 a percent"}}};
constexpr std::array<Stretch, 3> kYearsSince{
    {{0, 0, 15, "15 a year"}, {1, 15, 25, "25 a year"}, {3, 65, 15, "15 a year"}}};
constexpr std::array<ObservedTerm, 3> kMaterial{{{Observation::crimped_connections, 15, "crimped connections"},
                                                 {Observation::undersized_conductors, 25, "undersized conductors"},
                                                 {Observation::outdated_insulation, 20, "outdated insulation"}}};
constexpr std::array<ObservedTerm, 2> kMaintenance{
    {{Observation::failed_inspection, 30, "failed inspection"}, {Observation::thermal_issues, 25, "thermal issues"}}};
constexpr std::array<ObservedTerm, 3> kEnvironment{{{Observation::corrosive_environment, 25, "corrosive environment"},
                                                    {Observation::outdoor_exposure, 15, "outdoor exposure"},
                                                    {Observation::poor_ventilation, 15, "poor ventilation"}}};
constexpr std::array<ObservedTerm, 2> kOperation{{{Observation::frequent_cycling, 15, "frequent cycling"},
                                                  {Observation::voltage_instability, 15, "voltage instability"}}};
constexpr std::array<ObservedTerm, 5> kVisual{{{Observation::visible_corrosion, 30, "visible corrosion"},
                                               {Observation::physical_damage, 25, "physical damage"},
                                               {Observation::heat_discoloration, 35, "heat discoloration"},
                                               {Observation::loose_parts, 20, "loose parts"},
                                               {Observation::unusual_noise, 15, "unusual noise"}}};

void write_age(RuleTerms& terms, const Item& item, Day as_of) noexcept {
  const double years = years_between(item.install_date, as_of);
  add_stretch(terms, years / service_life_years(item.type) * 100, kAge, "% of the service life");
}

void write_material(RuleTerms& terms, const Item& item) noexcept {
  terms.add(30) << "always";
  if (item.aluminum_conductor && item.install_date < kOldAluminumUntil)
    terms.add(60) << "aluminum conductors of before 1975";
  else if (item.aluminum_conductor)
    terms.add(45) << "aluminum conductors";
  add_observed(terms, item, kMaterial);
}

void write_maintenance(RuleTerms& terms, const Item& item, Day as_of) noexcept {
  if (!item.last_maintenance_date) {
    terms.add(85) << "never maintained";
    return;
  }
  const double years = years_between(*item.last_maintenance_date, as_of);
  if (years_between(item.install_date, as_of) < 3 && years > 0 && years < 0.5)
    terms.add(5) << "younger than 3 years and maintained within half a year";
  else
    terms.add(25) << "always";
  add_stretch(terms, years, kYearsSince, " years since maintenance");
  if (item.documented_issues > 0) terms.add(5.0 * item.documented_issues) << "documented issues, 5 each";
  add_observed(terms, item, kMaintenance);
}

void write_environment(RuleTerms& terms, const Item& item) noexcept {
  terms.add(20) << "always";
  terms.add_band(item.humidity_pct, kHumidityPct, "humidity", "%");
  terms.add_band(item.temperature_f, kTemperatureF, "temperature", " degrees F");
  add_observed(terms, item, kEnvironment);
}

void write_operation(RuleTerms& terms, const Item& item) noexcept {
  if (item.loading_pct < 40)
    terms.add(15) << "loading below 40%";
  else
    terms.add(30) << "loading from 40%";
  terms.add_band(item.loading_pct, kLoadingPct, "loading", "%");
  terms.add_band(item.harmonics_pct, kHarmonicsPct, "harmonics", "%");
  if (const int points = power_factor_points(item.power_factor); points > 0)
    terms.add(points) << "power factor below " << (item.power_factor < 0.8 ? 0.8 : 0.9);
  add_observed(terms, item, kOperation);
}

}  // namespace

void write_terms(RuleTerms& terms, Factor factor, const Item& item, Day as_of) noexcept {
  switch (factor) {
  case Factor::age:
    return write_age(terms, item, as_of);
  case Factor::material:
    return write_material(terms, item);
  case Factor::maintenance:
    return write_maintenance(terms, item, as_of);
  case Factor::environmental:
    return write_environment(terms, item);
  case Factor::operational:
    return write_operation(terms, item);
  case Factor::visual:
    terms.add(15) << "always";
    return add_observed(terms, item, kVisual);
  }
}

}  // namespace voltmetrics::six_factor
