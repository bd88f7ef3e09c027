#pragma once

#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace voltmetrics::vectors {

/// JSON has no NaN and no infinity: both, bare as R prints them, become null.
inline std::string without_nan(std::string line) {
  for (const std::string word : {"-Inf", "Inf", "NaN"})
    for (auto place = line.find(" " + word); place != std::string::npos; place = line.find(" " + word, place))
      line.replace(place + 1, word.size(), "null");
  return line;
}

/// The documents of tests/data/NAME, one in each line.
inline std::vector<nlohmann::json> json_lines(const std::string& name) {
  std::ifstream file(std::string(TEST_DATA_DIR "/") + name);
  std::vector<nlohmann::json> documents;
  for (std::string line; std::getline(file, line);) documents.push_back(nlohmann::json::parse(without_nan(line)));
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
