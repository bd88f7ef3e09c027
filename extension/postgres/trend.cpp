#include "postgres/trend.hpp"

#include "voltmetrics/trend/distributions.hpp"
#include "voltmetrics/trend/mann_kendall.hpp"
#include "voltmetrics/trend/regression.hpp"

#include "postgres/refusal.hpp"
#include "postgres/row_array.hpp"

#include <cmath>
#include <string_view>

namespace voltmetrics::sql {

using namespace trend;

namespace {

void add_optional(auto& row, const std::optional<double>& value) {
  if (value)
    row.add(Float8GetDatum(*value));
  else
    row.skip();
}

/// Room for a number for every pair of values; nothing of a series that is refused.
double* room_for_pairs(const Series& series) {
  if (!kPairedSize.contains(series.size)) return nullptr;
  return static_cast<double*>(palloc(sizeof(double) * static_cast<Size>(pairs_of(series.size))));
}

Forecast* predictions(const Regression& line, const double* x, int steps, double confidence) {
  auto* const forecasts = static_cast<Forecast*>(palloc(sizeof(Forecast) * static_cast<Size>(steps)));
  const double t = student_t_quantile(confidence, line.points - 2);
  for (int i = 0; i < steps; ++i) forecasts[i] = predict(line, x == nullptr ? line.points + i + 1.0 : x[i], t);
  return forecasts;
}

Datum regression_row(FunctionCallInfo fcinfo, const Regression& line, const Forecast* forecasts, int steps) {
  const TupleDesc row_type = result_row_type(fcinfo);
  Row<11> row;
  row.add(Int32GetDatum(line.points));
  for (const double value : {line.intercept, line.slope, line.intercept_standard_error, line.slope_standard_error,
                             line.residual_sd, line.residual_sum_of_squares})
    row.add(Float8GetDatum(value));
  add_optional(row, line.r_squared);
  add_optional(row, line.f);
  row.add(Float8GetDatum(line.slope_p_value));
  row.add(forecast_steps(TupleDescAttr(row_type, row.next)->atttypid, forecasts, steps));
  return row.datum(row_type);
}

}  // namespace

void require(const Outlook& outlook) {
  for (const Checked& found : {check(kHorizon, outlook.horizon), check(kConfidence, outlook.confidence)})
    if (!found.ok()) raise(found);
}

void require(const Checked& found, const Series& series) {
  if (found.ok()) return;
  if (std::string_view(found.status.field) != kValue.field) raise(found);
  int place = 0;
  while (place < series.size && kValue.contains(series.values[place])) ++place;
  raise(found, psprintf("value %d", place + 1));
}

Datum forecast_steps(Oid array_type, const Forecast* forecasts, int steps) {
  RowArray array = begin_rows(array_type, steps);
  for (int i = 0; i < steps; ++i) {
    Row<4> row;
    row.add(Int32GetDatum(i + 1));
    row.add(Float8GetDatum(forecasts[i].value));
    if (!std::isnan(forecasts[i].margin)) {
      row.add(Float8GetDatum(forecasts[i].value - forecasts[i].margin));
      row.add(Float8GetDatum(forecasts[i].value + forecasts[i].margin));
    }
    add_row(array, row);
  }
  return finish_rows(array);
}

Datum ols_trend_row(FunctionCallInfo fcinfo, const Series& series, const Outlook& outlook) {
  require(outlook);
  Regression line;
  require(regress(line, series), series);
  return regression_row(fcinfo, line, predictions(line, nullptr, outlook.horizon, outlook.confidence), outlook.horizon);
}

Datum mann_kendall_row(FunctionCallInfo fcinfo, const Series& series) {
  double* const room = room_for_pairs(series);
  MannKendall test;
  require(mann_kendall(test, series, room), series);
  pfree(room);
  Row<7> row;
  row.add(Int32GetDatum(test.points));
  row.add(Int32GetDatum(static_cast<int32>(test.s)));
  for (const double value : {test.variance, test.z, test.p_value, test.tau_b, test.sen_slope})
    row.add(Float8GetDatum(value));
  return row.datum(result_row_type(fcinfo));
}

double sen_slope_of(const Series& series) {
  require(check(series, kPairedSize), series);
  double* const room = room_for_pairs(series);
  const double slope = sen_slope(series, room);
  pfree(room);
  return slope;
}

}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::trend;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_trend_ols);
Datum voltmetrics_trend_ols(PG_FUNCTION_ARGS) {
  const Series series = series_of(float8_array(fcinfo, 0, kValue.field));
  return ols_trend_row(fcinfo, series, {PG_GETARG_INT32(1), PG_GETARG_FLOAT8(2)});
}

MASTERBUS_FUNCTION(voltmetrics_regression_ols);
Datum voltmetrics_regression_ols(PG_FUNCTION_ARGS) {
  constexpr Range kForecasts{"number of forecast_x", 0, kHorizon.high, "Up to 1000 forecasts are made at once."};
  const Float8Array x = float8_array(fcinfo, 0, "x");
  const Float8Array y = float8_array(fcinfo, 1, kValue.field);
  const Float8Array at = float8_array(fcinfo, 2, "forecast_x");
  const double confidence = PG_GETARG_FLOAT8(3);
  require_equal_length(x, y);
  for (const Checked& found : {check(kForecasts, at.size), check(kConfidence, confidence)})
    if (!found.ok()) raise(found);
  for (int i = 0; i < at.size; ++i)
    if (const Checked found = check(kAbscissa, at.values[i]); !found.ok()) raise(found, psprintf("forecast %d", i + 1));
  Regression line;
  require(regress(line, x.values, series_of(y)), series_of(y));
  return regression_row(fcinfo, line, predictions(line, at.values, at.size, confidence), at.size);
}

MASTERBUS_FUNCTION(voltmetrics_ols_slope);
Datum voltmetrics_ols_slope(PG_FUNCTION_ARGS) {
  const Series series = series_of(float8_array(fcinfo, 0, kValue.field));
  require(check(series, kRegressionSize), series);
  PG_RETURN_FLOAT8(slope_of(series));
}

MASTERBUS_FUNCTION(voltmetrics_mann_kendall);
Datum voltmetrics_mann_kendall(PG_FUNCTION_ARGS) {
  return mann_kendall_row(fcinfo, series_of(float8_array(fcinfo, 0, kValue.field)));
}

MASTERBUS_FUNCTION(voltmetrics_sen_slope);
Datum voltmetrics_sen_slope(PG_FUNCTION_ARGS) {
  PG_RETURN_FLOAT8(sen_slope_of(series_of(float8_array(fcinfo, 0, kValue.field))));
}
