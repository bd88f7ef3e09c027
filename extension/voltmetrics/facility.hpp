#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

#include "voltmetrics/compliance.hpp"
#include "voltmetrics/ranking.hpp"
#include "voltmetrics/risk.hpp"

namespace voltmetrics {

/// The mean of published scores weighted by equipment type, in integers: the same bits in any order of addition.
struct WeightedScore {
  std::int64_t weighted_tenths = 0;  ///< tenths of points times tenths of weight
  std::int64_t weight_tenths = 0;

  constexpr void add(EquipmentType type, std::int16_t score_tenths, const Model& model) noexcept {
    const std::int64_t weight = model.type_weight_tenths[index_of(type)];
    weighted_tenths += weight * score_tenths;
    weight_tenths += weight;
  }
  /// The mean in tenths of a point, rounded half away from zero; nothing where nothing was added.
  [[nodiscard]] std::optional<std::int16_t> tenths() const noexcept;
};

/// One standard over many items.
struct ComplianceTally {
  std::int64_t score_sum = 0;
  std::array<std::int64_t, kComplianceStatuses> by_status{};

  constexpr void add(const Compliance& verdict) noexcept {
    score_sum += verdict.score;
    ++by_status[static_cast<std::size_t>(verdict.status)];
  }
  [[nodiscard]] std::int64_t count() const noexcept { return by_status[0] + by_status[1] + by_status[2]; }
};

/// Mean score of `count` items, rounded half to even; nothing where there are none.
[[nodiscard]] std::optional<int> compliance_score(std::int64_t score_sum, std::int64_t count) noexcept;

/// Compliant from a mean of 90, partial from 60, judged on the unrounded mean; nothing where there are no items.
[[nodiscard]] std::optional<ComplianceStatus> compliance_status(std::int64_t score_sum, std::int64_t count) noexcept;

/// The mean of one factor over a facility's items.
struct FactorAverage {
  Factor factor = Factor::age;
  std::int16_t average_tenths = 0;  ///< tenths of a point
};

/// One item as a candidate for a facility's top risks.
struct RiskEntry {
  std::int16_t score_tenths = 0;
  std::string_view id;  ///< must outlive the ranking
  std::int64_t position = 0;
};

/// Highest published value first; equal items by id, then by position; equal factors in the order of Factor.
struct RanksBefore {
  [[nodiscard]] bool operator()(const RiskEntry& a, const RiskEntry& b) const noexcept;
  [[nodiscard]] bool operator()(const FactorAverage& a, const FactorAverage& b) const noexcept;
};

inline constexpr int kTopRisks = 5;
using TopRisks = Ranking<RiskEntry, kTopRisks, RanksBefore>;
using FactorRanking = Ranking<FactorAverage, kFactors, RanksBefore>;

/// Everything counted over the items of one facility. Adding is commutative: any order gives the same tally.
struct FacilityTally {
  WeightedScore score;
  std::int64_t items = 0;
  std::array<std::int64_t, kRiskCategories> by_category{};
  std::array<std::int64_t, kEquipmentTypes> by_type{};
  std::array<std::int64_t, kFactors> factor_tenths{};
  ComplianceTally nfpa70b;
  ComplianceTally nfpa70e;

  void add(EquipmentType type, const Risk& risk, const Compliance& maintenance, const Compliance& safety,
           const Model& model) noexcept;

  /// The model's factors by their mean over items (each factor first rounded to one decimal), highest first, equals in
  /// the order of Factor.
  [[nodiscard]] FactorRanking factor_averages(const Model& model) const noexcept;
};
static_assert(std::is_trivially_copyable_v<FacilityTally>);

/// The category of a facility's published score.
[[nodiscard]] constexpr RiskCategory facility_category(std::int16_t score_tenths, const Model& model) noexcept {
  return category_of(score_tenths, model.facility);
}

}  // namespace voltmetrics
