#include "worker/pipeline/attach.hpp"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <array>
#include <chrono>

#include "worker/pipeline/catalogue.hpp"
#include "worker/pipeline/classify.hpp"
#include "worker/pipeline/failpoint.hpp"
#include "worker/pipeline/failure.hpp"
#include "worker/pipeline/pause.hpp"
#include "worker/replication/slot.hpp"

namespace masterbus::pipeline {
namespace {

using replication::Gap;
using replication::Lsn;
using telemetry::Phase;

std::chrono::milliseconds connect_timeout(const Config& config) {
  return std::chrono::seconds(config.database.connect_timeout_s);
}

postgres::Connection open_control(const Config& config) {
  postgres::ConnectionSettings settings;
  settings.application_name = "masterbus-standby";  // until the slot is taken: status counts the standbys by this
  settings.connect_timeout = connect_timeout(config);
  settings.session = {{"synchronous_commit", "local"}, {"statement_timeout", "0"}};
  return postgres::Connection::connect(config.database.url, settings);
}

replication::StreamSettings stream_settings(const Config& config) {
  return {.wal_sender_timeout = std::chrono::milliseconds(config.replication.wal_sender_timeout_ms),
          .connect_timeout = connect_timeout(config)};
}

/// Who leads, for people: "host:pid".
std::string incarnation() {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  return std::string(host.data()) + ":" + std::to_string(::getpid());
}

/// As the server would say it at START_REPLICATION.
[[noreturn]] void throw_slot_active() {
  throw postgres::Error({.sqlstate = "55006", .message = "the replication slot is active for another worker"});
}

/// One worker's way to leadership.
class Candidate {
public:
  Candidate(const Config& config, const std::stop_token& stop, telemetry::Statistics& statistics)
      : config_(config), stop_(stop), statistics_(statistics), control_(open_control(config)),
        stream_(config.database.url, stream_settings(config)), database_oid_(read_database_oid(control_)),
        slot_(slot_name(database_oid_, config.node)) {}

  std::optional<Attachment> lead() {
    while (!stop_.stop_requested()) {
      try {
        take_slot();
        return take_over();
      } catch (const postgres::Error& error) {
        if (classify(error.sqlstate(), Stage::streaming) != Reaction::standby) throw;
        stand_by(error);
      }
      if (!pause(stop_, std::chrono::milliseconds(config_.replication.standby_interval_ms))) break;
    }
    return std::nullopt;
  }

private:
  void take_slot() {
    // In this order: a leader at work moves the log, then the progress, then the slot.
    const auto slot = read_slot(control_, slot_);
    const auto progress = read_progress(control_, config_.node);
    system_ = stream_.identify();
    system_.database_oid = database_oid_;
    gap_.reset();
    const auto verdict = replication::judge_slot(system_, progress, slot);
    if (const auto* const refusal = std::get_if<replication::Refusal>(&verdict)) {
      throw StopWorker("slot \"" + slot_ + "\": " + refusal->reason, refusal->remedy);
    }
    if (const auto* const gap = std::get_if<Gap>(&verdict)) {
      mark_ = heal(*gap, slot);
    } else {
      mark_ = std::get<replication::Streamable>(verdict).from;
    }
    start_stream();
    require_unmoved();
  }

  /// Nobody touches a slot that streams; between the look at it and START_REPLICATION somebody may have. A leader that
  /// ended meanwhile has moved the slot, but its progress before that.
  void require_unmoved() {
    const auto slot = read_slot(control_, slot_);
    const auto progress = read_progress(control_, config_.node);
    const Lsn known = gap_ || !progress ? mark_ : std::max(mark_, progress->mark());
    if (slot && slot->confirmed_flush <= known) return;
    throw postgres::Error(
        {.sqlstate = "55000", .message = "the replication slot was replaced or moved while its stream began"});
  }

