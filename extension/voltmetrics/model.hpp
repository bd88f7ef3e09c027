#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "voltmetrics/item.hpp"

namespace voltmetrics {

enum class Factor : std::uint8_t { age, material, maintenance, environmental, operational, visual };
inline constexpr int kFactors = 6;
inline constexpr std::array<std::string_view, kFactors> kFactorNames{
    "age_risk", "material_risk", "maintenance_risk", "environmental_risk", "operational_risk", "visual_risk"};

enum class RiskCategory : std::uint8_t { low, medium, high, critical };
inline constexpr int kRiskCategories = 4;
inline constexpr std::array<std::string_view, kRiskCategories> kRiskCategoryNames{"low", "medium", "high", "critical"};

/// Where the categories medium, high and critical begin, in tenths of a point. The bound itself belongs to the upper
/// category where `inclusive`, else to the lower one.
struct Thresholds {
  std::int16_t medium;
  std::int16_t high;
  std::int16_t critical;
  bool inclusive;
};

/// Which functions compute the factors of a model.
enum class Formula : std::uint8_t { five_factor, six_factor };

/// One version of the factor models. A result names the version that made it, so a released entry never changes.
struct Model {
  std::string_view version;
  std::string_view released;  ///< ISO date from which published reference vectors fix its results
  std::string_view description;
  Formula formula;
  std::int8_t factors;                                          ///< how many of the six it uses, always the first ones
  std::array<double, kFactors> weight;                          ///< share of each factor
  double multiplier;                                            ///< of the weighted sum
  Thresholds item;                                              ///< on the published score of an item
  Thresholds facility;                                          ///< on the published score of a facility
  std::array<std::int8_t, kEquipmentTypes> type_weight_tenths;  ///< in a facility's mean, by type
};

inline constexpr std::array<Model, 2> kModels{{
    {
        .version = "1.0.0",
        .released = "2026-01-01",
        .description = "five factors: age, material, maintenance, environment, operation",
        .formula = Formula::five_factor,
        .factors = 5,
        .weight = {0.30, 0.15, 0.20, 0.15, 0.20, 0},
        .multiplier = 1,
        .item = {.medium = 500, .high = 750, .critical = 900, .inclusive = true},
        .facility = {.medium = 400, .high = 700, .critical = 850, .inclusive = true},
        .type_weight_tenths = {10, 15, 13, 8, 8},
    },
    {
        .version = "1.1.0",
        .released = "2026-01-01",
        .description = "six factors: those of 1.0.0 and visual condition",
        .formula = Formula::six_factor,
        .factors = 6,
        .weight = {0.35, 0.20, 0.20, 0.10, 0.10, 0.05},
        .multiplier = 1.05,
        .item = {.medium = 400, .high = 700, .critical = 850, .inclusive = false},
        .facility = {.medium = 400, .high = 700, .critical = 850, .inclusive = false},
        .type_weight_tenths = {8, 10, 10, 6, 7},
    },
}};

/// The model used where none is named.
inline constexpr const Model& kDefaultModel = kModels[1];

/// The model of that version, or null.
[[nodiscard]] constexpr const Model* find_model(std::string_view version) noexcept {
  if (version == kDefaultModel.version) return &kDefaultModel;
  for (const Model& model : kModels)
    if (model.version == version) return &model;
  return nullptr;
}

/// The category of a published score given in tenths.
[[nodiscard]] constexpr RiskCategory category_of(int score_tenths, const Thresholds& bounds) noexcept {
  const int reached = bounds.inclusive ? score_tenths : score_tenths - 1;
  if (reached >= bounds.critical) return RiskCategory::critical;
  if (reached >= bounds.high) return RiskCategory::high;
  return reached >= bounds.medium ? RiskCategory::medium : RiskCategory::low;
}

}  // namespace voltmetrics
