#include "voltmetrics/cnaim/combination.hpp"

#include <algorithm>
#include <cstddef>

namespace voltmetrics::cnaim {

double combined_factor(std::span<double> factors, const Combination& combination) noexcept {
  if (factors.empty()) return 1;
  std::sort(factors.begin(), factors.end());
  const double greatest = factors.back();
  if (greatest <= 1) {
    return factors.size() == 1 ? factors[0] : factors[0] + (factors[1] - 1) / combination.factor_divider_2;
  }
  double increments = 0;
  int further = combination.most_factors - 1;
  for (std::size_t i = factors.size() - 1; i > 0 && further > 0; --i, --further)
    increments += std::max(factors[i - 1] - 1, 0.0);
  return greatest + increments / combination.factor_divider_1;
}

}  // namespace voltmetrics::cnaim
