#include "voltmetrics/nfpa70e.hpp"

namespace voltmetrics::nfpa70e {
namespace {

constexpr double kLoadingLimitPct = 80;
constexpr double kValidYears = 5;
constexpr std::uint8_t kAllLabels = (1U << kRequiredLabels) - 1;

void check_date(Compliance& verdict, const SafetyRecord& record, Day as_of) noexcept {
  if (record.date == ArcFlashDate::missing) return verdict.add({.kind = IssueKind::arc_flash_date_missing});
  if (record.date == ArcFlashDate::unreadable) return verdict.add({.kind = IssueKind::arc_flash_date_unreadable});
  const double years = years_between(record.assessed_on, as_of);
  if (years > kValidYears)
    verdict.add({.kind = IssueKind::arc_flash_outdated, .count = static_cast<std::int32_t>(years)});
}

void check_study(Compliance& verdict, const SafetyRecord& record, Day as_of) noexcept {
  if (!record.arc_flash) return verdict.add({.kind = IssueKind::no_arc_flash_assessment});
  check_date(verdict, record, as_of);
  if (!record.ppe_category) verdict.add({.kind = IssueKind::no_ppe_category});
  if (!record.incident_energy) verdict.add({.kind = IssueKind::no_incident_energy});
  if (!record.working_distance) verdict.add({.kind = IssueKind::no_working_distance});
  if (!record.arc_flash_boundary) verdict.add({.kind = IssueKind::no_arc_flash_boundary});
}

void check_labels(Compliance& verdict, const SafetyRecord& record) noexcept {
  if (!record.labels_recorded) return verdict.add({.kind = IssueKind::no_safety_labels});
  const auto missing = static_cast<std::uint8_t>(kAllLabels & ~record.labels);
  if (missing != 0) verdict.add({.kind = IssueKind::missing_safety_labels, .mask = missing});
}

void judge(Compliance& verdict) noexcept {
  if (verdict.issue_count == 0) return;
  verdict.status = verdict.issue_count <= 3 ? ComplianceStatus::partial : ComplianceStatus::non_compliant;
  verdict.score = verdict.issue_count == 1 ? 75 : verdict.issue_count <= 3 ? 50 : 25;
}

}  // namespace

void SafetyRecord::add_label(std::string_view name) noexcept {
  for (int i = 0; i < kRequiredLabels; ++i)
    if (name == kRequiredLabelNames[i]) labels |= static_cast<std::uint8_t>(1U << i);
}

bool requires_arc_flash_assessment(EquipmentType type) noexcept {
  return type == EquipmentType::panel || type == EquipmentType::transformer || type == EquipmentType::switchgear;
}

Compliance assess(EquipmentType type, double loading_pct, const SafetyRecord& record, Day as_of) noexcept {
  Compliance verdict;
  if (requires_arc_flash_assessment(type)) check_study(verdict, record, as_of);
  check_labels(verdict, record);
  if (loading_pct >= kLoadingLimitPct) verdict.add({.kind = IssueKind::overloaded, .loading_pct = loading_pct});
  judge(verdict);
  return verdict;
}

}  // namespace voltmetrics::nfpa70e
