#include "voltmetrics/risk.hpp"

#include "postgres/risk_arguments.hpp"
#include "postgres/tuple.hpp"
#include "postgres/words.hpp"

namespace voltmetrics::sql {
namespace {

/// A risk as a value of voltmetrics.risk_factors.
Datum risk_row(FunctionCallInfo fcinfo, const Risk& risk, const Model& model) {
  Row<3 + kFactors> row;
  row.add(Float8GetDatum(risk.score_tenths / 10.0));
  row.add(Float8GetDatum(risk.score_exact));
  row.add(text_datum(kRiskCategoryNames[static_cast<std::size_t>(risk.category)]));
  for (int i = 0; i < model.factors; ++i) row.add(Float8GetDatum(risk.factors.value[i]));
  return row.datum(result_row_type(fcinfo));
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_risk_score);
Datum voltmetrics_risk_score(PG_FUNCTION_ARGS) {
  RiskArguments arguments;
  if (!read(fcinfo, arguments)) PG_RETURN_NULL();
  const ExactScore score = exact_score(arguments.item, arguments.as_of, *arguments.model);
  if (!score.status.ok()) raise(arguments, score.status);
  PG_RETURN_FLOAT8(score.value);
}

MASTERBUS_FUNCTION(voltmetrics_risk_factors);
Datum voltmetrics_risk_factors(PG_FUNCTION_ARGS) {
  RiskArguments arguments;
  if (!read(fcinfo, arguments)) PG_RETURN_NULL();
  const Risk risk = assess_risk(arguments.item, arguments.as_of, *arguments.model);
  if (!risk.status.ok()) raise(arguments, risk.status);
  return risk_row(fcinfo, risk, *arguments.model);
}
