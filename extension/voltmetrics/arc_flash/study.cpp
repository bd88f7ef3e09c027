#include "voltmetrics/arc_flash/study.hpp"

#include <algorithm>

namespace voltmetrics::arc_flash {
namespace {

Checked check(const Exposure& exposure, double clearing_time_ms, std::optional<double> reduced_ms) noexcept {
  if (const Checked found = check(exposure.circuit, exposure.box); !found.ok()) return found;
  if (const Checked found = check_working_distance(exposure.working_distance_mm); !found.ok()) return found;
  const Checked found = check_clearing_time("clearing_time_ms", clearing_time_ms);
  if (!found.ok() || !reduced_ms) return found;
  return check_clearing_time("reduced_clearing_time_ms", *reduced_ms);
}

Evaluation evaluate(const Exposure& exposure, const Study& study, const ArcingCurrent& actual, double ms) noexcept {
  const Circuit& circuit = exposure.circuit;
  const auto arc = severity(circuit, study.enclosure.correction_factor, study.full.current, actual);
  return {actual, incident_energy(circuit, arc, exposure.working_distance_mm, ms),
          arc_flash_boundary(circuit, arc, ms)};
}

double reduction(const Circuit& circuit, bool reduced) noexcept { return reduced ? reduction_factor(circuit) : 1; }

AtFittedVoltages severity_of(const Exposure& exposure, bool reduced) noexcept {
  const Circuit& circuit = exposure.circuit;
  const double correction = enclosure(circuit, exposure.box).correction_factor;
  const ArcingCurrent average = arcing_current(circuit, 1);
  const ArcingCurrent actual = reduced ? arcing_current(circuit, reduction_factor(circuit)) : average;
  return severity(circuit, correction, average, actual);
}

}  // namespace

std::optional<double> Study::incident_energy_cal_cm2() const noexcept {
  if (!reduced_evaluated) return std::nullopt;
  return std::max(full.energy.j_cm2, reduced.energy.j_cm2) / kJoulesPerCalorie;
}

std::optional<double> Study::boundary_mm() const noexcept {
  if (!reduced_evaluated) return std::nullopt;
  return std::max(full.boundary.mm, reduced.boundary.mm);
}

Study study(const Exposure& exposure, double clearing_time_ms,
            std::optional<double> reduced_clearing_time_ms) noexcept {
  Study result;
  result.checked = check(exposure, clearing_time_ms, reduced_clearing_time_ms);
  if (!result.checked.ok()) return result;
  result.enclosure = enclosure(exposure.circuit, exposure.box);
  result.variation_factor = variation_factor(exposure.circuit);
  result.reduction_factor = reduction_factor(exposure.circuit);
  result.full.current = arcing_current(exposure.circuit, 1);
  result.reduced.current = arcing_current(exposure.circuit, result.reduction_factor);
  result.full = evaluate(exposure, result, result.full.current, clearing_time_ms);
  result.reduced_evaluated = reduced_clearing_time_ms.has_value();
  if (result.reduced_evaluated)
    result.reduced = evaluate(exposure, result, result.reduced.current, *reduced_clearing_time_ms);
  return result;
}

Figure arcing_current_alone(const Circuit& circuit, bool reduced) noexcept {
  if (const Checked found = check(circuit); !found.ok()) return {found};
  return {{}, arcing_current(circuit, reduction(circuit, reduced)).ka};
}

Figure incident_energy_alone(const Exposure& exposure, double clearing_time_ms, bool reduced) noexcept {
  if (const Checked found = check(exposure, clearing_time_ms, std::nullopt); !found.ok()) return {found};
  const IncidentEnergy energy =
      incident_energy(exposure.circuit, severity_of(exposure, reduced), exposure.working_distance_mm, clearing_time_ms);
  return {{}, energy.j_cm2 / kJoulesPerCalorie};
}

Figure boundary_alone(const Exposure& exposure, double clearing_time_ms, bool reduced) noexcept {
  if (const Checked found = check(exposure.circuit, exposure.box); !found.ok()) return {found};
  if (const Checked found = check_clearing_time("clearing_time_ms", clearing_time_ms); !found.ok()) return {found};
  return {{}, arc_flash_boundary(exposure.circuit, severity_of(exposure, reduced), clearing_time_ms).mm};
}

}  // namespace voltmetrics::arc_flash
