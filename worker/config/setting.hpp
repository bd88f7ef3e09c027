#pragma once
/// The one table of settings. File keys, environment names, flags, checks and the printed form all come from it.

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "worker/config/config.hpp"

namespace masterbus {

struct TextValue {
  std::string& (*at)(Config&);
  /// Says what is wrong with a text, or nothing when it is good; may be null.
  std::string (*problem)(std::string_view) = nullptr;
};

struct IntegerValue {
  int& (*at)(Config&);
  int least;
  int most;
};

struct ChoiceValue {
  std::vector<std::string> words;
  void (*set)(Config&, std::size_t index);
  std::size_t (*get)(const Config&);
};

struct Setting {
  std::string key;      ///< as in the file, e.g. pipeline.linger_ms
  std::string meaning;  ///< one line for --help
  bool secret;          ///< a connection string: its password is never printed
  std::variant<TextValue, IntegerValue, ChoiceValue> value;

  std::string environment_name() const;  ///< MASTERBUS_PIPELINE_LINGER_MS
  std::string flag() const;              ///< --pipeline-linger-ms
};

/// Every setting, in the order of the printed configuration. Built once; read from any thread.
const std::vector<Setting>& settings();

/// The setting of a file key, or null.
const Setting* find_setting(std::string_view key);

/// Stores `text` and remembers `origin`. Throws ConfigError when the text does not fit the setting;
/// the message begins with `origin` and shows the text only when the setting is not a secret.
void assign(Config& config, const Setting& setting, std::string_view text, const std::string& origin);

/// The current value as text, secrets included.
std::string value_text(const Config& config, const Setting& setting);

}  // namespace masterbus
