#pragma once

#include <array>
#include <cstdint>
#include <type_traits>

#include "voltmetrics/model.hpp"

namespace voltmetrics {

/// The factors of an item, 0..100 each and unrounded, in the order of Factor.
struct Factors {
  std::array<double, kFactors> value{};
};

/// The risk of an item. Where the status is not ok the other members mean nothing.
struct Risk {
  Status status;
  Factors factors;
  double score_exact = 0;                     ///< 0..100, unrounded
  std::int16_t score_tenths = 0;              ///< the published score (one decimal) in tenths of a point
  RiskCategory category = RiskCategory::low;  ///< judged on the published score, so that what is shown explains itself
};
static_assert(std::is_trivially_copyable_v<Risk>);

/// The weighted sum of a model's factors, 0..100.
[[nodiscard]] double weighted_score(const Factors& factors, const Model& model) noexcept;

/// The unrounded score alone, for where nothing else is wanted; it means nothing where the status is not ok.
struct ExactScore {
  Status status;
  double value = 0;
};
[[nodiscard]] ExactScore exact_score(const Item& item, Day as_of, const Model& model) noexcept;

/// Judges an item on the day `as_of`.
[[nodiscard]] Risk assess_risk(const Item& item, Day as_of, const Model& model) noexcept;

/// The factor that is highest, the first of equals.
[[nodiscard]] Factor top_factor(const Factors& factors, const Model& model) noexcept;

/// How many tenths of a point of the published score each factor accounts for: its share of the weighted sum, by
/// largest remainder (equal remainders: the first factor), so that the parts add up to the score exactly.
[[nodiscard]] std::array<std::int16_t, kFactors> points_tenths(const Risk& risk, const Model& model) noexcept;

}  // namespace voltmetrics
