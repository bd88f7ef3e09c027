#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "voltmetrics/cnaim/asset_category.hpp"
#include "voltmetrics/cnaim/outcome.hpp"
#include "voltmetrics/cnaim/risk.hpp"

namespace voltmetrics::cnaim {

/// What an organisation puts in the place of published values of one asset category. K is calibrated on the networks of
/// Great Britain: scaled by (failures seen) / (sum of probabilities of failure) it fits an own population.
struct Settings {
  std::optional<double> k_per_year{};                                 ///< K itself, above 0 and at most 1
  double k_multiplier = 1;                                            ///< of K, above 0 and at most 1000
  std::array<std::optional<double>, kConsequences> reference_cost{};  ///< in the currency, 0 to 1e12
  std::string_view currency = "GBP";                                  ///< three capital letters
  std::optional<double> currency_per_gbp{};  ///< what published costs are multiplied with; 1 for GBP
};

/// Refuses settings beyond their limits, and another currency that published costs cannot be put into.
[[nodiscard]] Status check(const Settings& settings) noexcept;

/// K per year of a category under these settings.
[[nodiscard]] double k_per_year(const AssetCategory& category, const Settings& settings) noexcept;

/// The reference costs of failure of a category in the settings' currency.
[[nodiscard]] std::array<double, kConsequences> reference_costs(const AssetCategory& category,
                                                                const Settings& settings) noexcept;

/// Their sum.
[[nodiscard]] double reference_total(const AssetCategory& category, const Settings& settings) noexcept;

/// The band of a consequence in the settings' currency; C2, as the reference itself, where all reference costs are 0.
[[nodiscard]] Criticality criticality_of(const AssetCategory& category, double consequence,
                                         const Settings& settings) noexcept;

}  // namespace voltmetrics::cnaim
