#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "worker/postgres/connection.hpp"
#include "worker/replication/slot.hpp"
#include "worker/replication/source_catalog.hpp"

/// What the worker reads from and tells to the database besides batches. Every function runs statements on the session
/// given and throws postgres::Error.
namespace masterbus::pipeline {

std::uint32_t read_database_oid(postgres::Connection& session);
std::optional<replication::RecordedProgress> read_progress(postgres::Connection& session, const std::string& node);
std::optional<replication::SlotState> read_slot(postgres::Connection& session, const std::string& slot_name);
/// The mapping lines to stream, with the leaf partitions of partitioned tables.
replication::SourceCatalog read_source_catalog(postgres::Connection& session);
std::int64_t read_mapping_generation(postgres::Connection& session);
/// Whether a mapping line went into quarantine or came out of it. Throws 55P03 while a migration holds a source table.
bool review_mapping(postgres::Connection& session);
/// Ids of our writing sessions' replication origins: those that exist.
std::vector<std::uint32_t> read_origins(postgres::Connection& session, std::uint32_t database_oid);

/// "masterbus_<oid>_<node>": slots are cluster-wide, so the name carries the database.
std::string slot_name(std::uint32_t database_oid, const std::string& node);
/// "masterbus_<oid>_apply": the replication origin of the applying session.
std::string apply_origin(std::uint32_t database_oid);
/// "masterbus.<oid>": prefix of our own logical messages.
std::string message_prefix(std::uint32_t database_oid);

/// Makes a new slot, dropping the old one of this name first. Waits for the transactions that run now; `stop` cancels.
/// Answers where the slot begins.
replication::Lsn renew_slot(postgres::Connection& session, const std::string& slot_name, bool exists,
                            const std::stop_token& stop);
/// Forgets a progress row that belongs to another database or to a log that is no more.
void discard_progress(postgres::Connection& session, const std::string& node);
/// Ends the sessions in which an earlier leader may still be writing.
void end_earlier_apply_sessions(postgres::Connection& session);

/// Application name of the session that applies batches.
inline constexpr const char* kApplyApplication = "masterbus-apply";

}  // namespace masterbus::pipeline
