#pragma once

#include "voltmetrics/common_issues.hpp"
#include "voltmetrics/facility.hpp"
#include "voltmetrics/recommendation.hpp"

#include "postgres/item_document.hpp"
#include "postgres/json_writer.hpp"

namespace voltmetrics::sql {

/// The facility as its JSON document {facility_id, name, additional_data {safety_program, emergency_procedures}}
/// describes it; a fact that is false or not given is not on record.
struct FacilityDocument {
  JsonReader facility_id;
  JsonReader name;
  bool safety_program = false;
  bool emergency_procedures = false;
};

[[nodiscard]] Refusal read_facility(const JsonReader& document, FacilityDocument& facility);

/// Issues of a facility's items in the order in which they were met; palloc'd, grows as needed.
struct IssueList {
  MetIssue* issues = nullptr;
  int64 count = 0;
  int64 room = 0;

  void add(const Compliance& verdict);
};

/// Everything that was judged about the items of a facility.
struct AssessedFacility {
  FacilityTally tally;
  TopRisks top;
  IssueList nfpa70b_issues;
  IssueList nfpa70e_issues;
};

/// Judges every item of a JSON array; raises the first bad one by its id.
void assess_items(const JsonReader& items, Day as_of, const Model& model, AssessedFacility& assessed);

/// Writes the object that voltmetrics.assess_facility answers. Reads the items again for the names of the top risks.
void write_facility(JsonWriter& json, const FacilityDocument& facility, const JsonReader& items,
                    AssessedFacility& assessed, Day as_of, const Model& model);

/// What a facility should do, as a JSON array [{priority, category, recommendation, details}].
void write_recommendations(JsonWriter& json, const FacilityStanding& standing);

}  // namespace voltmetrics::sql
