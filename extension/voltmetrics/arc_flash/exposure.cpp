#include "voltmetrics/arc_flash/exposure.hpp"

namespace voltmetrics::arc_flash {
namespace {

constexpr double kLowVoltageKv = 0.6;

constexpr Range kVoltage{"voltage_kv", 0.208, 15, "IEEE 1584-2018 covers 0.208 to 15 kV, three-phase."};
constexpr Range kLowVoltageCurrent{"bolted_fault_current_ka", 0.5, 106,
                                   "IEEE 1584-2018 covers 0.5 to 106 kA up to 0.6 kV."};
constexpr Range kCurrent{"bolted_fault_current_ka", 0.2, 65, "IEEE 1584-2018 covers 0.2 to 65 kA above 0.6 kV."};
constexpr Range kLowVoltageGap{"gap_mm", 6.35, 76.2, "IEEE 1584-2018 covers 6.35 to 76.2 mm up to 0.6 kV."};
constexpr Range kGap{"gap_mm", 19.05, 254, "IEEE 1584-2018 covers 19.05 to 254 mm above 0.6 kV."};
constexpr Range kWorkingDistance{"working_distance_mm", 305, 100000,
                                 "IEEE 1584-2018 covers 305 mm and more, here up to 100000 mm."};

constexpr double kSmallestBoxMm = 100;
constexpr double kLargestBoxMm = 100000;
constexpr double kGapsPerWidth = 4;
constexpr Range kHeight{"enclosure_height_mm", kSmallestBoxMm, kLargestBoxMm,
                        "An enclosure is 100 to 100000 mm high; a size beyond 1244.6 mm counts as 1244.6 mm."};
constexpr Range kDepth{"enclosure_depth_mm", 1, kLargestBoxMm, "An enclosure is 1 to 100000 mm deep."};
constexpr const char* kWidthHint = "An enclosure is 100 to 100000 mm and at least four gaps wide (IEEE 1584-2018); a "
                                   "size beyond 1244.6 mm counts as 1244.6 mm.";

constexpr double kShortestMs = 0.1;
constexpr double kLongestMs = 100000;

Checked check_width(const Circuit& circuit, double width_mm) noexcept {
  const double four_gaps = kGapsPerWidth * circuit.gap_mm;
  const double least = four_gaps > kSmallestBoxMm ? four_gaps : kSmallestBoxMm;
  return voltmetrics::check({"enclosure_width_mm", least, kLargestBoxMm, kWidthHint}, width_mm);
}

}  // namespace

Checked check(const Circuit& circuit) noexcept {
  const bool low = circuit.voltage_kv <= kLowVoltageKv;
  if (const Checked voltage = voltmetrics::check(kVoltage, circuit.voltage_kv); !voltage.ok()) return voltage;
  const Checked current = voltmetrics::check(low ? kLowVoltageCurrent : kCurrent, circuit.bolted_fault_current_ka);
  if (!current.ok()) return current;
  return voltmetrics::check(low ? kLowVoltageGap : kGap, circuit.gap_mm);
}

Checked check(const Circuit& circuit, const Box& box) noexcept {
  if (const Checked found = check(circuit); !found.ok() || !in_box(circuit.electrodes)) return found;
  if (const Checked height = voltmetrics::check(kHeight, box.height_mm); !height.ok()) return height;
  if (const Checked width = check_width(circuit, box.width_mm); !width.ok()) return width;
  return voltmetrics::check(kDepth, box.depth_mm);
}

Checked check_working_distance(double working_distance_mm) noexcept {
  return voltmetrics::check(kWorkingDistance, working_distance_mm);
}

Checked check_clearing_time(const char* field, double clearing_time_ms) noexcept {
  return voltmetrics::check({field, kShortestMs, kLongestMs, "A fault is cleared within 0.1 to 100000 ms."},
                            clearing_time_ms);
}

}  // namespace voltmetrics::arc_flash
