#include <array>

#include "postgres/item_arguments.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <utils/date.h>
}

namespace voltmetrics::sql {
namespace {

constexpr std::array<const char*, kLoadingPct + 1> kRequiredNames{"type",         "install_date",  "aluminum_conductor",
                                                                  "humidity_pct", "temperature_f", "loading_pct"};

/// The first required argument that is null, or a type that nobody knows.
Refusal check_presence(FunctionCallInfo fcinfo, int as_of) {
  if (PG_ARGISNULL(as_of)) return missing("as_of", "");
  for (int argument = 0; argument <= kLoadingPct; ++argument)
    if (PG_ARGISNULL(argument)) return missing(kRequiredNames[static_cast<std::size_t>(argument)], "");
  return type_argument(fcinfo) ? Refusal{} : Refusal{kUnknownType, c_string(view(PG_GETARG_TEXT_PP(kType)))};
}

}  // namespace

JsonReader attributes_argument(FunctionCallInfo fcinfo) {
  return PG_ARGISNULL(kAttributes) ? JsonReader() : JsonReader(PG_GETARG_JSONB_P(kAttributes));
}

std::optional<EquipmentType> type_argument(FunctionCallInfo fcinfo) {
  return PG_ARGISNULL(kType) ? std::nullopt : parse_equipment_type(view(PG_GETARG_TEXT_PP(kType)));
}

Refusal assess_arguments(FunctionCallInfo fcinfo, int as_of, const Model& model, Item& item, Risk& risk) {
  if (const Refusal refusal = check_presence(fcinfo, as_of); refusal.refused()) return refusal;
  item.type = *type_argument(fcinfo);
  item.install_date = PG_GETARG_DATEADT(kInstallDate);
  item.aluminum_conductor = PG_GETARG_BOOL(kAluminumConductor);
  item.humidity_pct = PG_GETARG_FLOAT8(kHumidityPct);
  item.temperature_f = PG_GETARG_FLOAT8(kTemperatureF);
  item.loading_pct = PG_GETARG_FLOAT8(kLoadingPct);
  if (!PG_ARGISNULL(kLastMaintenanceDate)) item.last_maintenance_date = PG_GETARG_DATEADT(kLastMaintenanceDate);
  const Day day = PG_GETARG_DATEADT(as_of);
  risk = assess_risk(item, day, model);
  return risk.status.ok() ? Refusal{} : Refusal{risk.status, value_of(item, day, risk.status)};
}

}  // namespace voltmetrics::sql
