#include "worker/pipeline/applier.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "worker/pipeline/chunk_keys.hpp"
#include "worker/pipeline/classify.hpp"
#include "worker/pipeline/failpoint.hpp"
#include "worker/pipeline/failure.hpp"
#include "worker/pipeline/pause.hpp"

namespace masterbus::pipeline {
namespace {

using replication::Lsn;
using std::chrono::milliseconds;
using telemetry::Phase;

constexpr milliseconds kLeastBackoff{1};
/// Background work under unbroken traffic has its turn this often.
constexpr milliseconds kBackgroundTurn{1000};
/// The server notes from where a slot has to read again every 15 s, and frees the log before it when a position behind
/// that note is acknowledged.
constexpr std::chrono::seconds kAfterVolume{20};

/// Whether rows or a mapping line are to blame, a lost right on a table included, and not the session or the moment.
bool blames_rows(const postgres::Error& error) {
  return classify(error.sqlstate(), Stage::applying) == Reaction::persist || error.sqlstate() == "42501";
}

}  // namespace

Applier::Applier(const Config& config, ApplySession session, const replication::SourceCatalog& catalog,
                 TransactionQueue& queue, PendingWork& work, telemetry::Statistics& statistics, Acknowledge acknowledge,
                 Lsn mark)
    : config_(config), session_(std::move(session)), catalog_(catalog), queue_(queue), work_(work),
      statistics_(statistics), acknowledge_(std::move(acknowledge)),
      backoff_(kLeastBackoff, milliseconds(config.pipeline.lock_backoff_max_ms)),
      background_backoff_(milliseconds(config.retry.backoff_min_ms), milliseconds(config.retry.backoff_max_ms)),
      stored_mark_(mark), stored_at_(Clock::now()), idle_interval_(config.replication.acknowledge_interval_s),
      background_at_(Clock::now()), background_after_(Clock::now()), changed_at_(Clock::now() - kChangesExpected) {}

void Applier::run(const std::stop_token& stop) {
  try {
    work_until_stopped(stop);
  } catch (const postgres::ConnectionError&) {
    throw;
  } catch (const postgres::Error& error) {
    // The session still answers: let status say what keeps the stream from going on.
    if (classify(error.sqlstate(), Stage::applying) == Reaction::persist) enter(Phase::backing_off, error.message());
    throw;
  }
}

void Applier::work_until_stopped(const std::stop_token& stop) {
  enter(Phase::streaming, {});
  while (true) {
    const auto wake = queue_.wait(deadline(), stop);
    if (wake == TransactionQueue::Wake::stopped) break;
    if (wake == TransactionQueue::Wake::transactions) {
      apply_batch(stop);
      if (background_due() && Clock::now() - background_at_ >= kBackgroundTurn)
        background_chunk(stop, config_.rebuild.chunk_keys);
    } else if (background_due()) {
      background_chunk(stop, chunk_keys(config_.rebuild.chunk_keys, Clock::now() - changed_at_));
    } else {
      acknowledge_idle();
    }
  }
  enter(Phase::stopped, {});
}

/// An idle worker applies at once; only what queued up behind a batch waits for company.
void Applier::apply_batch(const std::stop_token& stop) {
  if (busy_ && config_.pipeline.linger_ms > 0) {
    queue_.linger(milliseconds(config_.pipeline.linger_ms), milliseconds(config_.pipeline.max_age_ms), stop);
  }
  const auto batch = queue_.take();
  if (!batch) return;
  changed_at_ = Clock::now();
  statistics_.applying_transactions = batch->transactions;
  failpoint("before_batch");
  const auto begun = Clock::now();
  for (const auto& call : plan(*batch, catalog_, static_cast<std::size_t>(config_.pipeline.max_keys))) {
    // The calls ahead of a huge transaction's last do not move the cursor: a stop between them repeats them later.
    if (stop.stop_requested() || !apply_call(call, *batch, stop)) return;
  }
  statistics_.apply_duration.observe_us(
      std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun).count());
  statistics_.applying_transactions = 0;
  busy_ = !queue_.empty();
}

bool Applier::apply_call(const ApplyCall& call, const Batch& batch, const std::stop_token& stop) {
  Applied applied;
  try {
    if (!apply_with(Care::plain, call, batch, stop, applied)) return false;
  } catch (const postgres::Error& error) {
    if (!blames_rows(error)) throw;
    spdlog::error("a batch of {} keys fails, so that its rows are tried apart: {}", call.keys.size(), error.what());
    review_mapping();
    if (!apply_with(Care::guarded, call, batch, stop, applied)) return false;
  }
  statistics_.equipment_changed.fetch_add(static_cast<std::uint64_t>(applied.equipment_changed));
  if (!call.whole_sources.empty()) {
    spdlog::warn("whole tables are to be read again: {}", fmt::join(call.whole_sources, ", "));
    work_.rebuild = true;
  }
  if (call.applied_lsn) record(batch, applied);
  return true;
}

bool Applier::apply_with(Care care, const ApplyCall& call, const Batch& batch, const std::stop_token& stop,
                         Applied& applied) {
  return persevere(stop, [&] {
    applied = session_.apply(call, batch.xids, care);
    return applied.obstacle;
  });
}

/// A line that no longer fits its table waits in quarantine from here on; without it the work begins anew.
void Applier::review_mapping() {
  if (session_.review_mapping()) throw MappingChanged();
}

