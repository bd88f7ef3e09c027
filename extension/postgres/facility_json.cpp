#include "postgres/assessment_json.hpp"
#include "postgres/facility_document.hpp"

namespace voltmetrics::sql {
namespace {

void write_text_or_null(JsonWriter& json, const JsonReader& value) {
  if (value.given())
    json.text(value.text());
  else
    json.null();
}

void write_score(JsonWriter& json, const FacilityTally& tally, const Model& model) {
  const auto tenths = tally.score.tenths();
  json.key("overall_risk_score");
  if (!tenths) {
    json.null().key("risk_category").null();
    return;
  }
  json.tenths(*tenths).key("risk_category").text(name_of(facility_category(*tenths, model)));
}

void write_counts(JsonWriter& json, const FacilityTally& tally) {
  json.key("equipment_counts").begin_object().key("total").integer(tally.items);
  json.key("by_risk_category").begin_object();
  for (int i = 0; i < kRiskCategories; ++i) json.key(kRiskCategoryNames[i]).integer(tally.by_category[i]);
  json.end_object().key("by_type").begin_object();
  for (int i = 0; i < kEquipmentTypes; ++i)
    if (tally.by_type[i] > 0) json.key(kEquipmentTypeNames[i]).integer(tally.by_type[i]);
  json.end_object().end_object();
}

void write_factor_averages(JsonWriter& json, const FacilityTally& tally, const Model& model) {
  json.key("risk_factors").begin_array();
  if (tally.items > 0)
    for (const FactorAverage& entry : tally.factor_averages(model))
      json.begin_object()
          .key("factor")
          .text(name_of(entry.factor))
          .key("average_score")
          .tenths(entry.average_tenths)
          .end_object();
  json.end_array();
}

void write_top_risk(JsonWriter& json, const JsonReader& items, int position, Day as_of, const Model& model) {
  AssessedItem item;
  assess_element(items, position, as_of, model, item);
  json.begin_object().key("equipment_id");
  write_text_or_null(json, items.element(position).member("id"));
  json.key("name").text(item.document.name);
  json.key("type").text(name_of(item.document.item.type));
  json.key("risk_score").tenths(item.risk.score_tenths);
  json.key("risk_category").text(name_of(item.risk.category));
  json.key("top_factor").text(name_of(top_factor(item.risk.factors, model))).end_object();
}

void write_common(JsonWriter& json, std::string_view key, IssueList& list) {
  json.key(key).begin_array();
  for (const CommonIssue& entry : common_issues(list.issues, list.count)) {
    json.begin_object().key("issue");
    write_issue_text(json, entry.issue);
    json.key("count").integer(entry.count).end_object();
  }
  json.end_array();
}

void write_standard(JsonWriter& json, const ComplianceTally& tally) {
  const auto status = compliance_status(tally.score_sum, tally.count());
  json.key("status");
  if (!status)
    json.null().key("score").null();
  else
    json.text(name_of(*status)).key("score").integer(*compliance_score(tally.score_sum, tally.count()));
  json.key("equipment_compliance").begin_object();
  for (int i = 0; i < kComplianceStatuses; ++i) json.key(kComplianceStatusNames[i]).integer(tally.by_status[i]);
  json.end_object();
}

void write_facility_issues(JsonWriter& json, const FacilityDocument& facility) {
  json.key("facility_issues").begin_array();
  if (!facility.safety_program) json.text("No documented electrical safety program");
  if (!facility.emergency_procedures) json.text("No documented emergency procedures");
  json.end_array();
}

void write_compliance(JsonWriter& json, const FacilityDocument& facility, AssessedFacility& assessed) {
  json.key("compliance").begin_object().key("nfpa70b").begin_object();
  write_standard(json, assessed.tally.nfpa70b);
  write_common(json, "common_issues", assessed.nfpa70b_issues);
  json.end_object().key("nfpa70e").begin_object();
  write_standard(json, assessed.tally.nfpa70e);
  write_facility_issues(json, facility);
  write_common(json, "common_equipment_issues", assessed.nfpa70e_issues);
  json.end_object().end_object();
}

}  // namespace

void write_recommendations(JsonWriter& json, const FacilityStanding& standing) {
  json.begin_array();
  for (const Recommendation entry : recommendations(standing)) {
    char memory[kTextCapacity];
    TextSink details(memory, sizeof memory);
    write_details(details, entry, standing);
    json.begin_object().key("priority").text(priority_of(entry)).key("category").text(category_of(entry));
    json.key("recommendation").text(title_of(entry)).key("details").text(details.text()).end_object();
  }
  json.end_array();
}

void write_facility(JsonWriter& json, const FacilityDocument& facility, const JsonReader& items,
                    AssessedFacility& assessed, Day as_of, const Model& model) {
  json.begin_object().key("facility_id");
  write_text_or_null(json, facility.facility_id);
  json.key("name");
  write_text_or_null(json, facility.name);
  write_score(json, assessed.tally, model);
  write_counts(json, assessed.tally);
  write_factor_averages(json, assessed.tally, model);
  json.key("top_risks").begin_array();
  for (const RiskEntry& entry : assessed.top)
    write_top_risk(json, items, static_cast<int>(entry.position), as_of, model);
  json.end_array();
  write_compliance(json, facility, assessed);
  json.key("recommendations");
  write_recommendations(json, standing_of(assessed.tally));
  json.key("algorithm_version").text(model.version).end_object();
}

}  // namespace voltmetrics::sql
