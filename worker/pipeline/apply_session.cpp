#include "worker/pipeline/apply_session.hpp"

#include <fmt/format.h>

#include "worker/pipeline/catalogue.hpp"
#include "worker/pipeline/failpoint.hpp"
#include "worker/postgres/pipeline.hpp"

namespace masterbus::pipeline {
namespace {

/// synchronous_commit = on could hang on a missing standby while the row is already decoded; off could lose progress.
/// The timeouts keep a frozen worker from standing in the way of Condoit's migrations.
const std::map<std::string, std::string> kSession = {{"synchronous_commit", "local"},
                                                     {"jit", "off"},
                                                     {"lock_timeout", "5s"},
                                                     {"idle_in_transaction_session_timeout", "1s"},
                                                     {"default_transaction_isolation", "read committed"}};

std::string xid_array(const std::vector<std::uint32_t>& xids) { return fmt::format("{{{}}}", fmt::join(xids, ",")); }

}  // namespace

ApplySession::ApplySession(postgres::Connection connection, Leadership leadership)
    : connection_(std::move(connection)), leadership_(std::move(leadership)) {}

ApplySession ApplySession::open(std::string_view conninfo, std::chrono::milliseconds connect_timeout,
                                const std::string& origin, Leadership leadership) {
  postgres::ConnectionSettings settings;
  settings.application_name = kApplyApplication;
  settings.session = kSession;
  settings.connect_timeout = connect_timeout;
  ApplySession session(postgres::Connection::connect(conninfo, settings), std::move(leadership));
  session.connection_.exec("SELECT pg_replication_origin_session_setup($1)", origin);
  session.prepare();
  return session;
}

void ApplySession::prepare() {
  connection_.prepare("lock",
                      "SELECT masterbus.await_commits($1::int8[]), pg_advisory_lock(masterbus.apply_lock_key())");
  connection_.prepare("apply",
                      "SELECT batch, rows_read, equipment_changed, facilities_changed FROM masterbus.apply("
                      "node => $1, epoch => $2, applied_lsn => $3::pg_lsn, sources => $4::text[], keys => $5::text[], "
                      "whole_sources => $6::text[], xids => $7::int8[], guarded => $8)");
  // The batch number is read after the chunk has drawn it; without one, as after a chunk of unchanged rows, it is old.
  connection_.prepare("rebuild", "SELECT source, keys, pg_sequence_last_value('masterbus.batch_number') AS batch "
                                 "FROM masterbus.rebuild_chunk($1, $2, $3)");
  connection_.prepare("advance", "SELECT facilities, pg_sequence_last_value('masterbus.batch_number') AS batch "
                                 "FROM masterbus.advance_chunk($1, $2, $3) AS facilities");
  read_lock_statement();
}

void ApplySession::read_lock_statement() {
  lock_statement_ = connection_.exec_simple("SELECT coalesce(masterbus.lock_statement(), '')").text(0, 0);
}

/// One round trip: the session lock in a unit of its own, so that no snapshot is older than it; then BEGIN and the
/// table locks, which take no snapshot, and the work, which does. Commits that are about to be visible are waited for
/// before the lock.
template <typename... Parameters>
postgres::Result ApplySession::begin(const std::string& work, const std::string& xids,
                                     const Parameters&... parameters) {
  postgres::Pipeline pipeline(connection_);
  pipeline.send_prepared("lock", xids);
  pipeline.end_unit();
  pipeline.send("BEGIN ISOLATION LEVEL REPEATABLE READ");
  if (!lock_statement_.empty()) pipeline.send(lock_statement_);
  pipeline.send_prepared(work, parameters...);
  pipeline.end_unit();
  auto answers = pipeline.finish();
  return std::move(answers.back());
}

/// One round trip again; the clock is the server's, as the source's commit time is. No listener outlives a crash of the
/// server, so the notification does not wait for the disk.
std::int64_t ApplySession::commit(std::optional<std::string_view> batch) {
  failpoint("before_commit");
  const auto notify =
      batch ? fmt::format("BEGIN; SET LOCAL synchronous_commit = off; NOTIFY masterbus, '{}'; COMMIT; ", *batch)
            : std::string{};
  const auto after = connection_.exec_simple("COMMIT; " + notify +
                                             "SELECT pg_advisory_unlock(masterbus.apply_lock_key()), "
                                             "(extract(epoch FROM clock_timestamp()) * 1000000)::int8");
  failpoint("after_commit");
  return after.integer(0, 1);
}

void ApplySession::abandon() noexcept {
  try {
    if (connection_.ok()) {
      connection_.exec_simple("ROLLBACK");
      connection_.exec_simple("SELECT pg_advisory_unlock_all()");
    }
  } catch (const postgres::Error&) {
    // The session is broken: the server rolls back and unlocks when it ends, and its next use reports it.
  }
}

template <typename Work>
std::optional<Obstacle> ApplySession::transact(Work work) {
  try {
    const std::optional<Obstacle> obstacle = work();
    if (obstacle) abandon();
    return obstacle;
  } catch (const postgres::Error& error) {
    abandon();
    if (error.sqlstate() != postgres::kLockNotAvailable) throw;
    return Obstacle::lock_refused;
  } catch (...) {
    abandon();
    throw;
  }
}

Applied ApplySession::apply(const ApplyCall& call, const std::vector<std::uint32_t>& xids, Care care) {
  Applied applied;
  const std::optional<std::string> lsn =
      call.applied_lsn ? std::optional(replication::to_string(*call.applied_lsn)) : std::nullopt;
  const auto awaited = xid_array(xids);
  applied.obstacle = transact([&]() -> std::optional<Obstacle> {
    const auto row = begin("apply", awaited, leadership_.node, leadership_.epoch, lsn,
                           postgres::text_array(call.sources), postgres::text_array(call.keys),
                           postgres::text_array(call.whole_sources), awaited, care == Care::guarded);
    failpoint("after_apply");
    if (row.is_null(0, 0)) return Obstacle::not_visible;
    applied.rows_read = row.integer(0, "rows_read");
    applied.equipment_changed = row.integer(0, "equipment_changed");
    applied.facilities_changed = row.integer(0, "facilities_changed");
    applied.visible_at_us = commit(row.text(0, "batch"));
    return std::nullopt;
  });
  return applied;
}

Chunk ApplySession::rebuild(int chunk_keys) {
  Chunk chunk;
  chunk.obstacle = transact([&]() -> std::optional<Obstacle> {
    const auto row = begin("rebuild", "{}", leadership_.node, leadership_.epoch, chunk_keys);
    chunk.done = row.empty();
    if (!chunk.done) {
      chunk.source = row.text(0, "source");
      chunk.size = row.integer(0, "keys");
    }
    failpoint("after_rebuild_chunk");
    commit(chunk.done ? std::nullopt : std::optional(row.text(0, "batch")));
    return std::nullopt;
  });
  return chunk;
}

Chunk ApplySession::advance(int facilities) {
  Chunk chunk;
  chunk.obstacle = transact([&]() -> std::optional<Obstacle> {
    const auto row = begin("advance", "{}", leadership_.node, leadership_.epoch, facilities);
    chunk.size = row.integer(0, "facilities");
    chunk.done = chunk.size == 0;
    failpoint("after_advance_chunk");
    commit(chunk.done ? std::nullopt : std::optional(row.text(0, "batch")));
    return std::nullopt;
  });
  return chunk;
}

bool ApplySession::store_mark(replication::Lsn lsn) {
  return connection_
      .exec("SELECT masterbus.acknowledge($1, $2, $3::pg_lsn)", leadership_.node, leadership_.epoch,
            replication::to_string(lsn))
      .boolean(0, 0);
}

void ApplySession::store_state(std::string_view state, std::string_view detail) {
  connection_.exec(
      "UPDATE masterbus.progress SET state = $3, state_detail = nullif($4, '') WHERE node = $1 AND epoch = $2",
      leadership_.node, leadership_.epoch, state, detail);
}

std::optional<std::int64_t> ApplySession::adopt_mapping(std::int64_t generation) {
  const auto row = connection_.exec("SELECT cardinality(masterbus.adopt_mapping($1, $2, $3))", leadership_.node,
                                    leadership_.epoch, generation);
  if (row.is_null(0, 0)) return std::nullopt;
  return row.integer(0, 0);
}

void ApplySession::mark_all_dirty(const std::string& reason) {
  connection_.exec("SELECT masterbus.mark_all_dirty($1, $2, $3)", leadership_.node, leadership_.epoch, reason);
}

bool ApplySession::review_mapping() { return pipeline::review_mapping(connection_); }

}  // namespace masterbus::pipeline
