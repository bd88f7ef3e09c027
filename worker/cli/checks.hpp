#pragma once
/// doctor's checks. Each looks at one thing and adds what it finds; none changes anything.

#include "worker/cli/database.hpp"
#include "worker/cli/finding.hpp"
#include "worker/cli/server_facts.hpp"
#include "worker/config/config.hpp"

namespace masterbus::cli {

/// Judges settings and counts of the server. Pure.
void check_server(const ServerFacts& facts, Findings& findings);
/// Whether the server can and may load wal2json.
void check_plugin(postgres::Connection& connection, Findings& findings);

/// Parameters of the URLs that only Prisma knows.
void check_urls(const Config& config, Findings& findings);
/// A pooler between us and the server: the backend that answers is not the one that was announced.
void check_pooler(const Config& config, postgres::Connection& worker, Findings& findings);
/// Opens a replication session as the worker's role, as `run` will.
void check_replication_session(const Config& config, Findings& findings);
/// What a failed connection says about its cause.
Finding connection_finding(const Config& config, const std::string& name, const postgres::Error& error);

/// The role of the worker's session: attributes, rights, settings that would end its sessions.
void check_role(postgres::Connection& worker, Findings& findings);
/// The worker's rights on our functions and on the mapped tables. Needs the extension.
void check_rights(postgres::Connection& worker, Findings& findings);

/// Extension installed, and of the worker's version.
void check_extension(postgres::Connection& connection, Findings& findings);
/// The mapping against the live catalogue, tables that write no WAL, tables whose rows the worker does not see.
void check_mapping(postgres::Connection& worker, Findings& findings);

/// The slot, its retained WAL, other slots of ours that nobody reads.
void check_slot(const Config& config, postgres::Connection& connection, const ServerFacts& facts, Findings& findings);
/// The progress row against the server and the slot. Needs the extension.
void check_progress(const Config& config, postgres::Connection& connection, Findings& findings);
/// Transactions that keep WAL or the visibility of changes back.
void check_transactions(postgres::Connection& connection, Findings& findings);

}  // namespace masterbus::cli
