#include "voltmetrics/dissolved_gas/duval.hpp"
#include "voltmetrics/dissolved_gas/ratios.hpp"
#include "voltmetrics/dissolved_gas/typical_values.hpp"

#include "postgres/refusal.hpp"
#include "postgres/tuple.hpp"
#include "postgres/words.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

extern "C" {
#include <nodes/execnodes.h>
#include <utils/tuplestore.h>
}

namespace voltmetrics::sql {
namespace {

using namespace dissolved_gas;

double ppm_argument(FunctionCallInfo fcinfo, int argument, const char* field) {
  const double ppm = PG_GETARG_FLOAT8(argument);
  if (const Checked found = check_ppm(field, ppm); !found.ok()) raise(found);
  return ppm;
}

/// The names of the arguments that hold the gases, in the order of Gas, then of oxygen and nitrogen.
constexpr const char* kFields[] = {"h2_ppm", "ch4_ppm", "c2h6_ppm", "c2h4_ppm", "c2h2_ppm",
                                   "co_ppm", "co2_ppm", "o2_ppm",   "n2_ppm"};
constexpr int kArguments = kGases + 2;

/// Concentrations, each known or null, in that order.
struct Sample {
  std::optional<double> ppm[kArguments];
  std::optional<double> age_years;

  [[nodiscard]] std::optional<double> of(Gas gas) const { return ppm[index_of(gas)]; }
  /// Whether all of them are known.
  template <typename... Gases>
  [[nodiscard]] bool knows(Gases... gases) const {
    return (of(gases).has_value() && ...);
  }
};

/// All of the nine gases and the age.
Sample sample_arguments(FunctionCallInfo fcinfo) {
  Sample sample;
  for (int i = 0; i < kArguments; ++i)
    if (!PG_ARGISNULL(i)) sample.ppm[i] = ppm_argument(fcinfo, i, kFields[i]);
  if (PG_ARGISNULL(kArguments)) return sample;
  sample.age_years = PG_GETARG_FLOAT8(kArguments);
  if (const Checked found = check(kAge, *sample.age_years); !found.ok()) raise(found);
  return sample;
}

std::optional<double> ratio_of(const Sample& sample, Gas numerator, Gas denominator) {
  if (!sample.knows(numerator, denominator)) return std::nullopt;
  return ratio(*sample.of(numerator), *sample.of(denominator));
}

Ratios ratios_of(const Sample& sample) {
  return {ratio_of(sample, Gas::c2h2, Gas::c2h4), ratio_of(sample, Gas::ch4, Gas::h2),
          ratio_of(sample, Gas::c2h4, Gas::c2h6)};
}

/// The five gases of Rogers and IEC 60599 in the first arguments.
Ratios ratio_gases(FunctionCallInfo fcinfo) {
  Sample sample;
  for (int i = 0; i < 5; ++i) sample.ppm[i] = ppm_argument(fcinfo, i, kFields[i]);
  return ratios_of(sample);
}

std::optional<double> ratio_argument(FunctionCallInfo fcinfo, int argument, const char* field) {
  if (PG_ARGISNULL(argument)) return std::nullopt;
  const Range range{field, 0, std::numeric_limits<double>::infinity(),
                    "A ratio of concentrations is not negative; null where it does not exist."};
  const double value = PG_GETARG_FLOAT8(argument);
  if (const Checked found = check(range, value); !found.ok()) raise(found);
  return value;
}

Ratios ratio_arguments(FunctionCallInfo fcinfo) {
  return {ratio_argument(fcinfo, 0, "c2h2_c2h4"), ratio_argument(fcinfo, 1, "ch4_h2"),
          ratio_argument(fcinfo, 2, "c2h4_c2h6")};
}

Datum code_datum(Fault fault) { return text_datum(code_of(fault)); }

using AnalysisRow = Row<12>;

void add_code(AnalysisRow& row, std::optional<Fault> fault) {
  if (fault)
    row.add(code_datum(*fault));
  else
    row.skip();
}

/// A ratio over nothing is shown as null.
void add_ratio(AnalysisRow& row, std::optional<double> ratio) {
  if (ratio && std::isfinite(*ratio))
    row.add(Float8GetDatum(*ratio));
  else
    row.skip();
}

void add_triangles(AnalysisRow& row, const Sample& sample) {
  std::optional<Fault> first;
  std::optional<Fault> fourth;
  if (sample.knows(Gas::ch4, Gas::c2h2, Gas::c2h4))
    first = duval_triangle_1(*sample.of(Gas::ch4), *sample.of(Gas::c2h2), *sample.of(Gas::c2h4));
  if (triangle_4_applies(first) && sample.knows(Gas::h2, Gas::c2h6))
    fourth = duval_triangle_4(*sample.of(Gas::h2), *sample.of(Gas::c2h6), *sample.of(Gas::ch4));
  add_code(row, first);
  add_code(row, fourth);
}

void add_ratio_methods(AnalysisRow& row, const Sample& sample) {
  const bool five = sample.knows(Gas::h2, Gas::ch4, Gas::c2h6, Gas::c2h4, Gas::c2h2);
  std::optional<Fault> found[3];
  if (five) found[0] = rogers(ratios_of(sample));
  if (five) found[1] = iec_60599(ratios_of(sample));
  if (five && sample.knows(Gas::co))
    found[2] = doernenburg(*sample.of(Gas::h2), *sample.of(Gas::ch4), *sample.of(Gas::c2h6), *sample.of(Gas::c2h4),
                           *sample.of(Gas::c2h2), *sample.of(Gas::co));
  for (const auto& fault : found) add_code(row, fault);
}

/// Typical values need oxygen and nitrogen to know which population the transformer belongs to.
const TypicalValues* typical_of(const Sample& sample) {
  const auto o2 = sample.ppm[kGases];
  const auto n2 = sample.ppm[kGases + 1];
  return o2 && n2 ? &typical_values(*o2, *n2, sample.age_years) : nullptr;
}

void add_status(AnalysisRow& row, const Sample& sample) {
  const TypicalValues* const typical = typical_of(sample);
  int worst = 0;
  for (int i = 0; i < kGases && typical != nullptr; ++i)
    if (sample.ppm[i]) worst = std::max(worst, status(*typical, static_cast<Gas>(i), *sample.ppm[i]));
  if (worst > 0)
    row.add(Int32GetDatum(worst));
  else
    row.skip();
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::dissolved_gas;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_dga_duval_triangle_1);
Datum voltmetrics_dga_duval_triangle_1(PG_FUNCTION_ARGS) {
  const double ch4 = ppm_argument(fcinfo, 0, "ch4_ppm");
  const double c2h2 = ppm_argument(fcinfo, 1, "c2h2_ppm");
  const auto fault = duval_triangle_1(ch4, c2h2, ppm_argument(fcinfo, 2, "c2h4_ppm"));
  if (!fault) PG_RETURN_NULL();
  return code_datum(*fault);
}

MASTERBUS_FUNCTION(voltmetrics_dga_duval_triangle_4);
Datum voltmetrics_dga_duval_triangle_4(PG_FUNCTION_ARGS) {
  const double h2 = ppm_argument(fcinfo, 0, "h2_ppm");
  const double c2h6 = ppm_argument(fcinfo, 1, "c2h6_ppm");
  const auto fault = duval_triangle_4(h2, c2h6, ppm_argument(fcinfo, 2, "ch4_ppm"));
  if (!fault) PG_RETURN_NULL();
  return code_datum(*fault);
}

MASTERBUS_FUNCTION(voltmetrics_dga_rogers);
Datum voltmetrics_dga_rogers(PG_FUNCTION_ARGS) { return code_datum(rogers(ratio_gases(fcinfo))); }

MASTERBUS_FUNCTION(voltmetrics_dga_iec_60599);
Datum voltmetrics_dga_iec_60599(PG_FUNCTION_ARGS) { return code_datum(iec_60599(ratio_gases(fcinfo))); }

MASTERBUS_FUNCTION(voltmetrics_dga_rogers_of_ratios);
Datum voltmetrics_dga_rogers_of_ratios(PG_FUNCTION_ARGS) { return code_datum(rogers(ratio_arguments(fcinfo))); }

MASTERBUS_FUNCTION(voltmetrics_dga_iec_60599_of_ratios);
Datum voltmetrics_dga_iec_60599_of_ratios(PG_FUNCTION_ARGS) { return code_datum(iec_60599(ratio_arguments(fcinfo))); }

MASTERBUS_FUNCTION(voltmetrics_dga_doernenburg);
Datum voltmetrics_dga_doernenburg(PG_FUNCTION_ARGS) {
  double ppm[6];
  for (int i = 0; i < 6; ++i) ppm[i] = ppm_argument(fcinfo, i, kFields[i]);
  return code_datum(doernenburg(ppm[0], ppm[1], ppm[2], ppm[3], ppm[4], ppm[5]));
}

MASTERBUS_FUNCTION(voltmetrics_dga_typical_values);
Datum voltmetrics_dga_typical_values(PG_FUNCTION_ARGS) {
  InitMaterializedSRF(fcinfo, 0);
  auto* const result = reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo);
  const Sample sample = sample_arguments(fcinfo);
  const TypicalValues* const typical = typical_of(sample);
  if (typical == nullptr) return 0;
  for (int i = 0; i < kGases; ++i) {
    if (!sample.ppm[i]) continue;
    const auto gas = static_cast<std::size_t>(i);
    Row<6> row;
    row.add(text_datum(kGasNames[gas]));
    for (const double ppm : {*sample.ppm[i], typical->percentile_90[gas], typical->percentile_95[gas]})
      row.add(Float8GetDatum(ppm));
    row.add(Int32GetDatum(status(*typical, static_cast<Gas>(i), *sample.ppm[i])));
    row.add(text_datum("IEEE C57.104-2019, Tables 1 and 2"));
    tuplestore_putvalues(result->setResult, result->setDesc, row.values, row.nulls);
  }
  return 0;
}

MASTERBUS_FUNCTION(voltmetrics_dissolved_gas_analysis);
Datum voltmetrics_dissolved_gas_analysis(PG_FUNCTION_ARGS) {
  const Sample sample = sample_arguments(fcinfo);
  AnalysisRow row;
  add_triangles(row, sample);
  add_ratio_methods(row, sample);
  add_status(row, sample);
  add_ratio(row, ratio_of(sample, Gas::ch4, Gas::h2));
  add_ratio(row, ratio_of(sample, Gas::c2h2, Gas::c2h4));
  add_ratio(row, ratio_of(sample, Gas::c2h2, Gas::ch4));
  add_ratio(row, ratio_of(sample, Gas::c2h6, Gas::c2h2));
  add_ratio(row, ratio_of(sample, Gas::c2h4, Gas::c2h6));
  add_ratio(row, ratio_of(sample, Gas::co2, Gas::co));
  return row.datum(result_row_type(fcinfo));
}

MASTERBUS_FUNCTION(voltmetrics_dga_fault_codes);
Datum voltmetrics_dga_fault_codes(PG_FUNCTION_ARGS) {
  InitMaterializedSRF(fcinfo, 0);
  auto* const result = reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo);
  for (const FaultCode& each : kFaultCodes) {
    Row<2> row;
    row.add(text_datum(each.code));
    row.add(text_datum(each.meaning));
    tuplestore_putvalues(result->setResult, result->setDesc, row.values, row.nulls);
  }
  return 0;
}
