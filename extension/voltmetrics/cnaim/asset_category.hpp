#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace voltmetrics::cnaim {

/// Where an asset stands. Buried cables and link boxes have no placement.
enum class Placement : std::uint8_t { none, indoor, outdoor };

/// Which location factors apply (columns of Tables 22 to 25). Cables and link boxes below ground have the factor 1;
/// those of submarine cables and of poles of other materials are not covered.
enum class LocationClass : std::uint8_t {
  switchgear,
  transformers,
  poles_wood,
  poles_steel,
  poles_concrete,
  towers_structure,
  towers_fittings,
  towers_conductor,
  underground,
  not_covered
};
inline constexpr int kLocationClasses = 8;  ///< those with tables

/// What the duty factor depends on (Table 8).
enum class DutyRule : std::uint8_t { none, operations, utilisation, utilisation_and_taps, cable };

/// Which condition inputs apply (Tables 35 to 102, 144 to 178 and 179 to 188).
enum class ConditionClass : std::uint8_t {
  lv_ugb,
  lv_circuit_breaker,
  lv_board,
  lv_pillar,
  hv_switchgear_distribution,
  hv_switchgear_primary,
  ehv_switchgear,
  switchgear_132kv,
  hv_transformer,
  ehv_transformer,
  transformer_132kv,
  ehv_cable,
  cable_132kv,
  not_covered
};
inline constexpr int kConditionClasses = 13;
inline constexpr std::array<std::string_view, kConditionClasses> kConditionClassNames{
    "LV UGB",
    "LV Circuit Breaker",
    "LV Board (WM)",
    "LV Pillar",
    "HV Switchgear (GM) - Distribution",
    "HV Switchgear (GM) - Primary",
    "EHV Switchgear (GM)",
    "132kV Switchgear (GM)",
    "HV Transformer (GM)",
    "EHV Transformer (GM)",
    "132kV Transformer (GM)",
    "EHV Cable (Non Pressurised)",
    "132kV Cable (Non Pressurised)"};

/// The parts of an asset that are scored apart. Only transformers of 33 kV and above have a tapchanger.
enum class Component : std::uint8_t { main, tapchanger };

/// The consequences of a failure, in the order of Table 16.
enum class Consequence : std::uint8_t { financial, safety, environmental, network_performance };
inline constexpr int kConsequences = 4;
inline constexpr std::array<std::string_view, kConsequences> kConsequenceNames{"financial", "safety", "environmental",
                                                                               "network_performance"};

/// An asset register category: one of the 61 of CNAIM v2.1.
struct AssetCategory {
  std::string_view name;
  std::string_view health_index_category;  ///< its group in Table 1
  std::string_view facility_equipment;     ///< what it is in a facility; empty for parts of a distribution network
  double k_per_year = 0;                   ///< K of the probability of failure (Table 21), per year; cables: and km
  double typical_ageing_rate = 0;          ///< Table 239, per year
  Placement default_placement = Placement::none;                 ///< Table 26
  LocationClass location_class = LocationClass::not_covered;     ///< poles: of wood, unless the sub-division says more
  DutyRule duty = DutyRule::none;                                ///< Table 8
  ConditionClass condition_class = ConditionClass::not_covered;  ///< condition inputs are not covered: no health score
  std::array<double, kConsequences> reference_cost_gbp{};        ///< Table 16, GBP of 2020/21 per failure
  double reference_customers = 0;                                ///< Table 233; 0 above 20 kV
  double reference_load_mva = 0;                                 ///< Table 235; 0 up to 20 kV

  [[nodiscard]] constexpr bool is_transformer() const noexcept {
    return condition_class >= ConditionClass::hv_transformer && condition_class <= ConditionClass::transformer_132kv;
  }
  [[nodiscard]] constexpr bool has_tapchanger() const noexcept { return duty == DutyRule::utilisation_and_taps; }
  [[nodiscard]] constexpr bool is_cable() const noexcept { return duty == DutyRule::cable; }
};

inline constexpr int kAssetCategories = 61;

/// All categories, in the order of Table 1.
[[nodiscard]] std::span<const AssetCategory, kAssetCategories> asset_categories() noexcept;

/// The category of that name exactly as published, or null.
[[nodiscard]] const AssetCategory* find_asset_category(std::string_view name) noexcept;

/// A kind of asset within a category, and how many years it lasts under ordinary duty and location (Table 20).
struct SubDivision {
  std::string_view name;  ///< empty where a category has only one
  double normal_expected_life_years = 0;
  Component component = Component::main;
  LocationClass location_class = LocationClass::not_covered;
};

/// The sub-divisions of a category, the tapchanger's last.
[[nodiscard]] std::span<const SubDivision> sub_divisions(const AssetCategory& category) noexcept;

/// The sub-division of that name, or null. An empty name finds one where a component has no other, or none that lasts
/// longer or shorter.
[[nodiscard]] const SubDivision* find_sub_division(const AssetCategory& category, std::string_view name,
                                                   Component component = Component::main) noexcept;

}  // namespace voltmetrics::cnaim
