#include "voltmetrics/dissolved_gas/typical_values.hpp"

namespace voltmetrics::dissolved_gas {
namespace {

constexpr double kSealedUpTo = 0.2;

/// By age: unknown, below 10, 10 to 30, above 30 years; first of sealed units, then of those that breathe.
constexpr int kAges = 4;
constexpr std::array<std::array<TypicalValues, kAges>, 2> kTypicalValues{{
    {{
        {{{80, 90, 90, 50, 1, 900, 9000}}, {{200, 150, 175, 100, 2, 1100, 12500}}},
        {{{75, 45, 30, 20, 1, 900, 5000}}, {{200, 100, 70, 40, 2, 1100, 7000}}},
        {{{75, 90, 90, 50, 1, 900, 10000}}, {{200, 150, 175, 95, 2, 1100, 14000}}},
        {{{100, 110, 150, 90, 1, 900, 10000}}, {{200, 200, 250, 175, 4, 1100, 14000}}},
    }},
    {{
        {{{40, 20, 15, 50, 2, 500, 5000}}, {{90, 50, 40, 100, 7, 600, 7000}}},
        {{{40, 20, 15, 25, 2, 500, 3500}}, {{90, 60, 30, 80, 7, 600, 5000}}},
        {{{40, 20, 15, 60, 2, 500, 5500}}, {{90, 60, 40, 125, 7, 600, 8000}}},
        {{{40, 20, 15, 60, 2, 500, 5500}}, {{90, 30, 40, 125, 7, 600, 8000}}},
    }},
}};

std::size_t age_column(std::optional<double> age_years) noexcept {
  if (!age_years) return 0;
  if (*age_years < 10) return 1;
  return *age_years <= 30 ? 2 : 3;
}

}  // namespace

const TypicalValues& typical_values(double o2, double n2, std::optional<double> age_years) noexcept {
  return kTypicalValues[o2 > kSealedUpTo * n2 ? 1 : 0][age_column(age_years)];
}

int status(const TypicalValues& typical, Gas gas, double ppm) noexcept {
  if (ppm > typical.percentile_95[index_of(gas)]) return 3;
  return ppm > typical.percentile_90[index_of(gas)] ? 2 : 1;
}

}  // namespace voltmetrics::dissolved_gas
