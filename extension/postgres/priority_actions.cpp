#include <span>

#include "voltmetrics/priority_action.hpp"

#include "postgres/item_document.hpp"
#include "postgres/text_array.hpp"
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

/// What actions, carried out together, change about an item.
struct Effect {
  int points_tenths;
  Risk after;
  int nfpa70e_gain;
};

Effect effect_of(std::span<const Action> plan, const AssessedItem& assessed, Day as_of, const Model& model) {
  voltmetrics::Item item = assessed.document.item;
  nfpa70e::SafetyRecord safety = assessed.document.safety;
  for (const Action action : plan) {
    item = after_action(action, item, as_of);
    safety = after_action(action, safety);
  }
  const Risk after = assess_risk(item, as_of, model);
  const Compliance verdict = nfpa70e::assess(item.type, item.loading_pct, safety, as_of);
  return {assessed.risk.score_tenths - after.score_tenths, after, verdict.score - assessed.nfpa70e.score};
}

/// Stores what a plan, named so, would change about an item; nothing when it would change nothing for the better.
void put_plan(const ReturnSetInfo* result, const AssessedItem& assessed, const Effect& effect, Datum named) {
  if (effect.points_tenths <= 0 && effect.nfpa70e_gain <= 0) return;
  Row<7> row;
  if (assessed.document.has_id)
    row.add(text_datum(assessed.document.id));
  else
    row.skip();
  row.add(text_datum(assessed.document.name));
  row.add(named);
  row.add(Float8GetDatum(effect.points_tenths / 10.0));
  row.add(Float8GetDatum(effect.after.score_tenths / 10.0));
  row.add(text_datum(kRiskCategoryNames[static_cast<std::size_t>(effect.after.category)]));
  row.add(Int32GetDatum(effect.nfpa70e_gain));
  tuplestore_putvalues(result->setResult, result->setDesc, row.values, row.nulls);
}

void put_actions(const ReturnSetInfo* result, const AssessedItem& assessed, Day as_of, const Model& model) {
  for (int index = 0; index < kActions; ++index) {
    const std::array<Action, 1> plan{static_cast<Action>(index)};
    put_plan(result, assessed, effect_of(plan, assessed, as_of, model),
             text_datum(kActionNames[static_cast<std::size_t>(index)]));
  }
}

void put_plans(const ReturnSetInfo* result, const AssessedItem& assessed, Day as_of, const Model& model) {
  for (const ActionPlan& plan : kActionPlans) {
    std::array<std::string_view, kMostPlannedActions> names;
    for (int i = 0; i < plan.size; ++i)
      names[static_cast<std::size_t>(i)] = kActionNames[static_cast<std::size_t>(plan.action[i])];
    put_plan(result, assessed, effect_of({plan.action.data(), plan.size}, assessed, as_of, model),
             text_array_datum({names.data(), plan.size}));
  }
}

using PutItem = void (*)(const ReturnSetInfo*, const AssessedItem&, Day, const Model&);

Datum put_items(FunctionCallInfo fcinfo, PutItem put) {
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
    put(result, assessed, as_of, model);
  }
  return 0;
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_actions);
Datum voltmetrics_actions(PG_FUNCTION_ARGS) { PG_RETURN_DATUM(text_array_datum(kActionNames)); }

MASTERBUS_FUNCTION(voltmetrics_priority_actions);
Datum voltmetrics_priority_actions(PG_FUNCTION_ARGS) { return put_items(fcinfo, put_actions); }

MASTERBUS_FUNCTION(voltmetrics_action_plans);
Datum voltmetrics_action_plans(PG_FUNCTION_ARGS) { return put_items(fcinfo, put_plans); }
