#include <fmt/format.h>

#include "worker/cli/checks.hpp"
#include "worker/cli/slot_facts.hpp"

namespace masterbus::cli {
namespace {

using postgres::quote_literal;

constexpr std::int64_t kMuchWal = 1LL << 30;  // one GiB without a reader is worth a word
constexpr double kHighPart = 0.5;
constexpr double kCriticalPart = 0.8;

constexpr const char* kOrphans = R"(
SELECT slot_name, pg_catalog.pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn))
FROM pg_catalog.pg_replication_slots
WHERE database = current_database() AND slot_name LIKE 'masterbus\_%' AND NOT active AND slot_name <> ALL ($1)
ORDER BY 1)";

void check_identity(const std::string& name, const SlotFacts& slot, const std::string& database, Findings& findings) {
  if (!slot.exists) {
    findings.push_back({"slot_missing", Severity::error, "the replication slot " + name + " does not exist",
                        "without it changes are not kept for the worker; it rereads everything when it comes back",
                        "masterbus init"});
  } else if (slot.plugin != "wal2json" || slot.database != database) {
    findings.push_back({"slot_foreign", Severity::error,
                        fmt::format("the slot {} is of plugin {} in database {}", name, slot.plugin, slot.database),
                        "it is not the worker's own, and is never dropped by it",
                        "choose another node name (--node), or drop that slot when nobody needs it"});
  } else if (slot.wal_status == "lost" || !slot.invalidation_reason.empty()) {
    findings.push_back({"slot_lost", Severity::error,
                        fmt::format("the slot {} has lost WAL ({})", name,
                                    slot.invalidation_reason.empty() ? "wal_status lost" : slot.invalidation_reason),
                        "changes were removed before the worker saw them; everything has to be read again",
                        "masterbus init  -- makes a new slot and marks everything dirty; a larger "
                        "max_slot_wal_keep_size prevents it"});
  }
}

void check_retained(const SlotFacts& slot, Findings& findings) {
  const double part = slot.used_part();
  if (part >= kHighPart) {
    const auto left = slot.seconds_left();
    findings.push_back(
        {"retained_wal", part >= kCriticalPart ? Severity::error : Severity::warning,
         fmt::format("the slot retains {} of the {} that max_slot_wal_keep_size allows{}",
                     bytes_text(slot.retained_bytes), bytes_text(*slot.keep_bytes),
                     left ? ", full in about " + duration_text(*left) : std::string()),
         "at the limit the server gives the slot up, and everything has to be read again",
         slot.active ? "look for what the worker waits for: masterbus status" : "start the worker: masterbus run"});
  } else if (!slot.keep_bytes && slot.retained_bytes >= kMuchWal) {
    findings.push_back({"retained_wal", Severity::warning,
                        "the slot retains " + bytes_text(slot.retained_bytes) + " of WAL, and nothing limits it",
                        "Condoit's disk fills up while the worker does not read",
                        slot.active ? "look for what the worker waits for: masterbus status"
                                    : "start the worker (masterbus run), or remove the slot: masterbus uninstall"});
  }
}

std::vector<std::string> recorded_slots(postgres::Connection& connection, const std::string& own) {
  std::vector<std::string> names{own};
  if (extension_version(connection).empty()) return names;
  const auto recorded = connection.exec("SELECT slot_name FROM masterbus.progress");
  for (int row = 0; row < recorded.rows(); ++row) names.emplace_back(recorded.text(row, 0));
  return names;
}

void check_orphans(postgres::Connection& connection, const std::string& own, Findings& findings) {
  const auto orphans = connection.exec(kOrphans, postgres::text_array(recorded_slots(connection, own)));
  for (int row = 0; row < orphans.rows(); ++row) {
    const std::string name(orphans.text(row, 0));
    findings.push_back({"slot_orphaned", Severity::warning,
                        fmt::format("nobody reads the slot {}, which retains {}", name, orphans.text(row, 1)),
                        "no progress row names it: it was left behind, and keeps WAL for ever",
                        fmt::format("SELECT pg_drop_replication_slot({});", quote_literal(name))});
  }
}

}  // namespace

void check_slot(const Config& config, postgres::Connection& connection, const ServerFacts& facts, Findings& findings) {
  if (facts.in_recovery) return;
  const std::string name = object_names(database_oid(connection), config.node).slot;
  const SlotFacts slot = gather_slot_facts(connection, name);
  const std::string database(connection.exec("SELECT current_database()").text(0, 0));
  check_identity(name, slot, database, findings);
  if (slot.exists) check_retained(slot, findings);
  if (slot.exists && !slot.active && slot.wal_status != "lost") {
    findings.push_back({"worker_away", Severity::warning, "no worker reads the slot " + name,
                        "ThreatMap stands still, and WAL is kept until one comes back", "masterbus run"});
  }
  check_orphans(connection, name, findings);
}

}  // namespace masterbus::cli
