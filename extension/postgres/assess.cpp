#include "postgres/assessment_json.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <utils/date.h>
}

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_assess);
Datum voltmetrics_assess(PG_FUNCTION_ARGS) {
  const JsonReader document(PG_GETARG_JSONB_P(0));
  const Day as_of = PG_GETARG_DATEADT(1);
  const Model& model = model_named(PG_GETARG_TEXT_PP(2));
  AssessedItem assessed;
  const Refusal refusal = assess_document(document, as_of, model, assessed);
  if (refusal.refused()) raise(refusal);
  JsonWriter json;
  write_assessment(json, assessed, as_of, model);
  return json.datum();
}
