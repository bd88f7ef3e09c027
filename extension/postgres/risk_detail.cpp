#include <optional>

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

/// The item of the arguments with its risk.
struct Scored {
  const Model* model;
  Item item;
  Risk risk;
};

/// Scores it as voltmetrics.try_assess does: a bad attribute counts as not observed. Nothing without a score.
std::optional<Scored> scored(FunctionCallInfo fcinfo) {
  Scored result{&model_argument(fcinfo), {}, {}};
  static_cast<void>(read_risk_attributes(attributes_argument(fcinfo), result.item));
  const Refusal refusal = assess_arguments(fcinfo, kAsOf, *result.model, result.item, result.risk);
  return refusal.refused() ? std::nullopt : std::optional{result};
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_try_factor_tenths);
Datum voltmetrics_try_factor_tenths(PG_FUNCTION_ARGS) {
  const auto item = scored(fcinfo);
  if (!item) PG_RETURN_NULL();
  PG_RETURN_DATUM(factor_tenths_datum(item->risk.factors, *item->model));
}

MASTERBUS_FUNCTION(voltmetrics_try_action_tenths);
Datum voltmetrics_try_action_tenths(PG_FUNCTION_ARGS) {
  const auto item = scored(fcinfo);
  if (!item) PG_RETURN_NULL();
  const Day as_of = PG_GETARG_DATEADT(kAsOf);
  Datum tenths[kActions];
  for (int i = 0; i < kActions; ++i) {
    const Risk after = assess_risk(after_action(static_cast<Action>(i), item->item, as_of), as_of, *item->model);
    tenths[i] = Int16GetDatum(static_cast<int16>(item->risk.score_tenths - after.score_tenths));
  }
  PG_RETURN_ARRAYTYPE_P(construct_array(tenths, kActions, INT2OID, sizeof(int16), true, TYPALIGN_SHORT));
}

MASTERBUS_FUNCTION(voltmetrics_risk_factor_points);
Datum voltmetrics_risk_factor_points(PG_FUNCTION_ARGS) {
  const auto item = scored(fcinfo);
  if (!item) PG_RETURN_NULL();
  JsonWriter json;
  write_risk_factors(json, item->item, item->risk, PG_GETARG_DATEADT(kAsOf), *item->model);
  return json.datum();
}
