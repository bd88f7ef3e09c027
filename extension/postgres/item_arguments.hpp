#pragma once

#include <optional>

#include "voltmetrics/risk.hpp"

#include "postgres/attributes.hpp"

namespace voltmetrics::sql {

/// The first arguments of voltmetrics.try_assess, try_factor_tenths, try_action_tenths and risk_factor_points.
enum ItemArgument {
  kType,
  kInstallDate,
  kAluminumConductor,
  kHumidityPct,
  kTemperatureF,
  kLoadingPct,
  kLastMaintenanceDate,
  kAttributes,
  kItemArguments  ///< how many they are
};

[[nodiscard]] JsonReader attributes_argument(FunctionCallInfo fcinfo);

/// The type, where it is given and known.
[[nodiscard]] std::optional<EquipmentType> type_argument(FunctionCallInfo fcinfo);

/// Completes an item whose attributes have been read, and scores it on the day of the argument at `as_of`.
[[nodiscard]] Refusal assess_arguments(FunctionCallInfo fcinfo, int as_of, const Model& model, Item& item, Risk& risk);

}  // namespace voltmetrics::sql
