#include "voltmetrics/transformer/course.hpp"

#include <algorithm>
#include <cmath>

namespace voltmetrics::transformer {
namespace {

constexpr Range kLoad{"load_pu", 0, 5, "The load is given per unit of the rated one, 0 to 5."};
constexpr Range kAmbient{"ambient_c", -90, 120, "The ambient lies between -90 and 120 °C."};
constexpr Range kInitialLoad{"initial_load_pu", 0, 5, "The load is given per unit of the rated one, 0 to 5."};
constexpr Range kInitialTopOil{"initial_top_oil_c", -90, 400, "The top oil lies between -90 and 400 °C."};
constexpr Range kDuration{"duration_min", 0, 1e13, "Samples come in the order of their time."};

Checked check(const Sample& sample) noexcept {
  if (const Checked load = voltmetrics::check(kLoad, sample.load_pu); !load.ok()) return load;
  return voltmetrics::check(kAmbient, sample.ambient_c);
}

Checked check(const Beginning& beginning) noexcept {
  if (beginning.top_oil_c)
    if (const Checked top_oil = voltmetrics::check(kInitialTopOil, *beginning.top_oil_c); !top_oil.ok()) return top_oil;
  return beginning.load_pu ? voltmetrics::check(kInitialLoad, *beginning.load_pu) : Checked{};
}

/// Where the top oil is heading at a load.
double steady_top_oil_c(const Design& design, double load_pu, double ambient_c) noexcept {
  const double losses = (1 + design.loss_ratio * load_pu * load_pu) / (1 + design.loss_ratio);
  return ambient_c + design.ambient_surcharge_k + design.top_oil_rise_k * std::pow(losses, design.oil_exponent);
}

/// Where the hot spot's rise over the top oil is heading at a load.
double steady_rise_k(const Design& design, double load_pu) noexcept {
  return design.hot_spot_factor * design.winding_gradient_k * std::pow(load_pu, design.winding_exponent);
}

/// Towards an end with a time constant.
double approach(double from, double end, double durations) noexcept {
  return end + (from - end) * std::exp(-durations);
}

Temperatures steady(const Design& design, double load_pu, double ambient_c) noexcept {
  const double rise = steady_rise_k(design, load_pu);
  return {steady_top_oil_c(design, load_pu, ambient_c), design.k21 * rise, (design.k21 - 1) * rise};
}

Temperatures after(const Temperatures& before, const Design& design, const Sample& sample, double minutes) noexcept {
  const Temperatures end = steady(design, sample.load_pu, sample.ambient_c);
  const double oil = design.oil_time_constant_min;
  const double winding = design.winding_time_constant_min;
  return {approach(before.top_oil_c, end.top_oil_c, minutes / (design.k11 * oil)),
          approach(before.rising_k, end.rising_k, minutes / (design.k22 * winding)),
          approach(before.falling_k, end.falling_k, minutes * design.k22 / oil)};
}

}  // namespace

std::optional<double> Course::equivalent_ageing_factor() const noexcept {
  if (!(elapsed_min > 0)) return std::nullopt;
  return aged_upgraded_min / elapsed_min;
}

Checked begin(Course& course, const Design& design, const Sample& sample, const Beginning& beginning) noexcept {
  if (const Checked found = check(sample); !found.ok()) return found;
  if (const Checked found = check(beginning); !found.ok()) return found;
  Temperatures now{sample.ambient_c + design.ambient_surcharge_k, 0, 0};
  if (beginning.load_pu) now = steady(design, *beginning.load_pu, sample.ambient_c);
  if (beginning.top_oil_c) now.top_oil_c = *beginning.top_oil_c;
  if (const Checked found = voltmetrics::check(kHotSpot, now.hot_spot_c()); !found.ok()) return found;
  course = {.samples = 1, .now = now, .max_top_oil_c = now.top_oil_c, .max_hot_spot_c = now.hot_spot_c()};
  return {};
}

Checked advance(Course& course, const Design& design, const Sample& sample, double duration_min) noexcept {
  if (const Checked found = voltmetrics::check(kDuration, duration_min); !found.ok()) return found;
  if (const Checked found = check(sample); !found.ok()) return found;
  const Temperatures now = after(course.now, design, sample, duration_min);
  const double hot_spot = now.hot_spot_c();
  if (const Checked found = voltmetrics::check(kHotSpot, hot_spot); !found.ok()) return found;
  course.samples += 1;
  course.now = now;
  course.elapsed_min += duration_min;
  course.aged_normal_min += ageing_rate(hot_spot, Paper::normal) * duration_min;
  course.aged_upgraded_min += ageing_rate(hot_spot, Paper::thermally_upgraded) * duration_min;
  course.bubbling_min += hot_spot > kBubblingC ? duration_min : 0;
  course.max_top_oil_c = std::max(course.max_top_oil_c, now.top_oil_c);
  course.max_hot_spot_c = std::max(course.max_hot_spot_c, hot_spot);
  return {};
}

}  // namespace voltmetrics::transformer
