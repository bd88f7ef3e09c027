#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "worker/pipeline/batch.hpp"
#include "worker/postgres/connection.hpp"
#include "worker/replication/lsn.hpp"

namespace masterbus::pipeline {

/// Why a transaction was rolled back before it did anything: try again soon.
enum class Obstacle {
  lock_refused,  ///< somebody holds a source table exclusively, a migration for example
  not_visible    ///< a transaction was decoded before a new snapshot could see it
};

/// What one committed transaction of ours did.
struct Applied {
  std::optional<Obstacle> obstacle;  ///< nothing was done; the rest does not count
  std::int64_t visible_at_us = 0;    ///< just after the commit, server's clock, microseconds since 1970
  std::int64_t rows_read = 0;
  std::int64_t equipment_changed = 0;
  std::int64_t facilities_changed = 0;
};

/// What one chunk of background work did.
struct Chunk {
  std::optional<Obstacle> obstacle;
  bool done = false;      ///< nothing was left to do
  std::int64_t size = 0;  ///< keys or facilities worked on
  std::string source;     ///< mapping line, of a rebuild
};

/// Guarded work is slower, and survives rows that cannot be worked on.
enum class Care { plain, guarded };

/// Which leader writes.
struct Leadership {
  std::string node;
  std::int64_t epoch = 0;
};

/// The only session that writes results. Each transaction: session lock, BEGIN REPEATABLE READ with the source tables
/// locked NOWAIT, the work, whose first query is the visibility gate, COMMIT, NOTIFY, unlock. A replication origin
/// marks what it writes, so that it does not come back. Not thread-safe. Throws postgres::Error; after a
/// ConnectionError the outcome of a commit is unknown and the progress row tells.
class ApplySession {
public:
  /// Connects and takes the replication origin; 55006 while another session still holds it.
  static ApplySession open(std::string_view conninfo, std::chrono::milliseconds connect_timeout,
                           const std::string& origin, Leadership leadership);

  /// With Care::guarded, rows that fail by themselves are parked instead of failing the whole.
  Applied apply(const ApplyCall& call, const std::vector<std::uint32_t>& xids, Care care = Care::plain);
  Chunk rebuild(int chunk_keys);
  Chunk advance(int facilities);

  int socket() const noexcept { return connection_.socket(); }

  /// Stores the mark about to be acknowledged; false when another worker has taken over.
  bool store_mark(replication::Lsn lsn);
  void store_state(std::string_view state, std::string_view detail);
  void mark_all_dirty(const std::string& reason);
  /// Whether a mapping line went into quarantine or came out of it.
  bool review_mapping();
  /// Marks the tables of mapping lines that are new or changed since they were last streamed; answers how many, or
  /// nothing when the mapping is no longer that of `generation`.
  std::optional<std::int64_t> adopt_mapping(std::int64_t generation);

private:
  ApplySession(postgres::Connection connection, Leadership leadership);

  void prepare();
  template <typename... Parameters>
  postgres::Result begin(const std::string& work, const std::string& xids, const Parameters&... parameters);
  void read_lock_statement();
  std::int64_t commit(std::optional<std::string_view> batch);
  void abandon() noexcept;
  template <typename Work>
  std::optional<Obstacle> transact(Work work);

  postgres::Connection connection_;
  Leadership leadership_;
  std::string lock_statement_;  // empty without mapped tables
};

}  // namespace masterbus::pipeline
