#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "worker/cli/commands.hpp"
#include "worker/cli/database.hpp"
#include "worker/cli/slot_facts.hpp"

namespace masterbus::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Lag in seconds is 0 when all that was written has been sent to the worker, else the time since its last batch; the
/// server's own flush_lag would grow on an idle stream. pg_stat_activity shows a role its own sessions in full.
constexpr const char* kProgress = R"(
SELECT p.state, p.state_detail, p.epoch, p.slot_name, p.applied_lsn, p.acknowledged_lsn,
       to_char(p.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
       greatest(pg_wal_lsn_diff(pg_current_wal_lsn(), greatest(p.applied_lsn, p.acknowledged_lsn)), 0)::int8,
       CASE WHEN a.wait_event ILIKE 'WalSenderWaitForWal' OR a.wait_event ILIKE 'WalSenderMain' THEN 0
            ELSE extract(epoch FROM clock_timestamp() - p.updated_at) END::float8,
       a.pid, coalesce(a.client_addr::text, 'local'), to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
FROM masterbus.progress p
LEFT JOIN pg_catalog.pg_replication_slots s ON s.slot_name = p.slot_name
LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = s.active_pid
WHERE p.node = $1)";

constexpr const char* kDirty = R"(
SELECT d.source, d.reason, d.phase, d.keys_done, to_char(d.since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
       nullif(c.reltuples, -1)::int8
FROM masterbus.dirty_source d
LEFT JOIN masterbus.source_table s ON s.source = d.source
LEFT JOIN pg_catalog.pg_class c ON c.oid = masterbus.source_relation(s)
ORDER BY d.since, d.source)";

/// Lines in quarantine, and those that a worker will put there: their table is gone or was renamed.
constexpr const char* kQuarantine = R"(
SELECT source, problem, remedy, to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM masterbus.quarantine
UNION ALL
SELECT s.source, 'its table does not exist', NULL, NULL FROM masterbus.source_table s
WHERE masterbus.source_relation(s) IS NULL AND NOT masterbus.in_quarantine(s.source)
ORDER BY 1)";

Json text_or_null(const postgres::Result& rows, int column, int row = 0) {
  const auto text = rows.optional(row, column);
  return text ? Json(*text) : Json(nullptr);
}

void describe_progress(const postgres::Result& row, Json& document) {
  document["state"] = row.text(0, 0);
  document["state_detail"] = text_or_null(row, 1);
  document["epoch"] = row.integer(0, 2);
  document["applied_lsn"] = text_or_null(row, 4);
  document["acknowledged_lsn"] = text_or_null(row, 5);
  document["updated_at"] = row.text(0, 6);
  document["lag"] = {{"bytes", row.is_null(0, 7) ? Json(nullptr) : Json(row.integer(0, 7))},
                     {"seconds", row.real(0, 8)}};
  document["leader"] = nullptr;
  if (!row.is_null(0, 9)) {
    document["leader"] = {{"pid", row.integer(0, 9)}, {"client", row.text(0, 10)}, {"since", text_or_null(row, 11)}};
  }
}

/// Workers that wait for the slot say so by the name of their session.
void describe_standbys(postgres::Connection& connection, Json& document) {
  document["standbys"] = connection
                             .exec("SELECT count(*) FROM pg_catalog.pg_stat_activity "
                                   "WHERE application_name = 'masterbus-standby' AND datname = current_database()")
                             .integer(0, 0);
}

void describe_slot(const std::string& name, const SlotFacts& slot, Json& document) {
  Json described{{"name", name}, {"exists", slot.exists}};
  if (slot.exists) {
    const auto left = slot.seconds_left();
    described.update({{"active", slot.active},
                      {"wal_status", slot.wal_status},
                      {"confirmed_flush_lsn", slot.confirmed_flush_lsn},
                      {"retained_bytes", slot.retained_bytes},
                      {"max_slot_wal_keep_bytes", slot.keep_bytes ? Json(*slot.keep_bytes) : Json(nullptr)},
                      {"seconds_until_lost", left ? Json(*left) : Json(nullptr)}});
  }
  document["slot"] = described;
}

