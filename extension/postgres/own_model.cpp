#include "voltmetrics/own_model.hpp"

#include "postgres/tuple.hpp"
#include "postgres/words.hpp"

namespace voltmetrics::sql {
namespace {

template <int N>
void add_thresholds(Row<N>& row, const Thresholds& bounds) {
  for (const int tenths : {bounds.medium, bounds.high, bounds.critical}) row.add(Float8GetDatum(tenths / 10.0));
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_canonical_model);
Datum voltmetrics_canonical_model(PG_FUNCTION_ARGS) {
  const text* const version = PG_GETARG_TEXT_PP(0);
  const Model& model = model_named(version);
  return text_datum(is_own_model(view(version)) ? write_own_model(model).view() : model.version);
}

MASTERBUS_FUNCTION(voltmetrics_model_name);
Datum voltmetrics_model_name(PG_FUNCTION_ARGS) { return text_datum(model_name(view(PG_GETARG_TEXT_PP(0)))); }

MASTERBUS_FUNCTION(voltmetrics_factor_model_of);
Datum voltmetrics_factor_model_of(PG_FUNCTION_ARGS) {
  const Model& model = model_named(PG_GETARG_TEXT_PP(0));
  Row<21> row;
  row.add(text_datum(model_name(model.version)));
  row.add(text_datum(base_of(model).version));
  for (const double weight : model.weight) row.add(Float8GetDatum(weight));
  row.add(Float8GetDatum(model.multiplier));
  add_thresholds(row, model.item);
  add_thresholds(row, model.facility);
  row.add(BoolGetDatum(model.item.inclusive));
  for (const int tenths : model.type_weight_tenths) row.add(Float8GetDatum(tenths / 10.0));
  return row.datum(result_row_type(fcinfo));
}
