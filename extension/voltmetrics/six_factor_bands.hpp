#pragma once

#include "voltmetrics/bands.hpp"

/// The steps of factor model 1.1.0: what its factors count by, and what its rules say in words.
namespace voltmetrics::six_factor {

/// Aluminum branch wiring of before 1975 is of the older, weaker alloy.
inline constexpr Day kOldAluminumUntil = day_of(1975, 1, 1);

inline constexpr std::array<Band, 3> kHumidityPct{{{80, 40}, {65, 25}, {50, 15}}};
inline constexpr std::array<Band, 3> kTemperatureF{{{90, 35}, {85, 25}, {75, 15}}};
inline constexpr std::array<Band, 4> kLoadingPct{{{90, 65}, {80, 45}, {70, 25}, {60, 15}}};
inline constexpr std::array<Band, 2> kHarmonicsPct{{{15, 25}, {8, 15}}};

[[nodiscard]] constexpr int power_factor_points(double power_factor) noexcept {
  return 10 * (static_cast<int>(power_factor < 0.9) + static_cast<int>(power_factor < 0.8));
}

}  // namespace voltmetrics::six_factor
