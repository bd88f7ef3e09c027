#include "voltmetrics/trend/distributions.hpp"

#include <cmath>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace voltmetrics::trend {
namespace {

namespace policies = boost::math::policies;

// Nothing throws; arguments are within range, so nothing is ignored either.
using Policy =
    policies::policy<policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
                     policies::overflow_error<policies::ignore_error>,
                     policies::underflow_error<policies::ignore_error>, policies::denorm_error<policies::ignore_error>,
                     policies::evaluation_error<policies::ignore_error>,
                     policies::rounding_error<policies::ignore_error>,
                     policies::indeterminate_result_error<policies::ignore_error>, policies::promote_double<false>>;
using Normal = boost::math::normal_distribution<double, Policy>;
using StudentT = boost::math::students_t_distribution<double, Policy>;

}  // namespace

double normal_quantile(double confidence) noexcept { return -boost::math::quantile(Normal(), (1 - confidence) / 2); }

double student_t_quantile(double confidence, double freedom) noexcept {
  return -boost::math::quantile(StudentT(freedom), (1 - confidence) / 2);
}

double normal_two_sided_p(double z) noexcept { return std::erfc(std::fabs(z) / std::sqrt(2.0)); }

double student_t_two_sided_p(double t, double freedom) noexcept {
  if (std::isinf(t)) return 0;
  return 2 * boost::math::cdf(StudentT(freedom), -std::fabs(t));
}

}  // namespace voltmetrics::trend
