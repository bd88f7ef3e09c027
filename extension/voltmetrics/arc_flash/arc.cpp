#include "voltmetrics/arc_flash/arc.hpp"

#include <cmath>

namespace voltmetrics::arc_flash {
namespace {

constexpr double kLowVoltageKv = 0.6;
/// 12.552 J/cm² per 50 ms is the unit in which the model was fitted: 3 cal/cm² per 3 cycles of 60 Hz.
constexpr double kJoulesPerMs = 12.552 / 50;
/// 1.2 cal/cm² over that unit's 12.552 J/cm² is 0.4, and 0.4 times 50 ms is 20 ms.
constexpr double kBoundaryMs = 20;

const Coefficients& coefficients(const Circuit& circuit) noexcept {
  return kCoefficients[static_cast<std::size_t>(circuit.electrodes)];
}

/// How many of the fitted voltages matter for a circuit.
int fits(const Circuit& circuit) noexcept { return circuit.voltage_kv <= kLowVoltageKv ? 1 : kFittedVoltages; }

double power_of_ten(double exponent) noexcept { return std::pow(10.0, exponent); }

/// Clauses 4.9 and 4.10: on the line through the two upper voltages above 2.7 kV; below, a blend of both lines.
double interpolated(const AtFittedVoltages& at, double voltage_kv) noexcept {
  const double upper = (at[2] - at[1]) / 11.6 * (voltage_kv - 14.3) + at[2];
  if (voltage_kv > 2.7) return upper;
  const double lower = (at[1] - at[0]) / 2.1 * (voltage_kv - 2.7) + at[1];
  return lower * (2.7 - voltage_kv) / 2.1 + upper * (voltage_kv - 0.6) / 2.1;
}

double at_own_voltage(const Circuit& circuit, const AtFittedVoltages& at) noexcept {
  return fits(circuit) == 1 ? at[0] : interpolated(at, circuit.voltage_kv);
}

/// From the arcing current at 0.6 kV to that of a lower voltage.
double low_voltage_current(const Circuit& circuit, double at_600_v) noexcept {
  const double v = circuit.voltage_kv;
  const double i = circuit.bolted_fault_current_ka;
  const double ratio = kLowVoltageKv / v;
  return 1 / std::sqrt(ratio * ratio * (1 / (at_600_v * at_600_v) - (0.36 - v * v) / (0.36 * i * i)));
}

}  // namespace

double variation_factor(const Circuit& circuit) noexcept {
  return polynomial(coefficients(circuit).variation, circuit.voltage_kv);
}

double reduction_factor(const Circuit& circuit) noexcept { return 1 - 0.5 * variation_factor(circuit); }

ArcingCurrent arcing_current(const Circuit& circuit, double reduction) noexcept {
  const double lg_current = std::log10(circuit.bolted_fault_current_ka);
  const double lg_gap = std::log10(circuit.gap_mm);
  ArcingCurrent result;
  for (int i = 0; i < fits(circuit); ++i) {
    const Fit& fit = coefficients(circuit).at[i];
    const auto& [k1, k2, k3] = fit.current;
    result.at_ka[i] =
        power_of_ten(k1 + k2 * lg_current + k3 * lg_gap) * polynomial(fit.polynomial, circuit.bolted_fault_current_ka);
  }
  if (fits(circuit) == 1) {
    result.ka = reduction * low_voltage_current(circuit, result.at_ka[0]);
    return result;
  }
  for (double& ka : result.at_ka) ka *= reduction;
  result.ka = interpolated(result.at_ka, circuit.voltage_kv);
  return result;
}

AtFittedVoltages severity(const Circuit& circuit, double correction_factor, const ArcingCurrent& average,
                          const ArcingCurrent& actual) noexcept {
  const double ibf = circuit.bolted_fault_current_ka;
  const double lg_current = std::log10(ibf);
  const double lg_gap = std::log10(circuit.gap_mm);
  const double lg_correction = std::log10(1 / correction_factor);
  const bool low = fits(circuit) == 1;
  AtFittedVoltages result{};
  for (int i = 0; i < fits(circuit); ++i) {
    const Fit& fit = coefficients(circuit).at[i];
    const auto& [k1, k2, k3, k11, k12, k13] = fit.energy;
    // At low voltage the ratio keeps the average current at 0.6 kV, reduced or not.
    const double ratio = (low ? average.at_ka[i] : actual.at_ka[i]) / (ibf * polynomial(fit.polynomial, ibf));
    const double arcing_ka = low ? actual.ka : actual.at_ka[i];
    result[i] = k1 + k2 * lg_gap + k3 * ratio + k11 * lg_current + k13 * std::log10(arcing_ka) + lg_correction;
  }
  return result;
}

IncidentEnergy incident_energy(const Circuit& circuit, const AtFittedVoltages& severity, double working_distance_mm,
                               double clearing_time_ms) noexcept {
  const double lg_distance = std::log10(working_distance_mm);
  IncidentEnergy result;
  for (int i = 0; i < fits(circuit); ++i) {
    const double k12 = coefficients(circuit).at[i].energy[4];
    result.at_j_cm2[i] = kJoulesPerMs * clearing_time_ms * power_of_ten(severity[i] + k12 * lg_distance);
  }
  result.j_cm2 = at_own_voltage(circuit, result.at_j_cm2);
  return result;
}

Boundary arc_flash_boundary(const Circuit& circuit, const AtFittedVoltages& severity,
                            double clearing_time_ms) noexcept {
  const double lg_time = std::log10(kBoundaryMs / clearing_time_ms);
  Boundary result;
  for (int i = 0; i < fits(circuit); ++i)
    result.at_mm[i] = power_of_ten((severity[i] - lg_time) / -coefficients(circuit).at[i].energy[4]);
  result.mm = at_own_voltage(circuit, result.at_mm);
  return result;
}

}  // namespace voltmetrics::arc_flash
