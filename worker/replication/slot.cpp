#include "worker/replication/slot.hpp"

#include <fmt/format.h>

namespace masterbus::replication {
namespace {

std::optional<Refusal> foreign_slot(const SystemIdentity& system, const SlotState& slot) {
  if (slot.database != system.database) {
    return Refusal{fmt::format("the slot belongs to database \"{}\", not to \"{}\"", slot.database, system.database),
                   "choose another node name, or remove that slot by hand if nobody needs it"};
  }
  if (slot.plugin != "wal2json") {
    return Refusal{fmt::format("the slot uses the output plugin \"{}\", not wal2json", slot.plugin),
                   "choose another node name, or remove that slot by hand if nobody needs it"};
  }
  return std::nullopt;
}

std::optional<Gap> foreign_progress(const SystemIdentity& system, const RecordedProgress& progress) {
  if (progress.system_identifier == system.system_identifier && progress.database_oid == system.database_oid) {
    return std::nullopt;
  }
  return Gap{fmt::format("the recorded progress is that of database {} of system {}; this is {} of {}",
                         progress.database_oid, progress.system_identifier, system.database_oid,
                         system.system_identifier),
             true};
}

std::optional<Gap> unusable(const std::optional<SlotState>& slot) {
  if (!slot) return Gap{"the replication slot is missing"};
  if (slot->wal_status == "lost" || !slot->invalidation_reason.empty()) {
    return Gap{fmt::format("the replication slot was invalidated ({})",
                           slot->invalidation_reason.empty() ? "its WAL was removed" : slot->invalidation_reason)};
  }
  return std::nullopt;
}

}  // namespace

SlotVerdict judge_slot(const SystemIdentity& system, const std::optional<RecordedProgress>& progress,
                       const std::optional<SlotState>& slot) {
  if (slot) {
    if (auto refusal = foreign_slot(system, *slot)) return *refusal;
  }
  if (!progress) return Gap{"no progress is recorded for this node"};
  if (auto gap = foreign_progress(system, *progress)) return *gap;
  if (progress->timeline != system.timeline) {
    return Gap{fmt::format("the timeline changed from {} to {}", progress->timeline, system.timeline)};
  }
  if (auto gap = unusable(slot)) return *gap;
  if (slot->confirmed_flush > progress->mark()) {
    return Gap{fmt::format("the slot stands at {}, ahead of the acknowledged {}", to_string(slot->confirmed_flush),
                           to_string(progress->mark()))};
  }
  if (progress->mark() > system.wal_position) {
    return Gap{fmt::format("the server's log ends at {}, before the applied {}", to_string(system.wal_position),
                           to_string(progress->mark())),
               true};
  }
  return Streamable{progress->mark()};
}

}  // namespace masterbus::replication
