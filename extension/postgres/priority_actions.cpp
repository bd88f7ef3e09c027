#include "voltmetrics/priority_action.hpp"

#include "postgres/item_document.hpp"
#include "postgres/tuple.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <miscadmin.h>
#include <nodes/execnodes.h>
#include <utils/date.h>
#include <utils/tuplestore.h>
}

namespace voltmetrics::sql {
namespace {

/// Stores what an action would change about an item; nothing when it would change nothing for the better.
void put_action(const ReturnSetInfo* result, const AssessedItem& assessed, Action action, Day as_of,
                const Model& model) {
  const ItemDocument& document = assessed.document;
  const Item changed = after_action(action, document.item, as_of);
  const Risk after = assess_risk(changed, as_of, model);
  const Compliance safety =
      nfpa70e::assess(changed.type, changed.loading_pct, after_action(action, document.safety), as_of);
  const int points_tenths = assessed.risk.score_tenths - after.score_tenths;
  if (points_tenths <= 0 && safety.score <= assessed.nfpa70e.score) return;
  Row<7> row;
  if (document.has_id)
    row.add(text_datum(document.id));
  else
    row.skip();
  row.add(text_datum(document.name));
  row.add(text_datum(kActionNames[static_cast<std::size_t>(action)]));
  row.add(Float8GetDatum(points_tenths / 10.0));
  row.add(Float8GetDatum(after.score_tenths / 10.0));
  row.add(text_datum(kRiskCategoryNames[static_cast<std::size_t>(after.category)]));
  row.add(Int32GetDatum(safety.score - assessed.nfpa70e.score));
  tuplestore_putvalues(result->setResult, result->setDesc, row.values, row.nulls);
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_priority_actions);
Datum voltmetrics_priority_actions(PG_FUNCTION_ARGS) {
  const JsonReader items(PG_GETARG_JSONB_P(0));
  const Day as_of = PG_GETARG_DATEADT(1);
  const Model& model = model_named(PG_GETARG_TEXT_PP(2));
  expect_items(items);
  InitMaterializedSRF(fcinfo, 0);
  const auto* const result = reinterpret_cast<const ReturnSetInfo*>(fcinfo->resultinfo);
  for (int position = 0; position < items.size(); ++position) {
    CHECK_FOR_INTERRUPTS();
    AssessedItem assessed;
    assess_element(items, position, as_of, model, assessed);
    for (int action = 0; action < kActions; ++action)
      put_action(result, assessed, static_cast<Action>(action), as_of, model);
  }
  return 0;
}
