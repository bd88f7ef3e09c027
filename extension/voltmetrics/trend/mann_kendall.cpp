#include "voltmetrics/trend/mann_kendall.hpp"

#include <algorithm>
#include <cmath>

#include "voltmetrics/trend/distributions.hpp"

namespace voltmetrics::trend {
namespace {

std::int64_t rising_less_falling(const Series& series) noexcept {
  std::int64_t s = 0;
  for (int i = 0; i < series.size; ++i)
    for (int j = i + 1; j < series.size; ++j)
      s += (series.values[j] > series.values[i] ? 1 : 0) - (series.values[j] < series.values[i] ? 1 : 0);
  return s;
}

/// Sums over groups of equal values, of t values each.
struct Ties {
  double pairs = 0;       ///< t (t - 1) / 2
  double correction = 0;  ///< t (t - 1) (2 t + 5)
};

/// `room` holds the series' values and is sorted.
Ties ties_of(const Series& series, double* room) noexcept {
  Ties ties;
  std::copy(series.values, series.values + series.size, room);
  double* const end = room + series.size;
  std::sort(room, end);
  for (const double* group = room; group != end;) {
    const double* const next = std::upper_bound(group, static_cast<const double*>(end), *group);
    const auto t = static_cast<double>(next - group);
    ties.pairs += t * (t - 1) / 2;
    ties.correction += t * (t - 1) * (2 * t + 5);
    group = next;
  }
  return ties;
}

double median_of(double* numbers, std::int64_t size) noexcept {
  double* const middle = numbers + size / 2;
  std::nth_element(numbers, middle, numbers + size);
  if (size % 2 == 1) return *middle;
  const double below = *std::max_element(numbers, middle);
  return below + (*middle - below) / 2;
}

}  // namespace

double sen_slope(const Series& series, double* room) noexcept {
  double* next = room;
  for (int i = 0; i < series.size; ++i)
    for (int j = i + 1; j < series.size; ++j) *next++ = (series.values[j] - series.values[i]) / (j - i);
  return median_of(room, next - room);
}

Checked mann_kendall(MannKendall& result, const Series& series, double* room) noexcept {
  if (const Checked found = check(series, kPairedSize); !found.ok()) return found;
  result = {};
  const double n = series.size;
  const auto pairs = static_cast<double>(pairs_of(series.size));
  const Ties ties = ties_of(series, room);
  result.points = series.size;
  result.s = rising_less_falling(series);
  result.variance = (n * (n - 1) * (2 * n + 5) - ties.correction) / 18;
  if (ties.pairs < pairs) {
    const auto s = static_cast<double>(result.s);
    result.z = s / std::sqrt(result.variance);
    result.p_value = normal_two_sided_p(result.z);
    result.tau_b = s / std::sqrt(pairs * (pairs - ties.pairs));
  }
  result.sen_slope = sen_slope(series, room);
  return {};
}

}  // namespace voltmetrics::trend