void describe_dirty(postgres::Connection& connection, Json& document) {
  document["dirty_sources"] = Json::array();
  const auto dirty = connection.exec(kDirty);
  for (int row = 0; row < dirty.rows(); ++row) {
    document["dirty_sources"].push_back(
        {{"source", dirty.text(row, 0)},
         {"reason", dirty.text(row, 1)},
         {"phase", dirty.text(row, 2)},
         {"keys_done", dirty.integer(row, 3)},
         {"keys_estimated", dirty.is_null(row, 5) ? Json(nullptr) : Json(dirty.integer(row, 5))},
         {"since", dirty.text(row, 4)}});
  }
}

void describe_waiting(postgres::Connection& connection, Json& document) {
  document["quarantine"] = Json::array();
  const auto lines = connection.exec(kQuarantine);
  for (int row = 0; row < lines.rows(); ++row) {
    document["quarantine"].push_back({{"source", lines.text(row, 0)},
                                      {"problem", lines.text(row, 1)},
                                      {"remedy", text_or_null(lines, 2, row)},
                                      {"since", text_or_null(lines, 3, row)}});
  }
  document["parked_keys"] = connection.exec("SELECT count(*) FROM masterbus.parked_key").integer(0, 0);
}

/// What the leader last said of itself.
void describe_report(postgres::Connection& connection, const std::string& node, Json& document) {
  document["report"] = nullptr;
  const auto row =
      connection.exec("SELECT report, to_char(reported_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') "
                      "FROM masterbus.worker_report WHERE node = $1",
                      node);
  if (row.empty()) return;
  document["report"] = Json::parse(row.text(0, 0));
  document["report"]["reported_at"] = row.text(0, 1);
}

/// Changes that wait for somebody to mend the mapping or the rows.
Json waiting_problems(const Json& document) {
  Json problems = Json::array();
  for (const Json& line : document["quarantine"]) {
    problems.push_back(
        fmt::format("mapping line {} is not followed, its rows are stale: {}; run masterbus mapping check",
                    line["source"].get<std::string>(), line["problem"].get<std::string>()));
  }
  if (const auto parked = document["parked_keys"].get<std::int64_t>(); parked > 0) {
    problems.push_back(fmt::format("{} source rows fail and are parked: run masterbus parked list", parked));
  }
  return problems;
}

void describe_problems(const SlotFacts& slot, bool has_progress, Json& document) {
  Json problems = waiting_problems(document);
  if (!has_progress) problems.push_back("no progress is recorded for this node: run masterbus init");
  if (has_progress && !slot.exists) problems.push_back("the replication slot does not exist: run masterbus init");
  if (slot.wal_status == "lost" || !slot.invalidation_reason.empty()) {
    problems.push_back("the replication slot has lost WAL: the worker rereads everything, or run masterbus init");
  } else if (slot.exists && !slot.active) {
    problems.push_back("no worker is connected: run masterbus run");
  }
  document["problems"] = problems;
}

Json gather(Context& context, postgres::Connection& connection) {
  const std::string& node = context.config.node;
  const std::string extension = extension_version(connection);
  Json document{{"version", MASTERBUS_VERSION}, {"extension", extension}, {"node", node}};
  if (extension.empty()) {
    document["problems"] = Json::array({"the extension is not installed in this database: run masterbus init"});
    return document;
  }
  const auto progress = connection.exec(kProgress, node);
  std::string slot_name = object_names(database_oid(connection), node).slot;
  if (!progress.empty()) {
    describe_progress(progress, document);
    slot_name = progress.text(0, 3);
  }
  const SlotFacts slot = gather_slot_facts(connection, slot_name);
  describe_standbys(connection, document);
  describe_slot(slot_name, slot, document);
  describe_report(connection, node, document);
  describe_dirty(connection, document);
  describe_waiting(connection, document);
  describe_problems(slot, !progress.empty(), document);
  return document;
}

