#include "worker/replication/slot.hpp"

#include <gtest/gtest.h>

namespace masterbus::replication {
namespace {

class Slot : public ::testing::Test {
protected:
  SystemIdentity system_{
      .system_identifier = "72", .timeline = 1, .database_oid = 5, .database = "condoit", .wal_position = Lsn{1000}};
  std::optional<RecordedProgress> progress_ = RecordedProgress{.slot_name = "masterbus_5_main",
                                                               .system_identifier = "72",
                                                               .timeline = 1,
                                                               .database_oid = 5,
                                                               .applied = Lsn{500},
                                                               .acknowledged = Lsn{600},
                                                               .epoch = 3};
  std::optional<SlotState> slot_ = SlotState{.plugin = "wal2json",
                                             .database = "condoit",
                                             .active = false,
                                             .confirmed_flush = Lsn{600},
                                             .wal_status = "reserved",
                                             .invalidation_reason = ""};

  SlotVerdict verdict() const { return judge_slot(system_, progress_, slot_); }
  std::string gap() const {
    const auto answer = verdict();
    const auto* const found = std::get_if<Gap>(&answer);
    return found == nullptr ? "(no gap)" : found->reason;
  }
};

TEST_F(Slot, StreamsFromTheGreaterMark) {
  EXPECT_EQ(std::get<Streamable>(verdict()).from, Lsn{600});
  progress_->applied = Lsn{700};
  EXPECT_EQ(std::get<Streamable>(verdict()).from, Lsn{700});
}

TEST_F(Slot, ASlotBehindIsNormalAfterACrash) {
  slot_->confirmed_flush = Lsn{100};
  EXPECT_EQ(std::get<Streamable>(verdict()).from, Lsn{600});
}

TEST_F(Slot, WhateverMayHaveLostChangesIsAGap) {
  const auto sound_slot = slot_;
  const auto sound_system = system_;
  slot_->confirmed_flush = Lsn{601};
  EXPECT_NE(gap().find("ahead"), std::string::npos);
  slot_.reset();
  EXPECT_NE(gap().find("missing"), std::string::npos);
  slot_ = sound_slot;
  slot_->wal_status = "lost";
  EXPECT_NE(gap().find("invalidated"), std::string::npos);
  slot_->wal_status = "reserved";
  slot_->invalidation_reason = "rows_removed";
  EXPECT_NE(gap().find("rows_removed"), std::string::npos);
  slot_ = sound_slot;
  system_.timeline = 2;
  EXPECT_NE(gap().find("timeline"), std::string::npos);
  system_ = sound_system;
  progress_.reset();
  EXPECT_NE(gap().find("no progress"), std::string::npos);
}

TEST_F(Slot, PositionsOfAnotherDatabaseOrLogAreDiscarded) {
  progress_->database_oid = 6;
  EXPECT_TRUE(std::get<Gap>(verdict()).foreign_progress);
  progress_->database_oid = 5;
  progress_->system_identifier = "73";
  EXPECT_TRUE(std::get<Gap>(verdict()).foreign_progress);
  progress_->system_identifier = "72";
  system_.wal_position = Lsn{599};
  slot_->confirmed_flush = Lsn{100};
  EXPECT_TRUE(std::get<Gap>(verdict()).foreign_progress) << "the log ends before what was applied";
}

TEST_F(Slot, ASlotThatIsNotOursIsNeverTouched) {
  slot_->database = "another";
  EXPECT_TRUE(std::holds_alternative<Refusal>(verdict()));
  progress_.reset();
  EXPECT_TRUE(std::holds_alternative<Refusal>(verdict())) << "not even without progress";
  slot_->database = "condoit";
  slot_->plugin = "pgoutput";
  EXPECT_TRUE(std::holds_alternative<Refusal>(verdict()));
}

}  // namespace
}  // namespace masterbus::replication
