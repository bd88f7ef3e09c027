#include "worker/pipeline/transaction_queue.hpp"

#include <algorithm>

#include "worker/pipeline/failpoint.hpp"

namespace masterbus::pipeline {

using replication::Lsn;
using replication::Transaction;

TransactionQueue::TransactionQueue(QueueBounds bounds, replication::Wakeup& wakeup, telemetry::Statistics& statistics,
                                   std::function<void(const replication::LogicalMessage&)> on_message)
    : bounds_(bounds), wakeup_(wakeup), statistics_(statistics), on_message_(std::move(on_message)) {}

bool TransactionQueue::full() const noexcept {
  return transactions_.size() >= bounds_.transactions || bytes_ >= bounds_.bytes;
}

void TransactionQueue::publish_gauges() noexcept {
  statistics_.queued_transactions.store(transactions_.size(), std::memory_order_relaxed);
  statistics_.queued_bytes.store(bytes_, std::memory_order_relaxed);
}

bool TransactionQueue::offer(Transaction& transaction) {
  failpoint("before_queue");
  {
    const std::lock_guard lock(mutex_);
    if (full()) {
      refused_ = true;
      return false;
    }
    last_received_ = Clock::now();
    if (transactions_.empty()) first_received_ = last_received_;
    bytes_ += transaction.dirty.bytes();
    keys_ += transaction.dirty.key_count();
    mark_ = std::max(mark_, transaction.next_lsn);
    statistics_.received_lsn.store(mark_.value, std::memory_order_relaxed);
    transactions_.push_back(std::move(transaction));
    publish_gauges();
  }
  changed_.notify_one();
  return true;
}

void TransactionQueue::mark(Lsn lsn) {
  bool notice = false;
  {
    const std::lock_guard lock(mutex_);
    mark_ = std::max(mark_, lsn);
    statistics_.received_lsn.store(mark_.value, std::memory_order_relaxed);
    notice = replication::bytes_between(noticed_mark_, mark_) >= bounds_.notice_bytes;
    if (notice) {
      noticed_mark_ = mark_;
      attention_ = true;
    }
  }
  if (notice) changed_.notify_one();
}

void TransactionQueue::message(const replication::LogicalMessage& message) {
  if (on_message_) on_message_(message);
}

void TransactionQueue::over_marks(const replication::OverMarks& counts) {
  statistics_.over_marks_unreadable = counts.unreadable;
  statistics_.over_marks_truncated = counts.truncated;
  statistics_.over_marks_keyless = counts.keyless;
  statistics_.over_marks_over_bound = counts.over_bound;
  statistics_.over_marks_unfinished = counts.unfinished;
}

void TransactionQueue::fail(std::exception_ptr failure) {
  {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::move(failure);
  }
  changed_.notify_all();
}

TransactionQueue::Wake TransactionQueue::wait(std::optional<Clock::time_point> deadline, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  const auto ready = [this] { return !transactions_.empty() || attention_ || failure_ != nullptr; };
  if (deadline) {
    changed_.wait_until(lock, stop, *deadline, ready);
  } else {
    changed_.wait(lock, stop, ready);
  }
  if (failure_) std::rethrow_exception(failure_);
  if (stop.stop_requested()) return Wake::stopped;
  if (!transactions_.empty()) return Wake::transactions;
  return std::exchange(attention_, false) ? Wake::attention : Wake::deadline;
}

void TransactionQueue::linger(std::chrono::milliseconds linger, std::chrono::milliseconds max_age,
                              const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!transactions_.empty() && keys_ < bounds_.batch_keys && !failure_ && !stop.stop_requested()) {
    const auto until = std::min(last_received_ + linger, first_received_ + max_age);
    if (Clock::now() >= until) return;
    changed_.wait_until(lock, stop, until, [&, seen = transactions_.size()] { return transactions_.size() != seen; });
  }
}

std::optional<Batch> TransactionQueue::take() {
  std::optional<Batch> batch;
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    if (transactions_.empty()) return std::nullopt;
    batch = coalesce(transactions_, bounds_.batch_keys, bounds_.keys_per_line);
    bytes_ = keys_ = 0;
    for (const auto& transaction : transactions_) {
      bytes_ += transaction.dirty.bytes();
      keys_ += transaction.dirty.key_count();
    }
    first_received_ = Clock::now();
    publish_gauges();
    wake = refused_ && transactions_.size() <= bounds_.transactions / 2 && bytes_ <= bounds_.bytes / 2;
    if (wake) refused_ = false;
  }
  if (wake) wakeup_.wake();
  return batch;
}

bool TransactionQueue::empty() const {
  const std::lock_guard lock(mutex_);
  return transactions_.empty();
}

std::optional<Lsn> TransactionQueue::idle_mark() const {
  const std::lock_guard lock(mutex_);
  // A refused transaction waits in the receiver: it is not in the mark, but neither is the stream idle.
  if (!transactions_.empty() || refused_) return std::nullopt;
  return mark_;
}

void TransactionQueue::poke() {
  {
    const std::lock_guard lock(mutex_);
    attention_ = true;
  }
  changed_.notify_all();
}

}  // namespace masterbus::pipeline
