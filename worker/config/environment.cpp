#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "worker/config/config_error.hpp"
#include "worker/config/load.hpp"
#include "worker/config/near_miss.hpp"
#include "worker/config/setting.hpp"

namespace masterbus {
namespace {

constexpr std::string_view kOwnPrefix = "MASTERBUS_";

/// Variables that are not settings: the file's name, the worker role's password for `init`, and what
/// tests use to find or to disturb the program.
constexpr std::array<std::string_view, 2> kReservedNames{"MASTERBUS_CONFIG", "MASTERBUS_WORKER_PASSWORD"};
constexpr std::array<std::string_view, 3> kReservedPrefixes{"MASTERBUS_FAILPOINT", "MASTERBUS_TEST", "MASTERBUS_BIN"};

bool is_reserved(std::string_view name) {
  const auto starts = [name](std::string_view prefix) { return name.substr(0, prefix.size()) == prefix; };
  return std::find(kReservedNames.begin(), kReservedNames.end(), name) != kReservedNames.end() ||
         std::any_of(kReservedPrefixes.begin(), kReservedPrefixes.end(), starts);
}

const Setting* setting_of_variable(const std::string& name) {
  for (const Setting& setting : settings()) {
    if (setting.environment_name() == name) return &setting;
  }
  return nullptr;
}

[[noreturn]] void refuse_unknown(const std::string& name) {
  std::vector<std::string> known(kReservedNames.begin(), kReservedNames.end());
  for (const Setting& setting : settings()) known.push_back(setting.environment_name());
  throw ConfigError("environment: unknown variable " + name + did_you_mean(name, known));
}

}  // namespace

Environment process_environment() {
  Environment environment;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return environment;
}

void read_environment(Config& config, const Environment& environment) {
  for (auto entry = environment.lower_bound(std::string(kOwnPrefix)); entry != environment.end(); ++entry) {
    const auto& [name, text] = *entry;
    if (std::string_view(name).substr(0, kOwnPrefix.size()) != kOwnPrefix) break;
    if (is_reserved(name)) continue;
    const Setting* setting = setting_of_variable(name);
    if (setting == nullptr) refuse_unknown(name);
    assign(config, *setting, text, name);
  }
}

}  // namespace masterbus
