#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "voltmetrics/compliance.hpp"
#include "voltmetrics/item.hpp"

/// NFPA 70E (electrical safety: arc flash and labels), rule set 1.
namespace voltmetrics::nfpa70e {

/// The labels that every item needs, as bits of SafetyRecord::labels.
enum class RequiredLabel : std::uint8_t { shock_hazard = 1U << 0, voltage = 1U << 1 };
inline constexpr int kRequiredLabels = 2;
inline constexpr std::array<std::string_view, kRequiredLabels> kRequiredLabelNames{"shock_hazard", "voltage"};

enum class ArcFlashDate : std::uint8_t { missing, unreadable, known };

/// What is on record about an item's arc-flash study and its labels.
struct SafetyRecord {
  bool arc_flash = false;  ///< there is a study; the following six say what it holds
  ArcFlashDate date = ArcFlashDate::missing;
  Day assessed_on = 0;
  bool ppe_category = false;
  bool incident_energy = false;
  bool working_distance = false;
  bool arc_flash_boundary = false;
  bool labels_recorded = false;  ///< somebody looked at the labels
  std::uint8_t labels = 0;       ///< bits of RequiredLabel found

  /// Adds a label by its name; other labels than the required ones change nothing.
  void add_label(std::string_view name) noexcept;
};

/// Whether the standard asks for an arc-flash study of this type of equipment.
[[nodiscard]] bool requires_arc_flash_assessment(EquipmentType type) noexcept;

/// Total: every record gets a verdict on any day; a loading that is not a number is not found to be too high.
[[nodiscard]] Compliance assess(EquipmentType type, double loading_pct, const SafetyRecord& record, Day as_of) noexcept;

}  // namespace voltmetrics::nfpa70e
