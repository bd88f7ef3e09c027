#include "worker/pipeline/catalogue.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "worker/postgres/canceller.hpp"

namespace masterbus::pipeline {
namespace {

using replication::Lsn;
using replication::parse_lsn;

Lsn lsn_or_none(const postgres::Result& row, const std::string& column) {
  return parse_lsn(row.text(0, column)).value_or(Lsn{});
}

void add_partitions(postgres::Connection& session, replication::SourceCatalog& catalog) {
  const auto leaves = session.exec_simple(
      "SELECT DISTINCT s.schema_name, s.table_name, n.nspname AS leaf_schema, c.relname AS leaf_table "
      "FROM masterbus.stream_tables() s "
      "JOIN pg_class root ON root.oid = to_regclass(format('%I.%I', s.schema_name, s.table_name)) AND root.relkind = "
      "'p', "
      "LATERAL pg_partition_tree(root.oid) p "
      "JOIN pg_class c ON c.oid = p.relid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE p.isleaf");
  for (int row = 0; row < leaves.rows(); ++row) {
    catalog.add_partition({std::string(leaves.text(row, "schema_name")), std::string(leaves.text(row, "table_name"))},
                          {std::string(leaves.text(row, "leaf_schema")), std::string(leaves.text(row, "leaf_table"))});
  }
}

}  // namespace

std::uint32_t read_database_oid(postgres::Connection& session) {
  const auto row = session.exec_simple("SELECT oid FROM pg_database WHERE datname = current_database()");
  return static_cast<std::uint32_t>(row.integer(0, 0));
}

std::optional<replication::RecordedProgress> read_progress(postgres::Connection& session, const std::string& node) {
  const auto row =
      session.exec("SELECT slot_name, system_identifier, timeline, database_oid, applied_lsn, acknowledged_lsn, epoch "
                   "FROM masterbus.progress WHERE node = $1",
                   node);
  if (row.empty()) return std::nullopt;
  return replication::RecordedProgress{.slot_name = std::string(row.text(0, "slot_name")),
                                       .system_identifier = std::string(row.text(0, "system_identifier")),
                                       .timeline = static_cast<int>(row.integer(0, "timeline")),
                                       .database_oid = static_cast<std::uint32_t>(row.integer(0, "database_oid")),
                                       .applied = lsn_or_none(row, "applied_lsn"),
                                       .acknowledged = lsn_or_none(row, "acknowledged_lsn"),
                                       .epoch = row.integer(0, "epoch")};
}

std::optional<replication::SlotState> read_slot(postgres::Connection& session, const std::string& slot_name) {
  // By way of jsonb, because invalidation_reason exists only from PostgreSQL 17.
  const auto row =
      session.exec("SELECT plugin, database, active, confirmed_flush_lsn, coalesce(wal_status, '') AS wal_status, "
                   "coalesce(to_jsonb(s) ->> 'invalidation_reason', '') AS invalidation_reason "
                   "FROM pg_replication_slots s WHERE slot_name = $1",
                   slot_name);
  if (row.empty()) return std::nullopt;
  return replication::SlotState{.plugin = std::string(row.text(0, "plugin")),
                                .database = std::string(row.text(0, "database")),
                                .active = row.boolean(0, "active"),
                                .confirmed_flush = lsn_or_none(row, "confirmed_flush_lsn"),
                                .wal_status = std::string(row.text(0, "wal_status")),
                                .invalidation_reason = std::string(row.text(0, "invalidation_reason"))};
}

replication::SourceCatalog read_source_catalog(postgres::Connection& session) {
  replication::SourceCatalog catalog;
  const auto lines = session.exec_simple(
      "SELECT source, schema_name, table_name, to_jsonb(key_columns) AS key_columns FROM masterbus.stream_tables()");
  for (int row = 0; row < lines.rows(); ++row) {
    catalog.add({.source = std::string(lines.text(row, "source")),
                 .schema = std::string(lines.text(row, "schema_name")),
                 .table = std::string(lines.text(row, "table_name")),
                 .key_columns = nlohmann::json::parse(lines.text(row, "key_columns")).get<std::vector<std::string>>()});
  }
  add_partitions(session, catalog);
  return catalog;
}

std::int64_t read_mapping_generation(postgres::Connection& session) {
  return session.exec_simple("SELECT masterbus.mapping_generation()").integer(0, 0);
}

bool review_mapping(postgres::Connection& session) {
  return session.exec_simple("SELECT masterbus.review_mapping() <> '{}'").boolean(0, 0);
}

std::vector<std::uint32_t> read_origins(postgres::Connection& session, std::uint32_t database_oid) {
  const auto prefix = fmt::format("masterbus_{}_", database_oid);
  const auto rows =
      session.exec("SELECT roident FROM pg_replication_origin WHERE starts_with(roname, $1) ORDER BY 1", prefix);
  std::vector<std::uint32_t> origins;
  origins.reserve(static_cast<std::size_t>(rows.rows()));
  for (int row = 0; row < rows.rows(); ++row) origins.push_back(static_cast<std::uint32_t>(rows.integer(row, 0)));
  return origins;
}

std::string slot_name(std::uint32_t database_oid, const std::string& node) {
  return fmt::format("masterbus_{}_{}", database_oid, node);
}

std::string apply_origin(std::uint32_t database_oid) { return fmt::format("masterbus_{}_apply", database_oid); }

std::string message_prefix(std::uint32_t database_oid) { return fmt::format("masterbus.{}", database_oid); }

Lsn renew_slot(postgres::Connection& session, const std::string& slot_name, bool exists, const std::stop_token& stop) {
  const postgres::Canceller canceller(session);
  const std::stop_callback cancel_on_stop(stop, [&canceller] { canceller.cancel(); });
  if (exists) session.exec("SELECT pg_drop_replication_slot($1)", slot_name);
  const auto row = session.exec("SELECT lsn FROM pg_create_logical_replication_slot($1, 'wal2json')", slot_name);
  return parse_lsn(row.text(0, 0)).value_or(Lsn{});
}

void discard_progress(postgres::Connection& session, const std::string& node) {
  session.exec("DELETE FROM masterbus.progress WHERE node = $1", node);
}

void end_earlier_apply_sessions(postgres::Connection& session) {
  constexpr int kPatienceMs = 2000;
  session.exec("SELECT pg_terminate_backend(pid, $2) FROM pg_stat_activity "
               "WHERE datname = current_database() AND usename = current_user AND application_name = $1 "
               "AND pid <> pg_backend_pid()",
               kApplyApplication, kPatienceMs);
}

}  // namespace masterbus::pipeline
