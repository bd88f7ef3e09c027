#include "postgres/facility_document.hpp"
#include "postgres/refusal.hpp"

namespace voltmetrics::sql {
namespace {

std::optional<ComplianceStatus> status_argument(FunctionCallInfo fcinfo, int argument, const char* name) {
  if (PG_ARGISNULL(argument)) return std::nullopt;
  const int16 status = PG_GETARG_INT16(argument);
  if (status < 0 || status >= kComplianceStatuses)
    raise({{Problem::out_of_range, name, "0 is compliant, 1 partial, 2 non_compliant."}, psprintf("%d", status)});
  return static_cast<ComplianceStatus>(status);
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_recommendations);
Datum voltmetrics_recommendations(PG_FUNCTION_ARGS) {
  if (PG_ARGISNULL(0) || PG_ARGISNULL(1)) PG_RETURN_NULL();
  JsonWriter json;
  write_recommendations(json, {.critical_items = PG_GETARG_INT32(0),
                               .high_items = PG_GETARG_INT32(1),
                               .nfpa70b = status_argument(fcinfo, 2, "nfpa70b_status"),
                               .nfpa70e = status_argument(fcinfo, 3, "nfpa70e_status")});
  return json.datum();
}
