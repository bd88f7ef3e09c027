#include "postgres/cnaim_document.hpp"

#include "postgres/cnaim_arguments.hpp"
#include "postgres/words.hpp"

namespace voltmetrics::sql {

using cnaim::AssetCategory;
using cnaim::Component;
using cnaim::ComponentFacts;
using cnaim::ConditionInput;
using cnaim::ConditionKind;

namespace {

/// A hint that lists the inputs of a group, palloc'd.
const char* known_inputs(const AssetCategory& category, Component component, ConditionKind kind) {
  const char* hint = "";
  for (const ConditionInput& input : cnaim::condition_inputs(category.condition_class))
    if (input.component == component && input.kind == kind)
      hint =
          psprintf("%s%s %.*s", hint, *hint == '\0' ? "" : ",", static_cast<int>(input.name.size()), input.name.data());
  return *hint == '\0' ? "This class of assets has no such inputs." : psprintf("Inputs of this class are%s.", hint);
}

/// A hint that lists the criteria of an input, palloc'd.
const char* known_criteria(const ConditionInput& input) {
  const char* hint = "";
  bool banded = false;
  for (const cnaim::Criterion& criterion : cnaim::criteria(input)) {
    banded |= criterion.is_band;
    hint = psprintf("%s%s \"%.*s\"", hint, *hint == '\0' ? "" : ",", static_cast<int>(criterion.words.size()),
                    criterion.words.data());
  }
  return psprintf("Criteria are%s%s.", hint, banded ? ", or a number from 0" : "");
}

const cnaim::Criterion* criterion_of(const ConditionInput& input, const JsonReader& value) {
  if (value.kind() == JsonKind::text) return cnaim::find_criterion(input, value.text());
  return value.kind() == JsonKind::number ? cnaim::find_criterion(input, value.number()) : nullptr;
}

Refusal read_findings(const JsonReader& group, const char* path, const AssetCategory& category, Component component,
                      ConditionKind kind, cnaim::Modifier& joined) {
  if (const Refusal refusal = expect_kind(group, path, JsonKind::object); refusal.refused()) return refusal;
  cnaim::Findings findings;
  JsonMembers members(group);
  while (members.next()) {
    const ConditionInput* const input =
        cnaim::find_condition_input(category.condition_class, component, kind, members.key());
    const char* const field = member_path(path, members.key());
    if (input == nullptr) return {{Problem::unknown_value, field, known_inputs(category, component, kind)}, nullptr};
    const JsonReader value = members.value();
    if (!value.given()) continue;
    const cnaim::Criterion* const criterion = criterion_of(*input, value);
    if (criterion == nullptr) return {{Problem::unknown_value, field, known_criteria(*input)}, value.described()};
    findings.add(criterion->modifier);
  }
  joined = findings.joined(cnaim::combination_of(category.condition_class, component, kind));
  return {};
}

/// Reads a number of a group of numbers; its name in a refusal is that of the path.
Refusal read_of(const JsonReader& group, const char* path, const char* name, bool required,
                std::optional<double>& target) {
  const JsonReader value = group.member(name);
  if (required && !value.given())
    return missing(member_path(path, name), "Give all five gases, or none where no sample was taken.");
  Refusal refusal = read_number(value, name, target);
  if (refusal.refused()) refusal.status.field = member_path(path, name);
  return refusal;
}

Refusal read_oil(const JsonReader& oil, const char* path, cnaim::OilSample& sample) {
  Refusal refusal = expect_members(oil, path, {"moisture_ppm", "acidity_mg_koh_g", "breakdown_kv"});
  if (!refusal.refused()) refusal = read_of(oil, path, "moisture_ppm", false, sample.moisture_ppm);
  if (!refusal.refused()) refusal = read_of(oil, path, "acidity_mg_koh_g", false, sample.acidity_mg_koh_g);
  if (!refusal.refused()) refusal = read_of(oil, path, "breakdown_kv", false, sample.breakdown_kv);
  return refusal;
}

struct GasMember {
  const char* name;
  double cnaim::DissolvedGas::*ppm;
};
constexpr std::array<GasMember, 5> kGasMembers{{{"hydrogen_ppm", &cnaim::DissolvedGas::hydrogen_ppm},
                                                {"methane_ppm", &cnaim::DissolvedGas::methane_ppm},
                                                {"ethylene_ppm", &cnaim::DissolvedGas::ethylene_ppm},
                                                {"ethane_ppm", &cnaim::DissolvedGas::ethane_ppm},
                                                {"acetylene_ppm", &cnaim::DissolvedGas::acetylene_ppm}}};

Refusal read_gas(const JsonReader& gas, const char* path, std::optional<cnaim::DissolvedGas>& sample) {
  Refusal refusal =
      expect_members(gas, path, {"hydrogen_ppm", "methane_ppm", "ethylene_ppm", "ethane_ppm", "acetylene_ppm"});
  if (refusal.refused() || !gas.given()) return refusal;
  cnaim::DissolvedGas read;
  for (const GasMember& member : kGasMembers) {
    std::optional<double> ppm;
    refusal = read_of(gas, path, member.name, true, ppm);
    if (refusal.refused()) return refusal;
    read.*member.ppm = *ppm;
  }
  sample = read;
  return {};
}

Refusal read_tests(const JsonReader& object, const char* path, Component component, ComponentFacts& facts) {
  Refusal refusal = read_oil(object.member("oil"), member_path(path, "oil"), facts.oil);
  if (refusal.refused() || component == Component::tapchanger) return refusal;
  refusal = read_gas(object.member("dissolved_gas"), member_path(path, "dissolved_gas"), facts.gas);
  if (!refusal.refused())
    refusal = read_gas(object.member("previous_dissolved_gas"), member_path(path, "previous_dissolved_gas"),
                       facts.gas_previously);
  if (!refusal.refused()) refusal = read_of(object, path, "furfural_ppm", false, facts.furfural_ppm);
  return refusal;
}

Refusal read_place_and_duty(const JsonReader& document, ComponentFacts& facts) {
  Refusal refusal = read_word(document.member("placement"), "placement", "Placements are Indoor and Outdoor.",
                              parse_placement, facts.location.placement);
  if (!refusal.refused())
    refusal = read_word(document.member("operations"), "operations", "Numbers of operations are Normal/Low and High.",
                        parse_operations, facts.duty.high_operations);
  const auto number = [&](const char* name, std::optional<double>& target) {
    if (!refusal.refused()) refusal = read_number(document.member(name), name, target);
  };
  number("distance_from_coast_km", facts.location.distance_from_coast_km);
  number("altitude_m", facts.location.altitude_m);
  number("corrosion_category", facts.location.corrosion_category);
  number("utilisation_pct", facts.duty.utilisation_pct);
  number("taps_per_day", facts.duty.taps_per_day);
  number("operating_voltage_pct", facts.duty.operating_voltage_pct);
  return refusal;
}

Refusal read_age(const JsonReader& object, bool required, ComponentFacts& facts) {
  Refusal refusal = read_number(object.member("age_years"), "age_years", required, facts.age_years);
  if (!refusal.refused())
    refusal = read_number(object.member("reliability_factor"), "reliability_factor", false, facts.reliability.factor);
  if (!refusal.refused())
    refusal = read_number(object.member("reliability_collar"), "reliability_collar", false, facts.reliability.collar);
  return refusal;
}

Refusal read_category(const JsonReader& document, cnaim::AssetFacts& facts) {
  std::string_view name;
  if (const Refusal refusal = read_text(document.member("asset_category"), "asset_category", true, name);
      refusal.refused())
    return refusal;
  facts.category = &category_named(name);
  expect_condition_inputs(*facts.category);
  std::string_view sub_division;
  const JsonReader given = document.member("sub_division");
  if (const Refusal refusal = read_text(given, "sub_division", false, sub_division); refusal.refused()) return refusal;
  facts.main.sub_division = cnaim::find_sub_division(*facts.category, sub_division);
  if (facts.main.sub_division != nullptr) return {};
  const char* const hint = known_sub_divisions(*facts.category, Component::main);
  if (sub_division.empty()) return missing("sub_division", hint);
  return {{Problem::unknown_value, "sub_division", hint}, given.described()};
}

/// The tapchanger: placed and worked as its tank, and as old unless it says otherwise.
Refusal read_tapchanger(const JsonReader& tapchanger, cnaim::AssetFacts& facts) {
  if (!facts.category->has_tapchanger()) {
    if (!tapchanger.given()) return {};
    return {{Problem::unknown_value, "tapchanger", "Transformers of 33 kV and above have one."},
            tapchanger.described()};
  }
  ComponentFacts& part = facts.tapchanger;
  part.sub_division = cnaim::find_sub_division(*facts.category, {}, Component::tapchanger);
  part.age_years = facts.main.age_years;
  part.location = facts.main.location;
  part.duty = facts.main.duty;
  part.reliability = facts.main.reliability;
  Refusal refusal =
      expect_members(tapchanger, "tapchanger",
                     {"age_years", "reliability_factor", "reliability_collar", "observed", "measured", "oil"});
  if (!refusal.refused()) refusal = read_age(tapchanger, false, part);
  if (!refusal.refused())
    refusal = read_condition(tapchanger, "tapchanger", *facts.category, Component::tapchanger, part);
  return refusal;
}

}  // namespace

Refusal read_condition(const JsonReader& object, const char* path, const AssetCategory& category, Component component,
                       ComponentFacts& facts) {
  Refusal refusal = read_findings(object.member("observed"), member_path(path, "observed"), category, component,
                                  ConditionKind::observed, facts.observed);
  if (!refusal.refused())
    refusal = read_findings(object.member("measured"), member_path(path, "measured"), category, component,
                            ConditionKind::measured, facts.measured);
  if (refusal.refused()) return refusal;
  if (category.is_transformer()) return read_tests(object, path, component, facts);
  for (const char* const test : {"oil", "dissolved_gas", "previous_dissolved_gas", "furfural_ppm"})
    if (object.member(test).given())
      return {{Problem::unknown_value, member_path(path, test),
               "Oil is tested in transformers; switchgear has the "
               "measured input oil_tests or oil_gas_tests."},
              nullptr};
  return {};
}

Refusal expect_condition_members(const JsonReader& object, const char* path, const AssetCategory& category,
                                 Component component) {
  if (!category.is_transformer()) return expect_members(object, path, {"observed", "measured"});
  if (component == Component::tapchanger) return expect_members(object, path, {"observed", "measured", "oil"});
  return expect_members(object, path,
                        {"observed", "measured", "oil", "dissolved_gas", "previous_dissolved_gas", "furfural_ppm"});
}

Refusal read_asset(const JsonReader& document, cnaim::AssetFacts& facts) {
  if (document.kind() != JsonKind::object)
    return {{Problem::wrong_type, "asset", "Give a JSON object that describes the asset."}, document.described()};
  Refusal refusal = expect_members(document, "",
                                   {"id",
                                    "name",
                                    "asset_category",
                                    "sub_division",
                                    "age_years",
                                    "placement",
                                    "distance_from_coast_km",
                                    "altitude_m",
                                    "corrosion_category",
                                    "operations",
                                    "utilisation_pct",
                                    "taps_per_day",
                                    "operating_voltage_pct",
                                    "reliability_factor",
                                    "reliability_collar",
                                    "observed",
                                    "measured",
                                    "oil",
                                    "dissolved_gas",
                                    "previous_dissolved_gas",
                                    "furfural_ppm",
                                    "tapchanger"});
  if (!refusal.refused()) refusal = read_category(document, facts);
  if (!refusal.refused()) refusal = read_age(document, true, facts.main);
  if (!refusal.refused()) refusal = read_place_and_duty(document, facts.main);
  if (!refusal.refused()) refusal = read_condition(document, "", *facts.category, Component::main, facts.main);
  if (!refusal.refused()) refusal = read_tapchanger(document.member("tapchanger"), facts);
  return refusal;
}

const char* number_named(const JsonReader& document, std::string_view field) {
  for (const char* const group : {"", "oil", "dissolved_gas", "previous_dissolved_gas"}) {
    const JsonReader object = *group == '\0' ? document : document.member(group);
    const JsonReader value = object.member(field);
    if (value.kind() == JsonKind::number) return value.described();
  }
  return nullptr;
}

}  // namespace voltmetrics::sql
