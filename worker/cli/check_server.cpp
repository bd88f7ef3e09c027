#include <fmt/format.h>

#include "worker/cli/checks.hpp"

namespace masterbus::cli {
namespace {

constexpr int kWorkerSessions = 4;  // applying, rebuilding, watching, heartbeat
constexpr int kOwnOrigins = 3;

void check_primary(const ServerFacts& facts, Findings& findings) {
  if (!facts.in_recovery) return;
  findings.push_back(
      {"in_recovery", Severity::error, "the server is a standby",
       "MasterBus writes its results beside Condoit's tables, which a standby cannot",
       "let the URL lead to the primary (target_session_attrs=read-write chooses it among several hosts)"});
}

void check_wal_level(const ServerFacts& facts, Findings& findings) {
  if (facts.setting("wal_level") == "logical") return;
  findings.push_back({"wal_level", Severity::error, "wal_level is " + facts.setting("wal_level"),
                      "only at the level logical does the write-ahead log hold the keys of changed rows",
                      "ALTER SYSTEM SET wal_level = logical;  -- then restart the server"});
}

void check_slots_free(const ServerFacts& facts, Findings& findings) {
  const auto most = facts.number("max_replication_slots", 0);
  if (facts.our_slot_exists || facts.slots_used < most) return;
  findings.push_back(
      {"replication_slots_full", Severity::error,
       fmt::format("all {} replication slots are taken (max_replication_slots)", most),
       "the worker needs one slot of its own; without it nothing keeps the changes until it has seen them",
       fmt::format("ALTER SYSTEM SET max_replication_slots = {};  -- then restart the server; or drop a "
                   "slot that nobody reads: SELECT slot_name FROM pg_replication_slots WHERE NOT active;",
                   most + 4)});
}

void check_origins_free(const ServerFacts& facts, Findings& findings) {
  const bool own_setting = facts.knows("max_active_replication_origins");  // PostgreSQL 18
  const std::string name = own_setting ? "max_active_replication_origins" : "max_replication_slots";
  const auto most = facts.number(name, 0);
  if (facts.origins_used + kOwnOrigins - facts.our_origins <= most) return;
  findings.push_back({"origins_full", Severity::error,
                      fmt::format("{} of {} replication origins are taken ({})", facts.origins_used, most, name),
                      "three origins mark the worker's own writes, so that they do not come back as changes",
                      fmt::format("ALTER SYSTEM SET {} = {};  -- then restart the server", name, most + 4)});
}

void check_senders_free(const ServerFacts& facts, Findings& findings) {
  const auto most = facts.number("max_wal_senders", 0);
  if (facts.our_slot_active || facts.senders_used < most) return;
  findings.push_back({"wal_senders_full", Severity::error,
                      fmt::format("all {} WAL senders are taken (max_wal_senders)", most),
                      "the stream of changes is served by one WAL sender",
                      fmt::format("ALTER SYSTEM SET max_wal_senders = {};  -- then restart the server", most + 4)});
}

void check_sessions_free(const ServerFacts& facts, Findings& findings) {
  const auto usable = facts.number("max_connections", 100) - facts.number("superuser_reserved_connections", 3) -
                      facts.number("reserved_connections", 0);
  if (facts.sessions_used + kWorkerSessions <= usable) return;
  findings.push_back(
      {"connections_full", Severity::warning,
       fmt::format("{} of {} usable connections are taken", facts.sessions_used, usable),
       fmt::format("the worker holds {} sessions; refused ones delay changes", kWorkerSessions),
       "ALTER SYSTEM SET max_connections = 200;  -- then restart the server; or put Condoit behind a pooler"});
}

void check_keep_size(const ServerFacts& facts, Findings& findings) {
  if (facts.number("max_slot_wal_keep_size", 0) != -1) return;
  findings.push_back({"keep_size_unlimited", Severity::warning, "max_slot_wal_keep_size is unlimited (-1)",
                      "while the worker is away the slot keeps all WAL; without a limit Condoit's disk fills up. With "
                      "one, the slot is given up instead and the worker rereads everything",
                      "ALTER SYSTEM SET max_slot_wal_keep_size = '50GB';  -- what the disk can spare\n"
                      "SELECT pg_reload_conf();"});
}

void check_synchronous(const ServerFacts& facts, Findings& findings) {
  const std::string names = facts.setting("synchronous_standby_names");
  if (names.empty() || facts.synchronous_standby_connected) return;
  findings.push_back(
      {"synchronous_standby_missing", Severity::warning,
       "synchronous_standby_names is '" + names + "', and no such standby is connected",
       "Condoit's commits hang, and their changes are decoded but stay invisible, so that nothing after "
       "them can be applied",
       "connect the standby, or: ALTER SYSTEM SET synchronous_standby_names = ''; SELECT pg_reload_conf();"});
}

/// The worker asks for a timeout of its own unless told to keep the server's.
void check_sender_timeout(const ServerFacts& facts, Findings& findings) {
  const bool own = facts.worker_sender_timeout_ms > 0;
  const auto timeout_ms = own ? facts.worker_sender_timeout_ms : facts.number("wal_sender_timeout", 60'000);
  const std::string name = own ? "replication.wal_sender_timeout_ms" : "wal_sender_timeout";
  if (timeout_ms == 0) {
    findings.push_back({"wal_sender_timeout", Severity::warning,
                        "wal_sender_timeout is off (0), and the worker keeps the server's",
                        "the slot of a worker whose machine vanished stays taken until TCP gives up, and no standby "
                        "can take over",
                        "leave replication.wal_sender_timeout_ms at its default of 4000 ms, or: "
                        "ALTER SYSTEM SET wal_sender_timeout = '60s'; SELECT pg_reload_conf();"});
  } else if (timeout_ms < 2000) {
    findings.push_back({"wal_sender_timeout", Severity::warning, fmt::format("{} is {} ms", name, timeout_ms),
                        "a short pause of the network ends the stream",
                        own ? "leave replication.wal_sender_timeout_ms at its default of 4000 ms"
                            : "ALTER SYSTEM SET wal_sender_timeout = '60s'; SELECT pg_reload_conf();"});
  }
}

}  // namespace

void check_server(const ServerFacts& facts, Findings& findings) {
  check_primary(facts, findings);
  check_wal_level(facts, findings);
  check_slots_free(facts, findings);
  check_origins_free(facts, findings);
  check_senders_free(facts, findings);
  check_sessions_free(facts, findings);
  check_keep_size(facts, findings);
  check_synchronous(facts, findings);
  check_sender_timeout(facts, findings);
}

}  // namespace masterbus::cli
