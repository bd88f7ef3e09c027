#include "voltmetrics/factor_text.hpp"

namespace voltmetrics {
namespace {

struct Phrase {
  Observation what;
  std::string_view words;
};

template <std::size_t N>
void write_observed(TextSink& sink, const Item& item, const std::array<Phrase, N>& phrases) noexcept {
  for (const Phrase& phrase : phrases)
    if (item.observed(phrase.what)) sink << ", " << phrase.words;
}

constexpr std::array<Phrase, 3> kMaterial{{{Observation::crimped_connections, "crimped connections"},
                                           {Observation::undersized_conductors, "undersized conductors"},
                                           {Observation::outdated_insulation, "outdated insulation"}}};
constexpr std::array<Phrase, 2> kMaintenance{
    {{Observation::failed_inspection, "failed inspection"}, {Observation::thermal_issues, "thermal issues"}}};
constexpr std::array<Phrase, 3> kEnvironment{{{Observation::corrosive_environment, "corrosive environment"},
                                              {Observation::outdoor_exposure, "outdoor exposure"},
                                              {Observation::poor_ventilation, "poor ventilation"}}};
constexpr std::array<Phrase, 3> kFiveFactorOperation{{{Observation::thermal_issues, "thermal issues"},
                                                      {Observation::loose_parts, "loose parts"},
                                                      {Observation::heat_discoloration, "heat discoloration"}}};
constexpr std::array<Phrase, 2> kSixFactorOperation{
    {{Observation::frequent_cycling, "frequent cycling"}, {Observation::voltage_instability, "voltage instability"}}};
constexpr std::array<Phrase, 5> kVisual{{{Observation::visible_corrosion, "visible corrosion"},
                                         {Observation::physical_damage, "physical damage"},
                                         {Observation::heat_discoloration, "heat discoloration"},
                                         {Observation::loose_parts, "loose parts"},
                                         {Observation::unusual_noise, "unusual noise"}}};

void write_age(TextSink& sink, const Item& item, Day as_of) noexcept {
  const double years = years_between(item.install_date, as_of);
  const int life = service_life_years(item.type);
  sink.one_decimal(years) << " years old, ";
  sink.one_decimal(years / life * 100) << "% of a " << life << "-year service life";
}

void write_material(TextSink& sink, const Item& item, const Model& model) noexcept {
  sink << (item.aluminum_conductor ? "aluminum conductors" : "copper conductors");
  if (model.formula == Formula::six_factor) write_observed(sink, item, kMaterial);
}

void write_maintenance(TextSink& sink, const Item& item, Day as_of, const Model& model) noexcept {
  if (!item.last_maintenance_date) {
    sink << "never maintained";
    return;
  }
  sink << "last maintained ";
  sink.one_decimal(years_between(*item.last_maintenance_date, as_of)) << " years ago";
  if (model.formula != Formula::six_factor) return;
  if (item.documented_issues > 0) sink << ", documented issues: " << item.documented_issues;
  write_observed(sink, item, kMaintenance);
}

void write_environment(TextSink& sink, const Item& item, const Model& model) noexcept {
  sink << "humidity " << item.humidity_pct << "%, " << item.temperature_f << " degrees F";
  if (model.formula == Formula::six_factor) return write_observed(sink, item, kEnvironment);
  if (item.observed(Observation::visible_corrosion)) sink << ", visible corrosion";
  if (item.type == EquipmentType::transformer && item.observed(Observation::unusual_noise)) sink << ", unusual noise";
}

void write_operation(TextSink& sink, const Item& item, const Model& model) noexcept {
  sink << "loaded at " << item.loading_pct << "% of rating";
  if (model.formula == Formula::five_factor) {
    write_observed(sink, item, kFiveFactorOperation);
    if (item.type == EquipmentType::breaker && item.observed(Observation::failed_trip_tests))
      sink << ", failed trip tests";
    return;
  }
  if (item.harmonics_pct > 0) sink << ", harmonics " << item.harmonics_pct << "%";
  if (item.power_factor < 0.9) sink << ", power factor " << item.power_factor;
  write_observed(sink, item, kSixFactorOperation);
}

void write_visual(TextSink& sink, const Item& item) noexcept {
  bool any = false;
  for (const Phrase& phrase : kVisual) {
    if (!item.observed(phrase.what)) continue;
    sink << (any ? ", " : "") << phrase.words;
    any = true;
  }
  if (!any) sink << "nothing conspicuous observed";
}

}  // namespace

void write_factor(TextSink& sink, Factor factor, const Item& item, Day as_of, const Model& model) noexcept {
  switch (factor) {
  case Factor::age:
    return write_age(sink, item, as_of);
  case Factor::material:
    return write_material(sink, item, model);
  case Factor::maintenance:
    return write_maintenance(sink, item, as_of, model);
  case Factor::environmental:
    return write_environment(sink, item, model);
  case Factor::operational:
    return write_operation(sink, item, model);
  case Factor::visual:
    return write_visual(sink, item);
  }
}

}  // namespace voltmetrics
