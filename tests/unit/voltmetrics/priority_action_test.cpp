#include <gtest/gtest.h>

#include "vectors.hpp"
#include "voltmetrics/priority_action.hpp"

namespace voltmetrics {
namespace {

TEST(PriorityAction, NoActionRaisesTheRiskOfAnyVector) {
  const Day as_of = vectors::all().as_of;
  for (const auto& entry : vectors::all().cases) {
    for (const Model& model : kModels) {
      const Risk before = assess_risk(entry.item, as_of, model);
      for (int i = 0; i < kActions; ++i) {
        const Risk after = assess_risk(after_action(static_cast<Action>(i), entry.item, as_of), as_of, model);
        ASSERT_TRUE(after.status.ok());
        EXPECT_LE(after.score_tenths, before.score_tenths) << entry.id << " " << kActionNames[i];
      }
    }
  }
}

TEST(PriorityAction, ReplacingTakesOffAtLeastWhatMaintainingDoes) {
  const Day as_of = vectors::all().as_of;
  for (const auto& entry : vectors::all().cases) {
    for (const Model& model : kModels) {
      const auto score = [&](Action action) {
        return assess_risk(after_action(action, entry.item, as_of), as_of, model).score_exact;
      };
      EXPECT_LE(score(Action::replace), score(Action::maintain)) << entry.id;
    }
  }
}

TEST(PriorityAction, EachActionChangesItsOwnMattersOnly) {
  Item item{};
  item.aluminum_conductor = true;
  item.install_date = day_of(1970, 1, 1);
  item.loading_pct = 95;
  item.observations = kAllObservations;
  item.documented_issues = 3;
  const Day as_of = day_of(2026, 1, 1);
  const Item replaced = after_action(Action::replace, item, as_of);
  EXPECT_EQ(replaced.install_date, as_of);
  EXPECT_FALSE(replaced.aluminum_conductor);
  EXPECT_TRUE(replaced.observed(Observation::outdoor_exposure));
  EXPECT_FALSE(replaced.observed(Observation::crimped_connections));
  EXPECT_EQ(replaced.loading_pct, 95);
  const Item maintained = after_action(Action::maintain, item, as_of);
  EXPECT_EQ(maintained.install_date, item.install_date);
  EXPECT_EQ(maintained.last_maintenance_date, as_of);
  EXPECT_FALSE(maintained.observed(Observation::loose_parts));
  EXPECT_TRUE(maintained.observed(Observation::physical_damage));
  EXPECT_TRUE(maintained.observed(Observation::outdated_insulation));
  const Item shed = after_action(Action::shed_load, item, as_of);
  EXPECT_EQ(shed.loading_pct, kShedLoadingPct);
  EXPECT_EQ(shed.observations, item.observations);
  EXPECT_EQ(after_action(Action::relabel, item, as_of).loading_pct, 95);
}

TEST(PriorityAction, RelabellingMendsTheLabels) {
  const nfpa70e::SafetyRecord relabelled = after_action(Action::relabel, nfpa70e::SafetyRecord{});
  const Compliance verdict = nfpa70e::assess(EquipmentType::other, 50, relabelled, day_of(2026, 1, 1));
  EXPECT_EQ(verdict.status, ComplianceStatus::compliant);
  EXPECT_FALSE(after_action(Action::maintain, nfpa70e::SafetyRecord{}).labels_recorded);
}

}  // namespace
}  // namespace voltmetrics
