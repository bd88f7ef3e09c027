#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <thread>

#include "worker/config/config.hpp"
#include "worker/pipeline/attached.hpp"
#include "worker/pipeline/transaction_queue.hpp"
#include "worker/pipeline/watchdog.hpp"
#include "worker/postgres/connection.hpp"
#include "worker/replication/message.hpp"
#include "worker/telemetry/statistics.hpp"

namespace masterbus::pipeline {

/// Work that waits for the applier, as the monitor has seen it. Thread-safe.
struct PendingWork {
  std::atomic<bool> rebuild{true};  ///< tables may wait to be read again
  std::atomic<bool> advance{true};  ///< facilities may stand at an earlier date
};

/// Looks at the database once a second in a thread and on a session of its own, off the way of the changes: whether the
/// mapping changed, whole tables were marked or the day changed, whether the slot is still ours, and whether the server
/// is still there at all, which the watchdog hears. Sends the heartbeat, a logical message of ours that must come back
/// through the slot. Failures go to the queue.
class Monitor {
public:
  /// The references must outlive the monitor.
  Monitor(const Config& config, postgres::Connection session, const Attached& attached, TransactionQueue& queue,
          PendingWork& work, Watchdog& watchdog, telemetry::Statistics& statistics);

  void start();

private:
  using Clock = std::chrono::steady_clock;

  void run(const std::stop_token& stop);
  void look();
  void look_at_slot();
  void look_at_mapping();
  void look_at_schema();
  void send_heartbeat();
  void mark_keyless_tables();
  void report();
  /// True once per interval; an interval of 0 is never due.
  static bool due(Clock::time_point& next, std::chrono::milliseconds interval);

  const Config& config_;
  postgres::Connection session_;
  Attached attached_;
  std::string message_prefix_;
  TransactionQueue& queue_;
  PendingWork& work_;
  Watchdog& watchdog_;
  telemetry::Statistics& statistics_;
  int slot_losses_ = 0;             // looks in a row that found the slot without our stream
  std::string schema_fingerprint_;  // of the mapped tables when the mapping was last reviewed
  Clock::time_point mapping_due_;
  Clock::time_point heartbeat_due_;
  Clock::time_point keyless_due_;
  Clock::time_point report_due_;
  std::uint64_t reported_batches_ = 0;
  std::jthread thread_;
};

/// Notes the return of a heartbeat. Called in the receiver's thread.
void receive_heartbeat(const replication::LogicalMessage& message, telemetry::Statistics& statistics);

}  // namespace masterbus::pipeline
