#pragma once

#include <array>

/// Coefficients of IEEE 1584-2018, Tables 1 to 5 and 7. Currents in kA, lengths in mm, voltages in kV.
namespace voltmetrics::arc_flash {

/// The voltages, in kV, at which the model was fitted; other voltages above 0.6 kV are interpolated.
inline constexpr int kFittedVoltages = 3;
inline constexpr std::array<double, kFittedVoltages> kFittedVoltageKv{0.6, 2.7, 14.3};

/// What the model was fitted to at one voltage, for one electrode configuration: k1 to k3 of Table 1 (exponent of the
/// arcing current), k4 to k10 (of the bolted fault current, highest power first, the same in Tables 1 and 3 to 5), and
/// k1 to k3 and k11 to k13 of Tables 3 to 5 (exponent of the incident energy).
struct Fit {
  std::array<double, 3> current;
  std::array<double, 7> polynomial;
  std::array<double, 6> energy;
};

/// The coefficients of one electrode configuration.
struct Coefficients {
  std::array<Fit, kFittedVoltages> at;
  std::array<double, 7> variation;  ///< Table 2, k1 to k7, of the voltage, highest power first
};

/// In the order of ElectrodeConfiguration: VCB, VCBB, HCB, VOA, HOA.
inline constexpr std::array<Coefficients, 5> kCoefficients{{
    // VCB
    {{{
         {{-0.04287, 1.035, -0.083},
          {0, 0, -4.783e-09, 1.962e-06, -0.000229, 0.003141, 1.092},
          {0.753364, 0.566, 1.752636, 0, -1.598, 0.957}},
         {{0.0065, 1.001, -0.024},
          {-1.557e-12, 4.556e-10, -4.186e-08, 8.346e-07, 5.482e-05, -0.003191, 0.9729},
          {2.40021, 0.165, 0.354202, 0, -1.569, 0.9778}},
         {{0.005795, 1.015, -0.011},
          {-1.557e-12, 4.556e-10, -4.186e-08, 8.346e-07, 5.482e-05, -0.003191, 0.9729},
          {3.825917, 0.11, -0.999749, 0, -1.568, 0.99}},
     }},
     {0, -1.4269e-06, 8.3137e-05, -0.0019382, 0.022366, -0.12645, 0.30226}},
    // VCBB
    {{{
         {{-0.017432, 0.98, -0.05},
          {0, 0, -5.767e-09, 2.524e-06, -0.00034, 0.01187, 1.013},
          {3.068459, 0.26, -0.098107, -0.06, -1.809, 1.19}},
         {{0.002823, 0.995, -0.0125},
          {0, -9.204e-11, 2.901e-08, -3.262e-06, 0.0001569, -0.004003, 0.9825},
          {3.870592, 0.185, -0.736618, 0, -1.742, 1.09}},
         {{0.014827, 1.01, -0.01},
          {0, -9.204e-11, 2.901e-08, -3.262e-06, 0.0001569, -0.004003, 0.9825},
          {3.644309, 0.215, -0.585522, 0, -1.677, 1.06}},
     }},
     {1.138e-06, -6.0287e-05, 0.0012758, -0.013778, 0.080217, -0.24066, 0.33524}},
    // HCB
    {{{
         {{0.054922, 0.988, -0.11},
          {0, 0, -5.382e-09, 2.316e-06, -0.000302, 0.0091, 0.9725},
          {4.073745, 0.344, -0.370259, 0, -2.03, 1.036}},
         {{0.001011, 1.003, -0.0249},
          {0, 0, 4.859e-10, -1.814e-07, -9.128e-06, -0.0007, 0.9881},
          {3.486391, 0.177, -0.193101, 0.027, -1.723, 1.055}},
         {{0.008693, 0.999, -0.02},
          {0, -5.043e-11, 2.233e-08, -3.046e-06, 0.000116, -0.001145, 0.9839},
          {3.044516, 0.125, 0.245106, 0, -1.655, 1.084}},
     }},
     {0, -3.097e-06, 0.00016405, -0.0033609, 0.033308, -0.16182, 0.34627}},
    // VOA
    {{{
         {{0.043785, 1.04, -0.18},
          {0, 0, -4.783e-09, 1.962e-06, -0.000229, 0.003141, 1.092},
          {0.679294, 0.746, 1.222636, 0, -1.598, 0.997}},
         {{-0.02395, 1.006, -0.0188},
          {-1.557e-12, 4.556e-10, -4.186e-08, 8.346e-07, 5.482e-05, -0.003191, 0.9729},
          {3.880724, 0.105, -1.906033, 0, -1.515, 1.115}},
         {{0.005371, 1.0102, -0.029},
          {-1.557e-12, 4.556e-10, -4.186e-08, 8.346e-07, 5.482e-05, -0.003191, 0.9729},
          {3.405454, 0.12, -0.93245, 0, -1.534, 0.979}},
     }},
     {9.5606e-07, -5.1543e-05, 0.0011161, -0.01242, 0.075125, -0.23584, 0.33696}},
    // HOA
    {{{
         {{0.111147, 1.008, -0.24},
          {0, 0, -3.895e-09, 1.641e-06, -0.000197, 0.002615, 1.1},
          {3.470417, 0.465, -0.261863, 0, -1.99, 1.04}},
         {{0.000435, 1.006, -0.038},
          {0, 0, 7.859e-10, -1.914e-07, -9.128e-06, -0.0007, 0.9981},
          {3.616266, 0.149, -0.761561, 0, -1.639, 1.078}},
         {{0.000904, 0.999, -0.02},
          {0, 0, 7.859e-10, -1.914e-07, -9.128e-06, -0.0007, 0.9981},
          {2.04049, 0.177, 1.005092, -0.05, -1.633, 1.151}},
     }},
     {0, -3.1555e-06, 0.0001682, -0.0034607, 0.034124, -0.1599, 0.34629}},
}};

/// Table 7, b1 to b3: the quadratic in the enclosure's size, highest power first, for VCB, VCBB and HCB.
using EnclosureFit = std::array<double, 3>;
inline constexpr std::array<EnclosureFit, 3> kTypicalEnclosure{{
    {-0.000302, 0.03441, 0.4325},
    {-0.0002976, 0.032, 0.479},
    {-0.0001923, 0.01935, 0.6899},
}};
inline constexpr std::array<EnclosureFit, 3> kShallowEnclosure{{
    {0.002222, -0.02556, 0.6222},
    {-0.002778, 0.1194, -0.2778},
    {-0.0005556, 0.03722, 0.4778},
}};

/// The polynomial with these coefficients, highest power first, at x.
template <std::size_t N>
[[nodiscard]] constexpr double polynomial(const std::array<double, N>& coefficients, double x) noexcept {
  double value = 0;
  for (const double coefficient : coefficients) value = value * x + coefficient;
  return value;
}

}  // namespace voltmetrics::arc_flash
