#include "voltmetrics/factor_text.hpp"
#include "voltmetrics/rule_text.hpp"

#include "postgres/item_document.hpp"
#include "postgres/text_array.hpp"
#include "postgres/tuple.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <nodes/execnodes.h>
#include <utils/date.h>
#include <utils/tuplestore.h>
}

namespace voltmetrics::sql {
namespace {

void put_factor(const ReturnSetInfo* result, const AssessedItem& assessed, int index, std::int16_t points_tenths,
                Day as_of, const Model& model) {
  const auto factor = static_cast<Factor>(index);
  char memory[kTextCapacity];
  char rule_memory[kTextCapacity];
  TextSink description(memory, sizeof memory);
  TextSink rule(rule_memory, sizeof rule_memory);
  write_factor(description, factor, assessed.document.item, as_of, model);
  write_rule(rule, factor, assessed.document.item, as_of, model);
  Row<7> row;
  row.add(text_datum(kFactorNames[static_cast<std::size_t>(index)]));
  row.add(Float8GetDatum(assessed.risk.factors.value[static_cast<std::size_t>(index)]));
  row.add(Float8GetDatum(model.weight[static_cast<std::size_t>(index)]));
  row.add(Float8GetDatum(points_tenths / 10.0));
  row.add(text_datum(description.text()));
  row.add(text_datum(rule.text()));
  row.add(text_array_datum(rule_inputs(factor, model)));
  tuplestore_putvalues(result->setResult, result->setDesc, row.values, row.nulls);
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_explain);
Datum voltmetrics_explain(PG_FUNCTION_ARGS) {
  const JsonReader document(PG_GETARG_JSONB_P(0));
  const Day as_of = PG_GETARG_DATEADT(1);
  const Model& model = model_named(PG_GETARG_TEXT_PP(2));
  AssessedItem assessed;
  const Refusal refusal = assess_document(document, as_of, model, assessed);
  if (refusal.refused()) raise(refusal);
  InitMaterializedSRF(fcinfo, 0);
  const auto* const result = reinterpret_cast<const ReturnSetInfo*>(fcinfo->resultinfo);
  const auto points = points_tenths(assessed.risk, model);
  for (int i = 0; i < model.factors; ++i)
    put_factor(result, assessed, i, points[static_cast<std::size_t>(i)], as_of, model);
  return 0;
}
