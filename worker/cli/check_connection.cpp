#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "worker/cli/checks.hpp"
#include "worker/config/redact.hpp"
#include "worker/postgres/conninfo.hpp"

namespace masterbus::cli {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

const std::string& worker_url(const Config& config) {
  return config.database.url.empty() ? config.database.admin_url : config.database.url;
}

std::string user_of(const std::string& url) {
  const auto keywords = postgres::parse_conninfo(url);
  const auto user = keywords.find("user");
  return user == keywords.end() || user->second.empty() ? "masterbus_worker" : user->second;
}

bool says(const postgres::Error& error, std::string_view words) {
  return error.message().find(words) != std::string::npos;
}

std::string remedy(const Config& config, const postgres::Error& error) {
  const std::string user = user_of(worker_url(config));
  if (says(error, "pg_hba.conf")) {
    return fmt::format("in pg_hba.conf, then SELECT pg_reload_conf():\n"
                       "host all {0} <the worker's address>/32 scram-sha-256\n"
                       "(a logical replication session is matched by its database, not by the word replication)",
                       user);
  }
  if (says(error, "unsupported startup parameter") || says(error, "pgbouncer")) {
    return "let database.url lead to PostgreSQL itself; a pooler before PgBouncer 1.23 cannot carry replication";
  }
  if (error.in_class("28"))
    return fmt::format("mend the password: ALTER ROLE {} PASSWORD '…';  -- or masterbus init --worker-password-file",
                       user);
  if (error.sqlstate() == "53300") return "free a connection, or raise max_connections or the role's CONNECTION LIMIT";
  if (error.sqlstate() == "3D000") return "name an existing database in the URL";
  if (error.sqlstate() == "42501") return fmt::format("ALTER ROLE {} REPLICATION;", user);
  return "see that the server runs and that host and port are right: " +
         postgres::describe_conninfo(worker_url(config));
}

}  // namespace

Finding connection_finding(const Config& config, const std::string& name, const postgres::Error& error) {
  return {name, Severity::error,
          fmt::format("{}: {}", postgres::describe_conninfo(worker_url(config)), Redactor(config)(error.message())),
          "the worker streams and writes through this connection", remedy(config, error)};
}

void check_urls(const Config& config, Findings& findings) {
  std::vector<std::string> names = config.stripped_parameters;
  const bool pooled = std::erase(names, "pgbouncer") > 0;
  if (pooled) {
    findings.push_back({"pgbouncer_url", Severity::warning, "a URL carries pgbouncer=true",
                        "it was written for a pooler, and a pooler neither carries replication nor keeps a session's "
                        "locks and origin",
                        "let database.url lead to PostgreSQL itself (Prisma calls that URL DIRECT_URL)"});
  }
  if (!names.empty()) {
    findings.push_back({"prisma_parameters", Severity::warning,
                        "a URL carries parameters that only Prisma knows: " + joined(names),
                        "libpq refuses them, so they are left out; one that you rely on, such as schema or sslaccept, "
                        "has no effect here",
                        "remove them from database.url; sslaccept becomes sslmode=require or verify-full"});
  }
}

void check_pooler(const Config& config, postgres::Connection& worker, Findings& findings) {
  // A pooler announces a process id of its own making, so that it can route cancel requests.
  const auto served_by = worker.exec("SELECT pg_catalog.pg_backend_pid()").integer(0, 0);
  if (served_by == worker.backend_pid()) return;
  findings.push_back(
      {"pooler", Severity::error,
       "a pooler stands between the worker and the server: " + postgres::describe_conninfo(worker_url(config)),
       "replication does not pass it (PgBouncer before 1.23), and transaction pooling loses the session's "
       "lock and origin between two statements",
       "let database.url lead to PostgreSQL itself, usually port 5432 instead of 6432"});
}

void check_replication_session(const Config& config, Findings& findings) {
  postgres::ConnectionSettings settings;
  settings.application_name = "masterbus-doctor";
  settings.connect_timeout = std::chrono::seconds(config.database.connect_timeout_s);
  settings.replication = true;
  try {
    postgres::Connection::connect(worker_url(config), settings).exec_simple("IDENTIFY_SYSTEM");
  } catch (const postgres::Error& error) {
    findings.push_back(connection_finding(config, "replication_connection", error));
  }
}

}  // namespace masterbus::cli
