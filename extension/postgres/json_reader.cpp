#include <algorithm>

#include "postgres/json_reader.hpp"

extern "C" {
#include <mb/pg_wchar.h>
#include <utils/numeric.h>
}

namespace voltmetrics::sql {

JsonReader::JsonReader(Jsonb* document) : present_(true) {
  if (JB_ROOT_IS_SCALAR(document)) {
    JsonbExtractScalar(&document->root, &value_);
    return;
  }
  value_.type = jbvBinary;
  value_.val.binary.data = &document->root;
  value_.val.binary.len = static_cast<int>(VARSIZE(document) - VARHDRSZ);
}

JsonKind JsonReader::kind() const {
  if (!present_) return JsonKind::absent;
  switch (value_.type) {
  case jbvString:
    return JsonKind::text;
  case jbvNumeric:
    return JsonKind::number;
  case jbvBool:
    return JsonKind::boolean;
  case jbvBinary:
    return JsonContainerIsObject(container()) ? JsonKind::object : JsonKind::array;
  default:
    return JsonKind::null;
  }
}

JsonReader JsonReader::member(std::string_view key) const {
  JsonReader found;
  if (kind() == JsonKind::object)
    found.present_ =
        getKeyJsonValueFromContainer(container(), key.data(), static_cast<int>(key.size()), &found.value_) != nullptr;
  return found;
}

int JsonReader::size() const {
  return kind() == JsonKind::array ? static_cast<int>(JsonContainerSize(container())) : 0;
}

JsonReader JsonReader::element(int index) const {
  const JsonbValue* const found = getIthJsonbValueFromContainer(container(), static_cast<uint32>(index));
  return found == nullptr ? JsonReader() : JsonReader(*found);
}

double JsonReader::number() const {
  return DatumGetFloat8(DirectFunctionCall1(numeric_float8_no_overflow, NumericGetDatum(value_.val.numeric)));
}

const char* JsonReader::described() const {
  constexpr int kLongest = 64;
  switch (kind()) {
  case JsonKind::text: {
    const int length = static_cast<int>(text().size());
    return pnstrdup(text().data(), static_cast<Size>(pg_mbcliplen(text().data(), length, std::min(length, kLongest))));
  }
  case JsonKind::number: {
    char* const digits = DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value_.val.numeric)));
    return pnstrdup(digits, kLongest);
  }
  case JsonKind::boolean:
    return boolean() ? "true" : "false";
  case JsonKind::object:
    return "an object";
  case JsonKind::array:
    return "an array";
  default:
    return "null";
  }
}

namespace {

constexpr const char* hint_for(JsonKind kind) {
  switch (kind) {
  case JsonKind::text:
    return "Give a JSON string.";
  case JsonKind::number:
    return "Give a JSON number.";
  case JsonKind::boolean:
    return "Give true or false.";
  case JsonKind::object:
    return "Give a JSON object.";
  default:
    return "Give a JSON array.";
  }
}

/// Ok when the value is of that kind or may be and is absent.
Refusal expect(const JsonReader& value, const char* field, bool required, JsonKind kind) {
  if (!value.given()) return required ? missing(field, hint_for(kind)) : Refusal{};
  if (value.kind() != kind) return {{Problem::wrong_type, field, hint_for(kind)}, value.described()};
  return {};
}

}  // namespace

Refusal expect_kind(const JsonReader& value, const char* field, JsonKind kind) {
  return expect(value, field, false, kind);
}

Refusal read_text(const JsonReader& value, const char* field, bool required, std::string_view& target) {
  const Refusal refusal = expect(value, field, required, JsonKind::text);
  if (!refusal.refused() && value.given()) target = value.text();
  return refusal;
}

Refusal read_boolean(const JsonReader& value, const char* field, bool required, bool& target) {
  const Refusal refusal = expect(value, field, required, JsonKind::boolean);
  if (!refusal.refused() && value.given()) target = value.boolean();
  return refusal;
}

Refusal read_number(const JsonReader& value, const char* field, bool required, double& target) {
  const Refusal refusal = expect(value, field, required, JsonKind::number);
  if (!refusal.refused() && value.given()) target = value.number();
  return refusal;
}

Refusal read_day(const JsonReader& value, const char* field, bool required, std::optional<Day>& target) {
  std::string_view text;
  const Refusal refusal = read_text(value, field, required, text);
  if (refusal.refused() || !value.given()) return refusal;
  target = parse_day(text);
  if (target) return {};
  return {{Problem::unreadable, field, "Write a date as YYYY-MM-DD."}, value.described()};
}

}  // namespace voltmetrics::sql
