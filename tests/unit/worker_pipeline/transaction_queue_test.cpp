#include "worker/pipeline/transaction_queue.hpp"

#include <gtest/gtest.h>
#include <poll.h>

#include <thread>

namespace masterbus::pipeline {
namespace {

using replication::DirtyKeys;
using replication::Lsn;
using replication::Transaction;
using std::chrono::milliseconds;
using Wake = TransactionQueue::Wake;

/// Far enough that a test that waits for it has failed.
constexpr std::chrono::seconds kNever{60};

class QueueTest : public ::testing::Test {
protected:
  static Transaction transaction(std::uint64_t next_lsn, int keys = 1) {
    Transaction made{
        .xids = {1}, .next_lsn = Lsn{next_lsn}, .committed_at_us = {}, .dirty = DirtyKeys(1000), .changes = 1};
    for (int key = 0; key < keys; ++key) made.dirty.add(0, std::to_string(next_lsn) + "-" + std::to_string(key));
    return made;
  }
  bool offer(std::uint64_t next_lsn, int keys = 1) {
    auto made = transaction(next_lsn, keys);
    return queue_.offer(made);
  }
  bool receiver_is_woken() const {
    pollfd entry{.fd = wakeup_.descriptor(), .events = POLLIN, .revents = 0};
    return ::poll(&entry, 1, 0) > 0;
  }
  Wake wait() { return queue_.wait(TransactionQueue::Clock::now() + kNever, stop_.get_token()); }

  replication::Wakeup wakeup_;
  telemetry::Statistics statistics_;
  TransactionQueue queue_{
      {.transactions = 4, .bytes = 1U << 20U, .batch_keys = 3, .keys_per_line = 1000, .notice_bytes = 100},
      wakeup_,
      statistics_,
      {}};
  std::stop_source stop_;
};

TEST_F(QueueTest, TakesInOrderAndWithinTheBound) {
  offer(10, 2);
  offer(20, 1);
  offer(30, 1);
  EXPECT_EQ(wait(), Wake::transactions);
  EXPECT_EQ(queue_.take()->next_lsn, Lsn{20});
  EXPECT_EQ(queue_.take()->next_lsn, Lsn{30});
  EXPECT_FALSE(queue_.take());
}

TEST_F(QueueTest, AFullQueueRefusesAndWakesTheReceiverWhenHalfIsFree) {
  for (std::uint64_t lsn = 1; lsn <= 4; ++lsn) ASSERT_TRUE(offer(lsn, 3));
  auto refused = transaction(5, 3);
  EXPECT_FALSE(queue_.offer(refused));
  EXPECT_EQ(refused.dirty.key_count(), 3U) << "a refused transaction is left alone";
  queue_.take();
  EXPECT_FALSE(receiver_is_woken());
  queue_.take();
  EXPECT_TRUE(receiver_is_woken());
  EXPECT_TRUE(queue_.offer(refused));
}

TEST_F(QueueTest, IsFullByBytesToo) {
  TransactionQueue narrow({.transactions = 100, .bytes = 1, .batch_keys = 10, .keys_per_line = 10, .notice_bytes = 1},
                          wakeup_, statistics_, {});
  auto first = transaction(1);
  auto second = transaction(2);
  EXPECT_TRUE(narrow.offer(first)) << "one transaction always fits";
  EXPECT_FALSE(narrow.offer(second));
}

TEST_F(QueueTest, TheIdleMarkExistsOnlyWhenNothingIsLeftToApply) {
  queue_.mark(Lsn{50});
  EXPECT_EQ(queue_.idle_mark(), Lsn{50});
  offer(60);
  EXPECT_EQ(queue_.idle_mark(), std::nullopt);
  queue_.take();
  EXPECT_EQ(queue_.idle_mark(), Lsn{60});
  queue_.mark(Lsn{55});
  EXPECT_EQ(queue_.idle_mark(), Lsn{60}) << "it never goes back";
}

TEST_F(QueueTest, AMarkFarAheadCallsForAttentionOnce) {
  queue_.mark(Lsn{150});
  EXPECT_EQ(wait(), Wake::attention);
  queue_.mark(Lsn{160});
  EXPECT_EQ(queue_.wait(TransactionQueue::Clock::now(), stop_.get_token()), Wake::deadline);
}

TEST_F(QueueTest, WakesAWaitingApplier) {
  std::jthread receiver([this] { offer(10); });
  EXPECT_EQ(wait(), Wake::transactions);
}

TEST_F(QueueTest, AStopEndsTheWaitEvenWithWorkQueued) {
  offer(10);
  stop_.request_stop();
  EXPECT_EQ(wait(), Wake::stopped);
  std::stop_source later;
  TransactionQueue empty({}, wakeup_, statistics_, {});
  std::jthread stopper([&] { later.request_stop(); });
  EXPECT_EQ(empty.wait(TransactionQueue::Clock::now() + kNever, later.get_token()), Wake::stopped);
}

TEST_F(QueueTest, AFailureReachesTheApplier) {
  std::jthread receiver([this] { queue_.fail(std::make_exception_ptr(std::runtime_error("gone"))); });
  EXPECT_THROW(wait(), std::runtime_error);
}

TEST_F(QueueTest, LingerEndsWhenTheBatchIsFull) {
  offer(10, 1);
  std::jthread receiver([this] { offer(20, 2); });
  const auto begun = TransactionQueue::Clock::now();
  queue_.linger(kNever, kNever, stop_.get_token());
  EXPECT_LT(TransactionQueue::Clock::now() - begun, kNever);
  EXPECT_EQ(queue_.take()->transactions, 2U);
}

TEST_F(QueueTest, LingerEndsWithTheAgeOfTheFirst) {
  offer(10, 1);
  queue_.linger(kNever, milliseconds(1), stop_.get_token());
  EXPECT_EQ(queue_.take()->transactions, 1U);
}

}  // namespace
}  // namespace masterbus::pipeline
