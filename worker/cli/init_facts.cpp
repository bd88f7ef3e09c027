#include "worker/cli/init_facts.hpp"

#include "worker/cli/scram.hpp"

namespace masterbus::cli {
namespace {

using postgres::Connection;

constexpr const char* kRolesComplete = R"(
SELECT count(*) = 5
       AND bool_or(rolname = 'masterbus_worker' AND rolreplication)
       AND pg_catalog.has_schema_privilege('masterbus_worker', 'masterbus', 'USAGE')
       AND pg_catalog.has_function_privilege('masterbus_worker', pg_catalog.to_regproc('masterbus.apply'), 'EXECUTE')
       AND pg_catalog.has_function_privilege('masterbus_worker',
             'pg_catalog.pg_replication_origin_session_setup(text)', 'EXECUTE')
       AND pg_catalog.has_table_privilege('masterbus_worker', 'masterbus.progress', 'INSERT, UPDATE')
       AND EXISTS (SELECT FROM pg_catalog.pg_policy
                   WHERE polrelid = 'masterbus.equipment'::regclass AND polname = 'maintainer')
FROM pg_catalog.pg_roles
WHERE rolname IN ('masterbus_admin', 'masterbus_worker', 'masterbus_reader', 'masterbus_analyst', 'masterbus_api'))";

constexpr const char* kUngrantedTables = R"(
SELECT DISTINCT pg_catalog.format('%I.%I', schema_name, table_name)
FROM masterbus.source_table s
WHERE masterbus.source_relation(s) IS NOT NULL
  AND NOT (pg_catalog.has_table_privilege('masterbus_worker', masterbus.source_relation(s), 'SELECT')
           AND pg_catalog.has_schema_privilege('masterbus_worker', s.schema_name, 'USAGE'))
ORDER BY 1)";

bool roles_exist(Connection& connection) {
  return connection
             .exec("SELECT count(*) FROM pg_catalog.pg_roles WHERE rolname IN ('masterbus_admin', "
                   "'masterbus_worker', 'masterbus_reader', 'masterbus_analyst', 'masterbus_api')")
             .integer(0, 0) == 5;
}

std::int64_t mapping_generation(Connection& connection) {
  return connection.exec("SELECT masterbus.mapping_generation()").integer(0, 0);
}

bool mapping_would_change(Connection& connection, const std::string& script) {
  if (script.empty()) return false;
  connection.exec("BEGIN");
  const std::int64_t before = mapping_generation(connection);
  connection.exec_simple(script);
  const std::int64_t after = mapping_generation(connection);
  connection.exec("ROLLBACK");
  return before != after;
}

std::vector<std::string> first_column(const postgres::Result& result) {
  std::vector<std::string> values;
  values.reserve(static_cast<std::size_t>(result.rows()));
  for (int row = 0; row < result.rows(); ++row) values.emplace_back(result.text(row, 0));
  return values;
}

SlotState slot_state(Connection& connection, const std::string& name) {
  const auto slot =
      connection.exec("SELECT coalesce(plugin, '') = 'wal2json', coalesce(database, '') = current_database(), "
                      "coalesce(wal_status, '') = 'lost' FROM pg_catalog.pg_replication_slots WHERE slot_name = $1",
                      name);
  if (slot.empty()) return SlotState::missing;
  if (!slot.boolean(0, 0)) return SlotState::other_plugin;
  if (!slot.boolean(0, 1)) return SlotState::other_database;
  return slot.boolean(0, 2) ? SlotState::lost : SlotState::good;
}

std::vector<std::string> missing_origins(Connection& connection, const ObjectNames& names) {
  const std::vector<std::string> wanted{names.apply_origin, names.backfill_origin, names.cli_origin};
  return first_column(connection.exec(
      "SELECT n FROM unnest($1::text[]) n WHERE n NOT IN (SELECT roname FROM pg_catalog.pg_replication_origin)",
      postgres::text_array(wanted)));
}

bool password_differs(Connection& connection, const std::string& password) {
  if (password.empty()) return false;
  const bool readable = connection.exec("SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT')").boolean(0, 0);
  if (!readable) return true;
  const auto stored =
      connection.exec("SELECT rolpassword FROM pg_catalog.pg_authid WHERE rolname = 'masterbus_worker'");
  return stored.empty() || !scram_matches(stored.text(0, 0), password);
}

void gather_installed(Connection& connection, const InitScripts& scripts, InitFacts& facts) {
  facts.mapping_differs = mapping_would_change(connection, scripts.mapping);
  const auto progress = connection.exec(
      "SELECT system_identifier <> $2 OR database_oid <> $3::oid FROM masterbus.progress WHERE node = $1", scripts.node,
      facts.system_identifier, facts.database_oid);
  facts.progress_exists = !progress.empty();
  facts.progress_foreign = !progress.empty() && progress.boolean(0, 0);
  if (!roles_exist(connection)) return;
  facts.roles_complete = connection.exec(kRolesComplete).boolean(0, 0);
  facts.ungranted_tables = first_column(connection.exec(kUngrantedTables));
}

}  // namespace

InitFacts gather_init_facts(Connection& connection, const InitScripts& scripts, const std::string& password) {
  InitFacts facts;
  facts.system_identifier =
      connection.exec("SELECT system_identifier::text FROM pg_catalog.pg_control_system()").text(0, 0);
  facts.timeline =
      static_cast<int>(connection.exec("SELECT timeline_id FROM pg_catalog.pg_control_checkpoint()").integer(0, 0));
  facts.database_oid = database_oid(connection);
  facts.installed_version = extension_version(connection);
  facts.available_version =
      connection.exec("SELECT max(default_version) FROM pg_catalog.pg_available_extensions WHERE name = 'masterbus'")
          .text(0, 0);
  const ObjectNames names = object_names(facts.database_oid, scripts.node);
  facts.slot = slot_state(connection, names.slot);
  facts.missing_origins = missing_origins(connection, names);
  facts.password_differs = password_differs(connection, password);
  if (!facts.installed_version.empty()) gather_installed(connection, scripts, facts);
  return facts;
}

}  // namespace masterbus::cli