  /// A new slot first, so that nothing is missed from now on; everything is marked dirty once we lead.
  Lsn heal(const Gap& gap, const std::optional<replication::SlotState>& slot) {
    if (slot && slot->active) throw_slot_active();
    statistics_.gaps.fetch_add(1);
    if (config_.replication.on_gap == GapPolicy::stop) {
      throw StopWorker("changes may have been missed: " + gap.reason,
                       "set replication.on_gap = \"resync\" to have everything read again");
    }
    statistics_.phase = Phase::resyncing;
    spdlog::error("changes may have been missed: {}; making a new slot and reading everything again", gap.reason);
    if (gap.foreign_progress) discard_progress(control_, config_.node);
    failpoint("before_new_slot");
    const auto begins = renew_slot(control_, slot_, slot.has_value(), stop_);
    failpoint("after_new_slot");
    spdlog::warn("slot \"{}\" begins at {}", slot_, to_string(begins));
    gap_ = gap;
    return begins;
  }

  void start_stream() {
    generation_ = read_mapping_generation(control_);
    catalog_ = std::make_unique<const replication::SourceCatalog>(read_source_catalog(control_));
    stream_.start(slot_, mark_,
                  {.tables = catalog_->tables(),
                   .message_prefix = message_prefix(database_oid_),
                   .filtered_origins = read_origins(control_, database_oid_)});
    failpoint("after_start_replication");
  }

  Attachment take_over() {
    const auto epoch = claim();
    end_earlier_apply_sessions(control_);
    failpoint("after_claim");
    auto apply = open_apply_session({config_.node, epoch});
    if (gap_) {
      apply.mark_all_dirty(gap_->reason);
      failpoint("after_mark_all_dirty");
      apply.store_mark(mark_);
    }
    adopt_mapping(apply);
    control_.exec("SELECT set_config('application_name', 'masterbus-monitor', false)");
    // Read again: an earlier leader may have committed until its epoch ended.
    const auto progress = read_progress(control_, config_.node);
    if (progress) mark_ = std::max(mark_, progress->mark());
    const int walsender_pid = stream_.backend_pid();
    spdlog::info("leading as epoch {} with slot \"{}\" from {}, {} mapping lines", epoch, slot_, to_string(mark_),
                 catalog_->lines().size());
    return {std::move(control_),
            std::move(stream_),
            std::move(apply),
            std::move(catalog_),
            {.database_oid = database_oid_,
             .mapping_generation = generation_,
             .slot_name = slot_,
             .walsender_pid = walsender_pid},
            mark_};
  }

  /// After the stream has begun, so that the rereading of a new table leaves no hole before it.
  void adopt_mapping(ApplySession& apply) {
    const auto changed = apply.adopt_mapping(generation_);
    if (!changed) throw MappingChanged();
    if (*changed > 0) spdlog::info("{} mapping lines are new or changed: their tables are to be read again", *changed);
    failpoint("after_adopt_mapping");
  }

  std::int64_t claim() {
    return control_
        .exec("SELECT masterbus.claim($1, $2, $3, $4, $5::oid, $6)", config_.node, slot_, system_.system_identifier,
              system_.timeline, database_oid_, incarnation())
        .integer(0, 0);
  }

  /// The origin of an ended session is free a moment later.
  ApplySession open_apply_session(const Leadership& leadership) {
    constexpr int kAttempts = 50;
    constexpr std::chrono::milliseconds kInterval{100};
    for (int attempt = 1;; ++attempt) {
      try {
        return ApplySession::open(config_.database.url, connect_timeout(config_), apply_origin(database_oid_),
                                  leadership);
      } catch (const postgres::Error& error) {
        const bool held = classify(error.sqlstate(), Stage::applying) == Reaction::standby;
        if (!held || attempt == kAttempts || !pause(stop_, kInterval)) throw;
      }
    }
  }

  void stand_by(const postgres::Error& error) {
    if (statistics_.phase.exchange(Phase::standby) != Phase::standby) {
      spdlog::info("standing by: {}", error.message());
    }
  }

  const Config& config_;
  const std::stop_token& stop_;
  telemetry::Statistics& statistics_;
  postgres::Connection control_;
  replication::Stream stream_;
  std::uint32_t database_oid_;
  std::string slot_;
  replication::SystemIdentity system_;
  std::optional<Gap> gap_;
  Lsn mark_;
  std::int64_t generation_ = 0;
  std::unique_ptr<const replication::SourceCatalog> catalog_;
};

}  // namespace

std::optional<Attachment> attach(const Config& config, const std::stop_token& stop, telemetry::Statistics& statistics) {
  return Candidate(config, stop, statistics).lead();
}

}  // namespace masterbus::pipeline
