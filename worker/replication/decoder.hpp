#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "worker/replication/message.hpp"

namespace masterbus::replication {

/// Reads one wal2json message (format version 2). Pure and total: what it cannot read becomes Unreadable, with the
/// table where the message named it before it broke.
Message decode(std::string_view text);

/// Microseconds since 1970 of "2026-11-22 19:51:08.855444+00"; nothing when the text has another form.
std::optional<std::int64_t> parse_timestamp_us(std::string_view text);

}  // namespace masterbus::replication
