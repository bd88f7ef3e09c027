#include <array>
#include <cmath>
#include <limits>

#include "postgres/attributes.hpp"

namespace voltmetrics::sql {
namespace {

struct Flag {
  std::string_view key;  ///< a literal, so that data() is a C string too
  Observation observation;
};
constexpr std::array<Flag, 14> kFlags{{
    {"visible_corrosion", Observation::visible_corrosion},
    {"physical_damage", Observation::physical_damage},
    {"heat_discoloration", Observation::heat_discoloration},
    {"loose_parts", Observation::loose_parts},
    {"unusual_noise", Observation::unusual_noise},
    {"thermal_issues", Observation::thermal_issues},
    {"failed_inspection", Observation::failed_inspection},
    {"corrosive_environment", Observation::corrosive_environment},
    {"outdoor_exposure", Observation::outdoor_exposure},
    {"poor_ventilation", Observation::poor_ventilation},
    {"frequent_cycling", Observation::frequent_cycling},
    {"voltage_instability", Observation::voltage_instability},
    {"undersized_conductors", Observation::undersized_conductors},
    {"outdated_insulation", Observation::outdated_insulation},
}};

/// Attributes whose text counts as an observation when it is one certain word.
struct Word {
  std::string_view key;
  std::string_view word;
  Observation observation;
};
constexpr std::array<Word, 2> kWords{{{"connection_type", "crimped", Observation::crimped_connections},
                                      {"trip_tests", "failed", Observation::failed_trip_tests}}};

void observe(Item& item, Observation what) { item.observations |= static_cast<std::uint32_t>(what); }

Refusal read_observations(const JsonReader& attributes, Item& item) {
  for (const Flag& flag : kFlags) {
    bool observed = false;
    const Refusal refusal = read_boolean(attributes.member(flag.key), flag.key.data(), false, observed);
    if (refusal.refused()) return refusal;
    if (observed) observe(item, flag.observation);
  }
  for (const Word& word : kWords) {
    std::string_view text;
    const Refusal refusal = read_text(attributes.member(word.key), word.key.data(), false, text);
    if (refusal.refused()) return refusal;
    if (text == word.word) observe(item, word.observation);
  }
  return {};
}

Refusal read_documented_issues(const JsonReader& value, Item& item) {
  constexpr const char* kField = "documented_issues";
  double number = 0;
  const Refusal refusal = read_number(value, kField, false, number);
  if (refusal.refused()) return refusal;
  if (number < 0 || number > std::numeric_limits<std::int32_t>::max() || number != std::floor(number))
    return {{Problem::out_of_range, kField, "The number of documented issues is a whole number from 0."},
            value.described()};
  item.documented_issues = static_cast<std::int32_t>(number);
  return {};
}

bool is_specified(const JsonReader& value) {
  if (value.kind() != JsonKind::number) return false;
  const double number = value.number();
  return number >= 0 && std::isfinite(number);
}

void read_study(const JsonReader& study, nfpa70e::SafetyRecord& record) {
  record.arc_flash = true;
  const JsonReader date = study.member("assessment_date");
  if (date.given()) {
    const auto day = date.kind() == JsonKind::text ? parse_day(date.text()) : std::nullopt;
    record.date = day ? nfpa70e::ArcFlashDate::known : nfpa70e::ArcFlashDate::unreadable;
    record.assessed_on = day.value_or(0);
  }
  record.ppe_category = is_specified(study.member("ppe_category"));
  record.incident_energy = is_specified(study.member("incident_energy"));
  record.working_distance = is_specified(study.member("working_distance"));
  record.arc_flash_boundary = is_specified(study.member("arc_flash_boundary"));
}

Refusal read_labels(const JsonReader& labels, nfpa70e::SafetyRecord& record) {
  const Refusal refusal = expect_kind(labels, "safety_labels", JsonKind::array);
  if (refusal.refused() || !labels.given()) return refusal;
  record.labels_recorded = true;
  for (int i = 0; i < labels.size(); ++i) {
    const JsonReader label = labels.element(i);
    if (label.kind() != JsonKind::text)
      return {{Problem::wrong_type, "safety_labels", "Give an array of the names of the labels found."},
              label.described()};
    record.add_label(label.text());
  }
  return {};
}

}  // namespace

Refusal read_risk_attributes(const JsonReader& attributes, Item& item) {
  if (const Refusal refusal = expect_kind(attributes, "attributes", JsonKind::object); refusal.refused())
    return refusal;
  if (const Refusal refusal = read_observations(attributes, item); refusal.refused()) return refusal;
  if (const Refusal refusal = read_documented_issues(attributes.member("documented_issues"), item); refusal.refused())
    return refusal;
  const JsonReader harmonics = attributes.member("harmonics_percentage");
  if (const Refusal refusal = read_number(harmonics, "harmonics_percentage", false, item.harmonics_pct);
      refusal.refused())
    return refusal;
  return read_number(attributes.member("power_factor"), "power_factor", false, item.power_factor);
}

Refusal read_safety_attributes(const JsonReader& attributes, nfpa70e::SafetyRecord& record) {
  if (const Refusal refusal = expect_kind(attributes, "attributes", JsonKind::object); refusal.refused())
    return refusal;
  const JsonReader study = attributes.member("arc_flash");
  if (const Refusal refusal = expect_kind(study, "arc_flash", JsonKind::object); refusal.refused()) return refusal;
  if (study.given()) read_study(study, record);
  return read_labels(attributes.member("safety_labels"), record);
}

}  // namespace voltmetrics::sql
