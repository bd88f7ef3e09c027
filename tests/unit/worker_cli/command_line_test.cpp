#include "worker/cli/command_line.hpp"

#include <gtest/gtest.h>

#include "worker/cli/progress_line.hpp"
#include "worker/cli/scram.hpp"
#include "worker/cli/slot_facts.hpp"

namespace masterbus::cli {
namespace {

std::string usage_error(const std::vector<std::string>& arguments) {
  try {
    parse_command_line(arguments);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST(CommandLine, FlagsOfSettingsMayStandBeforeOrAfterTheCommand) {
  for (const auto& arguments :
       {std::vector<std::string>{"--node", "n2", "status"}, {"status", "--node", "n2"}, {"status", "--node=n2"}}) {
    const Invocation invocation = parse_command_line(arguments);
    EXPECT_EQ(invocation.sources.flags.at("node"), "n2");
    EXPECT_TRUE(static_cast<bool>(invocation.command));
  }
}

TEST(CommandLine, UnknownWordsSuggestTheNearMiss) {
  EXPECT_NE(usage_error({"statsu"}).find("unknown command statsu; did you mean \"status\"?"), std::string::npos);
  EXPECT_NE(usage_error({"run", "--piepline-linger-ms", "5"}).find("did you mean \"--pipeline-linger-ms\"?"),
            std::string::npos);
  EXPECT_NE(usage_error({"init", "--dryrun"}).find("did you mean \"--dry-run\"?"), std::string::npos);
  EXPECT_NE(usage_error({"mapping", "chekc"}).find("check"), std::string::npos);
}

TEST(CommandLine, CommandIsRequired) {
  EXPECT_FALSE(usage_error({}).empty());
  EXPECT_FALSE(usage_error({"mapping"}).empty());
  EXPECT_FALSE(usage_error({"uninstall", "--no-export", "--export-dir", "/x"}).empty()) << "they exclude each other";
}

TEST(CommandLine, HelpIsTextAndRunsNothing) {
  const Invocation root = parse_command_line({"--help"});
  for (const char* command :
       {"init", "run", "rebuild", "verify", "status", "doctor", "mapping", "uninstall", "version"}) {
    EXPECT_NE(root.text.find(command), std::string::npos) << command;
  }
  EXPECT_NE(parse_command_line({"init", "--help"}).text.find("--dry-run"), std::string::npos);
}

// The verifier of RFC 7677's example: user pencil, salt W22ZaJ0SNY7soEsUEjb6gQ==, 4096 iterations. The stored key
// follows from the RFC's own exchange: H(ClientProof xor HMAC(StoredKey, AuthMessage)) = StoredKey.
TEST(Scram, StoredVerifierIsRecognised) {
  const std::string verifier =
      "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
      ":wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";
  EXPECT_TRUE(scram_matches(verifier, "pencil"));
  EXPECT_FALSE(scram_matches(verifier, "Pencil"));
  EXPECT_FALSE(scram_matches(verifier, ""));
  EXPECT_FALSE(scram_matches("md5abcdef", "pencil"));
  EXPECT_FALSE(scram_matches("", "pencil"));
}

TEST(Shown, AmountsReadWell) {
  EXPECT_EQ(bytes_text(0), "0 B");
  EXPECT_EQ(bytes_text(1023), "1023 B");
  EXPECT_EQ(bytes_text(1536), "1.5 KiB");
  EXPECT_EQ(bytes_text(50LL << 30), "50.0 GiB");
  EXPECT_EQ(duration_text(1.25), "1.2 s");
  EXPECT_EQ(duration_text(600), "10 min");
  EXPECT_EQ(duration_text(3600 * 3 + 1200), "3 h 20 min");
  EXPECT_EQ(duration_text(86400.0 * 12), "12 days");
  EXPECT_EQ(bar_text(0.5, 10), "[#####-----]  50 %");
  EXPECT_EQ(bar_text(7, 4), "[####] 100 %");
  EXPECT_EQ(bar_text(-1, 4), "[----]   0 %");
}

TEST(SlotFacts, TimeLeftFollowsFromLimitAndRate) {
  SlotFacts slot;
  slot.retained_bytes = 600;
  slot.wal_bytes_per_s = 100;
  EXPECT_FALSE(slot.seconds_left().has_value()) << "without a limit the slot is never lost";
  EXPECT_EQ(slot.used_part(), 0);
  slot.keep_bytes = 1000;
  EXPECT_DOUBLE_EQ(slot.seconds_left().value(), 4);
  EXPECT_DOUBLE_EQ(slot.used_part(), 0.6);
  slot.retained_bytes = 2000;
  EXPECT_DOUBLE_EQ(slot.seconds_left().value(), 0);
  slot.wal_bytes_per_s = 0;
  EXPECT_FALSE(slot.seconds_left().has_value());
}

}  // namespace
}  // namespace masterbus::cli
