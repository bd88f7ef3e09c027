#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "worker/replication/message.hpp"
#include "worker/replication/source_catalog.hpp"

namespace masterbus::replication {

/// What one row change makes dirty in one mapping line: the keys, or, without a usable one, the whole table.
struct DirtyRow {
  LineIndex line = 0;
  std::vector<std::string> keys;  ///< one; two when an update changed the key; none = the whole table is dirty
};

/// Key text of a row: the only key column's text, or a JSON array of the columns' texts as PostgreSQL writes
/// jsonb_build_array(a::text, b::text)::text. A column that `fields` leaves out (an unchanged TOAST value) is taken
/// from `fallback`. Nothing when a key column is missing or NULL.
std::optional<std::string> key_text(std::span<const std::string> key_columns, std::span<const Field> fields,
                                    std::span<const Field> fallback = {});

/// Keys that a change touches, for each line of its table: of the new row for an insert, of the old identity for a
/// delete, of both for an update. Empty when the table is not mapped.
std::vector<DirtyRow> keys(const RowChange& change, const SourceCatalog& catalog);

}  // namespace masterbus::replication
