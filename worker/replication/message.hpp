#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "worker/replication/lsn.hpp"

namespace masterbus::replication {

/// A column's name and its value as text; nothing for NULL (wal2json also writes NaN and infinities as null).
/// Numbers keep the digits of the message, whatever their size.
struct Field {
  std::string name;
  std::optional<std::string> text;

  bool operator==(const Field&) const = default;
};

struct Begin {
  std::uint32_t xid = 0;
};

struct Commit {
  std::uint32_t xid = 0;
  Lsn next_lsn;                                 ///< end of the commit record: the only valid cursor
  std::optional<std::int64_t> committed_at_us;  ///< microseconds since 1970, server's clock
};

enum class RowAction { insert, update, remove };

struct RowChange {
  RowAction action = RowAction::insert;
  std::string schema;
  std::string table;
  std::vector<Field> columns;   ///< new row; unchanged TOAST values are left out
  std::vector<Field> identity;  ///< replica identity of the old row
};

struct Truncate {
  std::string schema;
  std::string table;
};

/// What pg_logical_emit_message wrote.
struct LogicalMessage {
  std::string prefix;
  std::string content;
  bool transactional = false;
  Lsn lsn;
};

/// A message that could not be understood. The table is named when the message got that far.
struct Unreadable {
  std::string reason;
  std::string schema;
  std::string table;
};

using Message = std::variant<Begin, Commit, RowChange, Truncate, LogicalMessage, Unreadable>;

}  // namespace masterbus::replication
