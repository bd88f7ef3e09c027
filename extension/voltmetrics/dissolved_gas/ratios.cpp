#include "voltmetrics/dissolved_gas/ratios.hpp"

#include <cmath>

namespace voltmetrics::dissolved_gas {
namespace {

/// C57.104's limits L1 in ppm.
struct Limits {
  double h2 = 100;
  double ch4 = 120;
  double c2h2 = 1;
  double c2h4 = 50;
  double c2h6 = 65;
  double co = 350;
};
constexpr Limits kL1;

constexpr bool within(double value, double low, double high) noexcept { return value >= low && value <= high; }

double rounded_ratio(double numerator, double denominator) noexcept {
  return denominator == 0 ? 0 : std::floor(numerator / denominator * 100 + 0.5) / 100;
}

}  // namespace

std::optional<double> ratio(double numerator, double denominator) noexcept {
  if (numerator == 0 && denominator == 0) return std::nullopt;
  return numerator / denominator;
}

Fault rogers(const Ratios& ratios) noexcept {
  if (!ratios.c2h2_c2h4 || !ratios.ch4_h2 || !ratios.c2h4_c2h6) return Fault::not_applicable;
  const double r1 = *ratios.ch4_h2;
  const double r2 = *ratios.c2h2_c2h4;
  const double r5 = *ratios.c2h4_c2h6;
  const bool usual = within(r1, 0.1, 1);
  if (within(r2, 0.1, 3)) return usual && r5 > 3 ? Fault::d2 : Fault::nd;
  if (r2 > 3) return Fault::nd;
  if (r5 < 1) return usual ? Fault::normal : r1 < 0.1 ? Fault::pd : Fault::nd;
  if (usual) return r5 <= 3 ? Fault::t1 : Fault::nd;
  if (r1 > 1) return r5 <= 3 ? Fault::t2 : Fault::t3;
  return Fault::nd;
}

Fault iec_60599(const Ratios& ratios) noexcept {
  if (!ratios.c2h2_c2h4 || !ratios.ch4_h2 || !ratios.c2h4_c2h6) return Fault::not_applicable;
  const double r1 = *ratios.ch4_h2;
  const double r2 = *ratios.c2h2_c2h4;
  const double r5 = *ratios.c2h4_c2h6;
  if (r1 < 0.1 && r5 < 0.2) return Fault::pd;
  if (r2 > 1 && within(r1, 0.1, 0.5) && r5 > 1) return Fault::d1;
  if (within(r2, 0.6, 2.5) && within(r1, 0.1, 1) && r5 > 2) return Fault::d2;
  if (r1 > 1 && r5 < 1) return Fault::t1;
  if (r1 > 1 && r2 < 0.1 && within(r5, 1, 4)) return Fault::t2;
  return r1 > 1 && r2 < 0.2 && r5 > 4 ? Fault::t3 : Fault::nd;
}

Fault doernenburg(double h2, double ch4, double c2h6, double c2h4, double c2h2, double co) noexcept {
  const bool much = h2 > 2 * kL1.h2 || ch4 > 2 * kL1.ch4 || c2h2 > 2 * kL1.c2h2 || c2h4 > 2 * kL1.c2h4;
  if (!much || !(c2h6 > kL1.c2h6 || co > kL1.co)) return Fault::no_fault;
  const bool acetylene = c2h2 > kL1.c2h2;
  const bool methane = ch4 > kL1.ch4;
  const bool reliable = (methane || h2 > kL1.h2) && (acetylene || c2h4 > kL1.c2h4) && (acetylene || methane) &&
                        (acetylene || c2h6 > kL1.c2h6);
  if (!reliable) return Fault::not_applicable;
  const double r1 = rounded_ratio(ch4, h2);
  const double r2 = rounded_ratio(c2h2, c2h4);
  const double r3 = rounded_ratio(c2h2, ch4);
  const double r4 = rounded_ratio(c2h6, c2h2);
  if (r1 > 1 && r2 < 0.75 && r3 < 0.3 && r4 > 0.4) return Fault::t;
  if (r1 < 0.1 && r3 < 0.3 && r4 > 0.4) return Fault::pd;
  return r1 > 0.1 && r1 < 1 && r2 > 0.75 && r3 > 0.3 && r4 < 0.4 ? Fault::d1_or_d2 : Fault::nd;
}

}  // namespace voltmetrics::dissolved_gas
