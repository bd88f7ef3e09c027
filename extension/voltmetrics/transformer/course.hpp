#pragma once

#include <cstdint>
#include <optional>
#include <type_traits>

#include "voltmetrics/transformer/ageing.hpp"
#include "voltmetrics/transformer/design.hpp"

namespace voltmetrics::transformer {

/// Load and ambient at one moment; they are taken to have held since the moment before.
struct Sample {
  double load_pu = 0;    ///< load over rated load
  double ambient_c = 0;  ///< without the design's surcharge
};

/// How a course begins: the top oil at the ambient and the winding at the top oil, unless more is known.
struct Beginning {
  std::optional<double> top_oil_c;  ///< measured; takes precedence over what follows from the load
  std::optional<double> load_pu;    ///< held until then so long that everything is steady
};

/// Temperatures by the difference form of IEC 60076-7:2018's exponential model.
struct Temperatures {
  double top_oil_c = 0;
  double rising_k = 0;   ///< first part of the hot spot's rise over the top oil
  double falling_k = 0;  ///< second part, subtracted from it
  [[nodiscard]] constexpr double hot_spot_c() const noexcept { return top_oil_c + rising_k - falling_k; }
};

/// Everything known of a load profile up to one sample. Of constant size, whatever the number of samples.
struct Course {
  double samples = 0;
  Temperatures now;
  double elapsed_min = 0;
  double aged_normal_min = 0;  ///< sum of ageing rate times duration
  double aged_upgraded_min = 0;
  double bubbling_min = 0;  ///< time with the hot spot above 140 °C
  double max_top_oil_c = 0;
  double max_hot_spot_c = 0;

  /// Mean ageing rate of upgraded paper (IEEE C57.91's equivalent ageing factor); nothing before time has passed.
  [[nodiscard]] std::optional<double> equivalent_ageing_factor() const noexcept;
};
static_assert(std::is_trivially_copyable_v<Course>);

/// The first sample: the state that the course begins in. For a design that check() accepts.
[[nodiscard]] Checked begin(Course& course, const Design& design, const Sample& sample,
                            const Beginning& beginning) noexcept;

/// The next sample, `duration_min` after the one before, which may be no time at all. Ageing counts the temperature at
/// the end of the step. Where a sample is refused the course stays as it was.
[[nodiscard]] Checked advance(Course& course, const Design& design, const Sample& sample, double duration_min) noexcept;

}  // namespace voltmetrics::transformer
