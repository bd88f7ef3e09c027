#include "voltmetrics/trend/smoothing.hpp"

#include <cmath>

namespace voltmetrics::trend {

std::optional<double> Smoothing::variance() const noexcept {
  const int freedom = points - weights.parameters();
  if (freedom < 1) return std::nullopt;
  return squared_error / freedom;
}

std::optional<double> Smoothing::log_likelihood() const noexcept {
  if (!(squared_error > 0)) return std::nullopt;
  return -0.5 * points * std::log(squared_error);
}

Checked check(const Weights& weights) noexcept {
  if (const Checked found = check(kAlpha, weights.alpha); !found.ok() || !weights.trended) return found;
  if (const Checked found = check(kBeta, weights.beta); !found.ok()) return found;
  return check(kPhi, weights.phi);
}

Beginning usual_beginning(const Series& series, const Weights& weights) noexcept {
  if (!weights.trended) return {{series.values[0], 0}, 1};
  return {{series.values[1], series.values[1] - series.values[0]}, 2};
}

Checked smooth(Smoothing& result, const Series& series, const Weights& weights, const Beginning& beginning,
               double* fitted) noexcept {
  if (const Checked found = check(weights); !found.ok()) return found;
  if (const Checked found = check(series, weights.trended ? kTrendSize : kLevelSize); !found.ok()) return found;
  if (const Checked found = check(kInitialLevel, beginning.state.level); !found.ok()) return found;
  if (const Checked found = check(kInitialTrend, beginning.state.trend); !found.ok()) return found;
  result = {weights, beginning, beginning.state, series.size, 0};
  if (!weights.trended) {
    result.weights = {weights.alpha, 0, 1, false};
    result.beginning.state.trend = result.state.trend = 0;
  }
  for (int i = beginning.first; i < series.size; ++i) {
    const double forecast = advance(result.state, result.weights, series.values[i]);
    const double error = series.values[i] - forecast;
    result.squared_error += error * error;
    if (fitted != nullptr) fitted[i] = forecast;
  }
  return {};
}

Forecasts::Forecasts(const Smoothing& smoothing, double z) noexcept
    : weights_(smoothing.weights), state_(smoothing.state) {
  if (const auto variance = smoothing.variance()) deviation_ = z * std::sqrt(*variance);
}

Forecast Forecasts::next() noexcept {
  damping_ *= weights_.phi;
  damped_ += damping_;
  const Forecast forecast{state_.level + damped_ * state_.trend,
                          deviation_ ? *deviation_ * std::sqrt(variance_ratio_) : std::nan("")};
  // An error of one step moves the forecast of `step` steps later by alpha (1 + beta (phi + … + phi^step)).
  const double effect = weights_.alpha * (1 + weights_.beta * damped_);
  variance_ratio_ += effect * effect;
  return forecast;
}

}  // namespace voltmetrics::trend
