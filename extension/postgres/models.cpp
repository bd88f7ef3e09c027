#include "postgres/json_writer.hpp"
#include "postgres/tuple.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <nodes/execnodes.h>
#include <utils/date.h>
#include <utils/tuplestore.h>
}

namespace voltmetrics::sql {
namespace {

Datum factor_weights(const Model& model) {
  JsonWriter json;
  json.begin_object();
  for (int i = 0; i < model.factors; ++i) json.key(kFactorNames[i]).decimal(model.weight[i]);
  return json.end_object().datum();
}

Datum type_weights(const Model& model) {
  JsonWriter json;
  json.begin_object();
  for (int i = 0; i < kEquipmentTypes; ++i) json.key(kEquipmentTypeNames[i]).tenths(model.type_weight_tenths[i]);
  return json.end_object().datum();
}

Datum thresholds(const Thresholds& bounds) {
  JsonWriter json;
  json.begin_object().key("medium").decimal(bounds.medium / 10.0).key("high").decimal(bounds.high / 10.0);
  return json.key("critical").decimal(bounds.critical / 10.0).end_object().datum();
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_models);
Datum voltmetrics_models(PG_FUNCTION_ARGS) {
  InitMaterializedSRF(fcinfo, 0);
  auto* const result = reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo);
  for (const Model& model : kModels) {
    Row<10> row;
    row.add(text_datum(model.version));
    row.add(DateADTGetDatum(parse_day(model.released).value_or(0)));
    row.add(text_datum(model.description));
    row.add(BoolGetDatum(&model == &kDefaultModel));
    row.add(factor_weights(model));
    row.add(Float8GetDatum(model.multiplier));
    row.add(thresholds(model.item));
    row.add(thresholds(model.facility));
    row.add(BoolGetDatum(model.item.inclusive));
    row.add(type_weights(model));
    tuplestore_putvalues(result->setResult, result->setDesc, row.values, row.nulls);
  }
  return 0;
}
