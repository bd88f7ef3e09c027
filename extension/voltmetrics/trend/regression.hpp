#pragma once

#include <optional>
#include <type_traits>

#include "voltmetrics/trend/series.hpp"

namespace voltmetrics::trend {

inline constexpr Range kRegressionSize{"number of values", 3, 10000000,
                                       "A straight line takes 3 to 10,000,000 values."};
inline constexpr Range kAbscissa{"x", -kLargestValue, kLargestValue, "An x is a number between -1e15 and 1e15."};

/// A straight line by ordinary least squares, and what its intervals are made of.
struct Regression {
  int points = 0;
  double intercept = 0;  ///< at x = 0
  double slope = 0;      ///< per unit of x, or per step of a series
  double intercept_standard_error = 0;
  double slope_standard_error = 0;
  double residual_sum_of_squares = 0;
  double residual_sd = 0;           ///< with points - 2 degrees of freedom
  std::optional<double> r_squared;  ///< 0..1; nothing where all values are equal
  std::optional<double> f;          ///< of slope = 0; nothing where the line is exact
  double slope_p_value = 1;         ///< two-sided, 0..1, by Student's t
  double mean_x = 0;
  double mean_y = 0;
  double spread_x = 0;  ///< sum of squared distances from mean_x

  [[nodiscard]] constexpr double at(double x) const noexcept { return mean_y + slope * (x - mean_x); }
};
static_assert(std::is_trivially_copyable_v<Regression>);

/// The line through a series at x = 1, 2, … Refuses a series that check() refuses for kRegressionSize.
[[nodiscard]] Checked regress(Regression& line, const Series& series) noexcept;

/// The line through values at any x, as many as values. Also refuses x that do not differ.
[[nodiscard]] Checked regress(Regression& line, const double* x, const Series& series) noexcept;

/// The slope alone of the line through a series that check() accepts.
[[nodiscard]] double slope_of(const Series& series) noexcept;

/// The line at x with the prediction interval of one more value. `t` is student_t_quantile(confidence, points - 2).
[[nodiscard]] Forecast predict(const Regression& line, double x, double t) noexcept;

}  // namespace voltmetrics::trend
