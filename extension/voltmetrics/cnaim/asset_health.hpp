#pragma once

#include "voltmetrics/cnaim/health.hpp"
#include "voltmetrics/cnaim/risk.hpp"
#include "voltmetrics/cnaim/settings.hpp"

namespace voltmetrics::cnaim {

/// What an asset's score is made from. The tapchanger's facts count where the category has one.
struct AssetFacts {
  const AssetCategory* category = nullptr;
  ComponentFacts main;
  ComponentFacts tapchanger;
};

/// An asset's health with its components'. Where the status is not ok the rest means nothing.
struct AssetHealth {
  Status status;
  Component failing = Component::main;  ///< which component a failed status is about
  ComponentHealth main;
  ComponentHealth tapchanger;
  bool has_tapchanger = false;
  double health_score = 0;  ///< the worse of its components, 0.5 to 10
};

/// Judges an asset's components apart; the asset is as bad as the worse of them.
[[nodiscard]] AssetHealth assess_asset(const AssetFacts& facts) noexcept;

/// The score in so many years, 0.5 to 15: each component ages at its own rate.
[[nodiscard]] double future_health_score(const AssetHealth& health, double years) noexcept;

/// The discounted probabilities of failure of the asset over a horizon, added up.
[[nodiscard]] double cumulative_probability_of_failure(double k, const AssetHealth& health,
                                                       const Horizon& horizon) noexcept;

}  // namespace voltmetrics::cnaim
