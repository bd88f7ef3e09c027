#pragma once

#include "voltmetrics/trend/optimum.hpp"

#include "postgres/float8_array.hpp"

namespace voltmetrics::sql {

/// How far a forecast reaches, and how sure its intervals are.
struct Outlook {
  int horizon = 6;
  double confidence = 0.95;
};

/// Raises an outlook outside of its ranges.
void require(const Outlook& outlook);

/// Raises what a method refused of a series, naming the place of a value in it.
void require(const Checked& found, const trend::Series& series);

[[nodiscard]] inline trend::Series series_of(const Float8Array& array) { return {array.values, array.size}; }

/// An array of voltmetrics.forecast_step, as `array_type` is. A margin that is NaN gives no interval.
[[nodiscard]] Datum forecast_steps(Oid array_type, const trend::Forecast* forecasts, int steps);

/// The straight line through a series with its forecasts, as voltmetrics.ols_trend.
[[nodiscard]] Datum ols_trend_row(FunctionCallInfo fcinfo, const trend::Series& series, const Outlook& outlook);

/// Mann and Kendall's test of a series, as voltmetrics.mann_kendall_test.
[[nodiscard]] Datum mann_kendall_row(FunctionCallInfo fcinfo, const trend::Series& series);

/// Sen's slope of a series.
[[nodiscard]] double sen_slope_of(const trend::Series& series);

/// A smoothed series with its forecasts, as voltmetrics.smoothing. Weights that are not given are optimised with the
/// initial states; given ones begin as usual, or from `initial`.
[[nodiscard]] Datum smoothing_row(FunctionCallInfo fcinfo, const trend::Series& series,
                                  const trend::GivenWeights& given, const Outlook& outlook,
                                  const trend::State* initial = nullptr);

}  // namespace voltmetrics::sql
