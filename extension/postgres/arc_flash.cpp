#include "voltmetrics/arc_flash/arc_rating.hpp"
#include "voltmetrics/arc_flash/study.hpp"
#include "voltmetrics/arc_flash/typical_equipment.hpp"

#include "postgres/refusal.hpp"
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

using namespace arc_flash;

constexpr Status kUnknownElectrodes{Problem::unknown_value, "electrode_configuration",
                                    "Known configurations are VCB, VCBB, HCB (in a box), VOA and HOA (in open air)."};
constexpr const char* kNotice =
    "Screening by IEEE 1584-2018, not a study: a qualified person must confirm it before labels or work rely on it.";
constexpr const char* kNoticeIncomplete =
    "Incomplete: the exposure at the reduced arcing current needs its own clearing time and is often the larger one. "
    "Screening by IEEE 1584-2018, not a study: a qualified person must confirm it before labels or work rely on it.";

/// Whether one of the arguments from first to last is null.
bool any_null(FunctionCallInfo fcinfo, int first, int last) {
  bool missing = false;
  for (int argument = first; argument <= last; ++argument) missing |= PG_ARGISNULL(argument);
  return missing;
}

Circuit circuit_arguments(FunctionCallInfo fcinfo) {
  const text* const word = PG_GETARG_TEXT_PP(0);
  const auto electrodes = parse_electrodes(view(word));
  if (!electrodes) raise({kUnknownElectrodes, c_string(view(word))});
  return {*electrodes, PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3)};
}

/// The box in three arguments from `first` on; false where one that is needed is null. Open air needs none.
bool read_box(FunctionCallInfo fcinfo, int first, Electrodes electrodes, Box& box) {
  if (!in_box(electrodes)) return true;
  if (any_null(fcinfo, first, first + 2)) return false;
  box = {PG_GETARG_FLOAT8(first), PG_GETARG_FLOAT8(first + 1), PG_GETARG_FLOAT8(first + 2)};
  return true;
}

Datum value_of(const Figure& figure) {
  if (!figure.checked.ok()) raise(figure.checked);
  return Float8GetDatum(figure.value);
}

