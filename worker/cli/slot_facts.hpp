#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "worker/cli/database.hpp"

namespace masterbus::cli {

/// The worker's slot as the server shows it.
struct SlotFacts {
  bool exists = false;
  std::string plugin;
  std::string database;
  bool active = false;
  std::string wal_status;           ///< reserved, extended, unreserved, lost
  std::string invalidation_reason;  ///< PostgreSQL 17 and later; empty when sound
  std::string restart_lsn;
  std::string confirmed_flush_lsn;
  std::int64_t retained_bytes = 0;         ///< WAL kept for the slot
  std::int64_t behind_bytes = 0;           ///< WAL written since the position that was last acknowledged
  std::optional<std::int64_t> keep_bytes;  ///< max_slot_wal_keep_size; nothing = unlimited
  double wal_bytes_per_s = 0;              ///< mean since the server's statistics began

  /// Seconds until the retained WAL reaches the limit at the mean rate; nothing without a limit or without writes.
  std::optional<double> seconds_left() const;
  /// Retained WAL in parts of the limit, 0 without one.
  double used_part() const;
};

SlotFacts gather_slot_facts(postgres::Connection& connection, const std::string& slot_name);

/// "1.5 GiB" for people.
std::string bytes_text(std::int64_t bytes);
/// "3 h 20 min" for people.
std::string duration_text(double seconds);

}  // namespace masterbus::cli
