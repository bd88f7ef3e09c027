#include "worker/pipeline/batch.hpp"

#include <gtest/gtest.h>

#include <set>

namespace masterbus::pipeline {
namespace {

using replication::DirtyKeys;
using replication::Lsn;
using replication::Transaction;

constexpr std::size_t kKeysPerLine = 1000;

Transaction transaction(std::uint32_t xid, std::uint64_t next_lsn, const std::vector<std::string>& keys,
                        replication::LineIndex line = 0) {
  Transaction made{.xids = {xid},
                   .next_lsn = Lsn{next_lsn},
                   .committed_at_us = xid,
                   .dirty = DirtyKeys(kKeysPerLine),
                   .changes = keys.size()};
  for (const auto& key : keys) made.dirty.add(line, key);
  return made;
}

std::vector<std::string> numbered(int count) {
  std::vector<std::string> keys;
  for (int number = 0; number < count; ++number) keys.push_back("k" + std::to_string(number));
  return keys;
}

replication::SourceCatalog catalog() {
  replication::SourceCatalog made;
  made.add({.source = "panel", .schema = "public", .table = "Panel", .key_columns = {"id"}});
  made.add({.source = "breaker", .schema = "public", .table = "Breaker", .key_columns = {"id"}});
  return made;
}

TEST(Coalesce, JoinsWholeTransactionsAndRemovesRepeatedKeys) {
  std::deque<Transaction> queue;
  queue.push_back(transaction(1, 10, {"a", "b"}));
  queue.push_back(transaction(2, 20, {"b", "c"}));
  queue.push_back(transaction(3, 30, {"a"}, 1));
  const auto batch = coalesce(queue, 100, kKeysPerLine);
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(batch.transactions, 3U);
  EXPECT_EQ(batch.changes, 5U);
  EXPECT_EQ(batch.xids, (std::vector<std::uint32_t>{1, 2, 3}));
  EXPECT_EQ(batch.next_lsn, Lsn{30});
  EXPECT_EQ(batch.dirty.key_count(), 4U);
  EXPECT_EQ(batch.committed_at_us, (std::vector<std::int64_t>{1, 2, 3}));
}

TEST(Coalesce, KeepsToTheBoundButNeverSplitsATransaction) {
  std::deque<Transaction> queue;
  queue.push_back(transaction(1, 10, numbered(3)));
  queue.push_back(transaction(2, 20, numbered(3)));
  queue.push_back(transaction(3, 30, numbered(50)));
  EXPECT_EQ(coalesce(queue, 5, kKeysPerLine).next_lsn, Lsn{10});
  EXPECT_EQ(coalesce(queue, 5, kKeysPerLine).next_lsn, Lsn{20});
  const auto big = coalesce(queue, 5, kKeysPerLine);
  EXPECT_EQ(big.next_lsn, Lsn{30});
  EXPECT_EQ(big.dirty.key_count(), 50U);
}

TEST(Coalesce, AWholeTableSwallowsKeysOfEitherSide) {
  std::deque<Transaction> queue;
  queue.push_back(transaction(1, 10, {"a"}));
  queue.push_back(transaction(2, 20, {}));
  queue.back().dirty.mark_whole(0);
  queue.push_back(transaction(3, 30, {"b"}));
  const auto batch = coalesce(queue, 100, kKeysPerLine);
  EXPECT_EQ(batch.dirty.key_count(), 0U);
  EXPECT_TRUE(batch.dirty.lines().at(0).whole);
}

TEST(Plan, OneCallCarriesTheCursor) {
  std::deque<Transaction> queue;
  queue.push_back(transaction(1, 10, {"a"}));
  queue.push_back(transaction(2, 20, {"b"}, 1));
  const auto batch = coalesce(queue, 100, kKeysPerLine);
  const auto known = catalog();
  const auto calls = plan(batch, known, 100);
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].sources, (std::vector<std::string_view>{"panel", "breaker"}));
  EXPECT_EQ(calls[0].keys, (std::vector<std::string_view>{"a", "b"}));
  EXPECT_EQ(calls[0].applied_lsn, Lsn{20});
}

TEST(Plan, AHugeTransactionMovesTheCursorWithItsLastCallOnly) {
  std::deque<Transaction> queue;
  queue.push_back(transaction(1, 10, numbered(25)));
  queue.back().dirty.mark_whole(1);
  const auto batch = coalesce(queue, 10, kKeysPerLine);
  const auto known = catalog();
  const auto calls = plan(batch, known, 10);
  ASSERT_EQ(calls.size(), 3U);
  std::set<std::string> keys;
  for (std::size_t index = 0; index < calls.size(); ++index) {
    const bool last = index + 1 == calls.size();
    EXPECT_EQ(calls[index].applied_lsn.has_value(), last);
    EXPECT_EQ(calls[index].whole_sources.empty(), !last);
    EXPECT_LE(calls[index].keys.size(), 10U);
    EXPECT_EQ(calls[index].keys.size(), calls[index].sources.size());
    keys.insert(calls[index].keys.begin(), calls[index].keys.end());
  }
  EXPECT_EQ(keys.size(), 25U);
  EXPECT_EQ(calls.back().applied_lsn, Lsn{10});
}

TEST(Plan, AWholeTableAloneIsStillACall) {
  std::deque<Transaction> queue;
  queue.push_back(transaction(1, 10, {}));
  queue.back().dirty.mark_whole(1);
  const auto batch = coalesce(queue, 10, kKeysPerLine);
  const auto known = catalog();
  const auto calls = plan(batch, known, 10);
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].whole_sources, std::vector<std::string_view>{"breaker"});
  EXPECT_TRUE(calls[0].keys.empty());
  EXPECT_EQ(calls[0].applied_lsn, Lsn{10});
}

}  // namespace
}  // namespace masterbus::pipeline
