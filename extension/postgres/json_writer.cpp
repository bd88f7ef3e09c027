#include <charconv>

#include "postgres/json_writer.hpp"

extern "C" {
#include <utils/numeric.h>
}

namespace voltmetrics::sql {
namespace {

JsonbValue string_value(std::string_view words) {
  JsonbValue value;
  value.type = jbvString;
  value.val.string.val = pnstrdup(words.data(), words.size());
  value.val.string.len = static_cast<int>(words.size());
  return value;
}

}  // namespace

JsonWriter& JsonWriter::open(JsonbIteratorToken token) {
  after_key_ = false;
  pushJsonbValue(&state_, token, nullptr);
  return *this;
}

JsonWriter& JsonWriter::close(JsonbIteratorToken token) {
  result_ = pushJsonbValue(&state_, token, nullptr);
  return *this;
}

JsonWriter& JsonWriter::add(JsonbValue& value) {
  pushJsonbValue(&state_, after_key_ ? WJB_VALUE : WJB_ELEM, &value);
  after_key_ = false;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  JsonbValue value = string_value(name);
  pushJsonbValue(&state_, WJB_KEY, &value);
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view words) {
  JsonbValue value = string_value(words);
  return add(value);
}

JsonWriter& JsonWriter::null() {
  JsonbValue value;
  value.type = jbvNull;
  return add(value);
}

JsonWriter& JsonWriter::boolean(bool truth) {
  JsonbValue value;
  value.type = jbvBool;
  value.val.boolean = truth;
  return add(value);
}

JsonWriter& JsonWriter::copy(const JsonbValue& value) {
  JsonbValue copied = value;
  return add(copied);
}

JsonWriter& JsonWriter::number(Datum numeric) {
  JsonbValue value;
  value.type = jbvNumeric;
  value.val.numeric = DatumGetNumeric(numeric);
  return add(value);
}

JsonWriter& JsonWriter::integer(int64 value) { return number(NumericGetDatum(int64_to_numeric(value))); }

JsonWriter& JsonWriter::tenths(int64 value) { return number(NumericGetDatum(int64_div_fast_to_numeric(value, 1))); }

JsonWriter& JsonWriter::decimal(double value) {
  char digits[32];
  *std::to_chars(digits, digits + sizeof digits - 1, value).ptr = '\0';
  return number(
      DirectFunctionCall3(numeric_in, CStringGetDatum(digits), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
}

}  // namespace voltmetrics::sql
