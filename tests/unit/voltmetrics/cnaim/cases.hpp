#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "voltmetrics/cnaim/asset_category.hpp"

/// The reference vectors of CNAIM, as they stand in tests/data/engineering.
namespace voltmetrics::cnaim::cases {

using Row = std::map<std::string, std::string>;

inline std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      fields.emplace_back();
    else if (c != '\r')
      fields.back() += c;
  }
  return fields;
}

/// The rows of a CSV file by the names of its columns.
inline std::vector<Row> rows(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line)) throw std::runtime_error("no such table: " + path);
  const std::vector<std::string> names = fields_of(line);
  std::vector<Row> rows;
  while (std::getline(file, line)) {
    const std::vector<std::string> fields = fields_of(line);
    Row row;
    for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = fields.at(i);
    rows.push_back(row);
  }
  return rows;
}

inline std::vector<Row> vectors(const std::string& name) { return rows(TEST_DATA_DIR "/engineering/" + name); }

inline const nlohmann::json& worked_examples() {
  static const auto document =
      nlohmann::json::parse(std::ifstream(TEST_DATA_DIR "/engineering/cnaim_worked_examples.json"));
  return document;
}

/// The example of that id in a section, or null where the file does not have it.
inline const nlohmann::json* example(const std::string& section, const std::string& id) {
  for (const auto& example : worked_examples().at(section))
    if (example.at("id") == id) return &example;
  return nullptr;
}

// By value: a reference that came out of a function called with a temporary would look like one to it.
inline const AssetCategory& category(std::string name) {
  const AssetCategory* const found = find_asset_category(name);
  if (found == nullptr) throw std::runtime_error("no such asset category: " + name);
  return *found;
}

}  // namespace voltmetrics::cnaim::cases
