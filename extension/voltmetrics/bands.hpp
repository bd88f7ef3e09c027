#pragma once

#include <algorithm>
#include <array>

#include "voltmetrics/item.hpp"

namespace voltmetrics {

/// Points that a measurement earns by lying above a bound.
struct Band {
  double above;
  double points;
};

/// The points of the first band that the value exceeds (bands fall), 0 when it exceeds none.
template <std::size_t N>
[[nodiscard]] constexpr double banded(double value, const std::array<Band, N>& bands) noexcept {
  for (const Band& band : bands)
    if (value > band.above) return band.points;
  return 0;
}

/// Points where something was observed, else 0.
[[nodiscard]] constexpr double if_observed(const Item& item, Observation what, double points) noexcept {
  return item.observed(what) ? points : 0;
}

/// A factor never exceeds 100.
[[nodiscard]] constexpr double capped(double factor) noexcept { return std::min(factor, 100.0); }

}  // namespace voltmetrics
