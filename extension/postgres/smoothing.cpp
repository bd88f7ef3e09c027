#include "postgres/trend.hpp"

#include "voltmetrics/trend/distributions.hpp"

#include "postgres/refusal.hpp"
#include "postgres/tuple.hpp"

#include <algorithm>

extern "C" {
#include <catalog/pg_type.h>
#include <utils/array.h>
}

namespace voltmetrics::sql {

using namespace trend;

namespace {

constexpr Status kNoLevel{Problem::missing, "initial_level", "An initial level and an initial trend go together."};
constexpr Status kNoTrend{Problem::missing, "initial_trend", "An initial level and an initial trend go together."};
constexpr Status kNoAlpha{Problem::missing, "alpha", "Initial states go with given weights: others are optimised."};
constexpr Status kNoBeta{Problem::missing, "beta", "Initial states go with given weights: others are optimised."};

/// The one-step forecasts of all values, null before the first that was forecast.
Datum fitted_array(const double* fitted, int size, int first) {
  auto* const values = static_cast<Datum*>(palloc(sizeof(Datum) * static_cast<Size>(size)));
  auto* const nulls = static_cast<bool*>(palloc(sizeof(bool) * static_cast<Size>(size)));
  for (int i = 0; i < size; ++i) {
    nulls[i] = i < first;
    values[i] = nulls[i] ? 0 : Float8GetDatum(fitted[i]);
  }
  int lower = 1;
  return PointerGetDatum(
      construct_md_array(values, nulls, 1, &size, &lower, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

Datum forecasts_of(Oid array_type, const Smoothing& smoothed, const Outlook& outlook) {
  auto* const forecasts = static_cast<Forecast*>(palloc(sizeof(Forecast) * static_cast<Size>(outlook.horizon)));
  Forecasts following(smoothed, normal_quantile(outlook.confidence));
  for (int i = 0; i < outlook.horizon; ++i) forecasts[i] = following.next();
  return forecast_steps(array_type, forecasts, outlook.horizon);
}

void add_if(auto& row, bool given, double value) {
  if (given)
    row.add(Float8GetDatum(value));
  else
    row.skip();
}

Datum row_of(FunctionCallInfo fcinfo, const Smoothing& smoothed, const double* fitted, const Outlook& outlook) {
  const TupleDesc row_type = result_row_type(fcinfo);
  const bool trended = smoothed.weights.trended;
  Row<13> row;
  row.add(Int32GetDatum(smoothed.points));
  row.add(Float8GetDatum(smoothed.weights.alpha));
  add_if(row, trended, smoothed.weights.beta);
  add_if(row, trended, smoothed.weights.phi);
  row.add(Float8GetDatum(smoothed.beginning.state.level));
  add_if(row, trended, smoothed.beginning.state.trend);
  row.add(Float8GetDatum(smoothed.state.level));
  add_if(row, trended, smoothed.state.trend);
  row.add(Float8GetDatum(smoothed.squared_error));
  const auto variance = smoothed.variance();
  add_if(row, variance.has_value(), variance.value_or(0));
  const auto log_likelihood = smoothed.log_likelihood();
  add_if(row, log_likelihood.has_value(), log_likelihood.value_or(0));
  row.add(fitted_array(fitted, smoothed.points, smoothed.beginning.first));
  row.add(forecasts_of(TupleDescAttr(row_type, row.next)->atttypid, smoothed, outlook));
  return row.datum(row_type);
}

Weights weights_of(const GivenWeights& given) {
  return {given.alpha.value_or(0), given.beta.value_or(0), given.trended ? given.phi : 1, given.trended};
}

/// Raises an initial state that is only half there, or that goes with weights to be optimised.
void require_initial(const GivenWeights& given, bool level, bool trend) {
  if (given.trended && trend && !level) raise(Refusal{kNoLevel});
  if (given.trended && level && !trend) raise(Refusal{kNoTrend});
  if (level && !given.alpha) raise(Refusal{kNoAlpha});
  if (level && given.trended && !given.beta) raise(Refusal{kNoBeta});
}

std::optional<double> optional_argument(FunctionCallInfo fcinfo, int argument) {
  if (PG_ARGISNULL(argument)) return std::nullopt;
  return PG_GETARG_FLOAT8(argument);
}

bool any_null(FunctionCallInfo fcinfo, std::initializer_list<int> arguments) {
  return std::any_of(arguments.begin(), arguments.end(), [&](int argument) { return PG_ARGISNULL(argument); });
}

/// The level or level and trend that a series ends with, by given weights and the usual beginning.
Smoothing smoothed_as_usual(const Series& series, const Weights& weights) {
  require(check(weights), series);
  require(check(series, weights.trended ? kTrendSize : kLevelSize), series);
  Smoothing smoothed;
  require(smooth(smoothed, series, weights, usual_beginning(series, weights)), series);
  return smoothed;
}

}  // namespace

Datum smoothing_row(FunctionCallInfo fcinfo, const Series& series, const GivenWeights& given, const Outlook& outlook,
                    const State* initial) {
  require(outlook);
  const bool optimised = !given.alpha || (given.trended && !given.beta);
  const Weights weights = weights_of(given);
  if (!optimised) require(check(weights), series);
  const Range& size = optimised ? kOptimisedSize : given.trended ? kTrendSize : kLevelSize;
  require(check(series, size), series);
  auto* const fitted = static_cast<double*>(palloc(sizeof(double) * static_cast<Size>(series.size)));
  Smoothing smoothed;
  if (optimised)
    require(smooth_optimally(smoothed, series, given, fitted), series);
  else
    require(smooth(smoothed, series, weights,
                   initial != nullptr ? Beginning{*initial, 0} : usual_beginning(series, weights), fitted),
            series);
  return row_of(fcinfo, smoothed, fitted, outlook);
}

}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::trend;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_simple_exponential_smoothing);
Datum voltmetrics_simple_exponential_smoothing(PG_FUNCTION_ARGS) {
  if (any_null(fcinfo, {0, 2, 3})) PG_RETURN_NULL();
  const GivenWeights given{optional_argument(fcinfo, 1), std::nullopt, 1, false};
  const auto level = optional_argument(fcinfo, 4);
  require_initial(given, level.has_value(), false);
  const State initial{level.value_or(0), 0};
  return smoothing_row(fcinfo, series_of(float8_array(fcinfo, 0, kValue.field)), given,
                       {PG_GETARG_INT32(2), PG_GETARG_FLOAT8(3)}, level ? &initial : nullptr);
}

MASTERBUS_FUNCTION(voltmetrics_holt);
Datum voltmetrics_holt(PG_FUNCTION_ARGS) {
  if (any_null(fcinfo, {0, 3, 4, 5})) PG_RETURN_NULL();
  const GivenWeights given{optional_argument(fcinfo, 1), optional_argument(fcinfo, 2), PG_GETARG_FLOAT8(3), true};
  const auto level = optional_argument(fcinfo, 6);
  const auto trend = optional_argument(fcinfo, 7);
  require_initial(given, level.has_value(), trend.has_value());
  const State initial{level.value_or(0), trend.value_or(0)};
  return smoothing_row(fcinfo, series_of(float8_array(fcinfo, 0, kValue.field)), given,
                       {PG_GETARG_INT32(4), PG_GETARG_FLOAT8(5)}, level ? &initial : nullptr);
}

MASTERBUS_FUNCTION(voltmetrics_simple_exponential_smoothing_forecast);
Datum voltmetrics_simple_exponential_smoothing_forecast(PG_FUNCTION_ARGS) {
  const Series series = series_of(float8_array(fcinfo, 0, kValue.field));
  PG_RETURN_FLOAT8(smoothed_as_usual(series, {PG_GETARG_FLOAT8(1), 0, 1, false}).state.level);
}

MASTERBUS_FUNCTION(voltmetrics_holt_forecast);
Datum voltmetrics_holt_forecast(PG_FUNCTION_ARGS) {
  const Series series = series_of(float8_array(fcinfo, 0, kValue.field));
  const int32 horizon = PG_GETARG_INT32(4);
  require(Outlook{horizon});
  const Weights weights{PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3), true};
  Forecasts following(smoothed_as_usual(series, weights), 0);
  for (int32 step = 1; step < horizon; ++step) static_cast<void>(following.next());
  PG_RETURN_FLOAT8(following.next().value);
}
