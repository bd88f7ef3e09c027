#pragma once

#include <cstdint>
#include <type_traits>

#include "voltmetrics/trend/series.hpp"

namespace voltmetrics::trend {

inline constexpr int kMostPairedValues = 4000;
inline constexpr Range kPairedSize{"number of values", 3, kMostPairedValues,
                                   "Every pair of values is compared: the test takes 3 to 4000 values."};

/// Mann and Kendall's test of a monotonic trend.
struct MannKendall {
  int points = 0;
  std::int64_t s = 0;    ///< pairs that rise less pairs that fall
  double variance = 0;   ///< of s without a trend, corrected for ties
  double z = 0;          ///< s over its standard deviation, without a continuity correction; 0 where all are equal
  double p_value = 1;    ///< two-sided, 0..1
  double tau_b = 0;      ///< Kendall's, -1..1; 0 where all are equal
  double sen_slope = 0;  ///< median of the slopes of all pairs, per step
};
static_assert(std::is_trivially_copyable_v<MannKendall>);

/// How many pairs `size` values have: the numbers that sen_slope() wants room for.
[[nodiscard]] constexpr std::int64_t pairs_of(int size) noexcept {
  return static_cast<std::int64_t>(size) * (size - 1) / 2;
}

/// Judges a series; refuses one that check() refuses for kPairedSize. `room` holds pairs_of(series.size) numbers, what
/// stands in it afterwards means nothing. O(n²).
[[nodiscard]] Checked mann_kendall(MannKendall& result, const Series& series, double* room) noexcept;

/// Sen's slope alone, of a series that check() accepts for kPairedSize; `room` as above.
[[nodiscard]] double sen_slope(const Series& series, double* room) noexcept;

}  // namespace voltmetrics::trend
