#pragma once

#include "voltmetrics/dissolved_gas/gases.hpp"

namespace voltmetrics::dissolved_gas {

/// A ratio of two concentrations: infinite over nothing, and nothing where both are 0.
[[nodiscard]] std::optional<double> ratio(double numerator, double denominator) noexcept;

/// The ratios that Rogers and IEC 60599 look at.
struct Ratios {
  std::optional<double> c2h2_c2h4;
  std::optional<double> ch4_h2;
  std::optional<double> c2h4_c2h6;
};

/// Rogers' ratios as in IEEE C57.104-2019: Normal, PD, D2, T1, T2, T3, ND, or N/A without one of the ratios.
[[nodiscard]] Fault rogers(const Ratios& ratios) noexcept;

/// IEC 60599's ratios, the first case that fits: PD, D1, D2, T1, T2, T3, ND, or N/A without one of the ratios.
[[nodiscard]] Fault iec_60599(const Ratios& ratios) noexcept;

/// Doernenburg's ratios as in IEEE C57.104-2019, from concentrations in ppm: No fault, T, PD, D1/D2, ND, or N/A where
/// too little gas makes the ratios worthless. Ratios are rounded half up to two decimals; over nothing they count as 0.
[[nodiscard]] Fault doernenburg(double h2, double ch4, double c2h6, double c2h4, double c2h2, double co) noexcept;

}  // namespace voltmetrics::dissolved_gas
