#include "worker/telemetry/histogram.hpp"

#include <algorithm>
#include <cmath>

namespace masterbus::telemetry {

void Histogram::observe_us(std::int64_t duration_us) noexcept {
  const double duration_ms = static_cast<double>(std::max<std::int64_t>(duration_us, 0)) / 1000.0;
  const auto bucket = std::lower_bound(kUpperBoundsMs.begin(), kUpperBoundsMs.end(), duration_ms);
  counts_[static_cast<std::size_t>(bucket - kUpperBoundsMs.begin())].fetch_add(1, std::memory_order_relaxed);
  sum_us_.fetch_add(std::max<std::int64_t>(duration_us, 0), std::memory_order_relaxed);
}

Histogram::Snapshot Histogram::snapshot() const noexcept {
  Snapshot now;
  for (std::size_t bucket = 0; bucket < counts_.size(); ++bucket) {
    now.counts[bucket] = counts_[bucket].load(std::memory_order_relaxed);
    now.count += now.counts[bucket];
  }
  now.sum_ms = static_cast<double>(sum_us_.load(std::memory_order_relaxed)) / 1000.0;
  return now;
}

double Histogram::Snapshot::quantile_ms(double q) const noexcept {
  if (count == 0) return 0;
  const auto rank = static_cast<std::uint64_t>(std::ceil(q * static_cast<double>(count)));
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < kUpperBoundsMs.size(); ++bucket) {
    seen += counts[bucket];
    if (seen >= rank) return kUpperBoundsMs[bucket];
  }
  return kUpperBoundsMs.back();
}

}  // namespace masterbus::telemetry
