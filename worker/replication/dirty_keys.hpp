#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <unordered_set>

#include "worker/replication/source_catalog.hpp"

namespace masterbus::replication {

/// Which source rows changed: per mapping line a set of keys, or the whole table. Marking too much is always safe, so a
/// line with more than `max_keys_per_line` keys turns into its whole table and forgets them, and so does the longest
/// line when all of them together take more than kMaxBytes.
class DirtyKeys {
public:
  /// Some 150,000 keys of Condoit's kind. Four such sets at most are alive in a worker, besides the queue's.
  static constexpr std::size_t kMaxBytes = 16U << 20U;

  explicit DirtyKeys(std::size_t max_keys_per_line) : max_keys_per_line_(max_keys_per_line) {}

  struct Line {
    std::unordered_set<std::string> keys;  ///< empty when `whole`
    bool whole = false;
  };

  /// False when the key went over a bound, which made a whole table dirty.
  bool add(LineIndex line, std::string key);
  void mark_whole(LineIndex line);
  void merge(DirtyKeys&& other);

  const std::map<LineIndex, Line>& lines() const noexcept { return lines_; }
  bool empty() const noexcept { return lines_.empty(); }
  std::size_t key_count() const noexcept { return key_count_; }
  /// Memory that the keys take, roughly, in bytes.
  std::size_t bytes() const noexcept { return bytes_; }

private:
  LineIndex longest_line() const;

  std::size_t max_keys_per_line_;
  std::map<LineIndex, Line> lines_;
  std::size_t key_count_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace masterbus::replication
