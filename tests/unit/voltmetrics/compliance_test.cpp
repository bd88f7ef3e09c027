#include <gtest/gtest.h>

#include "vectors.hpp"

namespace voltmetrics {
namespace {

void expect_verdict(const Compliance& verdict, const nlohmann::json& expected) {
  EXPECT_EQ(vectors::name_of(verdict.status), expected.at("status").get<std::string>());
  EXPECT_EQ(int{verdict.score}, expected.at("score").get<int>());
  EXPECT_EQ(vectors::texts_of(verdict), expected.at("issues").get<std::vector<std::string>>());
}

TEST(Compliance, VectorsOfNfpa70bAreMetExactly) {
  for (const auto& entry : vectors::all().cases) {
    SCOPED_TRACE(entry.id);
    expect_verdict(nfpa70b::assess(entry.item.type, entry.maintenance, vectors::all().as_of),
                   entry.expected.at("nfpa70b"));
  }
}

TEST(Compliance, VectorsOfNfpa70eAreMetExactly) {
  for (const auto& entry : vectors::all().cases) {
    SCOPED_TRACE(entry.id);
    expect_verdict(nfpa70e::assess(entry.item.type, entry.item.loading_pct, entry.safety, vectors::all().as_of),
                   entry.expected.at("nfpa70e"));
  }
}

TEST(Compliance, WorkAfterTheAsOfDateHasNotHappened) {
  const Day as_of = day_of(2026, 1, 1);
  nfpa70b::MaintenanceRecord record;
  record.add(nfpa70b::MaintenanceType::visual_inspection, as_of + 1, as_of);
  EXPECT_FALSE(record.recorded);
  record.add(nfpa70b::MaintenanceType::visual_inspection, as_of, as_of);
  EXPECT_TRUE(record.recorded);
  EXPECT_EQ(record.newest[0], as_of);
}

TEST(Compliance, InspectionIsOverdueOnlyAfterItsLastDay) {
  const Day as_of = day_of(2026, 1, 1);
  const auto issues_at = [as_of](int days) {
    nfpa70b::MaintenanceRecord record{.recorded = true};
    record.newest[0] = record.newest[1] = as_of - days;
    return vectors::texts_of(nfpa70b::assess(EquipmentType::other, record, as_of));
  };
  EXPECT_TRUE(issues_at(360).empty());
  EXPECT_EQ(issues_at(361).front(), "Regular inspection overdue by 0 months");
  EXPECT_EQ(issues_at(390).front(), "Regular inspection overdue by 1 months");
}

TEST(Compliance, LoadingIsWrittenAsTheShortestDecimal) {
  EXPECT_EQ(vectors::text_of({.kind = IssueKind::overloaded, .loading_pct = 85.5}),
            "Equipment loaded at 85.5% of rating (exceeds 80% threshold)");
  EXPECT_EQ(vectors::text_of({.kind = IssueKind::overloaded, .loading_pct = 100}),
            "Equipment loaded at 100% of rating (exceeds 80% threshold)");
}

TEST(Compliance, NoItemHasMoreIssuesThanFit) {
  nfpa70e::SafetyRecord record{.arc_flash = true, .labels_recorded = true};
  const Compliance verdict = nfpa70e::assess(EquipmentType::panel, 120, record, day_of(2026, 1, 1));
  EXPECT_EQ(int{verdict.issue_count}, 7);
  EXPECT_LE(int{verdict.issue_count}, Compliance::kMaxIssues);
  EXPECT_EQ(verdict.status, ComplianceStatus::non_compliant);
  EXPECT_EQ(int{verdict.score}, 25);
}

}  // namespace
}  // namespace voltmetrics
