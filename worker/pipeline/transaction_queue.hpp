#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>

#include "worker/pipeline/batch.hpp"
#include "worker/replication/sink.hpp"
#include "worker/replication/wakeup.hpp"
#include "worker/telemetry/statistics.hpp"

namespace masterbus::pipeline {

/// Bounds of the queue and of the batches taken from it.
struct QueueBounds {
  std::size_t transactions = 10'000;
  std::size_t bytes = 32U << 20U;  ///< memory for keys; one transaction may exceed it
  std::size_t batch_keys = 1000;
  std::size_t keys_per_line = 200'000;
  std::uint64_t notice_bytes = 16U << 20U;  ///< wake the applier when the idle mark moved so far
};

/// Decoded transactions between the receiver (offers) and the applier (takes). Thread-safe. When it is full the
/// receiver is refused and woken once half of it is free again.
class TransactionQueue final : public replication::TransactionSink {
public:
  using Clock = std::chrono::steady_clock;
  enum class Wake { transactions, attention, deadline, stopped };

  /// `wakeup` and `statistics` must outlive the queue; `on_message` is called in the receiver's thread.
  TransactionQueue(QueueBounds bounds, replication::Wakeup& wakeup, telemetry::Statistics& statistics,
                   std::function<void(const replication::LogicalMessage&)> on_message);

  bool offer(replication::Transaction& transaction) override;
  void mark(replication::Lsn lsn) override;
  void message(const replication::LogicalMessage& message) override;
  void over_marks(const replication::OverMarks& counts) override;
  void fail(std::exception_ptr failure) override;

  /// Waits for transactions, attention (poke() or a mark far ahead), the deadline or a stop. Throws what fail() was
  /// given, also while transactions are still queued: they come again after a reconnect.
  Wake wait(std::optional<Clock::time_point> deadline, const std::stop_token& stop);
  /// Lets an unfilled batch wait for company: until no transaction came for `linger`, or the first has waited
  /// `max_age`, or the batch is full.
  void linger(std::chrono::milliseconds linger, std::chrono::milliseconds max_age, const std::stop_token& stop);
  /// The next batch; nothing when the queue is empty.
  std::optional<Batch> take();
  bool empty() const;
  /// With an empty queue: the position up to which nothing is left to apply.
  std::optional<replication::Lsn> idle_mark() const;
  /// Makes wait() return with attention.
  void poke();

private:
  bool full() const noexcept;
  void publish_gauges() noexcept;

  const QueueBounds bounds_;
  replication::Wakeup& wakeup_;
  telemetry::Statistics& statistics_;
  std::function<void(const replication::LogicalMessage&)> on_message_;

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<replication::Transaction> transactions_;
  std::size_t bytes_ = 0;
  std::size_t keys_ = 0;
  Clock::time_point first_received_;
  Clock::time_point last_received_;
  replication::Lsn mark_;
  replication::Lsn noticed_mark_;
  bool refused_ = false;
  bool attention_ = false;
  std::exception_ptr failure_;
};

}  // namespace masterbus::pipeline
