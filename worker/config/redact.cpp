#include "worker/config/redact.hpp"

#include <algorithm>
#include <optional>
#include <ostream>
#include <regex>

#include "worker/config/setting.hpp"
#include "worker/postgres/conninfo.hpp"
#include "worker/postgres/error.hpp"

namespace masterbus {
namespace {

constexpr const char* kMask = "***";

/// The three places where a connection string can hold a password; the password is group 2.
const std::vector<std::regex>& password_places() {
  static const std::vector<std::regex> places{
      // scheme://user:PASSWORD@ — up to the last @, since people forget to escape an @ or a /; too much is no harm
      std::regex(R"(([a-zA-Z][a-zA-Z0-9+.-]*://[^:/@]*:)([\s\S]*)(?=@))"),
      // ?password=PASSWORD or &sslpassword=PASSWORD
      std::regex(R"(([?&](?:ssl)?password=)([^&#]*))", std::regex::icase),
      // password = PASSWORD or password = 'PASS WORD'; a quoted value may stand right before it
      std::regex(R"(((?:^|[\s'])(?:ssl)?password\s*=\s*)('(?:[^'\\]|\\[\s\S])*'?|(?:[^\s'\\]|\\[\s\S])+))",
                 std::regex::icase)};
  return places;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto is_hex = [&](std::size_t at) {
      return at < text.size() && std::isxdigit(static_cast<unsigned char>(text[at]));
    };
    if (text[i] == '%' && is_hex(i + 1) && is_hex(i + 2)) {
      decoded += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

std::string unquoted(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      plain += text[++i];
    } else if (text[i] != '\'') {
      plain += text[i];
    }
  }
  return plain;
}

/// The passwords that libpq reads from a connection string; nothing when it cannot read it.
std::optional<std::vector<std::string>> passwords_read(const std::string& conninfo) {
  std::vector<std::string> passwords;
  try {
    for (const auto& [keyword, value] : postgres::parse_conninfo(conninfo)) {
      if ((keyword == "password" || keyword == "sslpassword") && !value.empty()) passwords.push_back(value);
    }
  } catch (const postgres::Error&) {
    return std::nullopt;
  }
  return passwords;
}

void collect_passwords(const std::string& conninfo, std::vector<std::string>& secrets) {
  for (const std::regex& place : password_places()) {
    for (std::sregex_iterator match(conninfo.begin(), conninfo.end(), place), end; match != end; ++match) {
      const std::string password = (*match)[2];
      for (const std::string& form : {password, percent_decoded(password), unquoted(password)}) {
        if (!form.empty()) secrets.push_back(form);
      }
    }
  }
  for (const std::string& password : passwords_read(conninfo).value_or(std::vector<std::string>{})) {
    secrets.push_back(password);
  }
}

std::string toml_quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') quoted += '\\';
    quoted += letter;
  }
  return quoted + "\"";
}

std::string printed_value(const Config& config, const Setting& setting) {
  std::string text = value_text(config, setting);
  if (std::holds_alternative<IntegerValue>(setting.value)) return text;
  return toml_quoted(setting.secret ? redact_conninfo(text) : text);
}

}  // namespace

std::string redact_conninfo(std::string_view conninfo) {
  std::string text(conninfo);
  for (const std::regex& place : password_places()) text = std::regex_replace(text, place, std::string("$1") + kMask);
  // Whatever way of writing it the places above do not know: libpq must find nothing but masks, else nothing is shown.
  const auto given = passwords_read(std::string(conninfo));
  const auto left = passwords_read(text);
  if (!left) return given && !given->empty() ? kMask : text;
  return std::all_of(left->begin(), left->end(), [](const auto& word) { return word == kMask; }) ? text : kMask;
}

Redactor::Redactor(const Config& config) {
  collect_passwords(config.database.url, secrets_);
  collect_passwords(config.database.admin_url, secrets_);
  std::sort(secrets_.begin(), secrets_.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

std::string Redactor::operator()(std::string text) const {
  for (const std::string& secret : secrets_) {
    for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at)) {
      text.replace(at, secret.size(), kMask);
      at += std::string_view(kMask).size();
    }
  }
  return text;
}

void print_redacted(std::ostream& out, const Config& config) {
  for (const Setting& setting : settings()) {
    const auto origin = config.origins.find(setting.key);
    out << setting.key << " = " << printed_value(config, setting) << "  # "
        << (origin == config.origins.end() ? "default" : origin->second) << '\n';
  }
}

}  // namespace masterbus
