#include "postgres/facility_document.hpp"

extern "C" {
#include <miscadmin.h>
#include <utils/memutils.h>
}

namespace voltmetrics::sql {

Refusal read_facility(const JsonReader& document, FacilityDocument& facility) {
  if (document.kind() != JsonKind::object)
    return {{Problem::wrong_type, "facility", "Give a JSON object that describes the facility."}, document.described()};
  facility.facility_id = document.member("facility_id");
  facility.name = document.member("name");
  const JsonReader facts = document.member("additional_data");
  Refusal refusal = expect_kind(facility.facility_id, "facility_id", JsonKind::text);
  if (!refusal.refused()) refusal = expect_kind(facility.name, "name", JsonKind::text);
  if (!refusal.refused()) refusal = expect_kind(facts, "additional_data", JsonKind::object);
  if (!refusal.refused())
    refusal = read_boolean(facts.member("safety_program"), "safety_program", false, facility.safety_program);
  if (!refusal.refused())
    refusal = read_boolean(facts.member("emergency_procedures"), "emergency_procedures", false,
                           facility.emergency_procedures);
  return refusal;
}

void IssueList::add(const Compliance& verdict) {
  if (count + verdict.issue_count > room) {
    room = room == 0 ? 256 : room * 2;
    const Size bytes = static_cast<Size>(room) * sizeof(MetIssue);
    void* const memory =
        issues == nullptr ? MemoryContextAllocHuge(CurrentMemoryContext, bytes) : repalloc_huge(issues, bytes);
    issues = static_cast<MetIssue*>(memory);
  }
  for (int i = 0; i < verdict.issue_count; ++i, ++count) issues[count] = {verdict.issues[i], count};
}

void assess_items(const JsonReader& items, Day as_of, const Model& model, AssessedFacility& assessed) {
  expect_items(items);
  for (int position = 0; position < items.size(); ++position) {
    CHECK_FOR_INTERRUPTS();
    AssessedItem item;
    assess_element(items, position, as_of, model, item);
    assessed.tally.add(item.document.item.type, item.risk, item.nfpa70b, item.nfpa70e, model);
    assessed.top.offer({item.risk.score_tenths, item.document.id, position});
    assessed.nfpa70b_issues.add(item.nfpa70b);
    assessed.nfpa70e_issues.add(item.nfpa70e);
  }
}

}  // namespace voltmetrics::sql
