#include "postgres/trend.hpp"

#include "voltmetrics/trend/regression.hpp"

#include "postgres/refusal.hpp"
#include "postgres/samples.hpp"

namespace voltmetrics::sql {
namespace {

using namespace trend;

constexpr Range kRowValue{"value", kValue.low, kValue.high, kValue.hint};
constexpr Status kGap{Problem::missing, "value", "A series has no gaps: fill them before."};

Series series_of(const Samples* samples) { return {samples->numbers, static_cast<int>(samples->size)}; }

/// An option of an aggregate; nothing where it is null.
std::optional<double> option(const Samples* samples, int place) {
  if (!samples->given[place]) return std::nullopt;
  return samples->options[place];
}

/// Horizon and confidence, the options from `place` on; the usual ones of an aggregate without options, and nothing
/// where one of them is null.
std::optional<Outlook> outlook_of(const Samples* samples, int place) {
  if (samples->options_taken == 0) return Outlook{};
  const auto horizon = option(samples, place);
  const auto confidence = option(samples, place + 1);
  if (!horizon || !confidence) return std::nullopt;
  return Outlook{static_cast<int>(*horizon), *confidence};
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::trend;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_series_accum);
Datum voltmetrics_series_accum(PG_FUNCTION_ARGS) {
  Samples* const samples = samples_of_transition(fcinfo);
  if (PG_ARGISNULL(1)) raise(Refusal{kGap});
  const double value = PG_GETARG_FLOAT8(1);
  if (const Checked found = check(kRowValue, value); !found.ok()) raise(found);
  if (samples->size == 0) take_options(samples, fcinfo, 2);
  append(samples, &value, 1, kRegressionSize);
  PG_RETURN_POINTER(samples);
}

MASTERBUS_FUNCTION(voltmetrics_trend_ols_final);
Datum voltmetrics_trend_ols_final(PG_FUNCTION_ARGS) {
  const Samples* const samples = samples_of_result(fcinfo);
  if (samples == nullptr) PG_RETURN_NULL();
  const auto outlook = outlook_of(samples, 0);
  if (!outlook) PG_RETURN_NULL();
  return ols_trend_row(fcinfo, series_of(samples), *outlook);
}

MASTERBUS_FUNCTION(voltmetrics_mann_kendall_final);
Datum voltmetrics_mann_kendall_final(PG_FUNCTION_ARGS) {
  const Samples* const samples = samples_of_result(fcinfo);
  if (samples == nullptr) PG_RETURN_NULL();
  return mann_kendall_row(fcinfo, series_of(samples));
}

MASTERBUS_FUNCTION(voltmetrics_sen_slope_final);
Datum voltmetrics_sen_slope_final(PG_FUNCTION_ARGS) {
  const Samples* const samples = samples_of_result(fcinfo);
  if (samples == nullptr) PG_RETURN_NULL();
  PG_RETURN_FLOAT8(sen_slope_of(series_of(samples)));
}

MASTERBUS_FUNCTION(voltmetrics_simple_exponential_smoothing_final);
Datum voltmetrics_simple_exponential_smoothing_final(PG_FUNCTION_ARGS) {
  const Samples* const samples = samples_of_result(fcinfo);
  if (samples == nullptr) PG_RETURN_NULL();
  const auto outlook = outlook_of(samples, 1);
  if (!outlook) PG_RETURN_NULL();
  return smoothing_row(fcinfo, series_of(samples), {option(samples, 0), std::nullopt, 1, false}, *outlook);
}

MASTERBUS_FUNCTION(voltmetrics_holt_final);
Datum voltmetrics_holt_final(PG_FUNCTION_ARGS) {
  const Samples* const samples = samples_of_result(fcinfo);
  if (samples == nullptr) PG_RETURN_NULL();
  const auto outlook = outlook_of(samples, 3);
  const auto phi = samples->options_taken == 0 ? std::optional<double>(1) : option(samples, 2);
  if (!outlook || !phi) PG_RETURN_NULL();
  return smoothing_row(fcinfo, series_of(samples), {option(samples, 0), option(samples, 1), *phi, true}, *outlook);
}
