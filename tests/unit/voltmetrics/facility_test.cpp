#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "vectors.hpp"
#include "voltmetrics/common_issues.hpp"
#include "voltmetrics/facility.hpp"
#include "voltmetrics/recommendation.hpp"

namespace voltmetrics {
namespace {

/// The items of one facility with everything that was judged about them.
struct Assessed {
  std::vector<const vectors::Case*> cases;
  std::vector<Risk> risks;
  std::vector<MetIssue> maintenance_issues;
  std::vector<MetIssue> safety_issues;
  FacilityTally tally;
  TopRisks top;
};

void keep_issues(std::vector<MetIssue>& met, const Compliance& verdict) {
  for (int i = 0; i < verdict.issue_count; ++i)
    met.push_back({verdict.issues[i], static_cast<std::int64_t>(met.size())});
}

Assessed assess(const std::string& facility_id, const Model& model) {
  Assessed facility;
  const Day as_of = vectors::all().as_of;
  for (const auto& entry : vectors::all().cases) {
    if (entry.expected.at("input").at("facility_id") != facility_id) continue;
    const Compliance maintenance = nfpa70b::assess(entry.item.type, entry.maintenance, as_of);
    const Compliance safety = nfpa70e::assess(entry.item.type, entry.item.loading_pct, entry.safety, as_of);
    const Risk risk = assess_risk(entry.item, as_of, model);
    facility.top.offer({risk.score_tenths, entry.id, static_cast<std::int64_t>(facility.cases.size())});
    facility.cases.push_back(&entry);
    facility.risks.push_back(risk);
    facility.tally.add(entry.item.type, risk, maintenance, safety, model);
    keep_issues(facility.maintenance_issues, maintenance);
    keep_issues(facility.safety_issues, safety);
  }
  return facility;
}

nlohmann::json to_json(const CommonIssues& common) {
  auto list = nlohmann::json::array();
  for (const CommonIssue& entry : common)
    list.push_back({{"issue", vectors::text_of(entry.issue)}, {"count", entry.count}});
  return list;
}

void expect_compliance(const ComplianceTally& tally, const nlohmann::json& expected) {
  EXPECT_EQ(compliance_score(tally.score_sum, tally.count()), expected.at("score").get<int>());
  EXPECT_EQ(vectors::name_of(compliance_status(tally.score_sum, tally.count()).value()),
            expected.at("status").get<std::string>());
  for (int i = 0; i < kComplianceStatuses; ++i)
    EXPECT_EQ(tally.by_status[i], expected.at("equipment_compliance").at(std::string(kComplianceStatusNames[i])));
}

TEST(Facility, FiveFactorVectorsAreMetExactly) {
  const Model& model = vectors::model("1.0.0");
  for (const auto& vector : vectors::all().facilities) {
    SCOPED_TRACE(vector.at("facility_id"));
    const auto& expected = vector.at("five_factor");
    const Assessed facility = assess(vector.at("facility_id"), model);
    const std::int16_t tenths = facility.tally.score.tenths().value();
    EXPECT_DOUBLE_EQ(tenths / 10.0, expected.at("overall_risk_score").get<double>());
    EXPECT_EQ(kRiskCategoryNames[static_cast<std::size_t>(facility_category(tenths, model))],
              expected.at("risk_category").get<std::string>());
    EXPECT_EQ(facility.tally.items, expected.at("equipment_counts").at("total"));
    for (int i = 0; i < kRiskCategories; ++i)
      EXPECT_EQ(facility.tally.by_category[i],
                expected.at("equipment_counts").at("by_risk_category").at(std::string(kRiskCategoryNames[i])));
    for (int i = 0; i < kEquipmentTypes; ++i)
      EXPECT_EQ(facility.tally.by_type[i],
                expected.at("equipment_counts").at("by_type").value(std::string(kEquipmentTypeNames[i]), 0));
  }
}

TEST(Facility, FactorAveragesAreMetInOrder) {
  const Model& model = vectors::model("1.0.0");
  for (const auto& vector : vectors::all().facilities) {
    auto averages = nlohmann::json::array();
    for (const FactorAverage& entry : assess(vector.at("facility_id"), model).tally.factor_averages(model))
      averages.push_back({{"factor", kFactorNames[static_cast<std::size_t>(entry.factor)]},
                          {"average_score", entry.average_tenths / 10.0}});
    EXPECT_EQ(averages, vector.at("five_factor").at("risk_factors")) << vector.at("facility_id");
  }
}

TEST(Facility, TopRisksAreMetInOrder) {
  const Model& model = vectors::model("1.0.0");
  for (const auto& vector : vectors::all().facilities) {
    const Assessed facility = assess(vector.at("facility_id"), model);
    const auto& expected = vector.at("five_factor").at("top_risks");
    ASSERT_EQ(static_cast<std::size_t>(facility.top.size()), expected.size());
    std::size_t place = 0;
    for (const RiskEntry& entry : facility.top) {
      const auto& top = expected.at(place++);
      const Risk& risk = facility.risks[entry.position];
      EXPECT_EQ(entry.id, top.at("equipment_id").get<std::string>());
      EXPECT_DOUBLE_EQ(entry.score_tenths / 10.0, top.at("risk_score").get<double>());
      EXPECT_EQ(kRiskCategoryNames[static_cast<std::size_t>(risk.category)],
                top.at("risk_category").get<std::string>());
      EXPECT_EQ(kFactorNames[static_cast<std::size_t>(top_factor(risk.factors, model))],
                top.at("top_factor").get<std::string>());
      EXPECT_EQ(name_of(facility.cases[entry.position]->item.type), top.at("type").get<std::string>());
    }
  }
}

TEST(Facility, ComplianceVectorsAreMetExactly) {
  for (const auto& vector : vectors::all().facilities) {
    SCOPED_TRACE(vector.at("facility_id"));
    Assessed facility = assess(vector.at("facility_id"), kDefaultModel);
    const auto& maintenance = vector.at("compliance").at("nfpa70b");
    const auto& safety = vector.at("compliance").at("nfpa70e");
    expect_compliance(facility.tally.nfpa70b, maintenance);
    expect_compliance(facility.tally.nfpa70e, safety);
    EXPECT_EQ(to_json(common_issues(facility.maintenance_issues.data(),
                                    static_cast<std::int64_t>(facility.maintenance_issues.size()))),
              maintenance.at("common_issues"));
    EXPECT_EQ(
        to_json(common_issues(facility.safety_issues.data(), static_cast<std::int64_t>(facility.safety_issues.size()))),
        safety.at("common_equipment_issues"));
  }
}

TEST(Facility, SixFactorScoreAgreesWithTheMeanOfUnroundedScores) {
  for (const auto& vector : vectors::all().facilities) {
    const FacilityTally tally = assess(vector.at("facility_id"), kDefaultModel).tally;
    const double expected = vector.at("six_factor_score");
    const double mean = static_cast<double>(tally.score.weighted_tenths) / tally.score.weight_tenths / 10;
    EXPECT_NEAR(mean, expected, 0.05) << vector.at("facility_id");
    EXPECT_NEAR(tally.score.tenths().value() / 10.0, expected, 0.05 + 0.01) << vector.at("facility_id");
  }
}

TEST(Facility, RecommendationsAreMetExactly) {
  for (const auto& vector : vectors::all().facilities) {
    const Assessed facility = assess(vector.at("facility_id"), vectors::model("1.0.0"));
    auto list = nlohmann::json::array();
    for (const Recommendation entry : recommendations(standing_of(facility.tally))) {
      std::array<char, kTextCapacity> memory{};
      TextSink details(memory.data(), memory.size());
      write_details(details, entry, standing_of(facility.tally));
      list.push_back({{"priority", priority_of(entry)},
                      {"category", category_of(entry)},
                      {"recommendation", title_of(entry)},
                      {"details", details.text()}});
    }
    EXPECT_EQ(list, vector.at("recommendations")) << vector.at("facility_id");
  }
}

TEST(Facility, AnyOrderOfItemsGivesTheSameFigures) {
  std::mt19937 random(20260101);
  const Day as_of = vectors::all().as_of;
  for (const Model& model : kModels) {
    std::vector<const vectors::Case*> order;
    for (const auto& entry : vectors::all().cases) order.push_back(&entry);
    std::optional<FacilityTally> first;
    std::vector<std::string> first_top;
    for (int round = 0; round < 50; ++round) {
      std::shuffle(order.begin(), order.end(), random);
      FacilityTally tally;
      TopRisks top;
      for (const vectors::Case* entry : order) {
        const Risk risk = assess_risk(entry->item, as_of, model);
        tally.add(entry->item.type, risk, nfpa70b::assess(entry->item.type, entry->maintenance, as_of),
                  nfpa70e::assess(entry->item.type, entry->item.loading_pct, entry->safety, as_of), model);
        top.offer({risk.score_tenths, entry->id, 0});
      }
      std::vector<std::string> ids;
      for (const RiskEntry& entry : top) ids.emplace_back(entry.id);
      if (!first) {
        first = tally;
        first_top = ids;
      }
      EXPECT_EQ(tally.score.weighted_tenths, first->score.weighted_tenths);
      EXPECT_EQ(tally.factor_tenths, first->factor_tenths);
      EXPECT_EQ(tally.nfpa70b.score_sum, first->nfpa70b.score_sum);
      EXPECT_EQ(ids, first_top);
    }
  }
}

TEST(Facility, NothingIsKnownOfNoItems) {
  const FacilityTally empty;
  EXPECT_FALSE(empty.score.tenths());
  EXPECT_FALSE(compliance_score(0, 0));
  EXPECT_FALSE(compliance_status(0, 0));
  EXPECT_EQ(recommendations(standing_of(empty)).size, 0);
  EXPECT_EQ(common_issues(nullptr, 0).size(), 0);
}

TEST(Facility, ComplianceIsJudgedOnTheUnroundedMean) {
  EXPECT_EQ(compliance_score(179, 2), 90);  // 89.5, half to even
  EXPECT_EQ(compliance_status(179, 2), ComplianceStatus::partial);
  EXPECT_EQ(compliance_score(181, 2), 90);  // 90.5, half to even
  EXPECT_EQ(compliance_status(119, 2), ComplianceStatus::non_compliant);
}

TEST(Facility, EveryRecommendationIsMadeInItsOrder) {
  FacilityTally tally;
  tally.by_category = {0, 0, 2, 3};
  tally.nfpa70b = {.score_sum = 140, .by_status = {0, 2, 0}};
  tally.nfpa70e = {.score_sum = 50, .by_status = {0, 0, 2}};
  const RecommendationList list = recommendations(standing_of(tally));
  ASSERT_EQ(list.size, 4);
  EXPECT_EQ(list.entries[0], Recommendation::replace_critical_equipment);
  EXPECT_EQ(list.entries[1], Recommendation::mend_safety);
  EXPECT_EQ(list.entries[2], Recommendation::plan_for_high_risk);
  EXPECT_EQ(list.entries[3], Recommendation::improve_maintenance);
}

}  // namespace
}  // namespace voltmetrics
