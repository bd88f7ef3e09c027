#include "voltmetrics/trend/regression.hpp"

#include <algorithm>
#include <cmath>

#include "voltmetrics/trend/distributions.hpp"

namespace voltmetrics::trend {
namespace {

constexpr double kLeastSpread = 1e-100;  // below it errors of the slope are beyond a double

/// x of a series' values: 1, 2, … where none are given.
struct Abscissas {
  const double* x;
  [[nodiscard]] double operator[](int i) const noexcept { return x == nullptr ? i + 1.0 : x[i]; }
};

void take_means(Regression& line, const Abscissas& x, const Series& series) noexcept {
  double sum_x = 0;
  double sum_y = 0;
  for (int i = 0; i < series.size; ++i) {
    sum_x += x[i];
    sum_y += series.values[i];
  }
  line.points = series.size;
  line.mean_x = sum_x / series.size;
  line.mean_y = sum_y / series.size;
}

/// Slope and intercept, from sums about the means; the sum of squares of the values about their mean.
double take_slope(Regression& line, const Abscissas& x, const Series& series) noexcept {
  double products = 0;
  double squares = 0;
  for (int i = 0; i < series.size; ++i) {
    const double dx = x[i] - line.mean_x;
    const double dy = series.values[i] - line.mean_y;
    line.spread_x += dx * dx;
    products += dx * dy;
    squares += dy * dy;
  }
  line.slope = line.spread_x < kLeastSpread ? 0 : products / line.spread_x;
  line.intercept = line.at(0);
  return squares;
}

void take_residuals(Regression& line, const Abscissas& x, const Series& series) noexcept {
  for (int i = 0; i < series.size; ++i) {
    const double residual = series.values[i] - line.at(x[i]);
    line.residual_sum_of_squares += residual * residual;
  }
}

/// What follows from the sums of squares.
void take_inference(Regression& line, double squares) noexcept {
  const double n = line.points;
  const double variance = line.residual_sum_of_squares / (n - 2);
  line.residual_sd = std::sqrt(variance);
  line.slope_standard_error = line.residual_sd / std::sqrt(line.spread_x);
  line.intercept_standard_error = line.residual_sd * std::sqrt(1 / n + line.mean_x / line.spread_x * line.mean_x);
  if (squares > 0) line.r_squared = std::clamp(1 - line.residual_sum_of_squares / squares, 0.0, 1.0);
  const double explained = line.slope * line.slope * line.spread_x;
  if (const double f = explained / variance; variance > 0 && std::isfinite(f)) line.f = f;
  if (line.slope == 0) return;
  const double error = line.slope_standard_error;
  line.slope_p_value = error > 0 ? student_t_two_sided_p(line.slope / error, n - 2) : 0;
}

Checked regress(Regression& line, const Abscissas& x, const Series& series) noexcept {
  line = {};
  take_means(line, x, series);
  const double squares = take_slope(line, x, series);
  if (line.spread_x < kLeastSpread) return {{Problem::out_of_range, "x", "A straight line needs different x."}, x[0]};
  take_residuals(line, x, series);
  take_inference(line, squares);
  return {};
}

}  // namespace

Checked regress(Regression& line, const Series& series) noexcept {
  if (const Checked found = check(series, kRegressionSize); !found.ok()) return found;
  return regress(line, Abscissas{nullptr}, series);
}

Checked regress(Regression& line, const double* x, const Series& series) noexcept {
  if (const Checked found = check(series, kRegressionSize); !found.ok()) return found;
  for (int i = 0; i < series.size; ++i)
    if (const Checked found = check(kAbscissa, x[i]); !found.ok()) return found;
  return regress(line, Abscissas{x}, series);
}

double slope_of(const Series& series) noexcept {
  Regression line;
  take_means(line, Abscissas{nullptr}, series);
  take_slope(line, Abscissas{nullptr}, series);
  return line.slope;
}

Forecast predict(const Regression& line, double x, double t) noexcept {
  const double dx = x - line.mean_x;
  return {line.at(x), t * line.residual_sd * std::sqrt(1 + 1.0 / line.points + dx / line.spread_x * dx)};
}

}  // namespace voltmetrics::trend
