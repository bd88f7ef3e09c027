#include "worker/config/setting.hpp"

#include <algorithm>
#include <charconv>

#include "worker/config/config_error.hpp"
#include "worker/config/near_miss.hpp"

namespace masterbus {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string renamed(std::string_view key, std::string_view prefix, char separator, bool upper) {
  std::string name(prefix);
  for (const char letter : key) {
    if (letter == '.' || letter == '_') {
      name += separator;
    } else {
      name += upper && letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    }
  }
  return name;
}

[[noreturn]] void refuse(const Setting& setting, std::string_view text, const std::string& origin,
                         const std::string& wanted) {
  const std::string shown = setting.secret ? std::string() : " \"" + std::string(text) + "\"";
  throw ConfigError(origin + ": " + setting.key + shown + " " + wanted);
}

int parse_integer(const Setting& setting, const IntegerValue& value, std::string_view text, const std::string& origin) {
  int number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end || number < value.least || number > value.most) {
    refuse(setting, text, origin,
           "must be a whole number from " + std::to_string(value.least) + " to " + std::to_string(value.most));
  }
  return number;
}

std::size_t parse_choice(const Setting& setting, const ChoiceValue& value, std::string_view text,
                         const std::string& origin) {
  const auto found = std::find(value.words.begin(), value.words.end(), text);
  if (found == value.words.end()) {
    refuse(setting, text, origin, "must be one of " + joined(value.words) + did_you_mean(text, value.words));
  }
  return static_cast<std::size_t>(found - value.words.begin());
}

}  // namespace

std::string Setting::environment_name() const { return renamed(key, "MASTERBUS_", '_', true); }

std::string Setting::flag() const { return renamed(key, "--", '-', false); }

const Setting* find_setting(std::string_view key) {
  const auto& all = settings();
  const auto found = std::find_if(all.begin(), all.end(), [key](const Setting& each) { return each.key == key; });
  return found == all.end() ? nullptr : &*found;
}

void assign(Config& config, const Setting& setting, std::string_view text, const std::string& origin) {
  if (text.find('\0') != std::string_view::npos) refuse(setting, text, origin, "must not contain a NUL character");
  if (const auto* value = std::get_if<TextValue>(&setting.value)) {
    const std::string problem = value->problem == nullptr ? std::string() : value->problem(text);
    if (!problem.empty()) refuse(setting, text, origin, problem);
    value->at(config) = text;
  } else if (const auto* value = std::get_if<IntegerValue>(&setting.value)) {
    value->at(config) = parse_integer(setting, *value, text, origin);
  } else {
    const auto& choice = std::get<ChoiceValue>(setting.value);
    choice.set(config, parse_choice(setting, choice, text, origin));
  }
  config.origins[setting.key] = origin;
}

std::string value_text(const Config& config, const Setting& setting) {
  auto& readable = const_cast<Config&>(config);  // the accessors hand out references; nothing is written here
  if (const auto* value = std::get_if<TextValue>(&setting.value)) return value->at(readable);
  if (const auto* value = std::get_if<IntegerValue>(&setting.value)) return std::to_string(value->at(readable));
  const auto& choice = std::get<ChoiceValue>(setting.value);
  return choice.words[choice.get(config)];
}

}  // namespace masterbus