void print_slot(std::ostream& out, const Json& slot) {
  out << "slot:    " << slot["name"].get<std::string>();
  if (!slot["exists"].get<bool>()) {
    out << " (missing)\n";
    return;
  }
  out << ", " << slot["wal_status"].get<std::string>() << ", retains "
      << bytes_text(slot["retained_bytes"].get<std::int64_t>());
  if (slot["max_slot_wal_keep_bytes"].is_null()) {
    out << " (no limit)\n";
    return;
  }
  out << " of " << bytes_text(slot["max_slot_wal_keep_bytes"].get<std::int64_t>());
  if (!slot["seconds_until_lost"].is_null())
    out << ", full in " << duration_text(slot["seconds_until_lost"].get<double>());
  out << " at the mean rate\n";
}

void print_progress(std::ostream& out, const Json& document) {
  out << "state:   " << document["state"].get<std::string>();
  if (!document["state_detail"].is_null()) out << " (" << document["state_detail"].get<std::string>() << ")";
  out << ", as of " << document["updated_at"].get<std::string>() << "\nlag:     ";
  const Json& bytes = document["lag"]["bytes"];
  out << (bytes.is_null() ? "unknown" : bytes_text(bytes.get<std::int64_t>())) << ", "
      << duration_text(document["lag"]["seconds"].get<double>()) << '\n';
  const Json& leader = document["leader"];
  out << "leader:  ";
  if (leader.is_null()) {
    out << "none\n";
  } else {
    out << "session " << leader["pid"].get<std::int64_t>() << " from " << leader["client"].get<std::string>()
        << " since " << leader["since"].dump() << ", epoch " << document["epoch"].get<std::int64_t>() << '\n';
  }
  if (const auto standbys = document["standbys"].get<std::int64_t>(); standbys > 0) {
    out << "standby: " << standbys << (standbys == 1 ? " worker\n" : " workers\n");
  }
}

void print_report(std::ostream& out, const Json& report) {
  if (report.is_null()) return;
  const Json& visible = report["commit_to_visible_ms"];
  out << "visible: " << visible["count"].get<std::int64_t>() << " transactions, half of them within "
      << visible["p50"].get<double>() << " ms, 99 % within " << visible["p99"].get<double>() << " ms, as of "
      << report["reported_at"].get<std::string>() << '\n';
}

void print_text(std::ostream& out, const Json& document) {
  out << "node:    " << document["node"].get<std::string>() << " (worker " << document["version"].get<std::string>()
      << ", extension " << document["extension"].get<std::string>() << ")\n";
  if (document.contains("state")) print_progress(out, document);
  if (document.contains("slot")) print_slot(out, document["slot"]);
  if (document.contains("report")) print_report(out, document["report"]);
  if (document.contains("dirty_sources")) {
    for (const Json& dirty : document["dirty_sources"]) {
      out << "dirty:   " << dirty["source"].get<std::string>() << " (" << dirty["reason"].get<std::string>() << "), "
          << dirty["keys_done"].get<std::int64_t>() << " keys done"
          << (dirty["keys_estimated"].is_null()
                  ? ""
                  : fmt::format(" of about {}", dirty["keys_estimated"].get<std::int64_t>()))
          << ", since " << dirty["since"].get<std::string>() << '\n';
    }
  }
  for (const Json& problem : document["problems"]) out << "problem: " << problem.get<std::string>() << '\n';
}

}  // namespace

int status(Context& context, const StatusOptions& options) {
  auto connection = connect_worker(context.config);
  const Json document = gather(context, connection);
  if (options.json) {
    context.out << document.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  } else {
    print_text(context.out, document);
  }
  return document["problems"].empty() ? kFine : kFound;
}

}  // namespace masterbus::cli
