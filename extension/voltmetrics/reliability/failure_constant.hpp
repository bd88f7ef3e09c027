#pragma once

#include "voltmetrics/range.hpp"

namespace voltmetrics::reliability {

inline constexpr Range kConstant{"k", 0, 1e6, "A constant K lies between 0 and 1e6."};
inline constexpr Range kObservedFailures{"observed_failures", 0, 1e9, "Observed failures lie between 0 and 1e9."};
inline constexpr Range kExpectedFailures{"expected_failures", 1e-9, 1e9,
                                         "Expected failures, a sum of probabilities, lie between 1e-9 and 1e9."};

/// The constant K of a probability of failure K · f(health), so that the sum of the probabilities is the number of
/// failures that was observed. For numbers within the ranges above.
[[nodiscard]] constexpr double rescaled_failure_constant(double k, double observed_failures,
                                                         double expected_failures) noexcept {
  return k * (observed_failures / expected_failures);
}

}  // namespace voltmetrics::reliability
