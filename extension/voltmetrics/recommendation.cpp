#include "voltmetrics/recommendation.hpp"

namespace voltmetrics {
FacilityStanding standing_of(const FacilityTally& tally) noexcept {
  return {.critical_items = tally.by_category[static_cast<std::size_t>(RiskCategory::critical)],
          .high_items = tally.by_category[static_cast<std::size_t>(RiskCategory::high)],
          .nfpa70b = compliance_status(tally.nfpa70b.score_sum, tally.nfpa70b.count()),
          .nfpa70e = compliance_status(tally.nfpa70e.score_sum, tally.nfpa70e.count())};
}

RecommendationList recommendations(const FacilityStanding& standing) noexcept {
  RecommendationList list;
  const auto add_if = [&list](bool due, Recommendation recommendation) noexcept {
    if (due) list.entries[list.size++] = recommendation;
  };
  add_if(standing.critical_items > 0, Recommendation::replace_critical_equipment);
  add_if(standing.nfpa70b == ComplianceStatus::non_compliant, Recommendation::mend_maintenance);
  add_if(standing.nfpa70e == ComplianceStatus::non_compliant, Recommendation::mend_safety);
  add_if(standing.high_items > 0, Recommendation::plan_for_high_risk);
  add_if(standing.nfpa70b == ComplianceStatus::partial, Recommendation::improve_maintenance);
  return list;
}

std::string_view priority_of(Recommendation recommendation) noexcept {
  return recommendation <= Recommendation::mend_safety ? "high" : "medium";
}

std::string_view category_of(Recommendation recommendation) noexcept {
  switch (recommendation) {
  case Recommendation::replace_critical_equipment:
  case Recommendation::plan_for_high_risk:
    return "risk";
  case Recommendation::mend_safety:
    return "safety";
  case Recommendation::mend_maintenance:
  case Recommendation::improve_maintenance:
    break;
  }
  return "compliance";
}

std::string_view title_of(Recommendation recommendation) noexcept {
  switch (recommendation) {
  case Recommendation::replace_critical_equipment:
    return "Address critical-risk equipment immediately";
  case Recommendation::mend_maintenance:
    return "Address NFPA 70B compliance issues";
  case Recommendation::mend_safety:
    return "Address NFPA 70E safety compliance issues";
  case Recommendation::plan_for_high_risk:
    return "Develop plan for high-risk equipment";
  case Recommendation::improve_maintenance:
    break;
  }
  return "Improve NFPA 70B compliance";
}

void write_details(TextSink& sink, Recommendation recommendation, const FacilityStanding& standing) noexcept {
  switch (recommendation) {
  case Recommendation::replace_critical_equipment:
    sink << "Facility has " << static_cast<long long>(standing.critical_items)
         << " piece(s) of equipment with critical risk levels";
    break;
  case Recommendation::mend_maintenance:
    sink << "Facility is non-compliant with NFPA 70B maintenance standards";
    break;
  case Recommendation::mend_safety:
    sink << "Facility is non-compliant with NFPA 70E electrical safety standards";
    break;
  case Recommendation::plan_for_high_risk:
    sink << "Facility has " << static_cast<long long>(standing.high_items)
         << " piece(s) of equipment with high risk levels";
    break;
  case Recommendation::improve_maintenance:
    sink << "Facility is only partially compliant with NFPA 70B maintenance standards";
    break;
  }
}

}  // namespace voltmetrics
