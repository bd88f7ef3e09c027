#pragma once

#include <optional>

#include "voltmetrics/trend/smoothing.hpp"

namespace voltmetrics::trend {

inline constexpr Range kOptimisedSize{"number of values", 3, 10000,
                                      "Weights are optimised for 3 to 10,000 values; give them for more."};

/// Smallest weight that the optimisation tries.
inline constexpr double kLeastWeight = 1e-4;

/// Weights that are given; those that are not are optimised.
struct GivenWeights {
  std::optional<double> alpha;
  std::optional<double> beta;
  double phi = 1;
  bool trended = false;
};

/// Smooths a series with the weights and the initial states that make the sum of squared one-step errors least (the
/// maximum of the likelihood, as in ets()): the states exactly, by linear least squares, the weights by a grid over
/// kLeastWeight..1 and a search from its best points. Refuses given weights out of range and series that check()
/// refuses for kOptimisedSize.
[[nodiscard]] Checked smooth_optimally(Smoothing& result, const Series& series, const GivenWeights& given,
                                       double* fitted = nullptr) noexcept;

}  // namespace voltmetrics::trend
