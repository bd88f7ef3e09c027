#include <cmath>

#include "postgres/cnaim_arguments.hpp"
#include "postgres/tuple.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <catalog/pg_type.h>
#include <nodes/execnodes.h>
#include <utils/array.h>
#include <utils/tuplestore.h>
}

namespace voltmetrics::sql {
namespace {

using cnaim::AssetCategory;
using cnaim::Component;

constexpr std::array<std::string_view, 5> kDutyInputs{
    "", "operations", "utilisation_pct", "utilisation_pct, taps_per_day", "utilisation_pct, operating_voltage_pct"};

Datum text_array(Datum* elements, int count) {
  return PointerGetDatum(construct_array(elements, count, TEXTOID, -1, false, TYPALIGN_INT));
}

Datum sub_division_names(const AssetCategory& category) {
  Datum names[16];
  int count = 0;
  for (const cnaim::SubDivision& known : cnaim::sub_divisions(category))
    if (known.component == Component::main && !known.name.empty()) names[count++] = text_datum(known.name);
  return text_array(names, count);
}

Datum input_names(const AssetCategory& category, Component component, cnaim::ConditionKind kind) {
  Datum names[cnaim::kMostInputs];
  int count = 0;
  for (const cnaim::ConditionInput& input : cnaim::condition_inputs(category.condition_class))
    if (input.component == component && input.kind == kind) names[count++] = text_datum(input.name);
  return text_array(names, count);
}

template <int N>
void add_text(Row<N>& row, std::string_view words) {
  if (words.empty())
    row.skip();
  else
    row.add(text_datum(words));
}

std::string_view placement_name(cnaim::Placement placement) {
  if (placement == cnaim::Placement::none) return {};
  return placement == cnaim::Placement::indoor ? "Indoor" : "Outdoor";
}

constexpr std::string_view component_name(Component component) {
  return component == Component::main ? "main" : "tapchanger";
}

void put(FunctionCallInfo fcinfo, Datum* values, bool* nulls) {
  auto* const result = reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo);
  tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

void put_criterion(FunctionCallInfo fcinfo, const cnaim::ConditionInput& input, const cnaim::Criterion& criterion) {
  Row<10> row;
  row.add(text_datum(component_name(input.component)));
  row.add(text_datum(cnaim::kConditionKindNames[static_cast<std::size_t>(input.kind)]));
  row.add(text_datum(input.name));
  row.add(text_datum(criterion.words));
  const double bounds[] = {criterion.above, criterion.up_to};
  for (const double bound : bounds) {
    if (criterion.is_band && std::isfinite(bound))
      row.add(Float8GetDatum(bound));
    else
      row.skip();
  }
  row.add(Float8GetDatum(criterion.modifier.factor));
  row.add(Float8GetDatum(criterion.modifier.cap));
  row.add(Float8GetDatum(criterion.modifier.collar));
  row.add(Int32GetDatum(input.table));
  put(fcinfo, row.values, row.nulls);
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_cnaim_asset_categories);
Datum voltmetrics_cnaim_asset_categories(PG_FUNCTION_ARGS) {
  InitMaterializedSRF(fcinfo, 0);
  for (const AssetCategory& category : cnaim::asset_categories()) {
    Row<14> row;
    row.add(text_datum(category.name));
    row.add(text_datum(category.health_index_category));
    add_text(row, category.facility_equipment);
    row.add(BoolGetDatum(category.condition_class != cnaim::ConditionClass::not_covered));
    row.add(sub_division_names(category));
    add_text(row, placement_name(category.default_placement));
    add_text(row, kDutyInputs[static_cast<std::size_t>(category.duty)]);
    row.add(input_names(category, Component::main, cnaim::ConditionKind::observed));
    row.add(input_names(category, Component::main, cnaim::ConditionKind::measured));
    row.add(BoolGetDatum(category.is_transformer()));
    row.add(BoolGetDatum(category.has_tapchanger()));
    row.add(Float8GetDatum(category.k_per_year));
    row.add(Float8GetDatum(cnaim::reference_total(category, {})));
    row.add(Float8GetDatum(category.typical_ageing_rate));
    put(fcinfo, row.values, row.nulls);
  }
  return 0;
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_condition_inputs);
Datum voltmetrics_cnaim_condition_inputs(PG_FUNCTION_ARGS) {
  const AssetCategory& category = category_argument(fcinfo, 0);
  expect_condition_inputs(category);
  InitMaterializedSRF(fcinfo, 0);
  for (const cnaim::ConditionInput& input : cnaim::condition_inputs(category.condition_class))
    for (const cnaim::Criterion& criterion : cnaim::criteria(input)) put_criterion(fcinfo, input, criterion);
  return 0;
}
