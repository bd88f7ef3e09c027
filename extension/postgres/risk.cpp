#include "voltmetrics/risk.hpp"

#include "postgres/risk_arguments.hpp"
#include "postgres/risk_row.hpp"

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
