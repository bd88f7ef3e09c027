#pragma once

#include <cmath>

#include "voltmetrics/status.hpp"

namespace voltmetrics::cnaim {

/// A number, or why there is none; the value means nothing where the status is not ok.
struct Outcome {
  Status status;
  double value = 0;
};

/// Refuses a number that is NaN, infinite or outside [from, to].
[[nodiscard]] inline Status within(double value, double from, double to, const char* field, const char* hint) noexcept {
  if (value >= from && value <= to) return {};
  return {Problem::out_of_range, field, hint};
}

}  // namespace voltmetrics::cnaim
