#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "worker/replication/lsn.hpp"

/// Whether a slot may be trusted to carry every change since our progress: a pure decision over facts read before.
namespace masterbus::replication {

/// What IDENTIFY_SYSTEM and the catalogue say about the database that the worker is connected to.
struct SystemIdentity {
  std::string system_identifier;
  int timeline = 0;
  std::uint32_t database_oid = 0;
  std::string database;
  Lsn wal_position;
};

/// What masterbus.progress remembers.
struct RecordedProgress {
  std::string slot_name;
  std::string system_identifier;
  int timeline = 0;
  std::uint32_t database_oid = 0;
  Lsn applied;
  Lsn acknowledged;
  std::int64_t epoch = 0;

  /// The position up to which every change is in our tables or was no concern of ours.
  Lsn mark() const noexcept { return applied > acknowledged ? applied : acknowledged; }
};

/// What pg_replication_slots shows.
struct SlotState {
  std::string plugin;
  std::string database;
  bool active = false;
  Lsn confirmed_flush;
  std::string wal_status;           ///< reserved, extended, unreserved, lost
  std::string invalidation_reason;  ///< PostgreSQL 17; empty when the slot is sound
};

/// The slot carries everything since `from`.
struct Streamable {
  Lsn from;
};
/// Changes may have been missed; the policy decides.
struct Gap {
  std::string reason;
  bool foreign_progress = false;  ///< the recorded positions are of another database or log (a clone, a restored dump)
};
/// Nothing may be touched: the slot is not ours.
struct Refusal {
  std::string reason;
  std::string remedy;
};
using SlotVerdict = std::variant<Streamable, Gap, Refusal>;

SlotVerdict judge_slot(const SystemIdentity& system, const std::optional<RecordedProgress>& progress,
                       const std::optional<SlotState>& slot);

}  // namespace masterbus::replication
