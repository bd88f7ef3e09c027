#pragma once

#include "postgres/item_document.hpp"
#include "postgres/json_writer.hpp"

namespace voltmetrics::sql {

/// Writes everything known about one assessed item as the object that voltmetrics.assess answers.
void write_assessment(JsonWriter& json, const AssessedItem& assessed, Day as_of, const Model& model);

/// The factors with the points of the score that each accounts for, most points first, as a JSON array.
void write_risk_factors(JsonWriter& json, const Item& item, const Risk& risk, Day as_of, const Model& model);

/// The text of an issue as a JSON string.
void write_issue_text(JsonWriter& json, const Issue& issue);

/// Names by which documents call categories, statuses and factors.
[[nodiscard]] inline std::string_view name_of(RiskCategory category) {
  return kRiskCategoryNames[static_cast<std::size_t>(category)];
}
[[nodiscard]] inline std::string_view name_of(ComplianceStatus status) {
  return kComplianceStatusNames[static_cast<std::size_t>(status)];
}
[[nodiscard]] inline std::string_view name_of(Factor factor) { return kFactorNames[static_cast<std::size_t>(factor)]; }

}  // namespace voltmetrics::sql
