#include "voltmetrics/cnaim/settings.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace voltmetrics::cnaim {
namespace {

constexpr double kLeastPositive = std::numeric_limits<double>::min();
constexpr double kGreatestCost = 1e12;
constexpr std::array<const char*, kConsequences> kCostFields{"financial_reference_cost", "safety_reference_cost",
                                                             "environmental_reference_cost",
                                                             "network_performance_reference_cost"};

Status check_currency(const Settings& settings) noexcept {
  const bool letters =
      std::all_of(settings.currency.begin(), settings.currency.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (settings.currency.size() != 3 || !letters)
    return {Problem::unknown_value, "currency", "Write a currency as three capital letters, as in EUR."};
  if (settings.currency_per_gbp)
    return within(*settings.currency_per_gbp, 1e-6, 1e9, "currency_per_gbp",
                  "What a pound sterling is worth in the currency lies between 0.000001 and 1,000,000,000.");
  const bool own_costs = std::all_of(settings.reference_cost.begin(), settings.reference_cost.end(),
                                     [](const auto& cost) { return cost.has_value(); });
  if (settings.currency != "GBP" && !own_costs)
    return {Problem::missing, "currency_per_gbp",
            "Published costs are in GBP: give what a pound is worth in the currency, or all four reference costs."};
  return {};
}

}  // namespace

Status check(const Settings& settings) noexcept {
  if (settings.k_per_year)
    if (const Status status = within(*settings.k_per_year, kLeastPositive, 1, "k_per_year",
                                     "K lies above 0 and at most at 1 per year; null is the published one.");
        !status.ok())
      return status;
  if (const Status status = within(settings.k_multiplier, kLeastPositive, 1000, "k_multiplier",
                                   "The multiplier of K lies above 0 and at most at 1,000; null is 1.");
      !status.ok())
    return status;
  for (std::size_t i = 0; i < kConsequences; ++i)
    if (settings.reference_cost[i])
      if (const Status status = within(*settings.reference_cost[i], 0, kGreatestCost, kCostFields[i],
                                       "A reference cost lies between 0 and 1e12; null is the published one.");
          !status.ok())
        return status;
  return check_currency(settings);
}

double k_per_year(const AssetCategory& category, const Settings& settings) noexcept {
  return settings.k_per_year.value_or(category.k_per_year) * settings.k_multiplier;
}

std::array<double, kConsequences> reference_costs(const AssetCategory& category, const Settings& settings) noexcept {
  std::array<double, kConsequences> costs{};
  for (std::size_t i = 0; i < costs.size(); ++i)
    costs[i] =
        settings.reference_cost[i].value_or(category.reference_cost_gbp[i] * settings.currency_per_gbp.value_or(1));
  return costs;
}

double reference_total(const AssetCategory& category, const Settings& settings) noexcept {
  const auto costs = reference_costs(category, settings);
  return std::accumulate(costs.begin(), costs.end(), 0.0);
}

Criticality criticality_of(const AssetCategory& category, double consequence, const Settings& settings) noexcept {
  const double reference = reference_total(category, settings);
  return criticality(reference > 0 ? 100 * consequence / reference : 100);
}

}  // namespace voltmetrics::cnaim
