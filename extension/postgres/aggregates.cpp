#include "voltmetrics/facility.hpp"
#include "voltmetrics/rounding.hpp"

#include "postgres/aggregate_state.hpp"
#include "postgres/factor_tenths.hpp"
#include "postgres/refusal.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <catalog/pg_type.h>
}

namespace voltmetrics::sql {
namespace {

/// What voltmetrics.factor_totals tells of each factor.
enum FactorTotal { kItems, kTenths, kAffected, kFactorTotals };

std::int16_t score_argument(double score) {
  if (!(score >= 0 && score <= 100))
    raise({{Problem::out_of_range, "score", "A score lies between 0 and 100."},
           DatumGetCString(DirectFunctionCall1(float8out, Float8GetDatum(score)))});
  return tenths_of(score);
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_facility_score_accum);
Datum voltmetrics_facility_score_accum(PG_FUNCTION_ARGS) {
  const AggregateState state = state_argument(fcinfo, 2);
  WeightedScore mean{state.values[0], state.values[1]};
  const Model& model = PG_NARGS() > 3 ? model_named(PG_GETARG_TEXT_PP(3)) : kDefaultModel;
  mean.add(type_named(PG_GETARG_TEXT_PP(1)), score_argument(PG_GETARG_FLOAT8(2)), model);
  state.values[0] = mean.weighted_tenths;
  state.values[1] = mean.weight_tenths;
  PG_RETURN_ARRAYTYPE_P(state.array);
}

MASTERBUS_FUNCTION(voltmetrics_facility_score_final);
Datum voltmetrics_facility_score_final(PG_FUNCTION_ARGS) {
  const AggregateState state = state_of(PG_GETARG_ARRAYTYPE_P(0), 2);
  const auto tenths = WeightedScore{state.values[0], state.values[1]}.tenths();
  if (!tenths) PG_RETURN_NULL();
  PG_RETURN_FLOAT8(*tenths / 10.0);
}

MASTERBUS_FUNCTION(voltmetrics_compliance_accum);
Datum voltmetrics_compliance_accum(PG_FUNCTION_ARGS) {
  const AggregateState state = state_argument(fcinfo, 2);
  const int32 score = PG_GETARG_INT32(1);
  if (score < 0 || score > 100)
    raise({{Problem::out_of_range, "score", "A compliance score lies between 0 and 100."}, psprintf("%d", score)});
  state.values[0] += score;
  ++state.values[1];
  PG_RETURN_ARRAYTYPE_P(state.array);
}

MASTERBUS_FUNCTION(voltmetrics_compliance_score_final);
Datum voltmetrics_compliance_score_final(PG_FUNCTION_ARGS) {
  const AggregateState state = state_of(PG_GETARG_ARRAYTYPE_P(0), 2);
  const auto score = compliance_score(state.values[0], state.values[1]);
  if (!score) PG_RETURN_NULL();
  PG_RETURN_INT32(*score);
}

MASTERBUS_FUNCTION(voltmetrics_compliance_status_final);
Datum voltmetrics_compliance_status_final(PG_FUNCTION_ARGS) {
  const AggregateState state = state_of(PG_GETARG_ARRAYTYPE_P(0), 2);
  const auto status = compliance_status(state.values[0], state.values[1]);
  if (!status) PG_RETURN_NULL();
  PG_RETURN_INT16(static_cast<int16>(*status));
}

MASTERBUS_FUNCTION(voltmetrics_distribution_accum);
Datum voltmetrics_distribution_accum(PG_FUNCTION_ARGS) {
  const AggregateState state = state_argument(fcinfo);
  count_in(state.values, state.size, "category", PG_GETARG_INT16(1));
  PG_RETURN_ARRAYTYPE_P(state.array);
}

MASTERBUS_FUNCTION(voltmetrics_distribution_final);
Datum voltmetrics_distribution_final(PG_FUNCTION_ARGS) {
  const AggregateState state = state_of(PG_GETARG_ARRAYTYPE_P(0));
  auto* const counts = static_cast<Datum*>(palloc(sizeof(Datum) * static_cast<Size>(state.size)));
  for (int i = 0; i < state.size; ++i) {
    if (state.values[i] > PG_INT32_MAX)
      ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("count is out of range for integer")));
    counts[i] = Int32GetDatum(static_cast<int32>(state.values[i]));
  }
  PG_RETURN_ARRAYTYPE_P(construct_array(counts, state.size, INT4OID, sizeof(int32), true, TYPALIGN_INT));
}

MASTERBUS_FUNCTION(voltmetrics_factor_accum);
Datum voltmetrics_factor_accum(PG_FUNCTION_ARGS) {
  const AggregateState state = state_argument(fcinfo, kFactors * kFactorTotals);
  const Model& model = model_named(PG_GETARG_TEXT_PP(2));
  const int16* const tenths = factor_tenths_argument(fcinfo, 1, model);
  for (int i = 0; i < model.factors; ++i) {
    int64* const total = state.values + static_cast<ptrdiff_t>(i * kFactorTotals);
    ++total[kItems];
    total[kTenths] += tenths[i];
    if (category_of(tenths[i], model.item) >= RiskCategory::high) ++total[kAffected];
  }
  PG_RETURN_ARRAYTYPE_P(state.array);
}

MASTERBUS_FUNCTION(voltmetrics_state_combine);
Datum voltmetrics_state_combine(PG_FUNCTION_ARGS) {
  const AggregateState state = state_argument(fcinfo);
  const AggregateState other = state_of(PG_GETARG_ARRAYTYPE_P(1), state.size);
  for (int i = 0; i < state.size; ++i) state.values[i] += other.values[i];
  PG_RETURN_ARRAYTYPE_P(state.array);
}

MASTERBUS_FUNCTION(voltmetrics_risk_category);
Datum voltmetrics_risk_category(PG_FUNCTION_ARGS) {
  const Model& model = model_named(PG_GETARG_TEXT_PP(1));
  PG_RETURN_INT16(static_cast<int16>(category_of(score_argument(PG_GETARG_FLOAT8(0)), model.item)));
}

MASTERBUS_FUNCTION(voltmetrics_facility_category);
Datum voltmetrics_facility_category(PG_FUNCTION_ARGS) {
  const Model& model = model_named(PG_GETARG_TEXT_PP(1));
  PG_RETURN_INT16(static_cast<int16>(facility_category(score_argument(PG_GETARG_FLOAT8(0)), model)));
}
