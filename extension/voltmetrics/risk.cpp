#include "voltmetrics/risk.hpp"

#include <algorithm>
#include <cmath>

#include "voltmetrics/five_factor.hpp"
#include "voltmetrics/rounding.hpp"
#include "voltmetrics/six_factor.hpp"

namespace voltmetrics {
namespace {

Factors factors_of(const Item& item, Day as_of, const Model& model) noexcept {
  return model.formula == Formula::five_factor ? five_factor::factors(item, as_of) : six_factor::factors(item, as_of);
}

}  // namespace

double weighted_score(const Factors& factors, const Model& model) noexcept {
  double sum = 0;
  for (int i = 0; i < model.factors; ++i) sum += model.weight[i] * factors.value[i];
  return std::min(100.0, model.multiplier * sum);
}

Risk assess_risk(const Item& item, Day as_of, const Model& model) noexcept {
  Risk risk;
  risk.status = check(item, as_of);
  if (!risk.status.ok()) return risk;
  risk.factors = factors_of(item, as_of, model);
  risk.score_exact = weighted_score(risk.factors, model);
  risk.score_tenths = tenths_of(risk.score_exact);
  risk.category = category_of(risk.score_tenths, model.item);
  return risk;
}

ExactScore exact_score(const Item& item, Day as_of, const Model& model) noexcept {
  const Status status = check(item, as_of);
  if (!status.ok()) return {status, 0};
  return {status, weighted_score(factors_of(item, as_of, model), model)};
}

Factor top_factor(const Factors& factors, const Model& model) noexcept {
  const auto first = factors.value.begin();
  return static_cast<Factor>(std::max_element(first, first + model.factors) - first);
}

std::array<std::int16_t, kFactors> points_tenths(const Risk& risk, const Model& model) noexcept {
  std::array<std::int16_t, kFactors> points{};
  std::array<double, kFactors> remainder{};
  double sum = 0;
  for (int i = 0; i < model.factors; ++i) sum += model.weight[i] * risk.factors.value[i];
  if (!(sum > 0)) return points;
  int left = risk.score_tenths;
  for (int i = 0; i < model.factors; ++i) {
    const double quota = risk.score_tenths * (model.weight[i] * risk.factors.value[i] / sum);
    points[i] = static_cast<std::int16_t>(std::floor(quota));
    remainder[i] = quota - points[i];
    left -= points[i];
  }
  for (; left > 0; --left) {
    const auto most = std::max_element(remainder.begin(), remainder.begin() + model.factors);
    ++points[most - remainder.begin()];
    *most -= 1;
  }
  return points;
}

}  // namespace voltmetrics
