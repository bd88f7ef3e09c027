#pragma once
/// Lays the sources of configuration over each other: defaults < file < environment < flags.

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "worker/config/config.hpp"

namespace masterbus {

/// Variables as name → value. The process's own by `process_environment()`; tests pass their own.
using Environment = std::map<std::string, std::string>;

Environment process_environment();

/// What the command line said, before it is checked.
struct ConfigSources {
  std::string file;                          ///< path of a TOML file; empty = MASTERBUS_CONFIG, else none
  Environment environment;                   ///< only MASTERBUS_*, DATABASE_URL, DIRECT_URL and PG* matter
  std::map<std::string, std::string> flags;  ///< setting key → text
};

/// The configuration in force. Throws ConfigError for an unreadable file, an unknown key or variable, or a bad value.
/// URLs come out clean of the parameters that libpq refuses; `notices` says which.
Config load_config(const ConfigSources& sources);

/// Reads one TOML file over `config`. Throws ConfigError with "path:line".
void read_config_file(Config& config, const std::string& path);

/// Reads every MASTERBUS_* variable over `config`. Throws ConfigError for one that no setting owns.
void read_environment(Config& config, const Environment& environment);

/// Takes Prisma's DIRECT_URL, else DATABASE_URL, when no url was configured, and strips what libpq refuses.
void settle_urls(Config& config, const Environment& environment);

}  // namespace masterbus
