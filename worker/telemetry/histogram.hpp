#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace masterbus::telemetry {

/// Counts of durations in fixed buckets (milliseconds, upper bounds included), and their sum. Thread-safe; a reader may
/// see a count before its sum.
class Histogram {
public:
  static constexpr std::array<double, 20> kUpperBoundsMs = {
      0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10, 15, 25, 50, 100, 250, 1000, 5'000, 30'000, 60'000, 300'000};

  struct Snapshot {
    std::array<std::uint64_t, kUpperBoundsMs.size() + 1> counts{};  ///< per bucket; the last is beyond every bound
    std::uint64_t count = 0;
    double sum_ms = 0;

    /// Upper bound in milliseconds of the bucket that holds the quantile (0 < q ≤ 1); 0 when nothing was counted, the
    /// greatest bound when it lies beyond.
    double quantile_ms(double q) const noexcept;
  };

  void observe_us(std::int64_t duration_us) noexcept;
  Snapshot snapshot() const noexcept;

private:
  std::array<std::atomic<std::uint64_t>, kUpperBoundsMs.size() + 1> counts_{};
  std::atomic<std::int64_t> sum_us_{0};
};

}  // namespace masterbus::telemetry
