#pragma once

#include <optional>

#include "voltmetrics/arc_flash/arc.hpp"
#include "voltmetrics/arc_flash/enclosure.hpp"

namespace voltmetrics::arc_flash {

/// One evaluation: at the average arcing current, or at the reduced one.
struct Evaluation {
  ArcingCurrent current;
  IncidentEnergy energy;
  Boundary boundary;
};

/// The exposure of a person at the working distance, evaluated at both currents, each with its own clearing time.
struct Study {
  Checked checked;  ///< where it is not ok, the other members mean nothing
  Enclosure enclosure;
  double variation_factor = 0;
  double reduction_factor = 0;
  Evaluation full;
  Evaluation reduced;  ///< only its current, where reduced_evaluated is false
  bool reduced_evaluated = false;

  /// The larger of both incident energies, in cal/cm², and of both boundaries, in mm; nothing without a clearing time
  /// at the reduced current, because that one is often the larger.
  [[nodiscard]] std::optional<double> incident_energy_cal_cm2() const noexcept;
  [[nodiscard]] std::optional<double> boundary_mm() const noexcept;
};

[[nodiscard]] Study study(const Exposure& exposure, double clearing_time_ms,
                          std::optional<double> reduced_clearing_time_ms) noexcept;

/// One figure of one evaluation, at the average or the reduced arcing current; it means nothing where not ok.
struct Figure {
  Checked checked;
  double value = 0;
};
/// in kA
[[nodiscard]] Figure arcing_current_alone(const Circuit& circuit, bool reduced) noexcept;
/// in cal/cm²
[[nodiscard]] Figure incident_energy_alone(const Exposure& exposure, double clearing_time_ms, bool reduced) noexcept;
/// in mm; the exposure's working distance is not read
[[nodiscard]] Figure boundary_alone(const Exposure& exposure, double clearing_time_ms, bool reduced) noexcept;

}  // namespace voltmetrics::arc_flash
