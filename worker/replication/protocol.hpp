#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "worker/replication/lsn.hpp"
#include "worker/replication/source_catalog.hpp"

/// The streaming replication protocol's frames and the options of wal2json: pure text and bytes, no socket.
namespace masterbus::replication {

/// 'w': a piece of the stream; with logical decoding one message of the plugin.
struct WalData {
  Lsn wal_end;
  std::string_view payload;  ///< points into the frame
};

/// 'k': where the server stands, and whether it wants an answer at once.
struct Keepalive {
  Lsn wal_end;
  bool reply_requested = false;
};

/// A frame that is neither; its first byte.
struct UnknownFrame {
  char kind = '\0';
};

using Frame = std::variant<WalData, Keepalive, UnknownFrame>;

Frame parse_frame(std::string_view frame);

/// A standby status update ('r'). `written` and `flushed` are positions; `flushed` lets the server forget what lies
/// before it. `now` is stored in PostgreSQL's epoch.
std::array<char, 34> status_frame(Lsn written, Lsn flushed, std::chrono::system_clock::time_point now,
                                  bool reply_requested);

/// What the stream shall carry.
struct StreamOptions {
  std::vector<SourceCatalog::QualifiedName> tables;
  std::string message_prefix;                   ///< prefix of our own logical messages
  std::vector<std::uint32_t> filtered_origins;  ///< ids of the replication origins of our own writing sessions
};

/// The START_REPLICATION command for wal2json 2.5.
std::string start_replication_command(std::string_view slot_name, Lsn from, const StreamOptions& options);

/// "schema.table" for add-tables, with blank, quote, comma, dot and star escaped by a backslash.
std::string escape_table(const SourceCatalog::QualifiedName& name);

}  // namespace masterbus::replication
