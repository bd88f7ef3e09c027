#include <fmt/format.h>

#include "worker/cli/checks.hpp"

namespace masterbus::cli {
namespace {

using postgres::quote_identifier;

/// Settings that end a session or statement of the worker from behind, in milliseconds, with the least bearable value.
constexpr const char* kTimeouts = R"(
WITH given AS MATERIALIZED (SELECT name, setting FROM pg_catalog.pg_settings WHERE name LIKE '%timeout')
SELECT name, setting::int8, least_ms FROM given
JOIN (VALUES ('statement_timeout', 60000), ('idle_in_transaction_session_timeout', 10000), ('idle_session_timeout', 3600000),
             ('transaction_timeout', 60000)) AS l(timeout, least_ms) ON name = timeout
WHERE setting::int8 > 0 AND setting::int8 < least_ms ORDER BY name)";

constexpr const char* kOriginRights = R"(
SELECT f FROM unnest(ARRAY['pg_replication_origin_session_setup(text)', 'pg_replication_origin_session_reset()',
                           'pg_replication_origin_oid(text)']) f
WHERE NOT pg_catalog.has_function_privilege(('pg_catalog.' || f)::regprocedure, 'EXECUTE'))";

constexpr const char* kUnreadableTables = R"(
SELECT DISTINCT pg_catalog.format('%I.%I', s.schema_name, s.table_name), pg_catalog.quote_ident(s.schema_name),
       pg_catalog.has_schema_privilege(n.oid, 'USAGE')
FROM masterbus.source_table s
JOIN pg_catalog.pg_namespace n ON n.nspname = s.schema_name
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = s.table_name
WHERE NOT (pg_catalog.has_table_privilege(c.oid, 'SELECT') AND pg_catalog.has_schema_privilege(n.oid, 'USAGE'))
ORDER BY 1)";

void check_timeouts(postgres::Connection& worker, const std::string& role, Findings& findings) {
  const auto timeouts = worker.exec(kTimeouts);
  for (int row = 0; row < timeouts.rows(); ++row) {
    const std::string name(timeouts.text(row, 0));
    findings.push_back({name, Severity::warning,
                        fmt::format("{} is {} ms for role {}", name, timeouts.text(row, 1), role),
                        "the server ends the worker's waiting sessions or longer chunks, and each time it starts over",
                        fmt::format("ALTER ROLE {} SET {} = 0;", quote_identifier(role), name)});
  }
}

std::string current_user(postgres::Connection& worker) {
  return std::string(worker.exec("SELECT current_user").text(0, 0));
}

bool may_use_schema(postgres::Connection& worker) {
  return worker
      .exec("SELECT has_schema_privilege('masterbus', 'USAGE') AND has_table_privilege('masterbus.source_table', "
            "'SELECT') "
            "AND has_function_privilege(to_regproc('masterbus.apply'), 'EXECUTE')")
      .boolean(0, 0);
}

void check_mapped_tables(postgres::Connection& worker, const std::string& role, Findings& findings) {
  const auto tables = worker.exec(kUnreadableTables);
  for (int row = 0; row < tables.rows(); ++row) {
    std::string fix;
    if (!tables.boolean(row, 2)) {
      fix = fmt::format("GRANT USAGE ON SCHEMA {} TO {};\n", tables.text(row, 1), quote_identifier(role));
    }
    fix += fmt::format("GRANT SELECT ON TABLE {} TO {};", tables.text(row, 0), quote_identifier(role));
    findings.push_back({"table_rights", Severity::error, fmt::format("{} may not read {}", role, tables.text(row, 0)),
                        "rows of this mapped table cannot be copied, so what depends on them goes stale", fix});
  }
}

}  // namespace

void check_role(postgres::Connection& worker, Findings& findings) {
  const auto role = worker.exec(
      "SELECT current_user, rolsuper, rolreplication FROM pg_catalog.pg_roles WHERE rolname = current_user");
  const std::string name(role.text(0, 0));
  if (role.boolean(0, 1)) {
    findings.push_back(
        {"role_superuser", Severity::error, "the worker would run as superuser " + name,
         "the mapping's query texts run with the worker's rights; apply, verify and rebuild refuse a superuser",
         "let database.url log in as masterbus_worker, and put this role into database.admin_url"});
  } else if (!role.boolean(0, 2)) {
    findings.push_back({"role_replication", Severity::error, "role " + name + " may not replicate",
                        "without the attribute REPLICATION the server refuses the stream",
                        fmt::format("ALTER ROLE {} REPLICATION;", quote_identifier(name))});
  }
  check_timeouts(worker, name, findings);
}

void check_rights(postgres::Connection& worker, Findings& findings) {
  const std::string role = current_user(worker);
  const auto functions = worker.exec(kOriginRights);
  for (int row = 0; row < functions.rows(); ++row) {
    findings.push_back({"origin_rights", Severity::error,
                        fmt::format("{} may not call {}", role, functions.text(row, 0)),
                        "the worker marks its own writes with an origin, so that they do not come back as changes",
                        fmt::format("GRANT EXECUTE ON FUNCTION pg_catalog.{} TO {};", functions.text(row, 0),
                                    quote_identifier(role))});
  }
  if (!may_use_schema(worker)) {
    findings.push_back(
        {"masterbus_rights", Severity::error, role + " may not use the schema masterbus", "it cannot apply anything",
         fmt::format("GRANT masterbus_worker TO {};  -- or run: masterbus init", quote_identifier(role))});
    return;
  }
  check_mapped_tables(worker, role, findings);
}

}  // namespace masterbus::cli
