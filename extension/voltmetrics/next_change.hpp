#pragma once

#include <optional>

#include "voltmetrics/evidence.hpp"
#include "voltmetrics/nfpa70b.hpp"
#include "voltmetrics/nfpa70e.hpp"
#include "voltmetrics/risk.hpp"

namespace voltmetrics {

/// Everything that an item's published result depends on beside the day.
struct Subject {
  std::optional<Item> item;                ///< nothing = a required input is missing
  std::optional<EquipmentType> type;       ///< nothing = compliance cannot be judged
  nfpa70b::MaintenanceRecord maintenance;  ///< what was done by the day that it is judged on
  std::optional<double> loading_pct;       ///< nothing = NFPA 70E cannot be judged
  nfpa70e::SafetyRecord safety;
  Evidence evidence;
};

/// The first day after `as_of` on which the published score, a compliance verdict or the confidence differs if nothing
/// happens to the item; nothing when none does within a hundred years.
[[nodiscard]] std::optional<Day> next_change(const Subject& subject, Day as_of, const Model& model) noexcept;

}  // namespace voltmetrics
