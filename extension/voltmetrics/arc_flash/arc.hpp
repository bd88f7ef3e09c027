#pragma once

#include <array>

#include "voltmetrics/arc_flash/coefficients.hpp"
#include "voltmetrics/arc_flash/exposure.hpp"

namespace voltmetrics::arc_flash {

inline constexpr double kJoulesPerCalorie = 4.184;

/// A figure at 0.6, 2.7 and 14.3 kV. Up to 0.6 kV only the first means anything.
using AtFittedVoltages = std::array<double, kFittedVoltages>;

/// Arcing current in kA: at the voltages that the model was fitted to, and at the circuit's own.
struct ArcingCurrent {
  AtFittedVoltages at_ka{};
  double ka = 0;
};

/// The arcing current's variation, VarCF of Table 2, 0.02 to 0.32.
[[nodiscard]] double variation_factor(const Circuit& circuit) noexcept;

/// What the arcing current is multiplied by to get the reduced one: 1 - VarCF / 2.
[[nodiscard]] double reduction_factor(const Circuit& circuit) noexcept;

/// Average arcing current (clauses 4.4 and 4.9) for a reduction factor of 1, else the reduced one. For a circuit that
/// check() accepts.
[[nodiscard]] ArcingCurrent arcing_current(const Circuit& circuit, double reduction) noexcept;

/// What an arc does at any distance and for any time: the logarithm of the incident energy, clauses 4.6 and 4.10,
/// without its terms of distance and time. `average` is the arcing current without, `actual` the one with reduction.
[[nodiscard]] AtFittedVoltages severity(const Circuit& circuit, double correction_factor, const ArcingCurrent& average,
                                        const ArcingCurrent& actual) noexcept;

/// Incident energy in J/cm² at a distance after a time.
struct IncidentEnergy {
  AtFittedVoltages at_j_cm2{};
  double j_cm2 = 0;
};
[[nodiscard]] IncidentEnergy incident_energy(const Circuit& circuit, const AtFittedVoltages& severity,
                                             double working_distance_mm, double clearing_time_ms) noexcept;

/// Distance in mm at which the incident energy is 1.2 cal/cm².
struct Boundary {
  AtFittedVoltages at_mm{};
  double mm = 0;
};
[[nodiscard]] Boundary arc_flash_boundary(const Circuit& circuit, const AtFittedVoltages& severity,
                                          double clearing_time_ms) noexcept;

}  // namespace voltmetrics::arc_flash
