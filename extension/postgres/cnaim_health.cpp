#include "postgres/cnaim_arguments.hpp"
#include "postgres/cnaim_document.hpp"
#include "postgres/tuple.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <utils/typcache.h>
}

namespace voltmetrics::sql {
namespace {

using cnaim::AssetHealth;
using cnaim::Component;
using cnaim::ComponentHealth;
using cnaim::HealthIndex;

template <int N>
void add(Row<N>& row, const cnaim::Modifier& modifier) {
  row.add(Float8GetDatum(modifier.factor));
  row.add(Float8GetDatum(modifier.cap));
  row.add(Float8GetDatum(modifier.collar));
}

template <int N>
void add_condition(Row<N>& row, const ComponentHealth& health) {
  add(row, health.observed);
  add(row, health.measured);
  add(row, health.oil.modifier);
  add(row, health.gas.modifier);
  add(row, health.furfural.modifier);
  add(row, health.combined);
}

Datum test_row(FunctionCallInfo fcinfo, const cnaim::TestModifier& test) {
  expect_argument(fcinfo, test.status);
  Row<4> row;
  add(row, test.modifier);
  row.add(Float8GetDatum(test.score));
  return row.datum(result_row_type(fcinfo));
}

Datum index_name(HealthIndex band) { return text_datum(cnaim::kHealthIndexNames[static_cast<std::size_t>(band)]); }

/// A composite of the column's type.
Datum component_row(Oid type, const ComponentHealth& health) {
  const TupleDesc row_type = lookup_rowtype_tupdesc_copy(type, -1);
  Row<28> row;
  row.add(Float8GetDatum(health.normal_expected_life_years));
  row.add(Float8GetDatum(health.duty_factor));
  row.add(Float8GetDatum(health.location_factor));
  row.add(Float8GetDatum(health.expected_life_years));
  row.add(Float8GetDatum(health.initial_ageing_rate));
  row.add(Float8GetDatum(health.initial_health_score));
  add_condition(row, health);
  row.add(Float8GetDatum(health.current_health_score));
  row.add(Float8GetDatum(health.future_ageing_rate));
  row.add(Float8GetDatum(health.ageing_reduction_factor));
  return row.datum(BlessTupleDesc(row_type));
}

[[noreturn]] void raise_health(const JsonReader& document, const AssetHealth& health) {
  const char* value = nullptr;
  if (health.failing == Component::tapchanger) value = number_named(document.member("tapchanger"), health.status.field);
  if (value == nullptr) value = number_named(document, health.status.field);
  raise({health.status, value});
}

Datum health_row(FunctionCallInfo fcinfo, const cnaim::AssetCategory& category, const AssetHealth& health,
                 double years_ahead, double k) {
  const TupleDesc row_type = result_row_type(fcinfo);
  const double future = cnaim::future_health_score(health, years_ahead);
  constexpr int kMainColumn = 9;
  Row<11> row;
  row.add(text_datum(category.name));
  row.add(Float8GetDatum(health.health_score));
  row.add(index_name(cnaim::health_index(health.health_score)));
  row.add(Float8GetDatum(cnaim::probability_of_failure(k, health.health_score)));
  row.add(Float8GetDatum(years_ahead));
  row.add(Float8GetDatum(future));
  row.add(index_name(cnaim::health_index(future)));
  row.add(Float8GetDatum(cnaim::probability_of_failure(k, future)));
  row.add(Float8GetDatum(cnaim::cumulative_probability_of_failure(k, health, cnaim::Horizon{})));
  row.add(component_row(TupleDescAttr(row_type, kMainColumn)->atttypid, health.main));
  if (health.has_tapchanger)
    row.add(component_row(TupleDescAttr(row_type, kMainColumn + 1)->atttypid, health.tapchanger));
  return row.datum(row_type);
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_cnaim_oil_test);
Datum voltmetrics_cnaim_oil_test(PG_FUNCTION_ARGS) {
  if (PG_ARGISNULL(0)) PG_RETURN_NULL();
  const cnaim::AssetCategory& category = category_argument(fcinfo, 0);
  expect_transformer(category);
  return test_row(
      fcinfo, cnaim::oil_test(category.condition_class,
                              {optional_float8(fcinfo, 1), optional_float8(fcinfo, 2), optional_float8(fcinfo, 3)}));
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_dissolved_gas_test);
Datum voltmetrics_cnaim_dissolved_gas_test(PG_FUNCTION_ARGS) {
  for (int argument = 0; argument < 6; ++argument)
    if (PG_ARGISNULL(argument)) PG_RETURN_NULL();
  const cnaim::AssetCategory& category = category_argument(fcinfo, 0);
  expect_transformer(category);
  const cnaim::DissolvedGas sample{PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3), PG_GETARG_FLOAT8(4),
                                   PG_GETARG_FLOAT8(5)};
  cnaim::TestModifier test = cnaim::dissolved_gas_test(category.condition_class, sample, nullptr);
  if (test.status.ok() && !PG_ARGISNULL(6)) {
    const double previous = PG_GETARG_FLOAT8(6);
    test.status = cnaim::within(previous, 0, cnaim::kMostDissolvedGasScore, "previous_score",
                                "The score of dissolved gases lies between 0 and 3,440; null where there is none.");
    test.modifier.factor = cnaim::dissolved_gas_factor(category.condition_class, test.score, previous);
  }
  return test_row(fcinfo, test);
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_furfural_test);
Datum voltmetrics_cnaim_furfural_test(PG_FUNCTION_ARGS) {
  return test_row(fcinfo, cnaim::furfural_test(PG_GETARG_FLOAT8(0)));
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_condition_modifier);
Datum voltmetrics_cnaim_condition_modifier(PG_FUNCTION_ARGS) {
  const cnaim::AssetCategory& category = category_argument(fcinfo, 0);
  expect_condition_inputs(category);
  const JsonReader condition(PG_GETARG_JSONB_P(1));
  const Component component = component_argument(fcinfo, 2, category);
  if (condition.kind() != JsonKind::object)
    raise(
        {{Problem::wrong_type, "condition", "Give a JSON object, {} where nothing is known."}, condition.described()});
  cnaim::ComponentFacts facts;
  facts.sub_division = component == Component::tapchanger ? cnaim::find_sub_division(category, {}, component)
                                                          : &cnaim::sub_divisions(category).front();
  Refusal refusal = expect_condition_members(condition, "", category, component);
  if (!refusal.refused()) refusal = read_condition(condition, "", category, component, facts);
  if (refusal.refused()) raise(refusal);
  const ComponentHealth health = cnaim::assess_component(category, facts);
  if (!health.status.ok()) raise({health.status, number_named(condition, health.status.field)});
  Row<18> row;
  add_condition(row, health);
  return row.datum(result_row_type(fcinfo));
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_health);
Datum voltmetrics_cnaim_health(PG_FUNCTION_ARGS) {
  const JsonReader document(PG_GETARG_JSONB_P(0));
  const double years_ahead = PG_GETARG_FLOAT8(1);
  const Status horizon =
      cnaim::within(years_ahead, 0, cnaim::kOldestYears, "years_ahead", "Look between 0 and 1,000 years ahead.");
  expect_argument(fcinfo, horizon);
  const cnaim::Settings settings = settings_argument(fcinfo, 2);
  cnaim::AssetFacts facts;
  const Refusal refusal = read_asset(document, facts);
  if (refusal.refused()) raise(refusal);
  const AssetHealth health = cnaim::assess_asset(facts);
  if (!health.status.ok()) raise_health(document, health);
  return health_row(fcinfo, *facts.category, health, years_ahead, cnaim::k_per_year(*facts.category, settings));
}
