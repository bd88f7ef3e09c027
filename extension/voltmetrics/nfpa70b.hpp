#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "voltmetrics/compliance.hpp"
#include "voltmetrics/item.hpp"

/// NFPA 70B (maintenance of electrical equipment), rule set 1.
namespace voltmetrics::nfpa70b {

enum class MaintenanceType : std::uint8_t {
  visual_inspection,
  thermographic,
  connection_tightness,
  oil_analysis,
  insulation_test,
  mechanism_test,
  trip_test,
};
inline constexpr int kMaintenanceTypes = 7;
inline constexpr std::array<std::string_view, kMaintenanceTypes> kMaintenanceTypeNames{
    "visual_inspection", "thermographic", "connection_tightness", "oil_analysis", "insulation_test",
    "mechanism_test",    "trip_test"};

/// The maintenance type of that name; nothing for work that the standard does not ask for.
[[nodiscard]] std::optional<MaintenanceType> parse_maintenance_type(std::string_view word) noexcept;

/// Marks a type of maintenance that was never performed.
inline constexpr Day kNever = kDistantPast;

/// What is on record about an item's maintenance.
struct MaintenanceRecord {
  bool recorded = false;  ///< any work at all, of whatever type
  std::array<Day, kMaintenanceTypes> newest{kNever, kNever, kNever, kNever, kNever, kNever, kNever};

  /// Adds work of a type (nothing = another type) done on a day; work after `as_of` has not happened yet.
  void add(std::optional<MaintenanceType> type, Day performed_on, Day as_of) noexcept;
};

/// Months between visual inspections, and between thermographic ones; a month counts 30 days.
[[nodiscard]] int inspection_interval_months(EquipmentType type) noexcept;

/// Whether the standard asks for work of that kind on a type of equipment.
[[nodiscard]] bool requires_maintenance(EquipmentType type, MaintenanceType work) noexcept;

/// Total: every record of every item gets a verdict on any day. Work after `as_of` counts as never performed.
[[nodiscard]] Compliance assess(EquipmentType type, const MaintenanceRecord& record, Day as_of) noexcept;

}  // namespace voltmetrics::nfpa70b
