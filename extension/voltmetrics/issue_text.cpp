#include "voltmetrics/issue_text.hpp"

#include "voltmetrics/nfpa70b.hpp"
#include "voltmetrics/nfpa70e.hpp"

namespace voltmetrics {
namespace {

template <std::size_t N>
void write_names(TextSink& sink, std::uint8_t mask, const std::array<std::string_view, N>& names) noexcept {
  std::string_view separator;
  for (std::size_t i = 0; i < N; ++i) {
    if ((mask >> i & 1U) == 0) continue;
    sink << separator << names[i];
    separator = ", ";
  }
}

}  // namespace

void write_issue(TextSink& sink, const Issue& issue) noexcept {
  switch (issue.kind) {
  case IssueKind::no_maintenance_records:
    sink << "No maintenance records found";
    break;
  case IssueKind::no_visual_inspection:
    sink << "No visual inspection records found";
    break;
  case IssueKind::visual_inspection_overdue:
    sink << "Regular inspection overdue by " << issue.count << " months";
    break;
  case IssueKind::no_thermographic:
    sink << "No thermographic inspection records found";
    break;
  case IssueKind::thermographic_overdue:
    sink << "Thermographic inspection overdue by " << issue.count << " months";
    break;
  case IssueKind::missing_maintenance_types:
    sink << "Missing required maintenance types: ";
    write_names(sink, issue.mask, nfpa70b::kMaintenanceTypeNames);
    break;
  case IssueKind::no_arc_flash_assessment:
    sink << "Missing required arc flash assessment";
    break;
  case IssueKind::arc_flash_outdated:
    sink << "Arc flash assessment outdated (last done " << issue.count << " years ago)";
    break;
  case IssueKind::arc_flash_date_unreadable:
    sink << "Invalid arc flash assessment date format";
    break;
  case IssueKind::arc_flash_date_missing:
    sink << "Arc flash assessment date not documented";
    break;
  case IssueKind::no_ppe_category:
    sink << "PPE category not specified";
    break;
  case IssueKind::no_incident_energy:
    sink << "Incident energy not specified";
    break;
  case IssueKind::no_working_distance:
    sink << "Working distance not specified";
    break;
  case IssueKind::no_arc_flash_boundary:
    sink << "Arc flash boundary not specified";
    break;
  case IssueKind::no_safety_labels:
    sink << "Missing safety labeling information";
    break;
  case IssueKind::missing_safety_labels:
    sink << "Missing required safety labels: ";
    write_names(sink, issue.mask, nfpa70e::kRequiredLabelNames);
    break;
  case IssueKind::overloaded:
    sink << "Equipment loaded at " << issue.loading_pct << "% of rating (exceeds 80% threshold)";
    break;
  }
}

}  // namespace voltmetrics
