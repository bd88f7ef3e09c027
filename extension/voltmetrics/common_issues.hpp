#pragma once

#include <cstdint>

#include "voltmetrics/compliance.hpp"
#include "voltmetrics/ranking.hpp"

namespace voltmetrics {

/// An issue as it was met, with its place among all issues of a facility's items.
struct MetIssue {
  Issue issue;
  std::int64_t position = 0;
};

struct CommonIssue {
  Issue issue;
  std::int64_t count = 0;
  std::int64_t first_position = 0;
};

/// Most frequent first, equally frequent ones in order of first appearance.
struct MoreCommon {
  [[nodiscard]] constexpr bool operator()(const CommonIssue& a, const CommonIssue& b) const noexcept {
    return a.count != b.count ? a.count > b.count : a.first_position < b.first_position;
  }
};

inline constexpr int kCommonIssues = 5;
using CommonIssues = Ranking<CommonIssue, kCommonIssues, MoreCommon>;

/// The five most common of `count` issues. Sorts the caller's array in place, allocates nothing. O(n log n).
[[nodiscard]] CommonIssues common_issues(MetIssue* issues, std::int64_t count) noexcept;

}  // namespace voltmetrics
