#include "worker/config/load.hpp"

#include "worker/config/config_error.hpp"
#include "worker/config/setting.hpp"

namespace masterbus {
namespace {

void read_flags(Config& config, const std::map<std::string, std::string>& flags) {
  for (const auto& [key, text] : flags) {
    const Setting* setting = find_setting(key);
    if (setting == nullptr) throw ConfigError("--" + key + ": no such setting");
    assign(config, *setting, text, setting->flag());
  }
}

void check_together(const Config& config) {
  if (config.retry.backoff_min_ms > config.retry.backoff_max_ms) {
    throw ConfigError("retry.backoff_min_ms (" + std::to_string(config.retry.backoff_min_ms) +
                      ") is above retry.backoff_max_ms (" + std::to_string(config.retry.backoff_max_ms) + ")");
  }
}

}  // namespace

Config load_config(const ConfigSources& sources) {
  Config config;
  std::string file = sources.file;
  if (const auto named = sources.environment.find("MASTERBUS_CONFIG");
      file.empty() && named != sources.environment.end()) {
    file = named->second;
  }
  if (!file.empty()) read_config_file(config, file);
  read_environment(config, sources.environment);
  read_flags(config, sources.flags);
  settle_urls(config, sources.environment);
  check_together(config);
  return config;
}

}  // namespace masterbus
