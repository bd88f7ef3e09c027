#include <fmt/format.h>

#include <sstream>

#include <toml++/toml.h>

#include "worker/config/config_error.hpp"
#include "worker/config/load.hpp"
#include "worker/config/near_miss.hpp"
#include "worker/config/setting.hpp"

namespace masterbus {
namespace {

std::string place(const std::string& path, const toml::source_region& region) {
  return path + ":" + std::to_string(region.begin.line);
}

std::vector<std::string> known_keys() {
  std::vector<std::string> keys;
  for (const Setting& setting : settings()) keys.push_back(setting.key);
  return keys;
}

bool is_section(const std::string& key) {
  for (const Setting& setting : settings()) {
    if (setting.key.compare(0, key.size() + 1, key + ".") == 0) return true;
  }
  return false;
}

void read_value(Config& config, const Setting& setting, const toml::node& node, const std::string& origin) {
  const bool wants_integer = std::holds_alternative<IntegerValue>(setting.value);
  if (wants_integer && node.is_integer()) {
    assign(config, setting, std::to_string(node.as_integer()->get()), origin);
  } else if (!wants_integer && node.is_string()) {
    assign(config, setting, node.as_string()->get(), origin);
  } else {
    throw ConfigError(origin + ": " + setting.key + " must be " +
                      (wants_integer ? "a whole number, without quotes" : "a string, in quotes"));
  }
}

void read_table(Config& config, const toml::table& table, const std::string& prefix, const std::string& path) {
  for (const auto& [name, node] : table) {
    const std::string key = prefix + std::string(name.str());
    const std::string origin = place(path, node.source());
    if (node.is_table() && is_section(key)) {
      read_table(config, *node.as_table(), key + ".", path);
    } else if (const Setting* setting = find_setting(key)) {
      read_value(config, *setting, node, origin);
    } else {
      throw ConfigError(fmt::format("{}: unknown key {}{}", origin, key, did_you_mean(key, known_keys())));
    }
  }
}

}  // namespace

void read_config_file(Config& config, const std::string& path) {
  try {
    read_table(config, toml::parse_file(path), "", path);
  } catch (const toml::parse_error& error) {
    // A file that cannot be opened has no line.
    const bool has_line = error.source().begin.line > 0;
    throw ConfigError((has_line ? place(path, error.source()) : path) + ": " + std::string(error.description()));
  }
}

}  // namespace masterbus
