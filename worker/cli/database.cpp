#include "worker/cli/database.hpp"

#include <chrono>

namespace masterbus::cli {
namespace {

/// Whether the session may give itself the worker's rights and must: a superuser does not run the mapping's queries.
constexpr const char* kMustStepDown = R"(
SELECT rolsuper AND EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'masterbus_worker')
FROM pg_catalog.pg_roles WHERE rolname = session_user)";

const std::string& worker_url(const Config& config) {
  return config.database.url.empty() ? config.database.admin_url : config.database.url;
}

bool must_step_down(postgres::Connection& connection) { return connection.exec(kMustStepDown).boolean(0, 0); }

postgres::Connection open(const Config& config, const std::string& url) {
  postgres::ConnectionSettings settings;
  settings.application_name = "masterbus-cli";
  settings.connect_timeout = std::chrono::seconds(config.database.connect_timeout_s);
  return postgres::Connection::connect(url, settings);
}

}  // namespace

postgres::Connection connect_operator(const Config& config) { return open(config, config.operator_url()); }

postgres::Connection connect_worker(const Config& config) { return open(config, worker_url(config)); }

postgres::Connection connect_maintainer(const Config& config) {
  auto connection = connect_worker(config);
  if (must_step_down(connection)) connection.exec("SET ROLE masterbus_worker");
  return connection;
}

std::string maintainer_conninfo(const Config& config, postgres::Connection& connection) {
  if (!must_step_down(connection)) return worker_url(config);
  auto keywords = postgres::parse_conninfo(worker_url(config));
  keywords["options"] += " -c role=masterbus_worker";
  return postgres::build_conninfo(keywords);
}

ObjectNames object_names(std::int64_t database_oid, const std::string& node) {
  const std::string prefix = "masterbus_" + std::to_string(database_oid) + "_";
  return {prefix + node, prefix + "apply", prefix + "backfill", prefix + "cli"};
}

std::int64_t database_oid(postgres::Connection& connection) {
  return connection.exec("SELECT oid::int8 FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()")
      .integer(0, 0);
}

std::string extension_version(postgres::Connection& connection) {
  const auto found = connection.exec("SELECT extversion FROM pg_catalog.pg_extension WHERE extname = 'masterbus'");
  return found.empty() ? std::string() : std::string(found.text(0, 0));
}

}  // namespace masterbus::cli
