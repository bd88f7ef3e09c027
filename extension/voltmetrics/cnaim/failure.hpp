#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

/// Probability of failure and health index bands: Ofgem CNAIM v2.1, EQ3, Tables 5, 6 and 21.
namespace voltmetrics::cnaim {

inline constexpr double kBestHealthScore = 0.5;        ///< of a new asset
inline constexpr double kWorstCurrentScore = 10;       ///< the worst an asset has today
inline constexpr double kWorstHealthScore = 15;        ///< the worst it can come to
inline constexpr double kShapeC = 1.087;               ///< C of the probability of failure
inline constexpr double kLeastFailingHealthScore = 4;  ///< below it the probability of failure stays the same

/// Probability of failure in failures a year (cables: a year and km) at a health score of 0.5 to 15; `k` is K per year.
[[nodiscard]] constexpr double probability_of_failure(double k, double health_score) noexcept {
  const double x = kShapeC * std::max(health_score, kLeastFailingHealthScore);
  return k * (1 + x + x * x / 2 + x * x * x / 6);
}

/// Bands of the health score, best first.
enum class HealthIndex : std::uint8_t { hi1, hi2, hi3, hi4, hi5 };
inline constexpr int kHealthIndices = 5;
inline constexpr std::array<std::string_view, kHealthIndices> kHealthIndexNames{"HI1", "HI2", "HI3", "HI4", "HI5"};

/// The band of a health score of 0.5 to 15; a bound belongs to the band that it begins.
[[nodiscard]] HealthIndex health_index(double health_score) noexcept;

/// The health score that stands for a band in the risk matrices.
[[nodiscard]] double typical_health_score(HealthIndex band) noexcept;

}  // namespace voltmetrics::cnaim
