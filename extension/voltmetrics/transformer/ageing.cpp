#include "voltmetrics/transformer/ageing.hpp"

#include <cmath>

namespace voltmetrics::transformer {
namespace {

// As both standards print it; 273.15 would change less than 0.3 % up to 140 °C.
constexpr double kKelvinAt0C = 273;

}  // namespace

double ageing_rate(double hot_spot_c, Paper paper) noexcept {
  if (paper == Paper::normal) return std::exp2((hot_spot_c - 98) / 6);
  return std::exp(15000.0 / 383 - 15000 / (hot_spot_c + kKelvinAt0C));
}

double life_per_unit(double hot_spot_c) noexcept { return 9.8e-18 * std::exp(15000 / (hot_spot_c + kKelvinAt0C)); }

}  // namespace voltmetrics::transformer
