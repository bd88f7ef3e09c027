#pragma once

#include <optional>
#include <type_traits>

#include "voltmetrics/trend/series.hpp"

namespace voltmetrics::trend {

inline constexpr Range kAlpha{"alpha", kAboveZero, 1, "alpha lies above 0 and up to 1."};
inline constexpr Range kBeta{"beta", kAboveZero, 1, "beta lies above 0 and up to 1."};
inline constexpr Range kPhi{"phi", 0.01, 1, "phi lies between 0.01 and 1; 1 leaves the trend undamped."};
inline constexpr Range kInitialLevel{"initial_level", -kLargestValue, kLargestValue,
                                     "A level is a number between -1e15 and 1e15."};
/// As wide as a change from one value to the next can be.
inline constexpr Range kInitialTrend{"initial_trend", -2 * kLargestValue, 2 * kLargestValue,
                                     "A trend per step is a number between -2e15 and 2e15."};
inline constexpr Range kLevelSize{"number of values", 2, 1000000,
                                  "Simple exponential smoothing takes 2 to 1,000,000 values."};
inline constexpr Range kTrendSize{"number of values", 3, 1000000, "Holt's method takes 3 to 1,000,000 values."};

/// How a series is smoothed: a level alone, or a level with a trend (Holt), which may be damped.
struct Weights {
  double alpha = 0;  ///< of the newest value in the level, above 0 and up to 1
  double beta = 0;   ///< of the newest change of level in the trend, the same; nothing without a trend
  double phi = 1;    ///< what is left of the trend after a step, the same
  bool trended = false;

  /// Initial states and weights that are estimated with them, as ets() counts: 2 without a trend, 4 with one.
  [[nodiscard]] constexpr int parameters() const noexcept { return trended ? 4 : 2; }
};

/// Level and trend per step at one moment.
struct State {
  double level = 0;
  double trend = 0;
};

/// The states before value `first` (counted from 0) of a series; the values before it only serve to begin.
struct Beginning {
  State state;
  int first = 0;
};

/// A smoothed series.
struct Smoothing {
  Weights weights;
  Beginning beginning;
  State state;  ///< after the last value
  int points = 0;
  double squared_error = 0;  ///< sum over the one-step forecasts

  /// Variance of one-step errors with points - parameters() degrees of freedom; nothing where there are none.
  [[nodiscard]] std::optional<double> variance() const noexcept;
  /// As ets() gives it, -points / 2 · ln(sum of squared errors); nothing where every forecast was exact.
  [[nodiscard]] std::optional<double> log_likelihood() const noexcept;
};
static_assert(std::is_trivially_copyable_v<Smoothing>);

/// One step of smoothing: what was forecast for `value`, and the state after it. The recursion of every method here,
/// for values that come one at a time.
[[nodiscard]] constexpr double advance(State& state, const Weights& weights, double value) noexcept {
  const double damped = weights.phi * state.trend;
  const double forecast = state.level + damped;
  const double level = weights.alpha * value + (1 - weights.alpha) * forecast;
  state.trend = weights.beta * (level - state.level) + (1 - weights.beta) * damped;
  state.level = level;
  return forecast;
}

/// Refuses weights outside of their ranges.
[[nodiscard]] Checked check(const Weights& weights) noexcept;

/// The usual beginning: the first value as level, or the second with the first change as trend. For series long enough.
[[nodiscard]] Beginning usual_beginning(const Series& series, const Weights& weights) noexcept;

/// Smooths a series from a beginning; refuses weights, series and states outside of their ranges. Where `fitted` is
/// given, the one-step forecasts are put there from beginning.first on.
[[nodiscard]] Checked smooth(Smoothing& result, const Series& series, const Weights& weights,
                             const Beginning& beginning, double* fitted = nullptr) noexcept;

/// The forecasts that follow a smoothed series, step by step, with intervals of the innovations state space model
/// (errors of equal variance, normally distributed).
class Forecasts {
public:
  /// `z` is normal_quantile(confidence).
  Forecasts(const Smoothing& smoothing, double z) noexcept;
  /// The forecast of the next step; its margin is NaN where has_margin() is false.
  [[nodiscard]] Forecast next() noexcept;
  [[nodiscard]] bool has_margin() const noexcept { return deviation_.has_value(); }

private:
  Weights weights_;
  State state_;
  std::optional<double> deviation_;  ///< z times the standard deviation of one-step errors
  double damping_ = 1;               ///< phi to the power of the steps so far
  double damped_ = 0;                ///< phi + … + phi to that power
  double variance_ratio_ = 1;        ///< of the next step's variance over that of one step
};

}  // namespace voltmetrics::trend
