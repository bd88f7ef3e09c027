#include "voltmetrics/cnaim/risk.hpp"

#include "voltmetrics/cnaim/csv.hpp"
#include "voltmetrics/cnaim/csv_text.hpp"
#include "voltmetrics/cnaim/health.hpp"

namespace voltmetrics::cnaim {
namespace {

struct CostBand {
  double from_pct = 0;
  double typical = 0;
};
constexpr auto kCostBands = csv::rows<kCriticalities>(csv::criticality_bands, [](const csv::Fields& fields) {
  return CostBand{csv::number(fields[1]), csv::number(fields[3])};
});

}  // namespace

Criticality criticality(double consequence_pct) noexcept {
  std::uint8_t band = 0;
  for (std::size_t i = 1; i < kCostBands.size(); ++i) band += consequence_pct >= kCostBands[i].from_pct ? 1 : 0;
  return static_cast<Criticality>(band);
}

double typical_cost_factor(Criticality band) noexcept { return kCostBands[static_cast<std::size_t>(band)].typical; }

Status check(const Horizon& horizon) noexcept {
  if (horizon.years < 0 || horizon.years > 100)
    return {Problem::out_of_range, "years", "The horizon lies between 0 and 100 years; 30 is the method's."};
  return within(horizon.discount_rate, 0, 1, "discount_rate",
                "The discount rate lies between 0 and 1 a year; 0.035 is the method's.");
}

double cumulative_probability_of_failure(double k, double health_score, double ageing_rate,
                                         const Horizon& horizon) noexcept {
  return discounted_probability_of_failure(
      k, horizon, [=](int year) { return future_health_score(health_score, ageing_rate, year); });
}

Status check_health_score(double health_score) noexcept {
  return within(health_score, kBestHealthScore, kWorstHealthScore, "health_score",
                "A health score lies between 0.5 and 15.");
}

Status check_ageing_rate(double ageing_rate_per_year) noexcept {
  return within(ageing_rate_per_year, 0, 1000, "ageing_rate_per_year",
                "An ageing rate lies between 0 and 1,000 a year.");
}

Status check_consequence(double consequence) noexcept {
  return within(consequence, 0, kMostConsequence, "consequence", "What a failure costs lies between 0 and 1e15.");
}

}  // namespace voltmetrics::cnaim
