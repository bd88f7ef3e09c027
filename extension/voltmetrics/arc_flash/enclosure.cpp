#include "voltmetrics/arc_flash/enclosure.hpp"

#include <algorithm>

#include "voltmetrics/arc_flash/coefficients.hpp"

namespace voltmetrics::arc_flash {
namespace {

constexpr double kInchesPerMm = 0.03937;  // as the standard rounds it
constexpr double kMmPerInch = 25.4;
constexpr double kSmallMm = 508;
constexpr double kSmallIn = 20;
constexpr double kTestedMm = 660.4;
constexpr double kLargestMm = 1244.6;
constexpr double kLargestIn = 49;
constexpr double kShallowDepthMm = 203.2;
constexpr double kShallowBelowKv = 0.6;

/// Table 6: constants A and B of VCB, VCBB and HCB.
struct Stretch {
  double a;
  double b;
};
constexpr std::array<Stretch, 3> kStretch{{{4, 20}, {10, 24}, {10, 22}}};

std::size_t index_of(Electrodes electrodes) noexcept { return static_cast<std::size_t>(electrodes); }

bool shallow(const Circuit& circuit, const Box& box) noexcept {
  return circuit.voltage_kv < kShallowBelowKv && box.height_mm < kSmallMm && box.width_mm < kSmallMm &&
         box.depth_mm <= kShallowDepthMm;
}

/// A side up to 660.4 mm, in inches: small ones count as 20 inches unless the box is shallow.
double side_in(double mm, EnclosureKind kind) noexcept {
  return mm < kSmallMm && kind == EnclosureKind::typical ? kSmallIn : kInchesPerMm * mm;
}

double stretched_in(double mm, const Circuit& circuit) noexcept {
  const Stretch& by = kStretch[index_of(circuit.electrodes)];
  return (kTestedMm + (std::min(mm, kLargestMm) - kTestedMm) * (circuit.voltage_kv + by.a) / by.b) / kMmPerInch;
}

double height_in(const Circuit& circuit, double mm, EnclosureKind kind) noexcept {
  if (mm <= kTestedMm) return side_in(mm, kind);
  return circuit.electrodes == Electrodes::vcb ? std::min(kInchesPerMm * mm, kLargestIn) : stretched_in(mm, circuit);
}

double width_in(const Circuit& circuit, double mm, EnclosureKind kind) noexcept {
  return mm <= kTestedMm ? side_in(mm, kind) : stretched_in(mm, circuit);
}

}  // namespace

Enclosure enclosure(const Circuit& circuit, const Box& box) noexcept {
  Enclosure result;
  if (!in_box(circuit.electrodes)) return result;
  result.kind = shallow(circuit, box) ? EnclosureKind::shallow : EnclosureKind::typical;
  result.height_in = height_in(circuit, box.height_mm, result.kind);
  result.width_in = width_in(circuit, box.width_mm, result.kind);
  result.size_in = (result.height_in + result.width_in) / 2;
  result.limited = std::max(box.height_mm, box.width_mm) > kLargestMm;
  const std::size_t i = index_of(circuit.electrodes);
  result.correction_factor = result.kind == EnclosureKind::typical
                                 ? polynomial(kTypicalEnclosure[i], result.size_in)
                                 : 1 / polynomial(kShallowEnclosure[i], result.size_in);
  return result;
}

}  // namespace voltmetrics::arc_flash
