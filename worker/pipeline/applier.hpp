#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "worker/config/config.hpp"
#include "worker/pipeline/apply_session.hpp"
#include "worker/pipeline/backoff.hpp"
#include "worker/pipeline/batch.hpp"
#include "worker/pipeline/monitor.hpp"
#include "worker/pipeline/transaction_queue.hpp"
#include "worker/telemetry/statistics.hpp"

namespace masterbus::pipeline {

/// Takes batches from the queue and applies them, one after the other, until stopped: live changes first, then, while
/// nothing waits, background chunks (whole tables to read again, the day change) and the acknowledgement of an idle
/// stream. In the pauses of traffic a chunk is small; under traffic without a pause one still gets its turn once a
/// second.
class Applier {
public:
  using Acknowledge = std::function<void(replication::Lsn)>;

  /// The references must outlive the applier. `acknowledge` is called after a commit, or after the mark of an idle
  /// stream was stored. `mark` is where the stored progress stands.
  Applier(const Config& config, ApplySession session, const replication::SourceCatalog& catalog,
          TransactionQueue& queue, PendingWork& work, telemetry::Statistics& statistics, Acknowledge acknowledge,
          replication::Lsn mark);

  /// Returns when a stop is requested, after the batch in hand. Throws what ends the session.
  void run(const std::stop_token& stop);

private:
  using Clock = std::chrono::steady_clock;

  void work_until_stopped(const std::stop_token& stop);
  void apply_batch(const std::stop_token& stop);
  bool apply_call(const ApplyCall& call, const Batch& batch, const std::stop_token& stop);
  bool apply_with(Care care, const ApplyCall& call, const Batch& batch, const std::stop_token& stop, Applied& applied);
  void review_mapping();
  void record(const Batch& batch, const Applied& applied);
  /// Runs `attempt` until it meets no obstacle; false when stopped meanwhile.
  template <typename Attempt>
  bool persevere(const std::stop_token& stop, Attempt attempt);
  void count(Obstacle obstacle);

  bool background_pending() const;
  bool background_due() const;
  void background_chunk(const std::stop_token& stop, int rebuild_keys);
  void advance_chunk(const std::stop_token& stop);
  void rebuild_chunk(const std::stop_token& stop, int keys);

  std::optional<Clock::time_point> deadline() const;
  void acknowledge_idle();
  std::uint64_t volume() const;
  void note_stored(replication::Lsn mark);
  void enter(telemetry::Phase phase, const std::string& detail);

  const Config& config_;
  ApplySession session_;
  const replication::SourceCatalog& catalog_;
  TransactionQueue& queue_;
  PendingWork& work_;
  telemetry::Statistics& statistics_;
  Acknowledge acknowledge_;
  Backoff backoff_;
  Backoff background_backoff_;
  replication::Lsn stored_mark_;
  Clock::time_point stored_at_;
  std::chrono::seconds idle_interval_;
  Clock::time_point background_at_;     // last turn
  Clock::time_point background_after_;  // not before, after a failure
  Clock::time_point changed_at_;        // the last batch of changes
  bool busy_ = false;                   // transactions queued up while the last batch ran
  std::string state_;
};

}  // namespace masterbus::pipeline
