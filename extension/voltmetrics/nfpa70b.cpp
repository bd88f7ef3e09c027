#include "voltmetrics/nfpa70b.hpp"

#include <algorithm>

namespace voltmetrics::nfpa70b {
namespace {

constexpr int kDaysPerMonth = 30;

constexpr std::uint8_t bit(MaintenanceType type) noexcept {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(type));
}

constexpr std::uint8_t kInspections = bit(MaintenanceType::visual_inspection) | bit(MaintenanceType::thermographic);

/// Types that each type of equipment needs, as bits of MaintenanceType.
constexpr std::array<std::uint8_t, kEquipmentTypes> kRequired{
    kInspections | bit(MaintenanceType::connection_tightness),
    kInspections | bit(MaintenanceType::oil_analysis) | bit(MaintenanceType::insulation_test),
    kInspections | bit(MaintenanceType::connection_tightness) | bit(MaintenanceType::mechanism_test),
    kInspections | bit(MaintenanceType::mechanism_test) | bit(MaintenanceType::trip_test),
    kInspections,
};

constexpr std::array<int, kEquipmentTypes> kIntervalMonths{12, 6, 6, 12, 12};

/// The finding about one kind of inspection, if there is one.
std::optional<Issue> inspection_issue(Day newest, Day as_of, int interval_months, IssueKind never,
                                      IssueKind overdue) noexcept {
  if (newest == kNever || newest > as_of) return Issue{.kind = never};
  const std::int64_t late_days = days_between(newest, as_of) - std::int64_t{kDaysPerMonth} * interval_months;
  if (late_days <= 0) return std::nullopt;
  return Issue{.kind = overdue, .count = static_cast<std::int32_t>(late_days / kDaysPerMonth)};
}

std::uint8_t missing_types(EquipmentType type, const MaintenanceRecord& record, Day as_of) noexcept {
  std::uint8_t performed = 0;
  for (int i = 0; i < kMaintenanceTypes; ++i)
    if (record.newest[i] != kNever && record.newest[i] <= as_of) performed |= static_cast<std::uint8_t>(1U << i);
  return static_cast<std::uint8_t>(kRequired[index_of(type)] & ~performed);
}

void judge(Compliance& verdict) noexcept {
  const IssueKind first = verdict.issues[0].kind;
  const bool overdue = first == IssueKind::visual_inspection_overdue || first == IssueKind::thermographic_overdue;
  if (verdict.issue_count == 0) return;
  verdict.status = verdict.issue_count < 3 ? ComplianceStatus::partial : ComplianceStatus::non_compliant;
  verdict.score = verdict.issue_count >= 3 ? 20 : verdict.issue_count == 1 && overdue ? 70 : 50;
}

}  // namespace

std::optional<MaintenanceType> parse_maintenance_type(std::string_view word) noexcept {
  const auto* const found = std::find(kMaintenanceTypeNames.begin(), kMaintenanceTypeNames.end(), word);
  if (found == kMaintenanceTypeNames.end()) return std::nullopt;
  return static_cast<MaintenanceType>(found - kMaintenanceTypeNames.begin());
}

void MaintenanceRecord::add(std::optional<MaintenanceType> type, Day performed_on, Day as_of) noexcept {
  if (performed_on > as_of || performed_on == kNever) return;
  recorded = true;
  if (!type) return;
  Day& day = newest[static_cast<std::size_t>(*type)];
  day = std::max(day, performed_on);
}

int inspection_interval_months(EquipmentType type) noexcept { return kIntervalMonths[index_of(type)]; }

bool requires_maintenance(EquipmentType type, MaintenanceType work) noexcept {
  return (kRequired[index_of(type)] & bit(work)) != 0;
}

Compliance assess(EquipmentType type, const MaintenanceRecord& record, Day as_of) noexcept {
  Compliance verdict;
  if (!record.recorded) {
    verdict.status = ComplianceStatus::non_compliant;
    verdict.score = 0;
    verdict.add({.kind = IssueKind::no_maintenance_records});
    return verdict;
  }
  const int months = inspection_interval_months(type);
  if (const auto issue = inspection_issue(record.newest[0], as_of, months, IssueKind::no_visual_inspection,
                                          IssueKind::visual_inspection_overdue))
    verdict.add(*issue);
  if (const auto issue = inspection_issue(record.newest[1], as_of, months, IssueKind::no_thermographic,
                                          IssueKind::thermographic_overdue))
    verdict.add(*issue);
  if (const std::uint8_t missing = missing_types(type, record, as_of); missing != 0)
    verdict.add({.kind = IssueKind::missing_maintenance_types, .mask = missing});
  judge(verdict);
  return verdict;
}

}  // namespace voltmetrics::nfpa70b
