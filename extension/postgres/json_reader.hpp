#pragma once

#include <optional>
#include <string_view>

#include "postgres/refusal.hpp"

#include "postgres/postgres.hpp"
extern "C" {
#include <utils/jsonb.h>
}

namespace voltmetrics::sql {

/// What a JSON value is. Containers inside a document are objects or arrays.
enum class JsonKind { absent, null, text, number, boolean, object, array };

/// A value of a jsonb document, read where it stands (the document must outlive it). An absent member and a JSON null
/// are both "not given".
class JsonReader {
public:
  JsonReader() { value_.type = jbvNull; }
  explicit JsonReader(const JsonbValue& value) : value_(value), present_(true) {}
  /// A whole document; a bare scalar counts as that scalar.
  explicit JsonReader(Jsonb* document);

  [[nodiscard]] JsonKind kind() const;
  [[nodiscard]] bool given() const { return present_ && value_.type != jbvNull; }

  /// The member of an object by a binary search of its keys; absent when this is no object.
  [[nodiscard]] JsonReader member(std::string_view key) const;
  /// The number of elements of an array, else 0.
  [[nodiscard]] int size() const;
  [[nodiscard]] JsonReader element(int index) const;

  /// Of the kind asked for only.
  [[nodiscard]] std::string_view text() const {
    return {value_.val.string.val, static_cast<size_t>(value_.val.string.len)};
  }
  [[nodiscard]] bool boolean() const { return value_.val.boolean; }
  [[nodiscard]] double number() const;                              ///< ±infinity beyond float8
  [[nodiscard]] const JsonbValue& value() const { return value_; }  ///< to be copied into another document
  [[nodiscard]] JsonbContainer* container() const { return value_.val.binary.data; }  ///< of an object or array

  /// The value as text for a message, at most 64 bytes of it, palloc'd.
  [[nodiscard]] const char* described() const;

private:
  JsonbValue value_;
  bool present_ = false;
};

/// Reads one value into `target`. A value that is not given is missing when `required`, else leaves the target alone;
/// one of another kind is refused. Numbers are not checked for their range here.
[[nodiscard]] Refusal read_text(const JsonReader& value, const char* field, bool required, std::string_view& target);
[[nodiscard]] Refusal read_boolean(const JsonReader& value, const char* field, bool required, bool& target);
[[nodiscard]] Refusal read_number(const JsonReader& value, const char* field, bool required, double& target);
[[nodiscard]] Refusal read_day(const JsonReader& value, const char* field, bool required, std::optional<Day>& target);
/// Refuses a value that is given and of another kind.
[[nodiscard]] Refusal expect_kind(const JsonReader& value, const char* field, JsonKind kind);

[[nodiscard]] constexpr Refusal missing(const char* field, const char* hint) {
  return {{Problem::missing, field, hint}, nullptr};
}

}  // namespace voltmetrics::sql
