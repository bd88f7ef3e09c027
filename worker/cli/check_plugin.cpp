#include "worker/cli/checks.hpp"

namespace masterbus::cli {
namespace {

constexpr const char* kPluginList = R"(
SELECT setting, EXISTS (SELECT FROM regexp_split_to_table(setting, '\s*,\s*') l WHERE trim(both '" ' FROM l) = 'wal2json')
FROM pg_catalog.pg_settings WHERE name = 'output_plugin_libraries')";

Finding not_allowed(const std::string& listed) {
  return {"wal2json_not_allowed", Severity::error, "wal2json is not among output_plugin_libraries (" + listed + ")",
          "this server loads only the output plugins that are listed there, and refuses to create the slot",
          // Unquoted: one quoted string would be stored as a single name and still refuse.
          "ALTER SYSTEM SET output_plugin_libraries = pgoutput, test_decoding, wal2json;\nSELECT pg_reload_conf();"};
}

Finding not_loadable(const postgres::Error& error, int server_version) {
  return {"wal2json_missing", Severity::error, "the server cannot load wal2json: " + error.message(),
          "the worker reads changes in wal2json's format",
          "install it on the server: apt-get install postgresql-" + std::to_string(server_version / 10'000) +
              "-wal2json"};
}

}  // namespace

void check_plugin(postgres::Connection& connection, Findings& findings) {
  const auto listed = connection.exec(kPluginList);
  if (!listed.empty() && !listed.boolean(0, 1)) findings.push_back(not_allowed(std::string(listed.text(0, 0))));
  // Only a superuser may LOAD any library; for others the slot's creation will tell.
  if (!connection.exec("SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user").boolean(0, 0)) return;
  try {
    connection.exec("LOAD 'wal2json'");
  } catch (const postgres::Error& error) {
    findings.push_back(not_loadable(error, connection.server_version()));
  }
}

}  // namespace masterbus::cli
