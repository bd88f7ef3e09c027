#pragma once

#include <array>
#include <optional>

#include "voltmetrics/range.hpp"

/// What NFPA 70E makes of an incident energy. It never names a PPE category: the category method and the incident
/// energy method exclude each other on one piece of equipment.
namespace voltmetrics::arc_flash {

/// From here on bare skin is burnt to the second degree, and arc-rated clothing is needed.
inline constexpr double kBurnEnergyCalCm2 = 1.2;
/// Above this nobody works energised by common practice.
inline constexpr double kHighEnergyCalCm2 = 40;

/// Customary ratings of arc-rated clothing.
inline constexpr std::array<double, 4> kArcRatingsCalCm2{4, 8, 25, 40};

inline constexpr Range kIncidentEnergy{"incident_energy_cal_cm2", 0, 1e9,
                                       "An incident energy lies between 0 and 1e9 cal/cm²."};

/// The least customary arc rating, in cal/cm², that is not below an incident energy: 0 below 1.2 cal/cm², where no
/// arc-rated clothing is needed; nothing above 40 cal/cm².
[[nodiscard]] constexpr std::optional<double> minimum_arc_rating(double incident_energy_cal_cm2) noexcept {
  if (incident_energy_cal_cm2 < kBurnEnergyCalCm2) return 0;
  for (const double rating : kArcRatingsCalCm2)
    if (incident_energy_cal_cm2 <= rating) return rating;
  return std::nullopt;
}

}  // namespace voltmetrics::arc_flash
