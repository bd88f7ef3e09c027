#include <fmt/format.h>

#include "worker/cli/checks.hpp"

namespace masterbus::cli {
namespace {

constexpr const char* kOddTables = R"(
SELECT DISTINCT masterbus.source_relation(s)::text, c.relpersistence = 'u', pg_catalog.row_security_active(c.oid)
FROM masterbus.source_table s JOIN pg_catalog.pg_class c ON c.oid = masterbus.source_relation(s)
WHERE c.relpersistence = 'u' OR pg_catalog.row_security_active(c.oid)
ORDER BY 1)";

void check_tables(postgres::Connection& worker, Findings& findings) {
  const auto tables = worker.exec(kOddTables);
  for (int row = 0; row < tables.rows(); ++row) {
    const std::string table(tables.text(row, 0));
    if (tables.boolean(row, 1)) {
      findings.push_back({"unlogged_table", Severity::error, "the mapped table " + table + " is unlogged",
                          "its changes never reach the write-ahead log, so the worker cannot see them",
                          fmt::format("ALTER TABLE {} SET LOGGED;", table)});
    }
    if (tables.boolean(row, 2)) {
      findings.push_back(
          {"row_security", Severity::error, "row-level security hides rows of " + table + " from the worker",
           "a hidden row looks deleted, and verify would prove nothing", "ALTER ROLE masterbus_worker BYPASSRLS;"});
    }
  }
}

}  // namespace

void check_extension(postgres::Connection& connection, Findings& findings) {
  const std::string installed = extension_version(connection);
  if (installed.empty()) {
    findings.push_back({"extension_missing", Severity::error, "the extension is not installed in this database",
                        "all calculation and all results live in it", "masterbus init"});
  } else if (installed != MASTERBUS_VERSION) {
    const bool older = installed < MASTERBUS_VERSION;
    findings.push_back({"extension_version", Severity::error,
                        fmt::format("the extension is {}, this program is {}", installed, MASTERBUS_VERSION),
                        "both speak through functions that belong to one version",
                        older
                            ? "install the new extension's files on the server, then: ALTER EXTENSION masterbus UPDATE;"
                            : "install the worker of version " + installed});
  }
}

void check_mapping(postgres::Connection& worker, Findings& findings) {
  const auto problems = worker.exec("SELECT source, severity, problem, remedy FROM masterbus.check_mapping()");
  for (int row = 0; row < problems.rows(); ++row) {
    const auto source = problems.optional(row, "source");
    findings.push_back(
        {"mapping", problems.text(row, "severity") == "error" ? Severity::error : Severity::warning,
         (source ? "mapping line " + *source + ": " : std::string()) + std::string(problems.text(row, "problem")),
         "changes of this table do not reach ThreatMap as they should", std::string(problems.text(row, "remedy"))});
  }
  check_tables(worker, findings);
}

}  // namespace masterbus::cli
