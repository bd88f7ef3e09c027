#include <fmt/format.h>

#include "worker/cli/checks.hpp"
#include "worker/pipeline/catalogue.hpp"

namespace masterbus::cli {
namespace {

using replication::Lsn;

constexpr const char* kSystem = R"(
SELECT system_identifier::text, (SELECT timeline_id FROM pg_catalog.pg_control_checkpoint()),
       (SELECT oid::int8 FROM pg_catalog.pg_database WHERE datname = current_database()), current_database(),
       pg_catalog.pg_current_wal_insert_lsn()
FROM pg_catalog.pg_control_system())";

constexpr const char* kLongTransactions = R"(
SELECT pg_catalog.format('session %s (%s, %s, %s) has had a transaction open for %s; its last statement: %s', pid,
           coalesce(usename, '?'), coalesce(nullif(application_name, ''), 'no application name'), state,
           justify_interval(date_trunc('second', clock_timestamp() - xact_start)), left(regexp_replace(query, '\s+', ' ', 'g'), 100)),
       pg_catalog.format('SELECT pg_terminate_backend(%s);', pid)
FROM pg_catalog.pg_stat_activity
WHERE backend_type = 'client backend' AND backend_xid IS NOT NULL AND clock_timestamp() - xact_start > interval '5 minutes'
UNION ALL
SELECT pg_catalog.format('the prepared transaction %L of %s is open since %s', gid, owner, prepared),
       pg_catalog.format('ROLLBACK PREPARED %L;  -- or COMMIT PREPARED', gid)
FROM pg_catalog.pg_prepared_xacts WHERE clock_timestamp() - prepared > interval '5 minutes')";

Lsn lsn_of(const postgres::Result& row, int column) {
  return replication::parse_lsn(row.text(0, column)).value_or(Lsn{});
}

replication::SystemIdentity read_system(postgres::Connection& connection) {
  const auto row = connection.exec(kSystem);
  return {std::string(row.text(0, 0)), static_cast<int>(row.integer(0, 1)),
          static_cast<std::uint32_t>(row.integer(0, 2)), std::string(row.text(0, 3)), lsn_of(row, 4)};
}

}  // namespace

void check_progress(const Config& config, postgres::Connection& connection, Findings& findings) {
  const auto progress = pipeline::read_progress(connection, config.node);
  if (!progress) {
    findings.push_back({"progress_missing", Severity::error, "no progress is recorded for node " + config.node,
                        "init was not run for this node, or the database was restored from a dump", "masterbus init"});
    return;
  }
  const auto slot = pipeline::read_slot(connection, progress->slot_name);
  if (!slot) return;  // said by the check of the slot itself
  const auto system = read_system(connection);
  const bool foreign =
      progress->system_identifier != system.system_identifier || progress->database_oid != system.database_oid;
  const auto verdict = replication::judge_slot(system, progress, slot);
  if (const auto* gap = std::get_if<replication::Gap>(&verdict); gap != nullptr && slot->wal_status != "lost") {
    findings.push_back({foreign ? "progress_foreign" : "gap", Severity::error, gap->reason,
                        "changes may have been missed between the recorded progress and the slot",
                        foreign ? "masterbus init"
                                : "masterbus run  -- rereads everything by itself with replication.on_gap = resync"});
  }
}

void check_transactions(postgres::Connection& connection, Findings& findings) {
  const auto open = connection.exec(kLongTransactions);
  for (int i = 0; i < open.rows(); ++i) {
    findings.push_back({"long_transaction", Severity::warning, std::string(open.text(i, 0)),
                        "slot creation waits for it, WAL is kept for it, and vacuum cannot clean behind it",
                        std::string(open.text(i, 1))});
  }
}

}  // namespace masterbus::cli
