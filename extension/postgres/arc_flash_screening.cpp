#include "voltmetrics/arc_flash/arc_rating.hpp"
#include "voltmetrics/arc_flash/study.hpp"

#include "postgres/refusal.hpp"
#include "postgres/tuple.hpp"
#include "postgres/words.hpp"

namespace voltmetrics::sql {
namespace {

using namespace arc_flash;

enum Argument { kElectrodeConfiguration, kVoltage, kCurrent, kGap, kDistance, kTime, kReducedTime, kBox };
constexpr std::array<const char*, 10> kNames{
    "electrode_configuration", "voltage_kv",        "bolted_fault_current_ka",  "gap_mm",
    "working_distance_mm",     "clearing_time_ms",  "reduced_clearing_time_ms", "enclosure_height_mm",
    "enclosure_width_mm",      "enclosure_depth_mm"};

Refusal absent(int argument) { return {{Problem::missing, kNames[static_cast<std::size_t>(argument)], ""}, nullptr}; }

/// Everything but the times; the first argument that is missing, or electrodes that nobody knows, is refused.
Refusal read_exposure(FunctionCallInfo fcinfo, Exposure& exposure) {
  for (int argument = 0; argument <= kTime; ++argument)
    if (PG_ARGISNULL(argument)) return absent(argument);
  const text* const word = PG_GETARG_TEXT_PP(kElectrodeConfiguration);
  const auto electrodes = parse_electrodes(view(word));
  if (!electrodes) return {{Problem::unknown_value, kNames[0], ""}, c_string(view(word))};
  exposure.circuit = {*electrodes, PG_GETARG_FLOAT8(kVoltage), PG_GETARG_FLOAT8(kCurrent), PG_GETARG_FLOAT8(kGap)};
  exposure.working_distance_mm = PG_GETARG_FLOAT8(kDistance);
  if (!in_box(*electrodes)) return {};
  for (int argument = kBox; argument < kBox + 3; ++argument)
    if (PG_ARGISNULL(argument)) return absent(argument);
  exposure.box = {PG_GETARG_FLOAT8(kBox), PG_GETARG_FLOAT8(kBox + 1), PG_GETARG_FLOAT8(kBox + 2)};
  return {};
}

using ScreeningRow = Row<9>;

void add_findings(const Study& study, ScreeningRow& row) {
  const double full = study.full.energy.j_cm2 / kJoulesPerCalorie;
  const double energy = study.incident_energy_cal_cm2().value_or(full);
  const auto rating = minimum_arc_rating(energy);
  row.next = 3;
  row.add(Float8GetDatum(energy));
  row.add(Float8GetDatum(study.boundary_mm().value_or(study.full.boundary.mm)));
  row.add(text_datum(energy > full ? "reduced" : "full"));
  row.add(BoolGetDatum(study.reduced_evaluated));
  if (rating)
    row.add(Float8GetDatum(*rating));
  else
    row.skip();
  row.add(BoolGetDatum(energy > kHighEnergyCalCm2));
}

void add_problem(const Refusal& refusal, ScreeningRow& row) {
  row.add(text_datum(problem_name(refusal.status.problem)));
  row.add(text_datum(refusal.status.field));
  if (refusal.value != nullptr) row.add(text_datum(refusal.value));
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::arc_flash;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_try_arc_flash);
Datum voltmetrics_try_arc_flash(PG_FUNCTION_ARGS) {
  Exposure exposure;
  ScreeningRow row;
  Refusal refusal = read_exposure(fcinfo, exposure);
  if (!refusal.refused()) {
    std::optional<double> reduced_ms;
    if (!PG_ARGISNULL(kReducedTime)) reduced_ms = PG_GETARG_FLOAT8(kReducedTime);
    const Study found = study(exposure, PG_GETARG_FLOAT8(kTime), reduced_ms);
    refusal.status = found.checked.status;
    if (refusal.refused())
      refusal.value = DatumGetCString(DirectFunctionCall1(float8out, Float8GetDatum(found.checked.value)));
    else
      add_findings(found, row);
  }
  row.next = 0;
  if (refusal.refused()) add_problem(refusal, row);
  return row.datum(result_row_type(fcinfo));
}