/// Figures at the fitted voltages, {0.6 kV} or {0.6, 2.7, 14.3 kV}.
Datum array_of(const AtFittedVoltages& at, int count) {
  Datum values[kFittedVoltages];
  for (int i = 0; i < count; ++i) values[i] = Float8GetDatum(at[static_cast<std::size_t>(i)]);
  return PointerGetDatum(construct_array(values, count, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

using StudyRow = Row<26>;

void add_optional(StudyRow& row, std::optional<double> value) {
  if (value)
    row.add(Float8GetDatum(*value));
  else
    row.skip();
}

/// What stands on a label: only from both evaluations together, but more than 40 cal/cm² at one current is enough.
void add_label(StudyRow& row, const Study& study) {
  const auto energy = study.incident_energy_cal_cm2();
  const double known = energy.value_or(study.full.energy.j_cm2 / kJoulesPerCalorie);
  add_optional(row, energy);
  add_optional(row, study.boundary_mm());
  if (energy)
    row.add(text_datum(study.reduced.energy.j_cm2 > study.full.energy.j_cm2 ? "reduced" : "full"));
  else
    row.skip();
  add_optional(row, energy ? minimum_arc_rating(*energy) : std::nullopt);
  if (energy || known > kHighEnergyCalCm2)
    row.add(BoolGetDatum(known > kHighEnergyCalCm2));
  else
    row.skip();
  row.add(text_datum(study.reduced_evaluated ? kNotice : kNoticeIncomplete));
}

void add_enclosure(StudyRow& row, const Enclosure& box) {
  row.add(text_datum(kEnclosureKindNames[static_cast<std::size_t>(box.kind)]));
  if (box.kind == EnclosureKind::open_air) {
    row.skip(3);
  } else {
    for (const double inches : {box.height_in, box.width_in, box.size_in}) row.add(Float8GetDatum(inches));
  }
  row.add(Float8GetDatum(box.correction_factor));
  row.add(BoolGetDatum(box.limited));
}

void add_evaluation(StudyRow& row, const Evaluation& found, int fitted, bool evaluated) {
  row.add(Float8GetDatum(found.current.ka));
  if (evaluated) {
    row.add(Float8GetDatum(found.energy.j_cm2 / kJoulesPerCalorie));
    row.add(Float8GetDatum(found.boundary.mm));
  } else {
    row.skip(2);
  }
  row.add(array_of(found.current.at_ka, fitted));
  if (!evaluated) return row.skip(2);
  row.add(array_of(found.energy.at_j_cm2, fitted));
  row.add(array_of(found.boundary.at_mm, fitted));
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::arc_flash;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_arcing_current_ka);
Datum voltmetrics_arcing_current_ka(PG_FUNCTION_ARGS) {
  return value_of(arcing_current_alone(circuit_arguments(fcinfo), PG_GETARG_BOOL(4)));
}

MASTERBUS_FUNCTION(voltmetrics_incident_energy_cal_cm2);
Datum voltmetrics_incident_energy_cal_cm2(PG_FUNCTION_ARGS) {
  if (any_null(fcinfo, 0, 5) || PG_ARGISNULL(9)) PG_RETURN_NULL();
  Exposure exposure{circuit_arguments(fcinfo), {}, PG_GETARG_FLOAT8(4)};
  if (!read_box(fcinfo, 6, exposure.circuit.electrodes, exposure.box)) PG_RETURN_NULL();
  return value_of(incident_energy_alone(exposure, PG_GETARG_FLOAT8(5), PG_GETARG_BOOL(9)));
}

MASTERBUS_FUNCTION(voltmetrics_arc_flash_boundary_mm);
Datum voltmetrics_arc_flash_boundary_mm(PG_FUNCTION_ARGS) {
  if (any_null(fcinfo, 0, 4) || PG_ARGISNULL(8)) PG_RETURN_NULL();
  Exposure exposure{circuit_arguments(fcinfo), {}, 0};
  if (!read_box(fcinfo, 5, exposure.circuit.electrodes, exposure.box)) PG_RETURN_NULL();
  return value_of(boundary_alone(exposure, PG_GETARG_FLOAT8(4), PG_GETARG_BOOL(8)));
}

MASTERBUS_FUNCTION(voltmetrics_arc_flash);
Datum voltmetrics_arc_flash(PG_FUNCTION_ARGS) {
  if (any_null(fcinfo, 0, 5)) PG_RETURN_NULL();
  Exposure exposure{circuit_arguments(fcinfo), {}, PG_GETARG_FLOAT8(4)};
  if (!read_box(fcinfo, 7, exposure.circuit.electrodes, exposure.box)) PG_RETURN_NULL();
  std::optional<double> reduced_ms;
  if (!PG_ARGISNULL(6)) reduced_ms = PG_GETARG_FLOAT8(6);
  const Study found = study(exposure, PG_GETARG_FLOAT8(5), reduced_ms);
  if (!found.checked.ok()) raise(found.checked);
  const int fitted = exposure.circuit.voltage_kv <= kFittedVoltageKv[0] ? 1 : kFittedVoltages;
  StudyRow row;
  add_label(row, found);
  add_evaluation(row, found.full, fitted, true);
  add_evaluation(row, found.reduced, fitted, found.reduced_evaluated);
  row.add(Float8GetDatum(found.variation_factor));
  row.add(Float8GetDatum(found.reduction_factor));
  add_enclosure(row, found.enclosure);
  return row.datum(result_row_type(fcinfo));
}

MASTERBUS_FUNCTION(voltmetrics_arc_flash_minimum_arc_rating_cal_cm2);
Datum voltmetrics_arc_flash_minimum_arc_rating_cal_cm2(PG_FUNCTION_ARGS) {
  const double energy = PG_GETARG_FLOAT8(0);
  if (const Checked found = check(kIncidentEnergy, energy); !found.ok()) raise(found);
  const auto rating = minimum_arc_rating(energy);
  if (!rating) PG_RETURN_NULL();
  PG_RETURN_FLOAT8(*rating);
}

MASTERBUS_FUNCTION(voltmetrics_arc_flash_typical_equipment);
Datum voltmetrics_arc_flash_typical_equipment(PG_FUNCTION_ARGS) {
  InitMaterializedSRF(fcinfo, 0);
  auto* const result = reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo);
  for (const TypicalEquipment& each : kTypicalEquipment) {
    Row<7> row;
    row.add(text_datum(each.equipment_class));
    for (const double mm :
         {each.gap_mm, each.box.height_mm, each.box.width_mm, each.box.depth_mm, each.working_distance_mm})
      row.add(Float8GetDatum(mm));
    row.add(text_datum("IEEE 1584-2018, Tables 8 and 10"));
    tuplestore_putvalues(result->setResult, result->setDesc, row.values, row.nulls);
  }
  return 0;
}
