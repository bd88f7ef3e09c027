#include "voltmetrics/dissolved_gas/duval.hpp"

#include <cmath>

namespace voltmetrics::dissolved_gas {
namespace {

/// Rounded to 1e-9 %, so that a composition given in whole percent meets its edges.
double percent(double part, double whole) noexcept { return std::round(part / whole * 100 * 1e9) / 1e9; }

/// Shares of three gases in percent.
struct Shares {
  double x;
  double y;
  double z;
};

std::optional<Shares> shares(double a, double b, double c) noexcept {
  const double sum = a + b + c;
  if (!(sum > 0)) return std::nullopt;
  // Subnormal concentrations would make shares that are not.
  const double scale = sum < 1e-290 ? 1e290 : 1;
  const double whole = a * scale + b * scale + c * scale;
  return Shares{percent(a * scale, whole), percent(b * scale, whole), percent(c * scale, whole)};
}

Fault zone_1(const Shares& share) noexcept {
  const auto& [ch4, c2h2, c2h4] = share;
  if (ch4 >= 98) return Fault::pd;
  if (c2h4 <= 23 && c2h2 >= 13) return Fault::d1;
  if (c2h4 <= 40 ? c2h2 >= 13 : c2h2 >= 29) return Fault::d2;
  if (c2h4 <= 20 && c2h2 <= 4) return Fault::t1;
  if (c2h4 < 50 && c2h2 <= 4) return Fault::t2;
  if (c2h2 <= 15 && c2h4 >= 50) return Fault::t3;
  return Fault::dt;
}

Fault zone_4(const Shares& share) noexcept {
  const auto& [h2, c2h6, ch4] = share;
  if (c2h6 <= 1 && ch4 >= 2 && ch4 <= 15) return Fault::pd;
  if (h2 <= 9 && c2h6 >= 30) return Fault::o;
  if ((ch4 >= 36 && c2h6 <= 24) || (h2 <= 15 && c2h6 <= 30)) return Fault::c;
  return c2h6 >= 46 ? Fault::nd : Fault::s;
}

}  // namespace

std::optional<Fault> duval_triangle_1(double ch4, double c2h2, double c2h4) noexcept {
  const auto share = shares(ch4, c2h2, c2h4);
  if (!share) return std::nullopt;
  return zone_1(*share);
}

std::optional<Fault> duval_triangle_4(double h2, double c2h6, double ch4) noexcept {
  const auto share = shares(h2, c2h6, ch4);
  if (!share) return std::nullopt;
  return zone_4(*share);
}

}  // namespace voltmetrics::dissolved_gas
