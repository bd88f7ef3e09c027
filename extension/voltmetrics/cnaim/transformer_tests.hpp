#pragma once

#include <optional>

#include "voltmetrics/cnaim/condition.hpp"
#include "voltmetrics/cnaim/outcome.hpp"

/// Tests of a transformer's oil: Ofgem CNAIM v2.1, EQ22 to EQ26, Tables 203 to 215.
namespace voltmetrics::cnaim {

inline constexpr double kMostPpm = 1e6;  ///< a million parts in a million

/// A sample of oil; where one of the three is unknown the test modifies nothing.
struct OilSample {
  std::optional<double> moisture_ppm{};      ///< 0 to 1,000,000
  std::optional<double> acidity_mg_koh_g{};  ///< 0 to 1,000 mg KOH/g
  std::optional<double> breakdown_kv{};      ///< breakdown strength, 0 to 1,000 kV
};

/// Gases dissolved in the oil, in ppm, 0 to 1,000,000 each.
struct DissolvedGas {
  double hydrogen_ppm = 0;
  double methane_ppm = 0;
  double ethylene_ppm = 0;
  double ethane_ppm = 0;
  double acetylene_ppm = 0;
};

/// What a test does to the health score, and the score of the test that says so (0 where there was none).
struct TestModifier {
  Status status;
  Modifier modifier;
  double score = 0;
};

/// The oil test of a transformer; `condition_class` is one of the three of transformers.
[[nodiscard]] TestModifier oil_test(ConditionClass condition_class, const OilSample& sample) noexcept;

inline constexpr double kMostDissolvedGasScore = 3440;

/// The weighted score of the dissolved gases, 0 to kMostDissolvedGasScore (EQ23).
[[nodiscard]] Outcome dissolved_gas_score(const DissolvedGas& sample) noexcept;

/// The factor of a change of score (EQ25): always 1 for transformers up to 20 kV. From a score of 0 no change in per
/// cent can be told: none is neutral, any rise counts as the greatest one.
[[nodiscard]] double dissolved_gas_factor(ConditionClass condition_class, double score, double previous) noexcept;

/// The dissolved-gas test (EQ24, EQ25): the collar from the score, the factor from its change since the sample before.
/// The factor is 1 without one.
[[nodiscard]] TestModifier dissolved_gas_test(ConditionClass condition_class, const DissolvedGas& sample,
                                              const DissolvedGas* previous) noexcept;

/// The furfural test, 0 to 1,000,000 ppm (EQ26).
[[nodiscard]] TestModifier furfural_test(double furfural_ppm) noexcept;

}  // namespace voltmetrics::cnaim
