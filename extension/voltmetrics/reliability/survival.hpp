#pragma once

#include <optional>
#include <type_traits>

#include "voltmetrics/reliability/history.hpp"

namespace voltmetrics::reliability {

/// What is known at a time at which items failed, without any assumption on their distribution.
struct SurvivalStep {
  double time_years = 0;
  int at_risk = 0;  ///< seen alive until just before
  int failures = 0;
  double survival = 1;                 ///< Kaplan and Meier's, 0..1
  double cumulative_hazard = 0;        ///< Nelson and Aalen's
  double hazard_variance = 0;          ///< of the cumulative hazard: sum of failures over squared numbers at risk
  std::optional<double> log_variance;  ///< Greenwood's, of ln(survival); nothing once nobody survives
};
static_assert(std::is_trivially_copyable_v<SurvivalStep>);

/// The steps of a history in the order of sort(), one for each time at which something failed.
class SurvivalCurve {
public:
  explicit SurvivalCurve(const History& sorted) noexcept : history_(sorted) { step_.log_variance = 0; }
  /// Goes to the next time with failures; false where there is none any more.
  [[nodiscard]] bool next() noexcept;
  [[nodiscard]] const SurvivalStep& step() const noexcept { return step_; }

private:
  History history_;
  int place_ = 0;  ///< of the first observation that lies after the step
  SurvivalStep step_;
};

/// The time by which half have failed: where survival falls below 1/2, or the middle of the stretch where it is exactly
/// 1/2; nothing where it stays above. For a history that check() accepts, in the order of sort().
[[nodiscard]] std::optional<double> median_life_years(const History& sorted) noexcept;

}  // namespace voltmetrics::reliability
