#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "worker/telemetry/histogram.hpp"

namespace masterbus::telemetry {

/// What the pipeline is doing.
enum class Phase { starting, standby, resyncing, streaming, rebuilding, backing_off, stopping, stopped };

/// The phase's word, as status and the progress row show it.
std::string_view name(Phase phase) noexcept;

/// Counters and gauges of one worker, written by its threads and read by anybody: every member is atomic, and there is
/// no order between members.
struct Statistics {
  std::atomic<Phase> phase{Phase::starting};

  std::atomic<std::uint64_t> transactions{0};       ///< source transactions applied
  std::atomic<std::uint64_t> changes{0};            ///< row changes in them
  std::atomic<std::uint64_t> batches{0};            ///< our own commits of live changes
  std::atomic<std::uint64_t> keys{0};               ///< distinct keys in them
  std::atomic<std::uint64_t> equipment_changed{0};  ///< result rows rewritten
  std::atomic<std::uint64_t> rebuild_chunks{0};
  std::atomic<std::uint64_t> facilities_advanced{0};  ///< facilities moved to a new date

  std::atomic<std::uint64_t> lock_refusals{0};     ///< a migration held a source table
  std::atomic<std::uint64_t> visibility_waits{0};  ///< a transaction was decoded before a snapshot could see it
  std::atomic<std::uint64_t> reconnects{0};
  std::atomic<std::uint64_t> gaps{0};

  std::atomic<std::uint64_t> over_marks_unreadable{0};
  std::atomic<std::uint64_t> over_marks_truncated{0};
  std::atomic<std::uint64_t> over_marks_keyless{0};
  std::atomic<std::uint64_t> over_marks_over_bound{0};
  std::atomic<std::uint64_t> over_marks_unfinished{0};

  std::atomic<std::uint64_t> received_lsn{0};
  std::atomic<std::uint64_t> applied_lsn{0};
  std::atomic<std::uint64_t> acknowledged_lsn{0};
  std::atomic<std::int64_t> lag_bytes{-1};              ///< of the log, not applied yet; -1 = not known yet, as below
  std::atomic<std::int64_t> retained_wal_bytes{-1};     ///< kept on the server for the slot
  std::atomic<std::int64_t> wal_budget_bytes{-1};       ///< max_slot_wal_keep_size; -1 = no limit
  std::atomic<std::uint64_t> applying_transactions{0};  ///< taken from the queue, not committed yet
  std::atomic<std::uint64_t> queued_transactions{0};
  std::atomic<std::uint64_t> queued_bytes{0};
  std::atomic<std::int64_t> heartbeat_round_trip_us{-1};  ///< last own message there and back; -1 = none yet
  std::atomic<std::int64_t> last_commit_at_us{0};         ///< source commit applied last, microseconds since 1970

  Histogram commit_to_visible;  ///< from the source's commit to our commit, server's clock
  Histogram apply_duration;     ///< of one batch, from its lock to its commit
};

/// What was applied so far and how fast it became visible, for whoever reads it from the database: a JSON object of
/// transactions, commit_to_visible_ms and apply_ms {count, p50, p90, p99} (upper bounds), waits and refusals.
std::string report_json(const Statistics& statistics);

/// Logs at level info what was applied so far and how fast it became visible.
void log_summary(const Statistics& statistics);

}  // namespace masterbus::telemetry
