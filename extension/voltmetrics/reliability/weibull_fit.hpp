#pragma once

#include <type_traits>

#include "voltmetrics/reliability/history.hpp"
#include "voltmetrics/reliability/weibull.hpp"

namespace voltmetrics::reliability {

/// The Weibull distribution that makes a failure history most likely.
struct WeibullFit {
  Weibull weibull;
  int observations = 0;
  Exposure exposure;
  double log_likelihood = 0;  ///< of the times in years, with all constants
};
static_assert(std::is_trivially_copyable_v<WeibullFit>);

/// Maximum likelihood with right-censored observations. Refuses a history that check() refuses, one without a failure,
/// one whose failures all happened at the longest time seen (no finite shape is most likely), and parameters that leave
/// the ranges of check(Weibull). O(n) for each of some ten steps.
[[nodiscard]] Checked fit(WeibullFit& result, const History& history) noexcept;

}  // namespace voltmetrics::reliability
