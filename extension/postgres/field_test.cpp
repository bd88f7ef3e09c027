#include "voltmetrics/field_test/polarization_index.hpp"
#include "voltmetrics/field_test/thermography.hpp"

#include "postgres/refusal.hpp"
#include "postgres/tuple.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <nodes/execnodes.h>
#include <utils/tuplestore.h>
}

namespace voltmetrics::sql {
namespace {

using namespace field_test;

constexpr std::string_view kThermographySource = "ANSI/NETA MTS, Table 100.18";
constexpr std::string_view kIndexSource = "IEEE 43";
constexpr std::string_view kReproduced = "widely reproduced, not taken from the standard itself: verify there";
constexpr Status kUnknownClass{Problem::unknown_value, "insulation_class", "Known classes are A, B, F and H."};

std::optional<double> rise_argument(FunctionCallInfo fcinfo, int argument, const Range& range) {
  if (PG_ARGISNULL(argument)) return std::nullopt;
  const double rise = PG_GETARG_FLOAT8(argument);
  if (const Checked found = check(range, rise); !found.ok()) raise(found);
  return rise;
}

/// Where a band ends: the next one of its comparison, if there is one.
const ThermalBand* next_band(const ThermalBand& band) {
  const ThermalBand* const next = &band + 1;
  return next != kThermalBands.data() + kThermalBands.size() && next->comparison == band.comparison ? next : nullptr;
}

double resistance_argument(FunctionCallInfo fcinfo, int argument, const Range& range) {
  const double mohm = PG_GETARG_FLOAT8(argument);
  if (const Checked found = check(range, mohm); !found.ok()) raise(found);
  return mohm;
}

std::optional<double> index_argument(FunctionCallInfo fcinfo) {
  const double first = resistance_argument(fcinfo, 0, kResistance1Min);
  return polarization_index(first, resistance_argument(fcinfo, 1, kResistance10Min));
}

/// The least index of the class in argument 2; nothing where it is null.
std::optional<double> minimum_argument(FunctionCallInfo fcinfo) {
  if (PG_ARGISNULL(2)) return std::nullopt;
  const text* const word = PG_GETARG_TEXT_PP(2);
  const auto minimum = minimum_index(view(word));
  if (!minimum) raise({kUnknownClass, c_string(view(word))});
  return minimum;
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::field_test;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_neta_thermography_bands);
Datum voltmetrics_neta_thermography_bands(PG_FUNCTION_ARGS) {
  InitMaterializedSRF(fcinfo, 0);
  auto* const result = reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo);
  for (const ThermalBand& band : kThermalBands) {
    Row<8> row;
    row.add(text_datum(kComparisonNames[static_cast<std::size_t>(band.comparison)]));
    row.add(Float8GetDatum(band.above_k));
    if (const ThermalBand* const next = next_band(band))
      row.add(Float8GetDatum(next->above_k));
    else
      row.skip();
    row.add(Int32GetDatum(band.priority));
    for (const std::string_view words : {band.finding, band.action, kThermographySource, kReproduced})
      row.add(text_datum(words));
    tuplestore_putvalues(result->setResult, result->setDesc, row.values, row.nulls);
  }
  return 0;
}

MASTERBUS_FUNCTION(voltmetrics_neta_thermography);
Datum voltmetrics_neta_thermography(PG_FUNCTION_ARGS) {
  const auto similar = rise_argument(fcinfo, 0, kSimilarRise);
  const auto ambient = rise_argument(fcinfo, 1, kAmbientRise);
  if (!similar && !ambient) PG_RETURN_NULL();
  Row<6> row;
  if (const ThermalBand* const band = worst_band(similar, ambient)) {
    row.add(Int32GetDatum(band->priority));
    for (const std::string_view words :
         {band->finding, band->action, kComparisonNames[static_cast<std::size_t>(band->comparison)]})
      row.add(text_datum(words));
  } else {
    row.skip();
    row.add(text_datum("no deficiency"));
    row.skip(2);
  }
  row.add(text_datum(kThermographySource));
  row.add(text_datum(kReproduced));
  return row.datum(result_row_type(fcinfo));
}

MASTERBUS_FUNCTION(voltmetrics_polarization_index);
Datum voltmetrics_polarization_index(PG_FUNCTION_ARGS) {
  const auto index = index_argument(fcinfo);
  if (!index) PG_RETURN_NULL();
  PG_RETURN_FLOAT8(*index);
}

MASTERBUS_FUNCTION(voltmetrics_polarization_index_assessment);
Datum voltmetrics_polarization_index_assessment(PG_FUNCTION_ARGS) {
  if (PG_ARGISNULL(0) || PG_ARGISNULL(1)) PG_RETURN_NULL();
  const auto index = index_argument(fcinfo);
  const auto minimum = minimum_argument(fcinfo);
  Row<6> row;
  if (index) {
    row.add(Float8GetDatum(*index));
    row.add(text_datum(index_rating(*index)));
  } else {
    row.skip();
    row.add(text_datum("not meaningful"));
  }
  if (minimum)
    row.add(Float8GetDatum(*minimum));
  else
    row.skip();
  if (minimum && index)
    row.add(BoolGetDatum(*index >= *minimum));
  else
    row.skip();
  row.add(text_datum(kIndexSource));
  row.add(text_datum(kReproduced));
  return row.datum(result_row_type(fcinfo));
}
