#include "worker/cli/slot_facts.hpp"

#include <fmt/format.h>

#include <array>

namespace masterbus::cli {
namespace {

/// to_jsonb reads columns that only newer servers have.
constexpr const char* kSlot = R"(
SELECT coalesce(s.plugin, ''), coalesce(s.database, ''), s.active, coalesce(s.wal_status, ''),
       coalesce(to_jsonb(s) ->> 'invalidation_reason', ''), coalesce(s.restart_lsn::text, ''),
       coalesce(s.confirmed_flush_lsn::text, ''),
       coalesce(pg_wal_lsn_diff(l.now, s.restart_lsn), 0)::int8, coalesce(pg_wal_lsn_diff(l.now, s.confirmed_flush_lsn), 0)::int8
FROM pg_catalog.pg_replication_slots s,
     (SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END AS now) l
WHERE s.slot_name = $1)";

constexpr const char* kWal = R"(
SELECT (SELECT setting::int8 FROM pg_catalog.pg_settings WHERE name = 'max_slot_wal_keep_size'),
       coalesce((SELECT wal_bytes / greatest(extract(epoch FROM clock_timestamp() - stats_reset), 1)
                 FROM pg_catalog.pg_stat_wal), 0)::float8)";

constexpr std::int64_t kMebibyte = std::int64_t{1024} * 1024;

}  // namespace

std::optional<double> SlotFacts::seconds_left() const {
  if (!keep_bytes || wal_bytes_per_s < 1) return std::nullopt;
  const auto free_bytes = *keep_bytes > retained_bytes ? *keep_bytes - retained_bytes : 0;
  return static_cast<double>(free_bytes) / wal_bytes_per_s;
}

double SlotFacts::used_part() const {
  if (!keep_bytes || *keep_bytes <= 0) return 0;
  return static_cast<double>(retained_bytes) / static_cast<double>(*keep_bytes);
}

SlotFacts gather_slot_facts(postgres::Connection& connection, const std::string& slot_name) {
  SlotFacts facts;
  const auto wal = connection.exec(kWal);
  if (const auto keep_mb = wal.integer(0, 0); keep_mb >= 0) facts.keep_bytes = keep_mb * kMebibyte;
  facts.wal_bytes_per_s = wal.real(0, 1);
  const auto slot = connection.exec(kSlot, slot_name);
  facts.exists = !slot.empty();
  if (!facts.exists) return facts;
  facts.plugin = slot.text(0, 0);
  facts.database = slot.text(0, 1);
  facts.active = slot.boolean(0, 2);
  facts.wal_status = slot.text(0, 3);
  facts.invalidation_reason = slot.text(0, 4);
  facts.restart_lsn = slot.text(0, 5);
  facts.confirmed_flush_lsn = slot.text(0, 6);
  facts.retained_bytes = slot.integer(0, 7);
  facts.behind_bytes = slot.integer(0, 8);
  return facts;
}

std::string bytes_text(std::int64_t bytes) {
  constexpr std::array<const char*, 5> units{"B", "KiB", "MiB", "GiB", "TiB"};
  double amount = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (amount >= 1024 && unit + 1 < units.size()) {
    amount /= 1024;
    ++unit;
  }
  return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.1f} {}", amount, units[unit]);
}

std::string duration_text(double seconds) {
  if (seconds < 120) return fmt::format("{:.1f} s", seconds);
  const auto minutes = static_cast<std::int64_t>(seconds / 60);
  if (minutes < 120) return fmt::format("{} min", minutes);
  const std::int64_t hours = minutes / 60;
  if (hours < 48) return fmt::format("{} h {} min", hours, minutes % 60);
  return fmt::format("{} days", hours / 24);
}

}  // namespace masterbus::cli