void Applier::record(const Batch& batch, const Applied& applied) {
  note_stored(batch.next_lsn);
  failpoint("before_acknowledge");
  acknowledge_(batch.next_lsn);
  statistics_.transactions.fetch_add(batch.transactions);
  statistics_.changes.fetch_add(batch.changes);
  statistics_.batches.fetch_add(1);
  statistics_.keys.fetch_add(batch.dirty.key_count());
  statistics_.applied_lsn = batch.next_lsn.value;
  for (const auto committed_at_us : batch.committed_at_us) {
    statistics_.commit_to_visible.observe_us(applied.visible_at_us - committed_at_us);
    statistics_.last_commit_at_us = committed_at_us;
  }
  spdlog::debug("applied {} transactions, {} keys up to {}", batch.transactions, batch.dirty.key_count(),
                to_string(batch.next_lsn));
}

template <typename Attempt>
bool Applier::persevere(const std::stop_token& stop, Attempt attempt) {
  backoff_.reset();
  while (true) {
    try {
      const auto obstacle = attempt();
      if (!obstacle) return true;
      count(*obstacle);
    } catch (const postgres::Error& error) {
      if (classify(error.sqlstate(), Stage::applying) != Reaction::retry) throw;
      spdlog::warn("trying again: {}", error.what());
    }
    if (!pause(stop, backoff_.next())) return false;
  }
}

void Applier::count(Obstacle obstacle) {
  (obstacle == Obstacle::lock_refused ? statistics_.lock_refusals : statistics_.visibility_waits).fetch_add(1);
}

bool Applier::background_pending() const { return work_.advance || work_.rebuild; }

bool Applier::background_due() const { return background_pending() && Clock::now() >= background_after_; }

/// A chunk that fails must not keep live changes waiting: it is said, and tried again after a growing pause.
void Applier::background_chunk(const std::stop_token& stop, int rebuild_keys) {
  const bool advancing = work_.advance;
  background_at_ = Clock::now();
  try {
    advancing ? advance_chunk(stop) : rebuild_chunk(stop, rebuild_keys);
    background_backoff_.reset();
    if (!background_pending()) enter(Phase::streaming, {});
  } catch (const postgres::ConnectionError&) {
    throw;
  } catch (const postgres::Error& error) {
    if (!blames_rows(error)) throw;
    review_mapping();
    (advancing ? work_.advance : work_.rebuild) = true;
    const auto wait = background_backoff_.next();
    background_after_ = Clock::now() + wait;
    spdlog::error("{} fails and is tried again in {} ms: {}", advancing ? "the day change" : "reading tables again",
                  wait.count(), error.what());
    enter(Phase::rebuilding, error.message());
  }
}

void Applier::advance_chunk(const std::stop_token& stop) {
  // Cleared before the work, so that a mark set meanwhile is not lost.
  work_.advance = false;
  Chunk chunk;
  const bool finished = persevere(stop, [&] {
    chunk = session_.advance(config_.rebuild.chunk_facilities);
    return chunk.obstacle;
  });
  if (!finished || chunk.done) return;
  work_.advance = true;
  statistics_.facilities_advanced.fetch_add(static_cast<std::uint64_t>(chunk.size));
}

void Applier::rebuild_chunk(const std::stop_token& stop, int keys) {
  work_.rebuild = false;
  Chunk chunk;
  const bool finished = persevere(stop, [&] {
    chunk = session_.rebuild(keys);
    return chunk.obstacle;
  });
  if (!finished || chunk.done) return;
  work_.rebuild = true;
  statistics_.rebuild_chunks.fetch_add(1);
  enter(Phase::rebuilding, chunk.source);
}

std::optional<Applier::Clock::time_point> Applier::deadline() const {
  const auto mark_due = stored_at_ + idle_interval_;
  return background_pending() ? std::min(background_after_, mark_due) : mark_due;
}

/// Storing the mark makes WAL, which makes keepalives, and so on: hence rarely, by time or by volume.
void Applier::acknowledge_idle() {
  const auto mark = queue_.idle_mark();
  const auto passed = mark ? replication::bytes_between(stored_mark_, *mark) : 0;
  const bool late = Clock::now() - stored_at_ >= idle_interval_;
  if (late) stored_at_ = Clock::now();
  if (passed == 0 || (!late && passed < volume())) return;
  if (!session_.store_mark(*mark)) throw StopWorker("another worker has taken over", remedy("MB001"));
  failpoint("after_store_mark");
  note_stored(*mark);
  statistics_.acknowledged_lsn = mark->value;
  acknowledge_(*mark);
}

std::uint64_t Applier::volume() const { return static_cast<std::uint64_t>(config_.replication.acknowledge_mb) << 20U; }

void Applier::note_stored(Lsn mark) {
  const std::chrono::seconds interval(config_.replication.acknowledge_interval_s);
  idle_interval_ =
      replication::bytes_between(stored_mark_, mark) >= volume() ? std::min(interval, kAfterVolume) : interval;
  stored_mark_ = mark;
  stored_at_ = Clock::now();
}

void Applier::enter(Phase phase, const std::string& detail) {
  statistics_.phase = phase;
  auto state = fmt::format("{} {}", name(phase), detail);
  if (state == state_) return;
  session_.store_state(name(phase), detail);
  state_ = std::move(state);
}

}  // namespace masterbus::pipeline
