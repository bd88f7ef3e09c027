#include "voltmetrics/next_change.hpp"
#include "voltmetrics/rounding.hpp"

#include "postgres/attributes.hpp"
#include "postgres/tuple.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <catalog/pg_type.h>
#include <utils/array.h>
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
  kAttributes,
  kMaintenanceRecorded,
  kMaintenanceDates,
  kAsOf,
  kModel
};

struct RequiredArgument {
  int position;
  const char* name;
};
constexpr std::array<RequiredArgument, 7> kRequired{{{kAsOf, "as_of"},
                                                     {kType, "type"},
                                                     {kInstallDate, "install_date"},
                                                     {kAluminumConductor, "aluminum_conductor"},
                                                     {kHumidityPct, "humidity_pct"},
                                                     {kTemperatureF, "temperature_f"},
                                                     {kLoadingPct, "loading_pct"}}};

JsonReader attributes_argument(FunctionCallInfo fcinfo) {
  return PG_ARGISNULL(kAttributes) ? JsonReader() : JsonReader(PG_GETARG_JSONB_P(kAttributes));
}

/// The first required argument that is null, or a type that nobody knows.
Refusal check_presence(FunctionCallInfo fcinfo) {
  for (const RequiredArgument& argument : kRequired)
    if (PG_ARGISNULL(argument.position)) return missing(argument.name, "");
  const std::string_view type = view(PG_GETARG_TEXT_PP(kType));
  return parse_equipment_type(type) ? Refusal{} : Refusal{kUnknownType, c_string(type)};
}

/// Completes an item whose attributes have been read, and scores it.
Refusal assess_item(FunctionCallInfo fcinfo, Item& item, const Model& model, Risk& risk) {
  if (const Refusal refusal = check_presence(fcinfo); refusal.refused()) return refusal;
  item.type = *parse_equipment_type(view(PG_GETARG_TEXT_PP(kType)));
  item.install_date = PG_GETARG_DATEADT(kInstallDate);
  item.aluminum_conductor = PG_GETARG_BOOL(kAluminumConductor);
  item.humidity_pct = PG_GETARG_FLOAT8(kHumidityPct);
  item.temperature_f = PG_GETARG_FLOAT8(kTemperatureF);
  item.loading_pct = PG_GETARG_FLOAT8(kLoadingPct);
  if (!PG_ARGISNULL(kLastMaintenanceDate)) item.last_maintenance_date = PG_GETARG_DATEADT(kLastMaintenanceDate);
  const Day as_of = PG_GETARG_DATEADT(kAsOf);
  risk = assess_risk(item, as_of, model);
  return risk.status.ok() ? Refusal{} : Refusal{risk.status, value_of(item, as_of, risk.status)};
}

/// Newest dates by type, in the order of voltmetrics.maintenance_types(); elements beyond those are ignored.
nfpa70b::MaintenanceRecord maintenance_argument(FunctionCallInfo fcinfo, Day as_of) {
  nfpa70b::MaintenanceRecord record;
  record.recorded = !PG_ARGISNULL(kMaintenanceRecorded) && PG_GETARG_BOOL(kMaintenanceRecorded);
  if (PG_ARGISNULL(kMaintenanceDates)) return record;
  const ArrayType* const dates = PG_GETARG_ARRAYTYPE_P(kMaintenanceDates);
  const int given = ARR_NDIM(dates) == 1 ? ARR_DIMS(dates)[0] : 0;
  const auto* next = reinterpret_cast<const DateADT*>(ARR_DATA_PTR(dates));
  const bits8* const present = ARR_NULLBITMAP(dates);
  for (int i = 0; i < given && i < nfpa70b::kMaintenanceTypes; ++i) {
    if (present != nullptr && (present[i / 8] & 1U << i % 8) == 0) continue;
    record.add(static_cast<nfpa70b::MaintenanceType>(i), *next++, as_of);
  }
  return record;
}

template <int N>
void add_verdict(Row<N>& row, const Compliance& verdict) {
  row.add(Int16GetDatum(static_cast<int16>(verdict.status)));
  row.add(Int16GetDatum(verdict.score));
}

template <int N>
void add_maintenance(FunctionCallInfo fcinfo, EquipmentType type, Day as_of, Row<N>& row) {
  add_verdict(row, nfpa70b::assess(type, maintenance_argument(fcinfo, as_of), as_of));
}

/// Fills in the two figures, or nulls without a load to judge; gives the refusal of an attribute of the standard.
template <int N>
Refusal add_safety(FunctionCallInfo fcinfo, EquipmentType type, const JsonReader& attributes, Day as_of, Row<N>& row) {
  nfpa70e::SafetyRecord record;
  const Refusal refusal = read_safety_attributes(attributes, record);
  const double loading_pct = PG_ARGISNULL(kLoadingPct) ? -1 : PG_GETARG_FLOAT8(kLoadingPct);
  if (!(loading_pct >= 0 && loading_pct <= kMaxLoadingPct))
    row.skip(2);
  else
    add_verdict(row, nfpa70e::assess(type, loading_pct, record, as_of));
  return refusal;
}

