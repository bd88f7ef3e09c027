#pragma once

#include <span>

/// The maximum and multiple increment technique: Ofgem CNAIM v2.1, section 6.7.2.
namespace voltmetrics::cnaim {

/// How the factors of a group combine.
struct Combination {
  double factor_divider_1 = 1.5;  ///< what each further factor above 1 is divided by
  double factor_divider_2 = 1.5;  ///< what the second smallest is divided by where none is above 1
  int most_factors = 1;           ///< how many factors above 1 count at most
};

/// One factor for many. Sorts `factors`, which are finite; none give 1.
[[nodiscard]] double combined_factor(std::span<double> factors, const Combination& combination) noexcept;

}  // namespace voltmetrics::cnaim
