#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "voltmetrics/range.hpp"

/// Ageing of a transformer's paper insulation by its hot-spot temperature (IEC 60076-7:2018, IEEE C57.91-2011). The
/// formulas were made for about 80 to 140 °C; above, gas bubbles in the oil are a danger that they do not know.
namespace voltmetrics::transformer {

enum class Paper : std::uint8_t { normal, thermally_upgraded };
inline constexpr int kPapers = 2;
inline constexpr std::array<std::string_view, kPapers> kPaperNames{"normal", "thermally_upgraded"};

[[nodiscard]] constexpr std::optional<Paper> parse_paper(std::string_view word) noexcept {
  for (int i = 0; i < kPapers; ++i)
    if (word == kPaperNames[i]) return static_cast<Paper>(i);
  return std::nullopt;
}

/// Hot-spot temperatures that are computed with at all.
inline constexpr Range kHotSpot{"hot_spot_c", -200, 500,
                                "A hot spot lies between -200 and 500 °C; ageing is valid from about 80 to 140 °C."};
/// Above it gas bubbles may form in the oil.
inline constexpr double kBubblingC = 140;
/// Life of thermally upgraded insulation at 110 °C, hours (IEEE C57.91-2011; older criteria take 65,000).
inline constexpr double kNormalLifeHours = 180000;

/// How many times as fast as at its reference temperature (98 °C normal, 110 °C upgraded) paper ages. For a
/// temperature within kHotSpot.
[[nodiscard]] double ageing_rate(double hot_spot_c, Paper paper) noexcept;

/// Life of upgraded insulation as a multiple of its life at 110 °C (IEEE C57.91, 9.8e-18 exp(15000 / T)).
[[nodiscard]] double life_per_unit(double hot_spot_c) noexcept;

/// Loss of life in percent of a normal life, from an equivalent ageing factor over a time.
[[nodiscard]] constexpr double loss_of_life_pct(double equivalent_ageing_factor, double hours,
                                                double normal_life_hours) noexcept {
  return equivalent_ageing_factor * hours * 100 / normal_life_hours;
}

}  // namespace voltmetrics::transformer
