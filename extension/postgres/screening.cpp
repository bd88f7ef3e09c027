#include "voltmetrics/evidence.hpp"
#include "voltmetrics/next_change.hpp"
#include "voltmetrics/risk.hpp"

#include "postgres/factor_tenths.hpp"
#include "postgres/item_arguments.hpp"
#include "postgres/tuple.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <utils/array.h>
#include <utils/date.h>
}

namespace voltmetrics::sql {
namespace {

enum Argument { kMaintenanceRecorded = kItemArguments, kMaintenanceDates, kAsOf, kModel };

/// Newest dates by type, in the order of voltmetrics.maintenance_types(); elements beyond those are ignored.
nfpa70b::MaintenanceRecord maintenance_argument(FunctionCallInfo fcinfo) {
  nfpa70b::MaintenanceRecord record;
  record.recorded = !PG_ARGISNULL(kMaintenanceRecorded) && PG_GETARG_BOOL(kMaintenanceRecorded);
  if (PG_ARGISNULL(kMaintenanceDates) || PG_ARGISNULL(kAsOf)) return record;
  const ArrayType* const dates = PG_GETARG_ARRAYTYPE_P(kMaintenanceDates);
  const int given = ARR_NDIM(dates) == 1 ? ARR_DIMS(dates)[0] : 0;
  const auto* next = reinterpret_cast<const DateADT*>(ARR_DATA_PTR(dates));
  const bits8* const present = ARR_NULLBITMAP(dates);
  for (int i = 0; i < given && i < nfpa70b::kMaintenanceTypes; ++i) {
    if (present != nullptr && (present[i / 8] & 1U << i % 8) == 0) continue;
    record.add(static_cast<nfpa70b::MaintenanceType>(i), *next++, PG_GETARG_DATEADT(kAsOf));
  }
  return record;
}

constexpr int kProblemColumns = 3;
constexpr int kScoreColumns = 2;
constexpr int kComplianceColumns = 4;
constexpr int kEvidenceColumns = 3;
using Screening = Row<kProblemColumns + kScoreColumns + kComplianceColumns + kEvidenceColumns + 2>;

template <int N>
void add_verdict(Row<N>& row, const Compliance& verdict) {
  row.add(Int16GetDatum(static_cast<int16>(verdict.status)));
  row.add(Int16GetDatum(verdict.score));
}

/// The load in percent, where it can be judged.
std::optional<double> load_argument(FunctionCallInfo fcinfo) {
  const double loading_pct = PG_ARGISNULL(kLoadingPct) ? -1 : PG_GETARG_FLOAT8(kLoadingPct);
  return loading_pct >= 0 && loading_pct <= kMaxLoadingPct ? std::optional{loading_pct} : std::nullopt;
}

/// The two standards, each where its own inputs are good; nulls elsewhere.
template <int N>
void add_compliance(FunctionCallInfo fcinfo, const nfpa70b::MaintenanceRecord& maintenance,
                    const nfpa70e::SafetyRecord& safety, Row<N>& row) {
  const auto type = type_argument(fcinfo);
  if (!type || PG_ARGISNULL(kAsOf) || !is_calendar_day(PG_GETARG_DATEADT(kAsOf))) return row.skip(4);
  const Day as_of = PG_GETARG_DATEADT(kAsOf);
  add_verdict(row, nfpa70b::assess(*type, maintenance, as_of));
  const auto loading_pct = load_argument(fcinfo);
  if (!loading_pct) return row.skip(2);
  add_verdict(row, nfpa70e::assess(*type, *loading_pct, safety, as_of));
}

std::optional<Day> newest(const nfpa70b::MaintenanceRecord& record, nfpa70b::MaintenanceType type) {
  const Day day = record.newest[static_cast<std::size_t>(type)];
  return day == nfpa70b::kNever ? std::nullopt : std::optional{day};
}

Evidence evidence_of(FunctionCallInfo fcinfo, const nfpa70b::MaintenanceRecord& maintenance,
                     const nfpa70e::SafetyRecord& safety) {
  const auto type = type_argument(fcinfo);
  Evidence evidence;
  evidence.note(Input::type, type.has_value());
  evidence.note(Input::install_date, !PG_ARGISNULL(kInstallDate));
  evidence.note(Input::aluminum_conductor, !PG_ARGISNULL(kAluminumConductor));
  evidence.note(Input::humidity_pct, !PG_ARGISNULL(kHumidityPct));
  evidence.note(Input::temperature_f, !PG_ARGISNULL(kTemperatureF));
  evidence.note(Input::loading_pct, !PG_ARGISNULL(kLoadingPct));
  evidence.note(Input::last_maintenance_date, PG_ARGISNULL(kLastMaintenanceDate)
                                                  ? std::nullopt
                                                  : std::optional{PG_GETARG_DATEADT(kLastMaintenanceDate)});
  evidence.note(Input::visual_inspection, newest(maintenance, nfpa70b::MaintenanceType::visual_inspection));
  evidence.note(Input::thermographic, newest(maintenance, nfpa70b::MaintenanceType::thermographic));
  const bool study_dated = safety.arc_flash && safety.date == nfpa70e::ArcFlashDate::known;
  if (study_dated)
    evidence.note(Input::arc_flash, std::optional{safety.assessed_on});
  else if (type && nfpa70e::requires_arc_flash_assessment(*type))
    evidence.note(Input::arc_flash, safety.arc_flash);
  evidence.note(Input::safety_labels, safety.labels_recorded);
  return evidence;
}

void add_evidence(FunctionCallInfo fcinfo, const Evidence& evidence, bool scored, Screening& row) {
  row.add(Int16GetDatum(static_cast<int16>(evidence.missing)));
  if (evidence.oldest)
    row.add(DateADTGetDatum(*evidence.oldest));
  else
    row.skip();
  const Day as_of = PG_ARGISNULL(kAsOf) ? 0 : PG_GETARG_DATEADT(kAsOf);
  row.add(Int16GetDatum(static_cast<int16>(confidence_of(evidence, type_argument(fcinfo), scored, as_of))));
}

/// The item once assess_arguments has completed it: nothing where a required argument is missing.
std::optional<Item> complete_item(FunctionCallInfo fcinfo, const Item& item) {
  for (int argument = 0; argument <= kLoadingPct; ++argument)
    if (PG_ARGISNULL(argument)) return std::nullopt;
  return type_argument(fcinfo) ? std::optional{item} : std::nullopt;
}

/// When the result changes by itself. Attributes that were refused count as not observed here as well.
void add_next_change(FunctionCallInfo fcinfo, const Subject& subject, const Model& model, Screening& row) {
  if (PG_ARGISNULL(kAsOf) || !is_calendar_day(PG_GETARG_DATEADT(kAsOf))) return row.skip();
  row.add(DateADTGetDatum(next_change(subject, PG_GETARG_DATEADT(kAsOf), model).value_or(DATEVAL_NOEND)));
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
  nfpa70e::SafetyRecord safety;
  const Refusal attribute = read_risk_attributes(attributes, item);
  const Refusal safety_attribute = read_safety_attributes(attributes, safety);
  const Refusal argument = assess_arguments(fcinfo, kAsOf, model, item, risk);
  const nfpa70b::MaintenanceRecord maintenance = maintenance_argument(fcinfo);
  Screening row;
  add_problem(argument.refused() ? argument : attribute.refused() ? attribute : safety_attribute, row);
  row.next = kProblemColumns;
  if (argument.refused())
    row.skip(kScoreColumns);
  else {
    row.add(Int16GetDatum(risk.score_tenths));
    row.add(Int16GetDatum(static_cast<int16>(risk.category)));
  }
  add_compliance(fcinfo, maintenance, safety, row);
  const Evidence evidence = evidence_of(fcinfo, maintenance, safety);
  add_evidence(fcinfo, evidence, !argument.refused(), row);
  if (argument.refused())
    row.skip();
  else
    row.add(factor_tenths_datum(risk.factors, model));
  const Subject subject{
      complete_item(fcinfo, item), type_argument(fcinfo), maintenance, load_argument(fcinfo), safety, evidence};
  add_next_change(fcinfo, subject, model, row);
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
