#include "voltmetrics/condition.hpp"

#include <algorithm>

namespace voltmetrics {

std::optional<Severity> parse_severity(std::string_view word) noexcept {
  const auto* const found = std::find(kSeverityNames.begin(), kSeverityNames.end(), word);
  if (found == kSeverityNames.end()) return std::nullopt;
  return static_cast<Severity>(found - kSeverityNames.begin());
}

Condition condition_of(Severity worst, std::optional<double> life_share) noexcept {
  switch (worst) {
  case Severity::severe:
    return Condition::critical;
  case Severity::moderate:
    return Condition::poor;
  case Severity::minimal:
    return Condition::fair;
  case Severity::none:
    break;
  }
  if (!life_share) return Condition::good;
  if (*life_share < 0.25) return Condition::excellent;
  return *life_share > 1 ? Condition::fair : Condition::good;
}

}  // namespace voltmetrics
