#pragma once

#include "voltmetrics/item.hpp"
#include "voltmetrics/nfpa70e.hpp"

#include "postgres/json_reader.hpp"

namespace voltmetrics::sql {

/// Reads what the risk depends on from an item's attributes: observations, documented issues, harmonics, power factor.
/// Attributes that nobody knows are ignored, JSON null means not observed. Reads all that it can and gives the first
/// refusal; an attribute that is refused counts as not observed.
[[nodiscard]] Refusal read_risk_attributes(const JsonReader& attributes, Item& item);

/// Reads what NFPA 70E depends on: arc_flash and safety_labels. Bad values inside arc_flash are findings of the
/// standard: an unreadable date is recorded as such, a figure that is no number from 0 on counts as not specified.
/// Reads all that it can and gives the first refusal; an attribute that is refused counts as not recorded.
[[nodiscard]] Refusal read_safety_attributes(const JsonReader& attributes, nfpa70e::SafetyRecord& record);

}  // namespace voltmetrics::sql
