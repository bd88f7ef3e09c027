#pragma once
/// How the operator's commands reach the database, and what our objects there are called.

#include <cstdint>
#include <string>

#include "worker/config/config.hpp"
#include "worker/postgres/connection.hpp"

namespace masterbus::cli {

/// A session for an installing role: database.admin_url, else database.url.
postgres::Connection connect_operator(const Config& config);

/// A session for the worker's role: database.url, else database.admin_url.
postgres::Connection connect_worker(const Config& config);

/// A session that runs the mapping's queries with the worker's rights: as connect_worker, but a superuser's session
/// takes on the role masterbus_worker.
postgres::Connection connect_maintainer(const Config& config);

/// The connection string of such a session; `connection` is one made by connect_maintainer or connect_worker.
std::string maintainer_conninfo(const Config& config, postgres::Connection& connection);

/// Names of the objects that belong to the whole cluster. They carry the database's oid, because two databases of one
/// cluster share one list of slots and origins.
struct ObjectNames {
  std::string slot;
  std::string apply_origin;
  std::string backfill_origin;
  std::string cli_origin;
};
ObjectNames object_names(std::int64_t database_oid, const std::string& node);

std::int64_t database_oid(postgres::Connection& connection);

/// Version of the installed extension; empty when it is not installed in this database.
std::string extension_version(postgres::Connection& connection);

}  // namespace masterbus::cli
