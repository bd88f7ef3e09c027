#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <iostream>
#include <stdexcept>

#include "worker/cli/commands.hpp"
#include "worker/cli/database.hpp"
#include "worker/cli/export.hpp"
#include "worker/cli/step.hpp"
#include "worker/config/config_error.hpp"

namespace masterbus::cli {
namespace {

using postgres::quote_literal;

/// Slots that a progress row of this database names. Whatever else is called masterbus_… is left alone.
constexpr const char* kRecordedSlots = R"(
SELECT s.slot_name, s.plugin = 'wal2json' AND s.database = current_database(), s.active
FROM masterbus.progress p
JOIN pg_catalog.pg_replication_slots s ON s.slot_name = p.slot_name
WHERE p.database_oid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
ORDER BY 1)";

constexpr const char* kRevokeMappedTables = R"(DO $revoke$
DECLARE
    line record;
BEGIN
    FOR line IN SELECT DISTINCT s.schema_name, s.table_name FROM masterbus.source_table s
                WHERE pg_catalog.to_regclass(pg_catalog.format('%I.%I', s.schema_name, s.table_name)) IS NOT NULL
    LOOP
        EXECUTE pg_catalog.format('REVOKE SELECT ON TABLE %I.%I FROM masterbus_worker', line.schema_name, line.table_name);
        EXECUTE pg_catalog.format('REVOKE USAGE ON SCHEMA %I FROM masterbus_worker', line.schema_name);
    END LOOP;
    REVOKE EXECUTE ON FUNCTION pg_replication_origin_session_setup(text), pg_replication_origin_session_reset(),
        pg_replication_origin_session_is_setup(), pg_replication_origin_oid(text),
        pg_replication_origin_xact_setup(pg_lsn, timestamptz), pg_show_replication_origin_status() FROM masterbus_worker;
    REVOKE SET ON PARAMETER wal_compression FROM masterbus_worker;
END
$revoke$)";

/// A role that owns something, has rights elsewhere or has members of its own is somebody's by now: it stays.
constexpr const char* kDropRoles = R"(DO $drop$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY '{masterbus_analyst,masterbus_api,masterbus_reader,masterbus_worker,masterbus_admin}'::text[] LOOP
        CONTINUE WHEN NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name);
        IF EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles u ON u.oid = m.member
                   WHERE r.rolname = name AND u.rolname NOT LIKE 'masterbus\_%') THEN
            RAISE NOTICE 'role % stays: other roles are members of it', name;
            CONTINUE;
        END IF;
        BEGIN
            EXECUTE format('DROP ROLE %I', name);
        EXCEPTION WHEN dependent_objects_still_exist THEN
            RAISE NOTICE 'role % stays: it owns objects or has rights elsewhere', name;
        END;
    END LOOP;
END
$drop$)";

bool role_exists(postgres::Connection& connection, const char* name) {
  return !connection.exec("SELECT FROM pg_catalog.pg_roles WHERE rolname = $1", name).empty();
}

void plan_slots(postgres::Connection& connection, std::vector<Step>& steps) {
  const auto slots = connection.exec(kRecordedSlots);
  for (int row = 0; row < slots.rows(); ++row) {
    const std::string name(slots.text(row, 0));
    if (!slots.boolean(row, 1)) {
      throw std::runtime_error("the slot " + name + " is of another plugin or database, so it is not ours to drop");
    }
    if (slots.boolean(row, 2)) throw std::runtime_error("a worker reads the slot " + name + ": stop it first");
    steps.push_back({StepKind::statement, "drop the slot: from here on no WAL is kept for us",
                     fmt::format("SELECT pg_catalog.pg_drop_replication_slot({})", quote_literal(name))});
  }
}

void plan_origins(postgres::Connection& connection, const ObjectNames& names, std::vector<Step>& steps) {
  for (const std::string& origin : {names.apply_origin, names.backfill_origin, names.cli_origin}) {
    if (connection.exec("SELECT FROM pg_catalog.pg_replication_origin WHERE roname = $1", origin).empty()) continue;
    steps.push_back({StepKind::statement, "drop an origin",
                     fmt::format("SELECT pg_catalog.pg_replication_origin_drop({})", quote_literal(origin))});
  }
}

std::vector<Step> plan_uninstall(postgres::Connection& connection, const Config& config, bool keep_roles) {
  std::vector<Step> steps;
  const bool installed = !extension_version(connection).empty();
  if (installed) plan_slots(connection, steps);
  plan_origins(connection, object_names(database_oid(connection), config.node), steps);
  if (installed && role_exists(connection, "masterbus_worker")) {
    steps.push_back({StepKind::statement, "take the worker's rights on Condoit's tables back", kRevokeMappedTables});
  }
  if (installed) {
    steps.push_back({StepKind::statement, "drop the extension with all its tables", "DROP EXTENSION masterbus"});
  }
  if (!keep_roles && role_exists(connection, "masterbus_worker")) {
    steps.push_back({StepKind::statement, "drop the roles that nothing else depends on", kDropRoles});
  }
  return steps;
}

/// Waits for an answer on standard input; false when a stop was requested instead.
bool answer_waits(const Context& context) {
  pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
  while (!context.stop.stop_requested()) {
    if (poll(&input, 1, 100) > 0) return true;
  }
  return false;
}

bool confirmed(Context& context, postgres::Connection& connection, bool exported) {
  const std::string database(connection.exec("SELECT current_database()").text(0, 0));
  context.err << "This removes MasterBus from database " << database << (exported ? "" : ", and its history for good")
              << ".\nType the database's name to go on: " << std::flush;
  std::string answer;
  return answer_waits(context) && std::getline(std::cin, answer) && answer == database;
}

void require_export_decision(const UninstallOptions& options, bool has_history) {
  if (!has_history || options.dry_run || options.no_export || !options.export_dir.empty()) return;
  throw ConfigError("there is history that cannot be recalculated: give --export-dir FOLDER to keep it as CSV, or "
                    "--no-export to throw it away");
}

}  // namespace

int uninstall(Context& context, const UninstallOptions& options) {
  auto connection = connect_operator(context.config);
  connection.on_notice([&](std::string_view, std::string_view message) { context.err << "  " << message << '\n'; });
  const bool exports = !options.export_dir.empty() && !extension_version(connection).empty();
  require_export_decision(options, has_history(connection));
  const auto steps = plan_uninstall(connection, context.config, options.keep_roles);
  if (options.dry_run) {
    print_steps(context.out, steps);
    return kFine;
  }
  if (steps.empty()) {
    context.err << "masterbus: nothing to do: nothing of MasterBus is here\n";
    return kFine;
  }
  if (!options.yes && !confirmed(context, connection, exports)) {
    context.err << "masterbus: nothing was changed\n";
    return kFound;
  }
  if (exports) export_history(context, connection, options.export_dir);
  run_steps(context, connection, steps);
  return kFine;
}

}  // namespace masterbus::cli
