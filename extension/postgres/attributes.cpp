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

/// The first of the refusals that reading on comes upon.
class FirstRefusal {
public:
  void operator|=(const Refusal& refusal) {
    if (!first_.refused()) first_ = refusal;
  }
  [[nodiscard]] const Refusal& refusal() const { return first_; }

private:
  Refusal first_;
};

void observe(Item& item, Observation what) { item.observations |= static_cast<std::uint32_t>(what); }

void read_observations(const JsonReader& attributes, Item& item, FirstRefusal& first) {
  for (const Flag& flag : kFlags) {
    bool observed = false;
    first |= read_boolean(attributes.member(flag.key), flag.key.data(), false, observed);
    if (observed) observe(item, flag.observation);
  }
  for (const Word& word : kWords) {
    std::string_view text;
    first |= read_text(attributes.member(word.key), word.key.data(), false, text);
    if (text == word.word) observe(item, word.observation);
  }
}

struct Measure {
  std::string_view key;
  double maximum;
  const char* hint;
};
constexpr Measure kDocumentedIssues{"documented_issues", std::numeric_limits<std::int32_t>::max(),
                                    "The number of documented issues is a whole number from 0."};
constexpr Measure kHarmonics{"harmonics_percentage", kMaxHarmonicsPct, kHarmonicsHint};
constexpr Measure kPowerFactor{"power_factor", 1, kPowerFactorHint};

/// Leaves the target alone when the value is refused.
Refusal read_measure(const JsonReader& attributes, const Measure& measure, double& target) {
  const JsonReader value = attributes.member(measure.key);
  double number = target;
  if (const Refusal refusal = read_number(value, measure.key.data(), false, number); refusal.refused()) return refusal;
  if (!(number >= 0 && number <= measure.maximum))
    return {{Problem::out_of_range, measure.key.data(), measure.hint}, value.described()};
  target = number;
  return {};
}

Refusal read_documented_issues(const JsonReader& attributes, Item& item) {
  double number = 0;
  if (const Refusal refusal = read_measure(attributes, kDocumentedIssues, number); refusal.refused()) return refusal;
  if (number != std::floor(number))
    return {{Problem::out_of_range, kDocumentedIssues.key.data(), kDocumentedIssues.hint},
            attributes.member(kDocumentedIssues.key).described()};
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
  for (int i = 0; i < labels.size(); ++i) {
    const JsonReader label = labels.element(i);
    if (label.kind() != JsonKind::text)
      return {{Problem::wrong_type, "safety_labels", "Give an array of the names of the labels found."},
              label.described()};
  }
  record.labels_recorded = true;
  for (int i = 0; i < labels.size(); ++i) record.add_label(labels.element(i).text());
  return {};
}

}  // namespace

Refusal read_risk_attributes(const JsonReader& attributes, Item& item) {
  FirstRefusal first;
  first |= expect_kind(attributes, "attributes", JsonKind::object);
  read_observations(attributes, item, first);
  first |= read_documented_issues(attributes, item);
  first |= read_measure(attributes, kHarmonics, item.harmonics_pct);
  first |= read_measure(attributes, kPowerFactor, item.power_factor);
  return first.refusal();
}

Refusal read_safety_attributes(const JsonReader& attributes, nfpa70e::SafetyRecord& record) {
  FirstRefusal first;
  first |= expect_kind(attributes, "attributes", JsonKind::object);
  const JsonReader study = attributes.member("arc_flash");
  const Refusal no_study = expect_kind(study, "arc_flash", JsonKind::object);
  first |= no_study;
  if (study.given() && !no_study.refused()) read_study(study, record);
  first |= read_labels(attributes.member("safety_labels"), record);
  return first.refusal();
}

}  // namespace voltmetrics::sql
