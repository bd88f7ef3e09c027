#include "postgres/facility_document.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <utils/date.h>
}

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_assess_facility);
Datum voltmetrics_assess_facility(PG_FUNCTION_ARGS) {
  const JsonReader items(PG_GETARG_JSONB_P(0));
  const JsonReader document(PG_GETARG_JSONB_P(1));
  const Day as_of = PG_GETARG_DATEADT(2);
  const Model& model = model_named(PG_GETARG_TEXT_PP(3));
  FacilityDocument facility;
  const Refusal refusal = read_facility(document, facility);
  if (refusal.refused()) raise(refusal);
  AssessedFacility assessed;
  assess_items(items, as_of, model, assessed);
  JsonWriter json;
  write_facility(json, facility, items, assessed, as_of, model);
  return json.datum();
}
