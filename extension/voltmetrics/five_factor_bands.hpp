#pragma once

#include "voltmetrics/bands.hpp"

/// The steps of factor model 1.0.0: what its factors count by, and what its rules say in words.
namespace voltmetrics::five_factor {

inline constexpr std::array<Band, 4> kAluminumAgeYears{{{40, 40}, {30, 30}, {20, 20}, {10, 10}}};
inline constexpr std::array<Band, 4> kHumidityPct{{{80, 40}, {70, 30}, {60, 20}, {50, 10}}};
inline constexpr std::array<Band, 4> kTemperatureF{{{90, 40}, {85, 30}, {80, 20}, {75, 10}}};
inline constexpr std::array<Band, 4> kLoadingPct{{{90, 70}, {80, 50}, {70, 30}, {60, 20}}};
inline constexpr int kLightLoading = 10;

}  // namespace voltmetrics::five_factor
