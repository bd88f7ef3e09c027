#include "worker/cli/init_plan.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace masterbus::cli {
namespace {

const InitScripts scripts{"-- roles", "-- mapping", "", "main"};

InitFacts fresh() {
  InitFacts facts;
  facts.system_identifier = "7";
  facts.timeline = 1;
  facts.database_oid = 5;
  facts.available_version = "0.1.0";
  facts.missing_origins = {"masterbus_5_apply", "masterbus_5_backfill", "masterbus_5_cli"};
  return facts;
}

InitFacts complete() {
  InitFacts facts = fresh();
  facts.installed_version = "0.1.0";
  facts.roles_complete = true;
  facts.mapping_differs = false;
  facts.missing_origins.clear();
  facts.slot = SlotState::good;
  facts.progress_exists = true;
  return facts;
}

std::size_t position(const std::vector<Step>& steps, const std::string& words) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].sql.find(words) != std::string::npos) return i;
  }
  return steps.size();
}

TEST(InitPlan, FreshDatabaseGetsEverythingInOrder) {
  const auto steps = plan_init(fresh(), scripts);
  const auto at = [&](const char* words) { return position(steps, words); };
  EXPECT_EQ(at("CREATE EXTENSION"), 0U);
  EXPECT_LT(at("CREATE EXTENSION"), at("-- roles"));
  EXPECT_LT(at("-- roles"), at("-- mapping"));
  EXPECT_LT(at("-- mapping"), at("GRANT SELECT"));
  EXPECT_LT(at("pg_replication_origin_create"), at("pg_create_logical_replication_slot"));
  EXPECT_LT(at("pg_create_logical_replication_slot"), at("mark_dirty")) << "a change between the two would be lost";
  EXPECT_LT(at("mark_dirty"), steps.size());
}

TEST(InitPlan, CompleteDatabaseNeedsNothing) { EXPECT_TRUE(plan_init(complete(), scripts).empty()); }

TEST(InitPlan, SlotCreationStandsAlone) {
  for (const Step& step : plan_init(fresh(), scripts)) {
    const bool creates = step.sql.find("pg_create_logical_replication_slot") != std::string::npos;
    EXPECT_EQ(step.kind == StepKind::create_slot, creates) << step.sql;
  }
}

TEST(InitPlan, LostSlotIsReplacedAndEverythingReadAgain) {
  InitFacts facts = complete();
  facts.slot = SlotState::lost;
  const auto steps = plan_init(facts, scripts);
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_NE(steps[0].sql.find("pg_drop_replication_slot('masterbus_5_main')"), std::string::npos);
  EXPECT_EQ(steps[1].kind, StepKind::create_slot);
  EXPECT_NE(steps[2].sql.find("mark_dirty"), std::string::npos);
}

TEST(InitPlan, ForeignSlotIsNeverTouched) {
  for (const SlotState state : {SlotState::other_plugin, SlotState::other_database}) {
    InitFacts facts = complete();
    facts.slot = state;
    EXPECT_THROW(plan_init(facts, scripts), std::runtime_error);
  }
}

TEST(InitPlan, ProgressOfAClonedDatabaseIsForgotten) {
  InitFacts facts = complete();
  facts.progress_foreign = true;
  facts.slot = SlotState::missing;
  const auto steps = plan_init(facts, scripts);
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[1].sql.find("DELETE FROM masterbus.progress"), 0U);
}

TEST(InitPlan, ChangedMappingHasEverythingReadAgain) {
  InitFacts facts = complete();
  facts.mapping_differs = true;
  const auto steps = plan_init(facts, scripts);
  EXPECT_LT(position(steps, "-- mapping"), position(steps, "mark_dirty"));
  EXPECT_LT(position(steps, "mark_dirty"), steps.size());
}

TEST(InitPlan, MissingFilesOnTheServerAreSaid) {
  InitFacts facts = fresh();
  facts.available_version.clear();
  EXPECT_THROW(plan_init(facts, scripts), std::runtime_error);
}

TEST(InitPlan, NewFilesUpdateTheExtensionAndRenewTheRights) {
  InitFacts facts = complete();
  facts.available_version = "0.2.0";
  const auto steps = plan_init(facts, scripts);
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].sql, "ALTER EXTENSION masterbus UPDATE");
  EXPECT_EQ(steps[1].sql, "-- roles");
}

TEST(InitPlan, PrintedStepsHideThePassword) {
  InitFacts facts = complete();
  facts.password_differs = true;
  InitScripts with_password = scripts;
  with_password.password = "ALTER ROLE masterbus_worker PASSWORD 'SCRAM-SHA-256$secret'";
  std::ostringstream out;
  print_steps(out, plan_init(facts, with_password));
  EXPECT_EQ(out.str().find("SCRAM"), std::string::npos) << out.str();
  EXPECT_NE(out.str().find("PASSWORD '***';"), std::string::npos) << out.str();
}

}  // namespace
}  // namespace masterbus::cli
