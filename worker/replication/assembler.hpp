#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "worker/replication/dirty_keys.hpp"
#include "worker/replication/message.hpp"
#include "worker/replication/source_catalog.hpp"

namespace masterbus::replication {

/// One committed source transaction, reduced to what it made dirty.
struct Transaction {
  std::vector<std::uint32_t>
      xids;      ///< 32-bit transaction ids that must be visible; one, unless a commit was unreadable
  Lsn next_lsn;  ///< the cursor once this is applied
  std::optional<std::int64_t> committed_at_us;  ///< server's clock, microseconds since 1970
  DirtyKeys dirty;
  std::uint64_t changes = 0;  ///< row changes in mapped tables
};

/// How often a whole table was marked dirty because a key could not be had, by cause.
struct OverMarks {
  std::uint64_t unreadable = 0;  ///< message not understood
  std::uint64_t truncated = 0;
  std::uint64_t keyless = 0;     ///< row change without a usable key
  std::uint64_t over_bound = 0;  ///< more keys in one table than the bound
  std::uint64_t unfinished = 0;  ///< begin met while a transaction was open: joined to the next commit

  bool operator==(const OverMarks&) const = default;
};

/// Puts messages together to whole transactions. Nothing is ever dropped: what cannot be attributed to a row marks its
/// table, or every table, and travels with the next commit. Not thread-safe.
class Assembler {
public:
  /// `catalog` must outlive the assembler. Commits with nextlsn ≤ `applied` are skipped.
  Assembler(const SourceCatalog& catalog, std::size_t max_keys_per_line, Lsn applied);

  /// The transaction, possibly without a dirty key, when `message` commits one that was not applied before.
  std::optional<Transaction> accept(const Message& message);

  /// True between a begin and its commit.
  bool is_open() const noexcept { return open_; }
  const OverMarks& over_marks() const noexcept { return over_marks_; }

private:
  void on(const Begin& begin);
  void on(const RowChange& change);
  void on(const Truncate& truncate);
  void on(const LogicalMessage&) {}
  void on(const Unreadable& unreadable);
  std::optional<Transaction> finish(const Commit& commit);
  void mark_table(const std::string& schema, const std::string& table);

  const SourceCatalog& catalog_;
  std::size_t max_keys_per_line_;
  Lsn applied_;
  Transaction current_;
  bool open_ = false;
  OverMarks over_marks_;
};

}  // namespace masterbus::replication
