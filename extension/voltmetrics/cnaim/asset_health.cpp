#include "voltmetrics/cnaim/asset_health.hpp"

#include <algorithm>

namespace voltmetrics::cnaim {

AssetHealth assess_asset(const AssetFacts& facts) noexcept {
  AssetHealth health;
  health.main = assess_component(*facts.category, facts.main);
  health.status = health.main.status;
  health.health_score = health.main.current_health_score;
  if (!health.status.ok() || !facts.category->has_tapchanger()) return health;
  health.has_tapchanger = true;
  health.failing = Component::tapchanger;
  health.tapchanger = assess_component(*facts.category, facts.tapchanger);
  health.status = health.tapchanger.status;
  health.health_score = std::max(health.health_score, health.tapchanger.current_health_score);
  return health;
}

double future_health_score(const AssetHealth& health, double years) noexcept {
  const auto future = [years](const ComponentHealth& component) {
    return future_health_score(component.current_health_score, component.future_ageing_rate, years);
  };
  return health.has_tapchanger ? std::max(future(health.main), future(health.tapchanger)) : future(health.main);
}

double cumulative_probability_of_failure(double k, const AssetHealth& health, const Horizon& horizon) noexcept {
  return discounted_probability_of_failure(k, horizon,
                                           [&health](int year) { return future_health_score(health, year); });
}

}  // namespace voltmetrics::cnaim
