#pragma once

#include "voltmetrics/dissolved_gas/gases.hpp"

namespace voltmetrics::dissolved_gas {

/// Duval triangle 1 (IEEE C57.104-2019, IEC 60599:2022), from concentrations in ppm; nothing where all are 0.
/// A point on an edge belongs to the zone that comes first of PD, D1, D2, T1, T2, T3, DT.
[[nodiscard]] std::optional<Fault> duval_triangle_1(double ch4, double c2h2, double c2h4) noexcept;

/// Duval triangle 4 for faults of low temperature, from concentrations in ppm; nothing where all are 0. A point on an
/// edge belongs to the zone that comes first of PD, O, C, ND, S.
[[nodiscard]] std::optional<Fault> duval_triangle_4(double h2, double c2h6, double ch4) noexcept;

/// Whether triangle 4 says anything after that verdict of triangle 1.
[[nodiscard]] constexpr bool triangle_4_applies(std::optional<Fault> triangle_1) noexcept {
  return triangle_1 == Fault::pd || triangle_1 == Fault::t1 || triangle_1 == Fault::t2;
}

}  // namespace voltmetrics::dissolved_gas
