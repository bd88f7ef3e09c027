#pragma once

#include <algorithm>
#include <array>

#include "voltmetrics/item.hpp"

namespace voltmetrics {

/// Whole points that a measurement earns by lying above a bound.
struct Band {
  double above;
  int points;
};

/// The points of the highest band that the value exceeds (bands fall), 0 when it exceeds none. Adds up steps instead of
/// branching: measurements are as good as random, and a mispredicted branch costs more than the whole sum.
template <std::size_t N>
[[nodiscard]] constexpr int banded(double value, const std::array<Band, N>& bands) noexcept {
  int points = 0;
#pragma GCC unroll 4
  for (std::size_t i = 0; i < N; ++i) {
    const int step = bands[i].points - (i + 1 < N ? bands[i + 1].points : 0);
    points += static_cast<int>(value > bands[i].above) * step;
  }
  return points;
}

/// The highest band that the value exceeds, or null: for saying which one it was.
template <std::size_t N>
[[nodiscard]] constexpr const Band* band_of(double value, const std::array<Band, N>& bands) noexcept {
  for (const Band& band : bands)
    if (value > band.above) return &band;
  return nullptr;
}

/// Points where something was observed, else 0; without a branch for the same reason.
[[nodiscard]] constexpr int if_observed(const Item& item, Observation what, int points) noexcept {
  return static_cast<int>(item.observed(what)) * points;
}

/// A factor never exceeds 100.
[[nodiscard]] constexpr double capped(double factor) noexcept { return std::min(factor, 100.0); }

}  // namespace voltmetrics
