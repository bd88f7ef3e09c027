#include "voltmetrics/reliability/weibull.hpp"

#include <cmath>

namespace voltmetrics::reliability {
namespace {

constexpr double kSurvivingHazard = 700;  // exp(-700) is still a normal double

/// Expected failures up to a time, (t / scale)^shape.
double cumulative_hazard(const Weibull& weibull, double time_years) noexcept {
  return std::pow(time_years / weibull.scale_years, weibull.shape);
}

}  // namespace

double Weibull::reliability(double time_years) const noexcept {
  return std::exp(-cumulative_hazard(*this, time_years));
}

double Weibull::cumulative(double time_years) const noexcept {
  return -std::expm1(-cumulative_hazard(*this, time_years));
}

double Weibull::hazard(double time_years) const noexcept {
  return shape / scale_years * std::pow(time_years / scale_years, shape - 1);
}

double Weibull::density(double time_years) const noexcept {
  const double survival = reliability(time_years);
  return survival > 0 ? hazard(time_years) * survival : 0;
}

double Weibull::conditional_failure_probability(double time_years, double interval_years) const noexcept {
  const double now = cumulative_hazard(*this, time_years);
  // By definition, to 1e-16, which is near enough for a probability.
  if (now < kSurvivingHazard)
    return std::fmax(0, 1 - reliability(time_years + interval_years) / reliability(time_years));
  // Nobody survives in a double: the difference of the hazards, as a ratio, which loses no digits.
  return -std::expm1(-now * std::expm1(shape * std::log1p(interval_years / time_years)));
}

double Weibull::quantile(double probability) const noexcept {
  return scale_years * std::pow(-std::log1p(-probability), 1 / shape);
}

double Weibull::mean_years() const noexcept { return scale_years * std::tgamma(1 + 1 / shape); }

Checked check(const Weibull& weibull) noexcept {
  if (const Checked found = check(kShape, weibull.shape); !found.ok()) return found;
  return check(kScale, weibull.scale_years);
}

}  // namespace voltmetrics::reliability
