#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "voltmetrics/cnaim/failure.hpp"
#include "voltmetrics/cnaim/outcome.hpp"

/// Criticality and monetised risk: Ofgem CNAIM v2.1, EQ1, EQ2, Tables 7, 8A and 236 to 241.
namespace voltmetrics::cnaim {

/// Bands of what a failure costs beside others of its category, least first.
enum class Criticality : std::uint8_t { c1, c2, c3, c4 };
inline constexpr int kCriticalities = 4;
inline constexpr std::array<std::string_view, kCriticalities> kCriticalityNames{"C1", "C2", "C3", "C4"};

/// The band of a consequence in % of the category's reference cost of failure.
[[nodiscard]] Criticality criticality(double consequence_pct) noexcept;

/// The multiple of the reference cost that stands for a band in the risk matrices.
[[nodiscard]] double typical_cost_factor(Criticality band) noexcept;

inline constexpr int kLongTermYears = 30;         ///< the horizon of long-term risk; this year counts as well
inline constexpr double kDiscountRate = 0.035;    ///< per year
inline constexpr double kMostConsequence = 1e15;  ///< what one failure may cost, in any currency

/// How long-term risk looks ahead.
struct Horizon {
  int years = kLongTermYears;            ///< 0 to 100; both ends are included
  double discount_rate = kDiscountRate;  ///< per year, 0 to 1
};
[[nodiscard]] Status check(const Horizon& horizon) noexcept;

/// Probabilities of failure discounted and added up over a horizon; `health_score` tells the score of a year from now.
template <typename HealthScore>
[[nodiscard]] double discounted_probability_of_failure(double k, const Horizon& horizon,
                                                       HealthScore health_score) noexcept {
  double sum = 0;
  double worth = 1;
  for (int year = 0; year <= horizon.years; ++year) {
    sum += probability_of_failure(k, health_score(year)) / worth;
    worth *= 1 + horizon.discount_rate;
  }
  return sum;
}

/// The discounted probabilities of failure of an asset over a horizon, added up; `k` per year, health score 0.5 to 15,
/// ageing rate (beta2) 0 to 1,000 per year.
[[nodiscard]] double cumulative_probability_of_failure(double k, double health_score, double ageing_rate,
                                                       const Horizon& horizon) noexcept;

/// Refuses a health score outside 0.5 to 15, an ageing rate outside 0 to 1,000 per year, a consequence outside 0 to
/// 1e15.
[[nodiscard]] Status check_health_score(double health_score) noexcept;
[[nodiscard]] Status check_ageing_rate(double ageing_rate_per_year) noexcept;
[[nodiscard]] Status check_consequence(double consequence) noexcept;

}  // namespace voltmetrics::cnaim
