#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace masterbus::replication {

/// Position of a mapping line in its SourceCatalog.
using LineIndex = std::uint32_t;

/// One line of the mapping: a table, and which of its columns make the key.
struct SourceLine {
  std::string source;  ///< the line's name
  std::string schema;
  std::string table;
  std::vector<std::string> key_columns;
};

/// The mapping lines that are streamed, found by table. A table may stand in several lines, and a line is also found
/// by the leaf partitions of its table. Immutable once filled, so that threads may share it.
class SourceCatalog {
public:
  using QualifiedName = std::pair<std::string, std::string>;  ///< schema, table

  LineIndex add(SourceLine line);
  /// Changes of `leaf` count as changes of the lines of `root`.
  void add_partition(const QualifiedName& root, const QualifiedName& leaf);

  std::span<const SourceLine> lines() const noexcept { return lines_; }
  const SourceLine& line(LineIndex index) const { return lines_.at(index); }
  /// Lines of a table; empty for a table that is not mapped.
  std::span<const LineIndex> find(const std::string& schema, const std::string& table) const;
  /// Every table the stream must carry, leaf partitions included, in a fixed order.
  std::vector<QualifiedName> tables() const;

private:
  std::vector<SourceLine> lines_;
  std::map<QualifiedName, std::vector<LineIndex>> by_table_;
};

}  // namespace masterbus::replication
