#include "worker/replication/keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace masterbus::replication {
namespace {

const Field* find_field(std::span<const Field> fields, const std::string& name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) { return field.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

char short_escape(char c) {
  switch (c) {
  case '"':
  case '\\':
    return c;
  case '\b':
    return 'b';
  case '\f':
    return 'f';
  case '\n':
    return 'n';
  case '\r':
    return 'r';
  case '\t':
    return 't';
  default:
    return '\0';
  }
}

/// A JSON string with the very escapes of PostgreSQL's escape_json, so that the text equals what SQL makes of the row.
void append_json_string(std::string& out, const std::string& text) {
  out.push_back('"');
  for (const char c : text) {
    if (const char escape = short_escape(c); escape != '\0') {
      out.push_back('\\');
      out.push_back(escape);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

void append_unless_there(std::vector<std::string>& keys, std::string key) {
  if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
}

std::vector<std::string> keys_of_update(const RowChange& change, std::span<const std::string> key_columns) {
  const auto after = key_text(key_columns, change.columns, change.identity);
  if (!after) return {};
  if (change.identity.empty()) return {*after};
  const auto before = key_text(key_columns, change.identity);
  if (!before) return {};
  std::vector<std::string> both{*before};
  append_unless_there(both, *after);
  return both;
}

std::vector<std::string> keys_of_line(const RowChange& change, std::span<const std::string> key_columns) {
  if (change.action == RowAction::update) return keys_of_update(change, key_columns);
  const bool from_identity = change.action == RowAction::remove && !change.identity.empty();
  const auto key = key_text(key_columns, from_identity ? change.identity : change.columns);
  return key ? std::vector<std::string>{*key} : std::vector<std::string>{};
}

}  // namespace

std::optional<std::string> key_text(std::span<const std::string> key_columns, std::span<const Field> fields,
                                    std::span<const Field> fallback) {
  std::string array = "[";
  for (const auto& column : key_columns) {
    const Field* field = find_field(fields, column);
    if (field == nullptr) field = find_field(fallback, column);
    if (field == nullptr || !field->text) return std::nullopt;
    if (key_columns.size() == 1) return field->text;
    if (array.size() > 1) array += ", ";
    append_json_string(array, *field->text);
  }
  if (key_columns.empty()) return std::nullopt;
  array.push_back(']');
  return array;
}

std::vector<DirtyRow> keys(const RowChange& change, const SourceCatalog& catalog) {
  std::vector<DirtyRow> rows;
  for (const LineIndex line : catalog.find(change.schema, change.table)) {
    rows.push_back({line, keys_of_line(change, catalog.line(line).key_columns)});
  }
  return rows;
}

}  // namespace masterbus::replication
