#include "voltmetrics/common_issues.hpp"

#include <algorithm>
#include <tuple>

namespace voltmetrics {
namespace {

bool comes_before(const MetIssue& a, const MetIssue& b) noexcept {
  const auto key = [](const MetIssue& met) noexcept {
    return std::make_tuple(met.issue.kind, met.issue.mask, met.issue.count, met.issue.loading_pct, met.position);
  };
  return key(a) < key(b);
}

}  // namespace

CommonIssues common_issues(MetIssue* issues, std::int64_t count) noexcept {
  std::sort(issues, issues + count, comes_before);
  CommonIssues common;
  for (const MetIssue* run = issues; run != issues + count;) {
    const MetIssue* const end =
        std::find_if(run, static_cast<const MetIssue*>(issues + count),
                     [run](const MetIssue& met) noexcept { return !(met.issue == run->issue); });
    common.offer({run->issue, end - run, run->position});
    run = end;
  }
  return common;
}

}  // namespace voltmetrics
