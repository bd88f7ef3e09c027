#pragma once

#include "voltmetrics/range.hpp"

namespace voltmetrics::reliability {

/// How long one item was seen: until it failed, or still alive (right-censored). Made of numbers alone, so that a list
/// of them is a list of numbers.
struct Lifetime {
  double time_years = 0;
  double failure = 0;  ///< 1 where the time ended with a failure, else 0

  [[nodiscard]] constexpr bool failed() const noexcept { return failure != 0; }
};
static_assert(sizeof(Lifetime) == 2 * sizeof(double));

/// The observations of a failure history, which somebody else owns.
struct History {
  const Lifetime* observations;
  int size;
};

inline constexpr Range kObservedTime{"time_years", 1e-6, 1e6,
                                     "The time until the failure, or until today, lies between 1e-6 and 1e6 years."};
inline constexpr Range kHistorySize{"number of observations", 1, 4000000,
                                    "A failure history has 1 to 4,000,000 observations."};

/// Refuses a history of no or too many observations, and times outside of kObservedTime.
[[nodiscard]] Checked check(const History& history) noexcept;

/// Puts observations in the order of time, failures first among equals: the order that the methods take them in, and
/// the same for every order that they come in.
void sort(Lifetime* observations, int size) noexcept;

/// Failures, and the years that all items were watched for.
struct Exposure {
  int failures = 0;
  double years = 0;

  [[nodiscard]] constexpr double rate() const noexcept { return failures / years; }
};

/// The exposure of a history that check() accepts; its rate is the maximum likelihood of the exponential distribution.
[[nodiscard]] Exposure exposure_of(const History& history) noexcept;

}  // namespace voltmetrics::reliability
