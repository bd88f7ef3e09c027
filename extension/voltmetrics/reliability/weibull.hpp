#pragma once

#include "voltmetrics/range.hpp"

/// Reliability of equipment over its age, in years; any other unit of time will do if it is used throughout.
namespace voltmetrics::reliability {

inline constexpr Range kShape{"shape", 0.01, 1000, "A Weibull shape lies between 0.01 and 1000."};
inline constexpr Range kScale{"scale_years", 1e-6, 1e9, "A Weibull scale lies between 1e-6 and 1e9 years."};
inline constexpr Range kTime{"time_years", 0, 1e9, "A time lies between 0 and 1e9 years."};
inline constexpr Range kInterval{"interval_years", 1e-6, 1e9, "An interval lies between 1e-6 and 1e9 years."};
inline constexpr Range kProbability{"probability", 0, 1 - 1e-15, "A probability lies between 0 and 1, 1 left out."};

/// The two-parameter Weibull distribution of times to failure. Everything below is for a distribution and times that
/// check() and the ranges above accept.
struct Weibull {
  double shape = 1;  ///< below 1 early failures, 1 failures at random, above 1 wear-out
  double scale_years = 1;

  /// Probability of surviving a time: exp(-(t / scale)^shape).
  [[nodiscard]] double reliability(double time_years) const noexcept;
  /// Probability of failing within a time.
  [[nodiscard]] double cumulative(double time_years) const noexcept;
  /// Failures per year at a time, of those still alive; infinite where it is beyond a double, as at 0 below shape 1.
  [[nodiscard]] double hazard(double time_years) const noexcept;
  /// Failures per year at a time, of all; infinite at 0 below shape 1.
  [[nodiscard]] double density(double time_years) const noexcept;
  /// Probability of failing within an interval, having survived up to a time.
  [[nodiscard]] double conditional_failure_probability(double time_years, double interval_years) const noexcept;
  /// The time within which that share has failed; infinite where it is beyond a double.
  [[nodiscard]] double quantile(double probability) const noexcept;
  [[nodiscard]] double b10_life_years() const noexcept { return quantile(0.1); }
  [[nodiscard]] double mean_years() const noexcept;
};

[[nodiscard]] Checked check(const Weibull& weibull) noexcept;

}  // namespace voltmetrics::reliability
