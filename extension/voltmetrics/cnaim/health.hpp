#pragma once

#include <optional>

#include "voltmetrics/cnaim/failure.hpp"
#include "voltmetrics/cnaim/life.hpp"
#include "voltmetrics/cnaim/transformer_tests.hpp"

/// Current and future health score: Ofgem CNAIM v2.1, EQ7 to EQ12, Tables 9 to 11 and 216.
namespace voltmetrics::cnaim {

/// What is known of the reliability of a make and model: a factor of 0.6 to 1.5, and a collar of 0.5 to 10.
struct Reliability {
  double factor = 1;
  double collar = 0.5;
};

/// What one component's score is made from.
struct ComponentFacts {
  const SubDivision* sub_division = nullptr;
  double age_years = 0;  ///< 0 to kOldestYears
  Location location;
  Duty duty;
  Modifier observed;
  Modifier measured;
  Reliability reliability;
  OilSample oil;                                 ///< transformers only
  std::optional<DissolvedGas> gas{};             ///< main tank only
  std::optional<DissolvedGas> gas_previously{};  ///< the sample before
  std::optional<double> furfural_ppm{};          ///< main tank only
};

/// One component's score with every step to it. Where the status is not ok the rest means nothing.
struct ComponentHealth {
  Status status;
  double normal_expected_life_years = 0;
  double duty_factor = 1;
  double location_factor = 1;
  double expected_life_years = 0;
  double initial_ageing_rate = 0;  ///< beta1, per year
  double initial_health_score = 0;
  Modifier observed;
  Modifier measured;
  TestModifier oil;
  TestModifier gas;
  TestModifier furfural;
  Modifier combined;  ///< health score factor, cap and collar
  double current_health_score = 0;
  double future_ageing_rate = 0;  ///< beta2, per year
  double ageing_reduction_factor = 1;
};

/// One modifier from those of a component; main tanks of transformers take the tests in, tapchangers the oil alone.
[[nodiscard]] Modifier combine(const AssetCategory& category, Component component, const Modifier& observed,
                               const Modifier& measured, const Modifier& oil, const Modifier& gas,
                               const Modifier& furfural) noexcept;

/// The current score, 0.5 to 10, from finite arguments: EQ7, then the cap, then the greater of the two collars.
[[nodiscard]] double current_health_score(double initial_health_score, const Modifier& combined,
                                          const Reliability& reliability) noexcept;

/// beta2 per year (EQ10, EQ11). A new asset, aged 0, has no history to tell it by: it ages at beta1.
[[nodiscard]] double future_ageing_rate(double current_health_score, double age_years,
                                        double initial_ageing_rate) noexcept;

/// What the forecast ageing rate is divided by, since assets in poor health are intervened upon: 1 below a score of 2,
/// rising to 1.5 at 5.5.
[[nodiscard]] double ageing_reduction_factor(double health_score) noexcept;

/// The score in so many years, at most 15 (EQ12); `ageing_rate` is beta2 per year.
[[nodiscard]] double future_health_score(double health_score, double ageing_rate, double years) noexcept;

/// The score that ends an expected life: EQ5 lets a new asset reach it in just that time.
inline constexpr double kEndOfLifeScore = 5.5;

/// Years until the score reaches 5.5 at a forecast ageing rate beta2 (EQ12 solved for the time): 0 from that score on,
/// and never more than the expected life, which no asset has before it a second time.
[[nodiscard]] double remaining_life_years(double health_score, double ageing_rate, double expected_life_years) noexcept;

/// Refuses ages and reliabilities beyond their limits.
[[nodiscard]] Status check_age(double age_years) noexcept;
[[nodiscard]] Status check(const Reliability& reliability) noexcept;
/// Refuses a modifier whose factor is not 0.01 to 100 or whose cap or collar is no current health score.
[[nodiscard]] Status check(const Modifier& modifier, const char* factor, const char* cap, const char* collar) noexcept;

/// The whole of one component.
[[nodiscard]] ComponentHealth assess_component(const AssetCategory& category, const ComponentFacts& facts) noexcept;

/// The current score alone, where duty factor and modifier are known already; for many assets at once.
[[nodiscard]] Outcome health_score(const AssetCategory& category, const SubDivision& sub_division, double age_years,
                                   const Location& location, double duty_factor, const Modifier& combined,
                                   const Reliability& reliability) noexcept;

}  // namespace voltmetrics::cnaim
