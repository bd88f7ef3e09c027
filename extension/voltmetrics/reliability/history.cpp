#include "voltmetrics/reliability/history.hpp"

#include <algorithm>

namespace voltmetrics::reliability {

Checked check(const History& history) noexcept {
  if (const Checked found = check(kHistorySize, history.size); !found.ok()) return found;
  for (int i = 0; i < history.size; ++i)
    if (const Checked found = check(kObservedTime, history.observations[i].time_years); !found.ok()) return found;
  return {};
}

void sort(Lifetime* observations, int size) noexcept {
  std::sort(observations, observations + size, [](const Lifetime& a, const Lifetime& b) {
    return a.time_years != b.time_years ? a.time_years < b.time_years : a.failure > b.failure;
  });
}

Exposure exposure_of(const History& history) noexcept {
  Exposure exposure;
  for (int i = 0; i < history.size; ++i) {
    exposure.failures += history.observations[i].failed() ? 1 : 0;
    exposure.years += history.observations[i].time_years;
  }
  return exposure;
}

}  // namespace voltmetrics::reliability
