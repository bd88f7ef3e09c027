#pragma once

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "voltmetrics/item.hpp"
#include "voltmetrics/issue_text.hpp"
#include "voltmetrics/nfpa70b.hpp"
#include "voltmetrics/nfpa70e.hpp"
#include "voltmetrics/risk.hpp"

/// The published reference vectors, read into the library's own structures.
namespace voltmetrics::vectors {

struct Case {
  std::string id;
  Item item;
  nfpa70b::MaintenanceRecord maintenance;
  nfpa70e::SafetyRecord safety;
  nlohmann::json expected;  ///< the whole vector
};

struct Vectors {
  Day as_of = 0;
  std::vector<Case> cases;
  nlohmann::json facilities;
};

inline Day day(const nlohmann::json& text) {
  const auto parsed = parse_day(text.get<std::string>());
  if (!parsed) throw std::runtime_error("not a date: " + text.dump());
  return *parsed;
}

inline std::uint32_t observations(const nlohmann::json& attributes) {
  static const std::vector<std::pair<const char*, Observation>> flags{
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
  };
  std::uint32_t mask = 0;
  for (const auto& [name, bit] : flags)
    if (attributes.value(name, false)) mask |= static_cast<std::uint32_t>(bit);
  if (attributes.value("connection_type", "") == "crimped")
    mask |= static_cast<std::uint32_t>(Observation::crimped_connections);
  if (attributes.value("trip_tests", "") == "failed")
    mask |= static_cast<std::uint32_t>(Observation::failed_trip_tests);
  return mask;
}

inline Item item(const nlohmann::json& input) {
  const auto& attributes = input.at("attributes");
  Item item;
  item.type = parse_equipment_type(input.at("type").get<std::string>()).value();
  item.install_date = day(input.at("install_date"));
  item.aluminum_conductor = input.at("aluminum_conductor");
  item.humidity_pct = input.at("humidity_pct");
  item.temperature_f = input.at("temperature_f");
  item.loading_pct = input.at("loading_pct");
  if (!input.at("last_maintenance_date").is_null()) item.last_maintenance_date = day(input.at("last_maintenance_date"));
  item.observations = observations(attributes);
  item.documented_issues = attributes.value("documented_issues", 0);
  item.harmonics_pct = attributes.value("harmonics_percentage", 0.0);
  item.power_factor = attributes.value("power_factor", kAssumedPowerFactor);
  return item;
}

inline nfpa70b::MaintenanceRecord maintenance(const nlohmann::json& input, Day as_of) {
  nfpa70b::MaintenanceRecord record;
  for (const auto& entry : input.at("maintenance"))
    record.add(nfpa70b::parse_maintenance_type(entry.at("type").get<std::string>()), day(entry.at("date")), as_of);
  return record;
}

inline nfpa70e::SafetyRecord safety(const nlohmann::json& attributes) {
  nfpa70e::SafetyRecord record;
  if (const auto study = attributes.find("arc_flash"); study != attributes.end()) {
    record.arc_flash = true;
    if (study->contains("assessment_date")) {
      const auto assessed_on = parse_day(study->at("assessment_date").get<std::string>());
      record.date = assessed_on ? nfpa70e::ArcFlashDate::known : nfpa70e::ArcFlashDate::unreadable;
      record.assessed_on = assessed_on.value_or(0);
    }
    record.ppe_category = study->contains("ppe_category");
    record.incident_energy = study->contains("incident_energy");
    record.working_distance = study->contains("working_distance");
    record.arc_flash_boundary = study->contains("arc_flash_boundary");
  }
  if (const auto labels = attributes.find("safety_labels"); labels != attributes.end()) {
    record.labels_recorded = true;
    for (const auto& label : *labels) record.add_label(label.get<std::string>());
  }
  return record;
}

/// Reads the file once and keeps it.
inline const Vectors& all() {
  static const Vectors vectors = [] {
    const auto document = nlohmann::json::parse(std::ifstream(TEST_DATA_DIR "/factor_models.json"));
    Vectors read{.as_of = day(document.at("as_of")), .cases = {}, .facilities = document.at("facilities")};
    for (const auto& vector : document.at("equipment")) {
      const auto& input = vector.at("input");
      read.cases.push_back(
          {input.at("id"), item(input), maintenance(input, read.as_of), safety(input.at("attributes")), vector});
    }
    return read;
  }();
  return vectors;
}

inline const Model& model(std::string_view version) { return *find_model(version); }

inline std::string text_of(const Issue& issue) {
  std::array<char, kTextCapacity> memory{};
  TextSink sink(memory.data(), memory.size());
  write_issue(sink, issue);
  return std::string(sink.text());
}

inline std::vector<std::string> texts_of(const Compliance& verdict) {
  std::vector<std::string> texts;
  for (int i = 0; i < verdict.issue_count; ++i) texts.push_back(text_of(verdict.issues[i]));
  return texts;
}

inline std::string name_of(ComplianceStatus status) {
  return std::string(kComplianceStatusNames[static_cast<std::size_t>(status)]);
}

}  // namespace voltmetrics::vectors
