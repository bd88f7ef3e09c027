#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace voltmetrics {

enum class ComplianceStatus : std::uint8_t { compliant, partial, non_compliant };
inline constexpr int kComplianceStatuses = 3;
inline constexpr std::array<std::string_view, kComplianceStatuses> kComplianceStatusNames{"compliant", "partial",
                                                                                          "non_compliant"};

/// What a rule found wanting. Kinds are in the order in which an item's issues are listed, per standard.
enum class IssueKind : std::uint8_t {
  // NFPA 70B
  no_maintenance_records,
  no_visual_inspection,
  visual_inspection_overdue,  ///< count = whole months
  no_thermographic,
  thermographic_overdue,      ///< count = whole months
  missing_maintenance_types,  ///< mask = bits of MaintenanceType
  // NFPA 70E
  no_arc_flash_assessment,
  arc_flash_outdated,  ///< count = whole years
  arc_flash_date_unreadable,
  arc_flash_date_missing,
  no_ppe_category,
  no_incident_energy,
  no_working_distance,
  no_arc_flash_boundary,
  no_safety_labels,
  missing_safety_labels,  ///< mask = bits of RequiredLabel
  overloaded,             ///< loading_pct
};

/// One finding in numbers; write_issue() makes its text. Equal texts come from equal issues and from no others.
struct Issue {
  IssueKind kind = IssueKind::no_maintenance_records;
  std::uint8_t mask = 0;
  std::int32_t count = 0;
  double loading_pct = 0;

  friend bool operator==(const Issue&, const Issue&) = default;
};

/// The verdict of one standard over one item. No item can have more issues than fit.
struct Compliance {
  static constexpr int kMaxIssues = 8;

  ComplianceStatus status = ComplianceStatus::compliant;
  std::uint8_t score = 100;  ///< 0..100
  std::uint8_t issue_count = 0;
  std::array<Issue, kMaxIssues> issues{};

  constexpr void add(const Issue& issue) noexcept { issues[issue_count++] = issue; }
};
static_assert(std::is_trivially_copyable_v<Compliance>);

}  // namespace voltmetrics
