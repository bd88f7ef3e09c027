#include "worker/replication/dirty_keys.hpp"

#include <algorithm>

namespace masterbus::replication {
namespace {

/// A node of an unordered_set<std::string> on a 64-bit machine: string, hash, link, bucket, allocator.
constexpr std::size_t kNodeBytes = 72;

std::size_t bytes_of(const std::string& key) {
  constexpr std::size_t kSmallString = 15;  // longer ones have a block of their own
  return kNodeBytes + (key.size() > kSmallString ? key.size() + 17 : 0);
}

}  // namespace

bool DirtyKeys::add(LineIndex line, std::string key) {
  Line& entry = lines_[line];
  if (entry.whole) return true;
  const auto bytes = bytes_of(key);
  if (!entry.keys.insert(std::move(key)).second) return true;
  ++key_count_;
  bytes_ += bytes;
  const bool line_full = entry.keys.size() > max_keys_per_line_;
  if (!line_full && bytes_ <= kMaxBytes) return true;
  mark_whole(line_full ? line : longest_line());
  return false;
}

LineIndex DirtyKeys::longest_line() const {
  const auto longest = std::max_element(lines_.begin(), lines_.end(), [](const auto& left, const auto& right) {
    return left.second.keys.size() < right.second.keys.size();
  });
  return longest->first;
}

void DirtyKeys::mark_whole(LineIndex line) {
  Line& entry = lines_[line];
  key_count_ -= entry.keys.size();
  for (const auto& key : entry.keys) bytes_ -= bytes_of(key);
  entry.whole = true;
  // A fresh set gives the memory of a large one back; clear() would keep its buckets.
  entry.keys = {};
}

void DirtyKeys::merge(DirtyKeys&& other) {
  for (auto& [line, theirs] : other.lines_) {
    if (theirs.whole) {
      mark_whole(line);
      continue;
    }
    while (!theirs.keys.empty()) add(line, std::move(theirs.keys.extract(theirs.keys.begin()).value()));
  }
  other = DirtyKeys(other.max_keys_per_line_);
}

}  // namespace masterbus::replication
