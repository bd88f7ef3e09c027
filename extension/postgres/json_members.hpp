#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

#include "postgres/json_reader.hpp"

namespace voltmetrics::sql {

/// The members of a JSON object, one after the other. Nothing else than an object has any.
class JsonMembers {
public:
  explicit JsonMembers(const JsonReader& object);
  /// Goes to the next member; false behind the last.
  [[nodiscard]] bool next();
  [[nodiscard]] std::string_view key() const { return {key_.val.string.val, static_cast<size_t>(key_.val.string.len)}; }
  [[nodiscard]] JsonReader value() const { return JsonReader(value_); }

private:
  JsonbIterator* iterator_ = nullptr;
  JsonbValue key_;
  JsonbValue value_;
};

/// Refuses a value that is given and no object, and a member of another name than the known ones: a misspelt name would
/// otherwise pass for one that is not given. `path` names the object; empty is the document itself.
[[nodiscard]] Refusal expect_members(const JsonReader& object, const char* path,
                                     std::initializer_list<std::string_view> known);

/// As read_number, into an optional.
[[nodiscard]] Refusal read_number(const JsonReader& value, const char* field, std::optional<double>& target);

/// Reads a word that `parse` turns into an optional; one that it does not know is refused.
template <typename T, typename Parse>
[[nodiscard]] Refusal read_word(const JsonReader& value, const char* field, const char* hint, Parse parse, T& target) {
  std::string_view word;
  const Refusal refusal = read_text(value, field, false, word);
  if (refusal.refused() || !value.given()) return refusal;
  const auto parsed = parse(word);
  if (!parsed) return {{Problem::unknown_value, field, hint}, value.described()};
  target = *parsed;
  return {};
}

/// "path.name", palloc'd; the name alone where the path is empty.
[[nodiscard]] const char* member_path(const char* path, std::string_view name);

}  // namespace voltmetrics::sql
