#pragma once

#include <string_view>

#include "postgres/postgres.hpp"
extern "C" {
#include <utils/jsonb.h>
}

namespace voltmetrics::sql {

/// Builds a jsonb document member by member in the current memory context. Texts are copied; numbers are written with
/// exactly their decimals.
class JsonWriter {
public:
  JsonWriter& begin_object() { return open(WJB_BEGIN_OBJECT); }
  JsonWriter& end_object() { return close(WJB_END_OBJECT); }
  JsonWriter& begin_array() { return open(WJB_BEGIN_ARRAY); }
  JsonWriter& end_array() { return close(WJB_END_ARRAY); }
  JsonWriter& key(std::string_view name);

  JsonWriter& text(std::string_view words);
  JsonWriter& null();
  JsonWriter& boolean(bool truth);
  JsonWriter& copy(const JsonbValue& value);  ///< of another document, which must outlive this writer
  JsonWriter& integer(int64 value);
  JsonWriter& tenths(int64 value);    ///< 741 is written 74.1
  JsonWriter& decimal(double value);  ///< the shortest decimal that reads back as the same float8

  /// The document, after its outermost object or array was ended.
  [[nodiscard]] Datum datum() const { return PointerGetDatum(JsonbValueToJsonb(result_)); }

private:
  JsonWriter& open(JsonbIteratorToken token);
  JsonWriter& close(JsonbIteratorToken token);
  JsonWriter& add(JsonbValue& value);
  JsonWriter& number(Datum numeric);

  JsonbParseState* state_ = nullptr;
  JsonbValue* result_ = nullptr;
  bool after_key_ = false;
};

}  // namespace voltmetrics::sql
