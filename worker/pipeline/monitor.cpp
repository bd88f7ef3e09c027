#include "worker/pipeline/monitor.hpp"

#include <spdlog/spdlog.h>

#include <charconv>

#include "worker/pipeline/catalogue.hpp"
#include "worker/pipeline/failure.hpp"
#include "worker/pipeline/pause.hpp"

namespace masterbus::pipeline {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kTick{1000};

std::int64_t now_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

/// Tables whose updates and deletes wal2json leaves out, because nothing identifies their rows; marked unless they
/// already are, so that a rereading under way is not begun again.
const char* const kMarkKeyless =
    "SELECT masterbus.mark_dirty(array_agg(s.source), 'the table has no replica identity') "
    "FROM masterbus.stream_tables() s "
    "JOIN pg_class c ON c.oid = to_regclass(format('%I.%I', s.schema_name, s.table_name)) "
    "WHERE c.relreplident <> 'f' AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid "
    "  AND CASE c.relreplident WHEN 'd' THEN i.indisprimary WHEN 'i' THEN i.indisreplident ELSE false END) "
    "AND NOT EXISTS (SELECT FROM masterbus.dirty_source d WHERE d.source = s.source) "
    "HAVING count(*) > 0";

/// Is a table to be read again, and is a facility behind the day or its organisation's rules?
const char* const kLook =
    "SELECT EXISTS (SELECT FROM masterbus.dirty_source d WHERE NOT masterbus.in_quarantine(d.source)) "
    "OR EXISTS (SELECT FROM masterbus.parked_key p WHERE p.retry), "
    "(masterbus.next_to_advance(1)).ids IS NOT NULL OR EXISTS (SELECT FROM masterbus.rescoring)";

/// Is the slot ours, what does it keep, what may it keep (-1: no limit), and how far is the log?
const char* const kSlot =
    "SELECT coalesce(bool_or(active_pid = $2), false), max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn))::int8, "
    "greatest(pg_size_bytes(current_setting('max_slot_wal_keep_size')), -1), "
    "pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::int8 FROM pg_replication_slots WHERE slot_name = $1";

const char* const kReport = "INSERT INTO masterbus.worker_report AS r (node, report) VALUES ($1, $2::jsonb) "
                            "ON CONFLICT (node) DO UPDATE SET report = excluded.report, reported_at = now()";

/// The end of the stream usually says better why it ended.
constexpr int kSlotPatience = 3;

}  // namespace

Monitor::Monitor(const Config& config, postgres::Connection session, const Attached& attached, TransactionQueue& queue,
                 PendingWork& work, Watchdog& watchdog, telemetry::Statistics& statistics)
    : config_(config), session_(std::move(session)), attached_(attached),
      message_prefix_(message_prefix(attached.database_oid)), queue_(queue), work_(work), watchdog_(watchdog),
      statistics_(statistics), keyless_due_(Clock::now()),
      report_due_(Clock::now() + std::chrono::seconds(config.log.report_interval_s)) {}

void Monitor::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) {
    try {
      run(stop);
    } catch (...) {
      queue_.fail(std::current_exception());
    }
  });
}

void Monitor::run(const std::stop_token& stop) {
  do {
    look();
    look_at_slot();
    watchdog_.answered();
    if (due(mapping_due_, milliseconds(config_.replication.mapping_poll_ms))) look_at_mapping();
    if (due(heartbeat_due_, milliseconds(config_.replication.heartbeat_interval_ms))) send_heartbeat();
    if (due(keyless_due_, std::chrono::seconds(config_.replication.keyless_refresh_s))) mark_keyless_tables();
    if (due(report_due_, std::chrono::seconds(config_.log.report_interval_s))) report();
  } while (pause(stop, kTick));
}

bool Monitor::due(Clock::time_point& next, milliseconds interval) {
  const auto now = Clock::now();
  if (interval.count() <= 0 || now < next) return false;
  next = now + interval;
  return true;
}

void Monitor::look() {
  const auto row = session_.exec_simple(kLook);
  bool poke = false;
  if (row.boolean(0, 0)) poke = !work_.rebuild.exchange(true);
  if (row.boolean(0, 1)) poke = !work_.advance.exchange(true) || poke;
  if (poke) queue_.poke();
}

/// The stream's own connection may be silent, with the server having given it up long ago.
void Monitor::look_at_slot() {
  const auto row = session_.exec(kSlot, attached_.slot_name, attached_.walsender_pid);
  const bool ours = row.boolean(0, 0);
  const bool waiting = statistics_.queued_transactions > 0 || statistics_.applying_transactions > 0;
  const auto reached = static_cast<std::int64_t>((waiting ? statistics_.applied_lsn : statistics_.received_lsn).load());
  if (reached > 0) statistics_.lag_bytes = std::max<std::int64_t>(row.integer(0, 3) - reached, 0);
  if (!row.is_null(0, 1)) statistics_.retained_wal_bytes = row.integer(0, 1);
  statistics_.wal_budget_bytes = row.integer(0, 2);
  slot_losses_ = ours ? 0 : slot_losses_ + 1;
  if (slot_losses_ < kSlotPatience) return;
  throw postgres::ConnectionError(
      {.sqlstate = "08006", .message = "the server no longer streams the slot to this worker"});
}

void Monitor::look_at_mapping() {
  if (read_mapping_generation(session_) != attached_.mapping_generation) throw MappingChanged();
  look_at_schema();
}

/// After a migration, and again and again while a line is in quarantine: what it waits for may be in any table.
void Monitor::look_at_schema() {
  const auto row = session_.exec_simple(
      "SELECT coalesce(masterbus.schema_fingerprint(), 'none'), EXISTS (SELECT FROM masterbus.quarantine)");
  const std::string fingerprint(row.text(0, 0));
  if (fingerprint == schema_fingerprint_ && !row.boolean(0, 1)) return;
  try {
    if (review_mapping(session_)) throw MappingChanged();
    schema_fingerprint_ = fingerprint;
  } catch (const postgres::Error& error) {
    if (error.sqlstate() != postgres::kLockNotAvailable) throw;
    spdlog::debug("a migration is under way: the mapping is reviewed later");
  }
}

void Monitor::send_heartbeat() {
  session_.exec("SELECT pg_logical_emit_message(false, $1, $2)", message_prefix_, std::to_string(now_us()));
}

void Monitor::mark_keyless_tables() { session_.exec_simple(kMarkKeyless); }

void Monitor::report() {
  const auto batches = statistics_.batches.load();
  if (std::exchange(reported_batches_, batches) == batches) return;
  telemetry::log_summary(statistics_);
  session_.exec(kReport, config_.node, telemetry::report_json(statistics_));
}

void receive_heartbeat(const replication::LogicalMessage& message, telemetry::Statistics& statistics) {
  std::int64_t sent_us = 0;
  const auto* const end = message.content.data() + message.content.size();
  if (std::from_chars(message.content.data(), end, sent_us).ec != std::errc{}) return;
  const auto round_trip_us = now_us() - sent_us;
  // A message of an earlier boot of the machine has another clock.
  if (round_trip_us >= 0) statistics.heartbeat_round_trip_us = round_trip_us;
}

}  // namespace masterbus::pipeline
