#pragma once

#include <array>
#include <cstddef>

namespace voltmetrics::cnaim {

/// A value that holds for measurements up to and including a bound, above the bound of the band before.
struct Band {
  double up_to = 0;
  double value = 0;
};

/// The value of the band a measurement lies in: the lower bound is excluded, the upper one included. Bands rise; the
/// last one has no end.
template <std::size_t N>
[[nodiscard]] constexpr double banded(double measurement, const std::array<Band, N>& bands) noexcept {
  for (std::size_t i = 0; i + 1 < N; ++i)
    if (measurement <= bands[i].up_to) return bands[i].value;
  return bands[N - 1].value;
}

}  // namespace voltmetrics::cnaim
