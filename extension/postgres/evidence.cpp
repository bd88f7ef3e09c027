#include "voltmetrics/evidence.hpp"

#include "postgres/refusal.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <catalog/pg_type.h>
#include <utils/array.h>
}

namespace voltmetrics::sql {
namespace {

/// The names of the inputs in a mask, in the order of Input.
Datum input_names(std::uint32_t mask) {
  std::array<Datum, kInputs> names{};
  int size = 0;
  for (int i = 0; i < kInputs; ++i)
    if ((mask & 1U << i) != 0)
      names[static_cast<std::size_t>(size++)] = text_datum(kInputNames[static_cast<std::size_t>(i)]);
  return PointerGetDatum(construct_array(names.data(), size, TEXTOID, -1, false, TYPALIGN_INT));
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_inputs);
Datum voltmetrics_inputs(PG_FUNCTION_ARGS) { return input_names((1U << kInputs) - 1); }

MASTERBUS_FUNCTION(voltmetrics_missing_inputs);
Datum voltmetrics_missing_inputs(PG_FUNCTION_ARGS) {
  return input_names(static_cast<std::uint32_t>(PG_GETARG_INT32(0)));
}

MASTERBUS_FUNCTION(voltmetrics_completeness);
Datum voltmetrics_completeness(PG_FUNCTION_ARGS) {
  if (PG_ARGISNULL(1)) PG_RETURN_NULL();
  const auto type = PG_ARGISNULL(0) ? std::nullopt : parse_equipment_type(view(PG_GETARG_TEXT_PP(0)));
  PG_RETURN_FLOAT8(completeness(type, static_cast<std::uint16_t>(PG_GETARG_INT32(1))));
}

MASTERBUS_FUNCTION(voltmetrics_confidence_name);
Datum voltmetrics_confidence_name(PG_FUNCTION_ARGS) {
  const int16 confidence = PG_GETARG_INT16(0);
  if (confidence < 0 || confidence >= kConfidences)
    raise({{Problem::out_of_range, "confidence", "Known values are 0 to 3, from unknown to high."},
           psprintf("%d", confidence)});
  return text_datum(kConfidenceNames[static_cast<std::size_t>(confidence)]);
}

MASTERBUS_FUNCTION(voltmetrics_prevailing_confidence);
Datum voltmetrics_prevailing_confidence(PG_FUNCTION_ARGS) {
  std::array<std::int64_t, kConfidences> items{};
  for (int i = 0; i < kConfidences; ++i) items[static_cast<std::size_t>(i)] = PG_GETARG_INT32(i);
  PG_RETURN_INT16(static_cast<int16>(prevailing_confidence(items)));
}
