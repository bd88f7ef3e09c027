#include "postgres/cnaim_arguments.hpp"
#include "postgres/cnaim_document.hpp"
#include "postgres/tuple.hpp"
#include "postgres/words.hpp"

namespace voltmetrics::sql {
namespace {

Datum consequences_row(FunctionCallInfo fcinfo, const cnaim::Consequences& result, std::string_view currency) {
  Row<22> row;
  row.add(text_datum(currency));
  for (const double cost : result.reference_cost) row.add(Float8GetDatum(cost));
  row.add(Float8GetDatum(result.reference_total));
  row.add(Float8GetDatum(result.type_financial_factor));
  row.add(Float8GetDatum(result.access_factor));
  row.add(Float8GetDatum(result.safety_factor));
  row.add(Float8GetDatum(result.safety_risk_reduction_factor));
  row.add(Float8GetDatum(result.type_environmental_factor));
  row.add(Float8GetDatum(result.size_environmental_factor));
  row.add(Float8GetDatum(result.proximity_factor));
  row.add(Float8GetDatum(result.bunding_factor));
  row.add(Float8GetDatum(result.network_factor));
  row.add(Float8GetDatum(result.sensitivity_factor));
  for (const double cost : result.cost) row.add(Float8GetDatum(cost));
  row.add(Float8GetDatum(result.total));
  row.add(Float8GetDatum(result.criticality_pct));
  row.add(text_datum(cnaim::kCriticalityNames[static_cast<std::size_t>(result.band)]));
  return row.datum(result_row_type(fcinfo));
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_cnaim_consequences);
Datum voltmetrics_cnaim_consequences(PG_FUNCTION_ARGS) {
  const cnaim::AssetCategory& category = category_argument(fcinfo, 0);
  const JsonReader document(PG_GETARG_JSONB_P(1));
  const cnaim::Settings settings = settings_argument(fcinfo, 2);
  cnaim::Circumstances circumstances;
  if (const Refusal refusal = read_circumstances(document, circumstances); refusal.refused()) raise(refusal);
  const cnaim::Consequences result = cnaim::consequences(category, circumstances, settings);
  if (!result.status.ok()) {
    const JsonReader value = document.member(result.status.field);
    raise({result.status, value.given() ? value.described() : nullptr});
  }
  return consequences_row(fcinfo, result, settings.currency);
}