constexpr int kProblemColumns = 3;
constexpr int kScoreColumns = 2;
constexpr int kComplianceColumns = 4;
using Screening = Row<kProblemColumns + kScoreColumns + kComplianceColumns + 2>;

Refusal add_compliance(FunctionCallInfo fcinfo, const JsonReader& attributes, Screening& row) {
  const auto type = PG_ARGISNULL(kType) ? std::nullopt : parse_equipment_type(view(PG_GETARG_TEXT_PP(kType)));
  if (!type || PG_ARGISNULL(kAsOf) || !is_calendar_day(PG_GETARG_DATEADT(kAsOf))) return {};
  const Day as_of = PG_GETARG_DATEADT(kAsOf);
  row.next = kProblemColumns + kScoreColumns;
  add_maintenance(fcinfo, *type, as_of, row);
  return add_safety(fcinfo, *type, attributes, as_of, row);
}

void add_factors(const Factors& factors, const Model& model, Screening& row) {
  Datum tenths[kFactors];
  for (int i = 0; i < model.factors; ++i) tenths[i] = Int16GetDatum(tenths_of(factors.value[i]));
  row.next = kProblemColumns + kScoreColumns + kComplianceColumns;
  row.add(PointerGetDatum(construct_array(tenths, model.factors, INT2OID, sizeof(int16), true, TYPALIGN_SHORT)));
}

/// When the result changes by itself. Attributes that were refused count as not observed here as well.
void add_next_change(FunctionCallInfo fcinfo, const Item& item, const JsonReader& attributes, const Model& model,
                     Screening& row) {
  if (PG_ARGISNULL(kAsOf) || !is_calendar_day(PG_GETARG_DATEADT(kAsOf))) return;
  const Day as_of = PG_GETARG_DATEADT(kAsOf);
  Subject subject;
  if (!check_presence(fcinfo).refused()) subject.item = item;
  if (!PG_ARGISNULL(kType)) subject.type = parse_equipment_type(view(PG_GETARG_TEXT_PP(kType)));
  subject.maintenance = maintenance_argument(fcinfo, as_of);
  if (!PG_ARGISNULL(kLoadingPct) && PG_GETARG_FLOAT8(kLoadingPct) >= 0 &&
      PG_GETARG_FLOAT8(kLoadingPct) <= kMaxLoadingPct)
    subject.loading_pct = PG_GETARG_FLOAT8(kLoadingPct);
  (void)read_safety_attributes(attributes, subject.safety);
  row.next = kProblemColumns + kScoreColumns + kComplianceColumns + 1;
  row.add(DateADTGetDatum(next_change(subject, as_of, model).value_or(DATEVAL_NOEND)));
}

void add_problem(const Refusal& refusal, Screening& row) {
  if (!refusal.refused()) return;
  row.add(text_datum(problem_name(refusal.status.problem)));
  row.add(text_datum(refusal.status.field));
  if (refusal.value != nullptr) row.add(text_datum(refusal.value));
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_try_assess);
Datum voltmetrics_try_assess(PG_FUNCTION_ARGS) {
  const Model& model = PG_ARGISNULL(kModel) ? kDefaultModel : model_named(PG_GETARG_TEXT_PP(kModel));
  const JsonReader attributes = attributes_argument(fcinfo);
  voltmetrics::Item item;
  Risk risk;
  Screening row;
  const Refusal attribute = read_risk_attributes(attributes, item);
  const Refusal argument = assess_item(fcinfo, item, model, risk);
  const Refusal safety = add_compliance(fcinfo, attributes, row);
  row.next = 0;
  add_problem(argument.refused() ? argument : attribute.refused() ? attribute : safety, row);
  if (!argument.refused()) {
    row.next = kProblemColumns;
    row.add(Int16GetDatum(risk.score_tenths));
    row.add(Int16GetDatum(static_cast<int16>(risk.category)));
    add_factors(risk.factors, model, row);
  }
  add_next_change(fcinfo, item, attributes, model, row);
  return row.datum(result_row_type(fcinfo));
}

MASTERBUS_FUNCTION(voltmetrics_refused_attribute);
Datum voltmetrics_refused_attribute(PG_FUNCTION_ARGS) {
  const JsonReader attributes(PG_GETARG_JSONB_P(0));
  voltmetrics::Item item;
  nfpa70e::SafetyRecord record;
  Refusal refusal = read_risk_attributes(attributes, item);
  if (!refusal.refused()) refusal = read_safety_attributes(attributes, record);
  if (!refusal.refused()) PG_RETURN_NULL();
  PG_RETURN_DATUM(text_datum(refusal.status.field));
}
