#pragma once

#include <fstream>
#include <regex>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace voltmetrics::vectors {

/// The documents of tests/data/NAME, one in each line. R's NaN, which JSON does not have, is read as null.
inline std::vector<nlohmann::json> json_lines(const std::string& name) {
  std::ifstream file(std::string(TEST_DATA_DIR "/") + name);
  std::vector<nlohmann::json> documents;
  for (std::string line; std::getline(file, line);)
    documents.push_back(nlohmann::json::parse(std::regex_replace(line, std::regex("\\bNaN\\b|-?\\bInf\\b"), "null")));
  if (documents.empty()) throw std::runtime_error("cannot read " + name);
  return documents;
}

/// The documents whose `method` is that.
inline std::vector<nlohmann::json> json_lines(const std::string& name, const std::string& method) {
  std::vector<nlohmann::json> chosen;
  for (auto& document : json_lines(name))
    if (document.at("method") == method) chosen.push_back(std::move(document));
  return chosen;
}

}  // namespace voltmetrics::vectors
