#include "voltmetrics/reliability/survival.hpp"

#include <cmath>

namespace voltmetrics::reliability {
namespace {

/// Products of fractions hit one half only nearly.
constexpr double kHalfTolerance = 1e-9;

}  // namespace

bool SurvivalCurve::next() noexcept {
  while (place_ < history_.size && !history_.observations[place_].failed()) ++place_;
  if (place_ == history_.size) return false;
  step_.time_years = history_.observations[place_].time_years;
  step_.at_risk = history_.size - place_;
  step_.failures = 0;
  for (; place_ < history_.size; ++place_) {
    const Lifetime& each = history_.observations[place_];
    if (each.time_years != step_.time_years || !each.failed()) break;
    ++step_.failures;
  }
  const double n = step_.at_risk;
  const double d = step_.failures;
  step_.survival *= (n - d) / n;
  step_.cumulative_hazard += d / n;
  step_.hazard_variance += d / n / n;
  if (step_.log_variance && d < n)
    *step_.log_variance += d / (n * (n - d));
  else
    step_.log_variance.reset();
  return true;
}

std::optional<double> median_life_years(const History& sorted) noexcept {
  SurvivalCurve curve(sorted);
  std::optional<double> exactly;
  while (curve.next()) {
    const SurvivalStep& step = curve.step();
    if (std::fabs(step.survival - 0.5) <= kHalfTolerance && !exactly) {
      exactly = step.time_years;
    } else if (step.survival < 0.5) {
      return exactly ? *exactly + (step.time_years - *exactly) / 2 : step.time_years;
    }
  }
  return exactly;
}

}  // namespace voltmetrics::reliability
