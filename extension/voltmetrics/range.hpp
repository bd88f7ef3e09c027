#pragma once

#include "voltmetrics/status.hpp"

namespace voltmetrics {

/// The numbers, both ends included, that a method takes for one argument. Field and hint are string literals; the hint
/// names the range with its unit.
struct Range {
  const char* field;
  double low;
  double high;
  const char* hint;

  /// NaN lies in no range.
  [[nodiscard]] constexpr bool contains(double value) const noexcept { return value >= low && value <= high; }
};

/// The outcome of checking numbers: a status, and the number that it refuses.
struct Checked {
  Status status;
  double value = 0;

  [[nodiscard]] constexpr bool ok() const noexcept { return status.ok(); }
};

/// Refuses a number outside of the range.
[[nodiscard]] constexpr Checked check(const Range& range, double value) noexcept {
  if (range.contains(value)) return {};
  return {{Problem::out_of_range, range.field, range.hint}, value};
}

}  // namespace voltmetrics
