#pragma once

#include <optional>
#include <string_view>

#include "voltmetrics/cnaim/health.hpp"
#include "voltmetrics/cnaim/settings.hpp"

#include "postgres/named_argument.hpp"

/// Arguments that the CNAIM functions have in common.
namespace voltmetrics::sql {

inline constexpr Status kUnknownAssetCategory{Problem::unknown_value, "asset_category",
                                              "voltmetrics.cnaim_asset_categories() lists the 61 categories of CNAIM "
                                              "v2.1; it has none for LV and MV land cables, "
                                              "dry-type transformers, raceways, conductors and UPS."};

/// The category of that name; any other is raised.
[[nodiscard]] const cnaim::AssetCategory& category_named(std::string_view name);
[[nodiscard]] const cnaim::AssetCategory& category_argument(FunctionCallInfo fcinfo, int argument);

/// Raises a category whose condition is not covered, by its name.
void expect_condition_inputs(const cnaim::AssetCategory& category);
/// Raises a category that is no transformer, by its name.
void expect_transformer(const cnaim::AssetCategory& category);

/// A hint that names the sub-divisions of a category, palloc'd.
[[nodiscard]] const char* known_sub_divisions(const cnaim::AssetCategory& category, cnaim::Component component);
/// The sub-division of that name, the tapchanger's as well; one that is unknown or not told is raised.
[[nodiscard]] const cnaim::SubDivision& sub_division_argument(FunctionCallInfo fcinfo, int argument,
                                                              const cnaim::AssetCategory& category);

/// Indoor, Outdoor, or none where it is null.
[[nodiscard]] cnaim::Placement placement_argument(FunctionCallInfo fcinfo, int argument);
[[nodiscard]] std::optional<cnaim::Placement> parse_placement(std::string_view word) noexcept;

/// main or tapchanger; a tapchanger that the category does not have is raised.
[[nodiscard]] cnaim::Component component_argument(FunctionCallInfo fcinfo, int argument,
                                                  const cnaim::AssetCategory& category);

/// High, Normal or Low, also Normal/Low; nothing where it is null.
[[nodiscard]] std::optional<bool> operations_argument(FunctionCallInfo fcinfo, int argument);
[[nodiscard]] std::optional<bool> parse_operations(std::string_view word) noexcept;

[[nodiscard]] inline std::optional<double> optional_float8(FunctionCallInfo fcinfo, int argument) {
  if (PG_ARGISNULL(argument)) return {};
  return PG_GETARG_FLOAT8(argument);
}

/// The composite voltmetrics.cnaim_settings, checked; bad ones are raised. The currency stands in the argument.
[[nodiscard]] cnaim::Settings settings_argument(FunctionCallInfo fcinfo, int argument);

}  // namespace voltmetrics::sql
