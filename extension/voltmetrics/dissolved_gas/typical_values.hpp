#pragma once

#include "voltmetrics/dissolved_gas/gases.hpp"

namespace voltmetrics::dissolved_gas {

/// What is typical of a population of transformers (IEEE C57.104-2019, Tables 1 and 2): concentrations in ppm that 90 %
/// and 95 % of them do not exceed, in the order of Gas.
struct TypicalValues {
  std::array<double, kGases> percentile_90;
  std::array<double, kGases> percentile_95;
};

inline constexpr Range kAge{"age_years", 0, 200, "The age lies between 0 and 200 years; null is unknown."};

/// By the ratio of oxygen to nitrogen (up to 0.2: sealed or blanketed) and by age: below 10, 10 to 30, above 30 years,
/// or unknown. Without either gas the ratio counts as 0.
[[nodiscard]] const TypicalValues& typical_values(double o2, double n2, std::optional<double> age_years) noexcept;

/// C57.104's status of one gas: 1 up to the 90th percentile, 2 above it, 3 above the 95th.
[[nodiscard]] int status(const TypicalValues& typical, Gas gas, double ppm) noexcept;

}  // namespace voltmetrics::dissolved_gas
