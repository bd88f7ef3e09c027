#include "worker/postgres/quote.hpp"

#include <vector>

namespace masterbus::postgres {
namespace {

void append_doubling(std::string& out, std::string_view text, char doubled) {
  for (const char c : text) {
    if (c == doubled) out.push_back(c);
    out.push_back(c);
  }
}

}  // namespace

std::string quote_identifier(std::string_view name) {
  std::string out = "\"";
  append_doubling(out, name, '"');
  out.push_back('"');
  return out;
}

std::string quote_qualified(std::string_view schema, std::string_view name) {
  return quote_identifier(schema) + '.' + quote_identifier(name);
}

std::string quote_literal(std::string_view text) {
  const bool has_backslash = text.find('\\') != std::string_view::npos;
  std::string out = has_backslash ? " E'" : "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out.push_back(c);
    out.push_back(c);
  }
  out.push_back('\'');
  return out;
}

std::string text_array(std::span<const std::string> elements) {
  return text_array(std::vector<std::string_view>(elements.begin(), elements.end()));
}

std::string text_array(std::span<const std::string_view> elements) {
  std::size_t bytes = 2;
  for (const auto& element : elements) bytes += element.size() + 4;
  std::string out;
  out.reserve(bytes);
  out.push_back('{');
  for (const auto& element : elements) {
    if (out.size() > 1) out.push_back(',');
    out.push_back('"');
    for (const char c : element) {
      if (c == '"' || c == '\\') out.push_back('\\');
      out.push_back(c);
    }
    out.push_back('"');
  }
  out.push_back('}');
  return out;
}

}  // namespace masterbus::postgres
