#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "voltmetrics/cnaim/risk.hpp"
#include "voltmetrics/cnaim/settings.hpp"

/// What a failure costs: Ofgem CNAIM v2.1, EQ28 to EQ42, Tables 16, 18, 219, 221, 225 to 227, 229 to 231, 233 and 235.
namespace voltmetrics::cnaim {

enum class Access : std::uint8_t { normal, constrained, underground };
inline constexpr std::array<std::string_view, 3> kAccessNames{"A", "B", "C"};
enum class Rating : std::uint8_t { low, medium, high };
inline constexpr std::array<std::string_view, 3> kRatingNames{"Low", "Medium", "High"};
enum class Insulation : std::uint8_t { oil, sf6, neither, unknown };
inline constexpr std::array<std::string_view, 3> kInsulationNames{"Oil", "SF6", "Neither"};

/// What surrounds an asset, as far as it is known; the rest takes the method's defaults. A factor that is given stands
/// in for the table it would come from.
struct Circumstances {
  std::string_view type{};            ///< criterion of Table 219; transformers: the winding of Tables 219 and 230
  std::optional<double> rated_kva{};  ///< transformers, up to 1e7
  Access access = Access::normal;
  Rating location_risk = Rating::medium;
  Rating type_risk = Rating::medium;
  bool exposed = false;         ///< cables: in a structure, not buried
  bool safety_blanket = false;  ///< LV UGB
  Insulation insulation = Insulation::unknown;
  std::optional<double> distance_to_water_m{};  ///< to the nearest watercourse, 0 to 1e6
  bool bunded = false;
  std::optional<double> customers{};            ///< fed by the asset, up to 20 kV; 0 to 1e7
  std::optional<double> maximum_demand_kva{};   ///< of them all, 0 to 1e9
  std::optional<double> reference_customers{};  ///< instead of Table 233, 1 to 1e7
  double sensitivity_factor = 1;                ///< of the customers, 1 to 2
  std::optional<double> load_mva{};             ///< at risk, above 20 kV; 0 to 1e5
  std::optional<double> reference_load_mva{};   ///< instead of Table 235, 0.001 to 1e5
  bool secure = true;                           ///< whether a second circuit carries the load
  std::optional<double> type_financial_factor{};
  std::optional<double> access_factor{};
  std::optional<double> safety_factor{};
  std::optional<double> type_environmental_factor{};
  std::optional<double> size_environmental_factor{};
  std::optional<double> proximity_factor{};
  std::optional<double> bunding_factor{};
};

/// The four consequences of a failure with their factors. Where the status is not ok the rest means nothing.
struct Consequences {
  Status status;
  std::array<double, kConsequences> reference_cost{};  ///< in the settings' currency
  double type_financial_factor = 1;
  double access_factor = 1;
  double safety_factor = 1;
  double safety_risk_reduction_factor = 1;
  double type_environmental_factor = 1;
  double size_environmental_factor = 1;
  double proximity_factor = 1;
  double bunding_factor = 1;
  double network_factor = 1;      ///< customers or load beside those of reference
  double sensitivity_factor = 1;  ///< up to 20 kV: of the customers; above: 2.5 in a network that is not secure
  std::array<double, kConsequences> cost{};
  double total = 0;
  double reference_total = 0;
  double criticality_pct = 0;  ///< total in % of the reference total
  Criticality band = Criticality::c1;
};

/// What a failure of an asset costs.
[[nodiscard]] Consequences consequences(const AssetCategory& category, const Circumstances& circumstances,
                                        const Settings& settings) noexcept;

}  // namespace voltmetrics::cnaim
