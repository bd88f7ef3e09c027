#pragma once

#include <algorithm>
#include <array>

namespace voltmetrics {

/// The first N of everything offered, kept in order. `Before` says whether one entry ranks before another; of equals
/// the one offered first stays first. Holds its entries in place, never allocates.
template <typename Entry, int N, typename Before>
class Ranking {
public:
  constexpr void offer(const Entry& entry) noexcept {
    int place = size_;
    while (place > 0 && Before{}(entry, entries_[place - 1])) --place;
    if (place == N) return;
    size_ = std::min(size_ + 1, N);
    for (int i = size_ - 1; i > place; --i) entries_[i] = entries_[i - 1];
    entries_[place] = entry;
  }

  [[nodiscard]] constexpr int size() const noexcept { return size_; }
  [[nodiscard]] constexpr const Entry* begin() const noexcept { return entries_.data(); }
  [[nodiscard]] constexpr const Entry* end() const noexcept { return entries_.data() + size_; }

private:
  std::array<Entry, N> entries_{};
  int size_ = 0;
};

}  // namespace voltmetrics
