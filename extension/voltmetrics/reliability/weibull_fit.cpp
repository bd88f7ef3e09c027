#include "voltmetrics/reliability/weibull_fit.hpp"

#include <algorithm>
#include <cmath>

namespace voltmetrics::reliability {
namespace {

constexpr Status kNoFailure{Problem::out_of_range, "number of failures",
                            "A Weibull fit needs a failure: count them first, and fit only where there are some."};
constexpr Status kNoShape{Problem::out_of_range, "shape",
                          "The failures lie at the longest time seen, or nearly: no shape up to 1000 is most likely."};
constexpr int kMostSteps = 100;
constexpr double kNearEnough = 1e-10;  // a step of Newton after it is lost in the rounding of the sums

/// Times as parts of the longest one, whose powers cannot overflow.
struct Scaled {
  History history;
  double longest;
  double failures;
  double mean_log;  ///< mean over failures of ln(t / longest), below 0

  /// Sums over all times of (t / longest)^shape, and of that times ln(t / longest) and its square.
  struct Sums {
    double powers = 0;
    double logs = 0;
    double squares = 0;
  };
  [[nodiscard]] Sums sums(double shape) const noexcept {
    Sums sums;
    for (int i = 0; i < history.size; ++i) {
      const double log = std::log(history.observations[i].time_years / longest);
      const double power = std::exp(shape * log);
      sums.powers += power;
      sums.logs += power * log;
      sums.squares += power * log * log;
    }
    return sums;
  }
  /// Derivatives of the likelihood by the shape, per failure. The first falls from above 0 to below as the shape rises.
  struct Score {
    double first;
    double second;
  };
  [[nodiscard]] Score score(double shape) const noexcept {
    const Sums at = sums(shape);
    const double mean = at.logs / at.powers;
    return {1 / shape + mean_log - mean, -1 / shape / shape - (at.squares / at.powers - mean * mean)};
  }
};

double longest_of(const History& history) noexcept {
  double longest = 0;
  for (int i = 0; i < history.size; ++i) longest = std::max(longest, history.observations[i].time_years);
  return longest;
}

Scaled scaled(const History& history, const Exposure& exposure) noexcept {
  Scaled scaled{history, longest_of(history), static_cast<double>(exposure.failures), 0};
  for (int i = 0; i < history.size; ++i)
    if (history.observations[i].failed())
      scaled.mean_log += std::log(history.observations[i].time_years / scaled.longest) / scaled.failures;
  return scaled;
}

/// The shape whose score is 0, between `low`, where it is not below 0, and `high`, where it is: Newton's steps, halving
/// where one leads out.
double root(const Scaled& scaled, double low, double high) noexcept {
  double shape = low;
  for (int step = 0; step < kMostSteps; ++step) {
    const auto score = scaled.score(shape);
    (score.first >= 0 ? low : high) = shape;
    double next = shape - score.first / score.second;
    if (!(next >= low && next <= high)) next = low + (high - low) / 2;
    if (std::fabs(next - shape) <= kNearEnough * shape) return next;
    shape = next;
  }
  return shape;
}

}  // namespace

Checked fit(WeibullFit& result, const History& history) noexcept {
  if (const Checked found = check(history); !found.ok()) return found;
  const Exposure exposure = exposure_of(history);
  if (exposure.failures == 0) return {kNoFailure, 0};
  const Scaled times = scaled(history, exposure);
  // The mean over all times is not below that over the failures by more than 1 / shape: the root is not below this.
  const double low = times.mean_log < 0 ? -1 / times.mean_log : kShape.high;
  if (!(low < kShape.high) || times.score(kShape.high).first >= 0) return {kNoShape, std::max(low, kShape.high)};
  const double shape = root(times, low, kShape.high);
  const double scale = times.longest * std::pow(times.sums(shape).powers / times.failures, 1 / shape);
  result = {{shape, scale}, history.size, exposure, 0};
  if (const Checked found = check(result.weibull); !found.ok()) return found;
  const double events = times.failures;
  const double sum_log = events * (times.mean_log + std::log(times.longest));
  result.log_likelihood = events * (std::log(shape) - shape * std::log(scale) - 1) + (shape - 1) * sum_log;
  return {};
}

}  // namespace voltmetrics::reliability
