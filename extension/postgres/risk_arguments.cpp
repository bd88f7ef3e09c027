#include "postgres/risk_arguments.hpp"

#include "postgres/refusal.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <utils/date.h>
}

namespace voltmetrics::sql {
namespace {

enum Argument {
  kType,
  kInstallDate,
  kAluminumConductor,
  kHumidityPct,
  kTemperatureF,
  kLoadingPct,
  kLastMaintenanceDate,
  kObservationMask,
  kDocumentedIssues,
  kHarmonicsPct,
  kPowerFactor,
  kAsOf,
  kModel,
  kArguments
};

/// Null means never for the date, and not measured for the two measurements.
constexpr bool may_be_null(int argument) {
  return argument == kLastMaintenanceDate || argument == kHarmonicsPct || argument == kPowerFactor;
}

bool complete(FunctionCallInfo fcinfo) {
  bool missing = false;
#pragma GCC unroll 16
  for (int argument = 0; argument < kArguments; ++argument) missing |= !may_be_null(argument) && PG_ARGISNULL(argument);
  return !missing;
}

}  // namespace

bool read(FunctionCallInfo fcinfo, RiskArguments& arguments) {
  if (!complete(fcinfo)) return false;
  Item& item = arguments.item;
  item.type = type_named(PG_GETARG_TEXT_PP(kType));
  item.install_date = PG_GETARG_DATEADT(kInstallDate);
  item.aluminum_conductor = PG_GETARG_BOOL(kAluminumConductor);
  item.humidity_pct = PG_GETARG_FLOAT8(kHumidityPct);
  item.temperature_f = PG_GETARG_FLOAT8(kTemperatureF);
  item.loading_pct = PG_GETARG_FLOAT8(kLoadingPct);
  if (!PG_ARGISNULL(kLastMaintenanceDate)) item.last_maintenance_date = PG_GETARG_DATEADT(kLastMaintenanceDate);
  item.observations = PG_GETARG_UINT32(kObservationMask);
  item.documented_issues = PG_GETARG_INT32(kDocumentedIssues);
  if (!PG_ARGISNULL(kHarmonicsPct)) item.harmonics_pct = PG_GETARG_FLOAT8(kHarmonicsPct);
  if (!PG_ARGISNULL(kPowerFactor)) item.power_factor = PG_GETARG_FLOAT8(kPowerFactor);
  arguments.as_of = PG_GETARG_DATEADT(kAsOf);
  arguments.model = &model_named(PG_GETARG_TEXT_PP(kModel));
  return true;
}

void raise(const RiskArguments& arguments, const Status& status) {
  raise({status, value_of(arguments.item, arguments.as_of, status)});
}

}  // namespace voltmetrics::sql
