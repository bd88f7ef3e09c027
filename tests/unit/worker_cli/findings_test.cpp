#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "worker/cli/checks.hpp"
#include "worker/cli/finding.hpp"

namespace masterbus::cli {
namespace {

const Finding warning{"keep_size_unlimited", Severity::warning, "what w", "why w", "fix w"};
const Finding error{"wal_level", Severity::error, "what e", "why e", "first\nsecond"};

TEST(Findings, ExitStatusGradesThem) {
  EXPECT_EQ(exit_status({}), 0);
  EXPECT_EQ(exit_status({warning}), 1);
  EXPECT_EQ(exit_status({warning, error}), 2);
}

TEST(Findings, TextShowsErrorsFirstEachWithReasonAndFix) {
  std::ostringstream out;
  print_findings(out, {warning, error});
  const std::string text = out.str();
  EXPECT_LT(text.find("error [wal_level] what e"), text.find("warning [keep_size_unlimited] what w"));
  EXPECT_NE(text.find("why: why w"), std::string::npos);
  EXPECT_NE(text.find("fix: first\n         second\n"), std::string::npos) << text;
  EXPECT_NE(text.find("1 errors, 1 warnings"), std::string::npos);
}

TEST(Findings, CleanBillIsSaid) {
  std::ostringstream out;
  print_findings(out, {});
  EXPECT_EQ(out.str(), "nothing to do: no mistake found\n");
}

TEST(Findings, JsonIsOneObjectPerRun) {
  std::ostringstream out;
  print_findings_json(out, {warning, error});
  const auto document = nlohmann::json::parse(out.str());
  EXPECT_EQ(document["status"], 2);
  EXPECT_EQ(document["errors"], 1);
  EXPECT_EQ(document["findings"][1]["name"], "wal_level");
  EXPECT_EQ(document["findings"][1]["fix"], "first\nsecond");
}

TEST(Findings, BytesThatAreNoTextDoNotBreakTheJson) {
  std::ostringstream out;
  print_findings_json(out, {{"x", Severity::error, "bad \xff byte", "", ""}});
  EXPECT_TRUE(nlohmann::json::accept(out.str())) << out.str();
}

ServerFacts healthy() {
  ServerFacts facts;
  facts.version = 150020;
  facts.settings = {
      {"wal_level", "logical"},        {"max_replication_slots", "10"},        {"max_wal_senders", "10"},
      {"max_connections", "100"},      {"max_slot_wal_keep_size", "51200"},    {"synchronous_standby_names", ""},
      {"wal_sender_timeout", "60000"}, {"superuser_reserved_connections", "3"}};
  return facts;
}

std::set<std::string> names(const ServerFacts& facts) {
  Findings findings;
  check_server(facts, findings);
  std::set<std::string> found;
  for (const Finding& finding : findings) {
    EXPECT_FALSE(finding.why.empty() || finding.fix.empty()) << finding.name;
    found.insert(finding.name);
  }
  return found;
}

TEST(ServerCheck, HealthyServerHasNoFinding) { EXPECT_TRUE(names(healthy()).empty()); }

struct Mistake {
  const char* setting;
  const char* value;
  const char* finding;
};

class ServerSetting : public ::testing::TestWithParam<Mistake> {};

TEST_P(ServerSetting, MistakeIsFoundAlone) {
  ServerFacts facts = healthy();
  facts.settings[GetParam().setting] = GetParam().value;
  EXPECT_EQ(names(facts), std::set<std::string>{GetParam().finding});
}

INSTANTIATE_TEST_SUITE_P(Settings, ServerSetting,
                         ::testing::Values(Mistake{"wal_level", "replica", "wal_level"},
                                           Mistake{"max_slot_wal_keep_size", "-1", "keep_size_unlimited"},
                                           Mistake{"synchronous_standby_names", "s1", "synchronous_standby_missing"},
                                           Mistake{"wal_sender_timeout", "0", "wal_sender_timeout"},
                                           Mistake{"wal_sender_timeout", "500", "wal_sender_timeout"},
                                           Mistake{"max_wal_senders", "0", "wal_senders_full"}));

TEST(ServerCheck, TakenSlotsMatterOnlyWhenOursIsMissing) {
  ServerFacts facts = healthy();
  facts.slots_used = 10;
  EXPECT_EQ(names(facts).count("replication_slots_full"), 1U);
  facts.our_slot_exists = true;
  EXPECT_TRUE(names(facts).empty());
}

TEST(ServerCheck, OriginsHaveASettingOfTheirOwnFromVersion18) {
  ServerFacts facts = healthy();
  facts.origins_used = 9;
  EXPECT_EQ(names(facts).count("origins_full"), 1U);
  facts.settings["max_active_replication_origins"] = "20";
  EXPECT_TRUE(names(facts).empty());
}

TEST(ServerCheck, TheWorkersOwnSenderTimeoutCountsFirst) {
  ServerFacts facts = healthy();
  facts.settings["wal_sender_timeout"] = "0";
  facts.worker_sender_timeout_ms = 4000;
  EXPECT_TRUE(names(facts).empty());
  facts.worker_sender_timeout_ms = 100;
  EXPECT_EQ(names(facts), std::set<std::string>{"wal_sender_timeout"});
}

TEST(ServerCheck, StandbyAndFullServerAreFound) {
  ServerFacts facts = healthy();
  facts.in_recovery = true;
  facts.sessions_used = 97;
  EXPECT_EQ(names(facts), (std::set<std::string>{"in_recovery", "connections_full"}));
}

}  // namespace
}  // namespace masterbus::cli
