#pragma once

#include <optional>

#include "voltmetrics/cnaim/asset_category.hpp"
#include "voltmetrics/cnaim/outcome.hpp"

/// Expected life and initial health score: Ofgem CNAIM v2.1, EQ4 to EQ6 and EQ13 to EQ17, Tables 8, 20 and 22 to 34.
namespace voltmetrics::cnaim {

inline constexpr double kOldestYears = 1000;  ///< greatest age that is taken, in years

/// Where an asset stands; what is unknown takes the default factor.
struct Location {
  Placement placement = Placement::none;           ///< none: the category's default
  std::optional<double> distance_from_coast_km{};  ///< 0 to 10,000
  std::optional<double> altitude_m{};              ///< -500 to 9,000, from sea level
  std::optional<double> corrosion_category{};      ///< 1 to 5
};

/// How hard an asset works; what is unknown takes the default factor.
struct Duty {
  std::optional<bool> high_operations{};    ///< switchgear: operated often, as auto-reclosers are
  std::optional<double> utilisation_pct{};  ///< maximum under normal operating conditions, % of rating, 0 to 1,000
  std::optional<double> taps_per_day{};     ///< mean of a tapchanger, 0 to 100,000
  std::optional<double> operating_voltage_pct{};  ///< cables: % of design voltage, 0 to 200
};

/// The location factor L, 0.75 to 3, of an asset of that class.
[[nodiscard]] Outcome location_factor(LocationClass location_class, Placement default_placement,
                                      const Location& location) noexcept;

/// The duty factor D, 0.75 to 1.5, of a component.
[[nodiscard]] Outcome duty_factor(const AssetCategory& category, Component component, const Duty& duty) noexcept;

/// Expected life in years: the normal one over duty and location factor.
[[nodiscard]] constexpr double expected_life_years(double normal_expected_life_years, double duty_factor,
                                                   double location_factor) noexcept {
  return normal_expected_life_years / (duty_factor * location_factor);
}

/// The initial ageing rate beta1 per year, at which a score goes from 0.5 to 5.5 within the expected life.
[[nodiscard]] double initial_ageing_rate(double expected_life_years) noexcept;

/// The health score that age alone gives, 0.5 to 5.5.
[[nodiscard]] double initial_health_score(double ageing_rate, double age_years) noexcept;

}  // namespace voltmetrics::cnaim
