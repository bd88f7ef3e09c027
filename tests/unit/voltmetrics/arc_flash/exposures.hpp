#pragma once

#include <random>

#include "voltmetrics/arc_flash/study.hpp"

namespace voltmetrics::arc_flash {

/// Random exposures within the model, ends of its ranges included, from a fixed seed.
class ExposureSource {
public:
  Exposure next() {
    Exposure exposure;
    exposure.circuit.electrodes = static_cast<Electrodes>(below(kElectrodes));
    const bool low = below(2) == 0;
    exposure.circuit.voltage_kv = low ? between(0.208, 0.6) : between(0.6000001, 15);
    exposure.circuit.bolted_fault_current_ka = low ? between(0.5, 106) : between(0.2, 65);
    exposure.circuit.gap_mm = low ? between(6.35, 76.2) : between(19.05, 254);
    const double least = std::max(100.0, 4 * exposure.circuit.gap_mm);
    exposure.box = {below(2) == 0 ? between(100, 600) : between(100, 3000),
                    below(2) == 0 ? between(least, least + 500) : between(least, 3000), between(1, 1000)};
    exposure.working_distance_mm = between(305, 5000);
    return exposure;
  }
  double clearing_time_ms() { return between(0.1, 10000); }
  int below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(random_); }

  /// One in twenty is an end of the range.
  double between(double low, double high) {
    const int place = below(40);
    if (place == 0) return low;
    if (place == 1) return high;
    return std::uniform_real_distribution<double>(low, high)(random_);
  }

private:
  std::mt19937 random_{15842018};
};

}  // namespace voltmetrics::arc_flash
