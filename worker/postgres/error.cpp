#include "worker/postgres/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace masterbus::postgres {
namespace {

std::string summary(const ErrorFields& fields) {
  std::string text = fmt::format("{} (SQLSTATE {})", fields.message, fields.sqlstate);
  if (!fields.detail.empty()) text += fmt::format("; {}", fields.detail);
  if (!fields.hint.empty()) text += fmt::format("; hint: {}", fields.hint);
  return text;
}

bool is_sqlstate(std::string_view text) {
  return text.size() == 5 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return std::isdigit(c) != 0 || (c >= 'A' && c <= 'Z');
         });
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

std::string field_after(std::string_view text, std::string_view label) {
  const auto at = text.find(label);
  if (at == std::string_view::npos) return {};
  return std::string(first_line(text.substr(at + label.size())));
}

}  // namespace

Error::Error(ErrorFields fields) : std::runtime_error(summary(fields)), fields_(std::move(fields)) {}

bool Error::in_class(std::string_view two_characters) const noexcept {
  return fields_.sqlstate.compare(0, 2, two_characters) == 0;
}

ErrorFields parse_connection_failure(std::string_view verbose_text) {
  ErrorFields fields{.sqlstate = "08001", .message = {}};
  fields.detail = field_after(verbose_text, "DETAIL:  ");
  fields.hint = field_after(verbose_text, "HINT:  ");
  // Several hosts give several lines; the last server that answered with a SQLSTATE says most.
  for (auto at = verbose_text.find(":  "); at != std::string_view::npos; at = verbose_text.find(":  ", at + 1)) {
    const auto rest = verbose_text.substr(at + 3);
    if (rest.size() > 7 && is_sqlstate(rest.substr(0, 5)) && rest.substr(5, 2) == ": ") {
      fields.sqlstate = std::string(rest.substr(0, 5));
      fields.message = std::string(first_line(rest.substr(7)));
    }
  }
  if (fields.message.empty()) {
    fields.message = std::string(verbose_text);
    while (!fields.message.empty() && fields.message.back() == '\n') fields.message.pop_back();
    std::replace(fields.message.begin(), fields.message.end(), '\n', ' ');
  }
  return fields;
}

}  // namespace masterbus::postgres
