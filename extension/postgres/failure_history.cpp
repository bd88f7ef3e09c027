#include "voltmetrics/reliability/survival.hpp"
#include "voltmetrics/reliability/weibull_fit.hpp"

#include "postgres/refusal.hpp"
#include "postgres/row_array.hpp"
#include "postgres/samples.hpp"

#include <algorithm>
#include <cmath>

extern "C" {
#include <miscadmin.h>
#include <utils/lsyscache.h>
}

namespace voltmetrics::sql {
namespace {

using namespace reliability;

constexpr int kNumbers = sizeof(Lifetime) / sizeof(double);
constexpr int kFirstSteps = 64;

/// The history of a final function's state, in order, in memory of its own: the state may be looked at again.
History history_of(const Samples* samples) {
  const auto size = static_cast<int>(samples->size / kNumbers);
  auto* const observations = static_cast<Lifetime*>(palloc(sizeof(Lifetime) * static_cast<Size>(size)));
  const auto* const rows = reinterpret_cast<const Lifetime*>(samples->numbers);
  std::copy(rows, rows + size, observations);
  sort(observations, size);
  const History history{observations, size};
  if (const Checked found = check(history); !found.ok()) raise(found);
  return history;
}

void add_root(auto& row, const std::optional<double>& variance, double factor) {
  if (variance)
    row.add(Float8GetDatum(factor * std::sqrt(*variance)));
  else
    row.skip();
}

/// The array that a final function returns, with a row for every step of the curve.
template <typename AddFigures>
Datum steps_of(FunctionCallInfo fcinfo, const History& history, AddFigures add_figures) {
  RowArray array = begin_rows(get_func_rettype(fcinfo->flinfo->fn_oid), kFirstSteps);
  for (SurvivalCurve curve(history); curve.next();) {
    CHECK_FOR_INTERRUPTS();
    const SurvivalStep& step = curve.step();
    Row<6> row;
    row.add(Float8GetDatum(step.time_years));
    row.add(Int32GetDatum(step.at_risk));
    row.add(Int32GetDatum(step.failures));
    add_figures(row, step);
    add_row(array, row);
  }
  return finish_rows(array);
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::reliability;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_failure_history_accum);
Datum voltmetrics_failure_history_accum(PG_FUNCTION_ARGS) {
  if (PG_ARGISNULL(1) || PG_ARGISNULL(2)) {
    if (PG_ARGISNULL(0)) PG_RETURN_NULL();
    PG_RETURN_DATUM(PG_GETARG_DATUM(0));
  }
  Samples* const samples = samples_of_transition(fcinfo);
  const double observation[kNumbers]{PG_GETARG_FLOAT8(1), PG_GETARG_BOOL(2) ? 1.0 : 0.0};
  if (const Checked found = check(kObservedTime, observation[0]); !found.ok()) raise(found);
  append(samples, observation, kNumbers, kHistorySize);
  PG_RETURN_POINTER(samples);
}

MASTERBUS_FUNCTION(voltmetrics_weibull_fit_final);
Datum voltmetrics_weibull_fit_final(PG_FUNCTION_ARGS) {
  const Samples* const samples = samples_of_result(fcinfo);
  if (samples == nullptr) PG_RETURN_NULL();
  WeibullFit found;
  if (const Checked checked = fit(found, history_of(samples)); !checked.ok()) raise(checked);
  Row<9> row;
  row.add(Float8GetDatum(found.weibull.shape));
  row.add(Float8GetDatum(found.weibull.scale_years));
  row.add(Int32GetDatum(found.observations));
  row.add(Int32GetDatum(found.exposure.failures));
  for (const double value : {found.exposure.years, found.exposure.rate(), found.log_likelihood,
                             found.weibull.mean_years(), found.weibull.b10_life_years()})
    row.add(Float8GetDatum(value));
  return row.datum(result_row_type(fcinfo));
}

MASTERBUS_FUNCTION(voltmetrics_kaplan_meier_final);
Datum voltmetrics_kaplan_meier_final(PG_FUNCTION_ARGS) {
  const Samples* const samples = samples_of_result(fcinfo);
  if (samples == nullptr) PG_RETURN_NULL();
  return steps_of(fcinfo, history_of(samples), [](auto& row, const SurvivalStep& step) {
    row.add(Float8GetDatum(step.survival));
    add_root(row, step.log_variance, step.survival);
    add_root(row, step.log_variance, 1);
  });
}

MASTERBUS_FUNCTION(voltmetrics_nelson_aalen_final);
Datum voltmetrics_nelson_aalen_final(PG_FUNCTION_ARGS) {
  const Samples* const samples = samples_of_result(fcinfo);
  if (samples == nullptr) PG_RETURN_NULL();
  return steps_of(fcinfo, history_of(samples), [](auto& row, const SurvivalStep& step) {
    row.add(Float8GetDatum(step.cumulative_hazard));
    add_root(row, step.hazard_variance, 1);
  });
}

MASTERBUS_FUNCTION(voltmetrics_median_life_years_final);
Datum voltmetrics_median_life_years_final(PG_FUNCTION_ARGS) {
  const Samples* const samples = samples_of_result(fcinfo);
  if (samples == nullptr) PG_RETURN_NULL();
  const auto median = median_life_years(history_of(samples));
  if (!median) PG_RETURN_NULL();
  PG_RETURN_FLOAT8(*median);
}

MASTERBUS_FUNCTION(voltmetrics_exponential_rate_final);
Datum voltmetrics_exponential_rate_final(PG_FUNCTION_ARGS) {
  const Samples* const samples = samples_of_result(fcinfo);
  if (samples == nullptr) PG_RETURN_NULL();
  PG_RETURN_FLOAT8(exposure_of(history_of(samples)).rate());
}
