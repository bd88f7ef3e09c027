#include "voltmetrics/priority_action.hpp"

#include "postgres/assessment_json.hpp"
#include "postgres/factor_tenths.hpp"
#include "postgres/item_arguments.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <catalog/pg_type.h>
#include <utils/array.h>
#include <utils/date.h>
}

namespace voltmetrics::sql {
namespace {

enum Argument { kAsOf = kItemArguments, kModel };

const Model& model_argument(FunctionCallInfo fcinfo) {
  return PG_ARGISNULL(kModel) ? kDefaultModel : model_named(PG_GETARG_TEXT_PP(kModel));
}

/// Scores the item of the arguments as voltmetrics.try_assess does: a bad attribute counts as not observed.
bool score(FunctionCallInfo fcinfo, const Model& model, Item& item, Risk& risk) {
  static_cast<void>(read_risk_attributes(attributes_argument(fcinfo), item));
  return !assess_arguments(fcinfo, kAsOf, model, item, risk).refused();
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_try_factor_tenths);
Datum voltmetrics_try_factor_tenths(PG_FUNCTION_ARGS) {
  const Model& model = model_argument(fcinfo);
  voltmetrics::Item item;
  Risk risk;
  if (!score(fcinfo, model, item, risk)) PG_RETURN_NULL();
  PG_RETURN_DATUM(factor_tenths_datum(risk.factors, model));
}

MASTERBUS_FUNCTION(voltmetrics_try_action_tenths);
Datum voltmetrics_try_action_tenths(PG_FUNCTION_ARGS) {
  const Model& model = model_argument(fcinfo);
  voltmetrics::Item item;
  Risk risk;
  if (!score(fcinfo, model, item, risk)) PG_RETURN_NULL();
  const Day as_of = PG_GETARG_DATEADT(kAsOf);
  Datum tenths[kActions];
  for (int i = 0; i < kActions; ++i) {
    const Risk after = assess_risk(after_action(static_cast<Action>(i), item, as_of), as_of, model);
    tenths[i] = Int16GetDatum(static_cast<int16>(risk.score_tenths - after.score_tenths));
  }
  PG_RETURN_ARRAYTYPE_P(construct_array(tenths, kActions, INT2OID, sizeof(int16), true, TYPALIGN_SHORT));
}

MASTERBUS_FUNCTION(voltmetrics_risk_factor_points);
Datum voltmetrics_risk_factor_points(PG_FUNCTION_ARGS) {
  const Model& model = model_argument(fcinfo);
  voltmetrics::Item item;
  Risk risk;
  if (!score(fcinfo, model, item, risk)) PG_RETURN_NULL();
  JsonWriter json;
  write_risk_factors(json, item, risk, PG_GETARG_DATEADT(kAsOf), model);
  return json.datum();
}
