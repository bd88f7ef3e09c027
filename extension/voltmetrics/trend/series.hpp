#pragma once

#include <limits>

#include "voltmetrics/range.hpp"

/// Trends and forecasts of a series: values at equal distances of time, the oldest first, without gaps.
namespace voltmetrics::trend {

/// A series of values that somebody else owns.
struct Series {
  const double* values;
  int size;
};

inline constexpr double kLargestValue = 1e15;
inline constexpr Range kValue{"series", -kLargestValue, kLargestValue,
                              "A value is a number between -1e15 and 1e15; fill gaps before."};
inline constexpr Range kHorizon{"horizon", 1, 1000, "A forecast reaches 1 to 1000 steps ahead."};
inline constexpr Range kConfidence{"confidence", 0.01, 0.9999,
                                   "The confidence of an interval lies between 0.01 and 0.9999, as in 0.95."};

/// Smallest number that is more than 0, for ranges that leave 0 out.
inline constexpr double kAboveZero = std::numeric_limits<double>::denorm_min();

/// Refuses a series of fewer or more values than `size` allows, and values that are not finite or too large.
[[nodiscard]] constexpr Checked check(const Series& series, const Range& size) noexcept {
  if (const Checked found = check(size, series.size); !found.ok()) return found;
  for (int i = 0; i < series.size; ++i)
    if (const Checked found = check(kValue, series.values[i]); !found.ok()) return found;
  return {};
}

/// One step of a forecast with its prediction interval.
struct Forecast {
  double value = 0;
  double margin = 0;  ///< half of the interval's width
};

}  // namespace voltmetrics::trend
