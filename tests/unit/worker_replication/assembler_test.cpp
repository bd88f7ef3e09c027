#include "worker/replication/assembler.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace masterbus::replication {
namespace {

class AssemblerTest : public ::testing::Test {
protected:
  AssemblerTest() {
    panel_ = catalog_.add({.source = "panel", .schema = "public", .table = "Panel", .key_columns = {"id"}});
    breaker_ = catalog_.add({.source = "breaker", .schema = "public", .table = "Breaker", .key_columns = {"id"}});
  }

  static RowChange insert(const std::string& table, const std::string& id) {
    return {RowAction::insert, "public", table, {{"id", id}}, {}};
  }
  static Commit commit(std::uint32_t xid, std::uint64_t next_lsn) { return {xid, Lsn{next_lsn}, 1'000'000}; }

  SourceCatalog catalog_;
  LineIndex panel_ = 0;
  LineIndex breaker_ = 0;
};

TEST_F(AssemblerTest, ActsAtTheCommitOnly) {
  Assembler assembler(catalog_, 100, Lsn{});
  EXPECT_FALSE(assembler.accept(Begin{7}));
  EXPECT_TRUE(assembler.is_open());
  EXPECT_FALSE(assembler.accept(insert("Panel", "p1")));
  EXPECT_FALSE(assembler.accept(insert("Breaker", "b1")));
  EXPECT_FALSE(assembler.accept(insert("Unmapped", "u1")));
  const auto done = assembler.accept(commit(7, 90));
  ASSERT_TRUE(done);
  EXPECT_FALSE(assembler.is_open());
  EXPECT_EQ(done->xids, std::vector<std::uint32_t>{7});
  EXPECT_EQ(done->next_lsn, Lsn{90});
  EXPECT_EQ(done->changes, 2U);
  EXPECT_TRUE(done->dirty.lines().at(panel_).keys.contains("p1"));
  EXPECT_TRUE(done->dirty.lines().at(breaker_).keys.contains("b1"));
}

TEST_F(AssemblerTest, SkipsWhatWasAppliedAndKeepsNothingOfIt) {
  Assembler assembler(catalog_, 100, Lsn{90});
  assembler.accept(Begin{7});
  assembler.accept(insert("Panel", "old"));
  EXPECT_FALSE(assembler.accept(commit(7, 90)));
  assembler.accept(Begin{8});
  assembler.accept(insert("Panel", "new"));
  const auto done = assembler.accept(commit(8, 91));
  ASSERT_TRUE(done);
  EXPECT_EQ(done->dirty.key_count(), 1U);
  EXPECT_TRUE(done->dirty.lines().at(panel_).keys.contains("new"));
}

TEST_F(AssemblerTest, AnEmptyTransactionIsDoneWithoutKeys) {
  Assembler assembler(catalog_, 100, Lsn{});
  assembler.accept(Begin{7});
  const auto done = assembler.accept(commit(7, 90));
  ASSERT_TRUE(done);
  EXPECT_TRUE(done->dirty.empty());
}

TEST_F(AssemblerTest, TruncateMarksItsTable) {
  Assembler assembler(catalog_, 100, Lsn{});
  assembler.accept(Begin{7});
  assembler.accept(insert("Panel", "p1"));
  assembler.accept(Truncate{"public", "Panel"});
  assembler.accept(insert("Panel", "p2"));
  const auto done = assembler.accept(commit(7, 90));
  ASSERT_TRUE(done);
  EXPECT_TRUE(done->dirty.lines().at(panel_).whole);
  EXPECT_TRUE(done->dirty.lines().at(panel_).keys.empty());
  EXPECT_FALSE(done->dirty.lines().contains(breaker_));
  EXPECT_EQ(assembler.over_marks().truncated, 1U);
}

TEST_F(AssemblerTest, AKeylessRowMarksItsTable) {
  Assembler assembler(catalog_, 100, Lsn{});
  assembler.accept(Begin{7});
  assembler.accept(RowChange{RowAction::remove, "public", "Panel", {}, {}});
  EXPECT_TRUE(assembler.accept(commit(7, 90))->dirty.lines().at(panel_).whole);
  EXPECT_EQ(assembler.over_marks().keyless, 1U);
}

TEST_F(AssemblerTest, UnreadableMarksItsTableOrEveryTable) {
  Assembler assembler(catalog_, 100, Lsn{});
  assembler.accept(Begin{7});
  assembler.accept(Unreadable{"broken", "public", "Panel"});
  auto done = assembler.accept(commit(7, 90));
  EXPECT_TRUE(done->dirty.lines().at(panel_).whole);
  EXPECT_FALSE(done->dirty.lines().contains(breaker_));
  assembler.accept(Begin{8});
  assembler.accept(Unreadable{"broken", "", ""});
  done = assembler.accept(commit(8, 91));
  EXPECT_TRUE(done->dirty.lines().at(panel_).whole);
  EXPECT_TRUE(done->dirty.lines().at(breaker_).whole);
  EXPECT_EQ(assembler.over_marks().unreadable, 2U);
}

TEST_F(AssemblerTest, AnUnreadableCommitTravelsWithTheNext) {
  Assembler assembler(catalog_, 100, Lsn{});
  assembler.accept(Begin{7});
  assembler.accept(insert("Panel", "p1"));
  assembler.accept(Begin{8});
  assembler.accept(insert("Panel", "p2"));
  const auto done = assembler.accept(commit(8, 91));
  ASSERT_TRUE(done);
  EXPECT_EQ(done->xids, (std::vector<std::uint32_t>{7, 8})) << "both must be visible before the keys are read";
  EXPECT_EQ(done->dirty.key_count(), 2U);
  EXPECT_EQ(assembler.over_marks().unfinished, 1U);
}

TEST_F(AssemblerTest, AnUnreadableBeginStillGatesOnTheCommit) {
  Assembler assembler(catalog_, 100, Lsn{});
  assembler.accept(insert("Panel", "p1"));
  const auto done = assembler.accept(commit(8, 91));
  ASSERT_TRUE(done);
  EXPECT_EQ(done->xids, std::vector<std::uint32_t>{8});
  EXPECT_EQ(done->dirty.key_count(), 1U);
}

TEST_F(AssemblerTest, TooManyKeysBecomeTheWholeTableAndGiveTheirMemoryBack) {
  constexpr std::size_t kBound = 10;
  Assembler assembler(catalog_, kBound, Lsn{});
  assembler.accept(Begin{7});
  for (std::size_t id = 0; id < 1000; ++id) assembler.accept(insert("Panel", "panel-" + std::to_string(id)));
  assembler.accept(insert("Breaker", "b1"));
  const auto done = assembler.accept(commit(7, 90));
  ASSERT_TRUE(done);
  EXPECT_TRUE(done->dirty.lines().at(panel_).whole);
  EXPECT_EQ(done->dirty.key_count(), 1U);
  EXPECT_LT(done->dirty.bytes(), 200U);
  EXPECT_EQ(assembler.over_marks().over_bound, 1U);
}

TEST_F(AssemblerTest, AHugeTransactionOverManyTablesKeepsToItsMemory) {
  Assembler assembler(catalog_, 1'000'000, Lsn{});
  assembler.accept(Begin{7});
  std::size_t ids = 0;
  while (assembler.over_marks().over_bound == 0 && ids < 1'000'000) {
    const auto id = fmt::format("clb2{:021}", ids++);
    assembler.accept(insert("Panel", id));
    if (ids % 2 == 0) assembler.accept(insert("Breaker", id));
  }
  const auto done = assembler.accept(commit(7, 90));
  ASSERT_TRUE(done);
  EXPECT_TRUE(done->dirty.lines().at(panel_).whole) << "the longest line gives way";
  EXPECT_FALSE(done->dirty.lines().at(breaker_).whole);
  EXPECT_EQ(done->dirty.key_count(), ids / 2);
  EXPECT_LE(done->dirty.bytes(), DirtyKeys::kMaxBytes);
  EXPECT_GT(ids, 50'000U) << "what a batch of writes changes stays by key";
}

TEST_F(AssemblerTest, RepeatedKeysCountOnce) {
  Assembler assembler(catalog_, 10, Lsn{});
  assembler.accept(Begin{7});
  for (int change = 0; change < 1000; ++change) assembler.accept(insert("Panel", "same"));
  const auto done = assembler.accept(commit(7, 90));
  EXPECT_EQ(done->dirty.key_count(), 1U);
  EXPECT_EQ(done->changes, 1000U);
  EXPECT_FALSE(done->dirty.lines().at(panel_).whole);
}

}  // namespace
}  // namespace masterbus::replication
