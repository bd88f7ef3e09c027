#include "voltmetrics/reliability/failure_constant.hpp"
#include "voltmetrics/reliability/weibull.hpp"

#include "postgres/refusal.hpp"
#include "postgres/tuple.hpp"

#include <cmath>

namespace voltmetrics::sql {
namespace {

using namespace reliability;

constexpr Status kBeyondDouble{Problem::out_of_range, "time_years",
                               "There the rate of failures is beyond a number: at 0 below shape 1 it is infinite."};

double argument(FunctionCallInfo fcinfo, int place, const Range& range) {
  const double value = PG_GETARG_FLOAT8(place);
  if (const Checked found = check(range, value); !found.ok()) raise(found);
  return value;
}

Weibull weibull_arguments(FunctionCallInfo fcinfo, int first) {
  const Weibull weibull{PG_GETARG_FLOAT8(first), PG_GETARG_FLOAT8(first + 1)};
  if (const Checked found = check(weibull); !found.ok()) raise(found);
  return weibull;
}

double finite(double rate, double time_years) {
  if (!std::isfinite(rate)) raise(Checked{kBeyondDouble, time_years});
  return rate;
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::reliability;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_weibull_reliability);
Datum voltmetrics_weibull_reliability(PG_FUNCTION_ARGS) {
  const double time = argument(fcinfo, 0, kTime);
  PG_RETURN_FLOAT8(weibull_arguments(fcinfo, 1).reliability(time));
}

MASTERBUS_FUNCTION(voltmetrics_weibull_cumulative);
Datum voltmetrics_weibull_cumulative(PG_FUNCTION_ARGS) {
  const double time = argument(fcinfo, 0, kTime);
  PG_RETURN_FLOAT8(weibull_arguments(fcinfo, 1).cumulative(time));
}

MASTERBUS_FUNCTION(voltmetrics_weibull_hazard);
Datum voltmetrics_weibull_hazard(PG_FUNCTION_ARGS) {
  const double time = argument(fcinfo, 0, kTime);
  PG_RETURN_FLOAT8(finite(weibull_arguments(fcinfo, 1).hazard(time), time));
}

MASTERBUS_FUNCTION(voltmetrics_weibull_density);
Datum voltmetrics_weibull_density(PG_FUNCTION_ARGS) {
  const double time = argument(fcinfo, 0, kTime);
  PG_RETURN_FLOAT8(finite(weibull_arguments(fcinfo, 1).density(time), time));
}

MASTERBUS_FUNCTION(voltmetrics_weibull_conditional_failure_probability);
Datum voltmetrics_weibull_conditional_failure_probability(PG_FUNCTION_ARGS) {
  const double time = argument(fcinfo, 0, kTime);
  const Weibull weibull = weibull_arguments(fcinfo, 1);
  PG_RETURN_FLOAT8(weibull.conditional_failure_probability(time, argument(fcinfo, 3, kInterval)));
}

MASTERBUS_FUNCTION(voltmetrics_weibull_quantile);
Datum voltmetrics_weibull_quantile(PG_FUNCTION_ARGS) {
  const double probability = argument(fcinfo, 0, kProbability);
  PG_RETURN_FLOAT8(weibull_arguments(fcinfo, 1).quantile(probability));
}

MASTERBUS_FUNCTION(voltmetrics_weibull_mean);
Datum voltmetrics_weibull_mean(PG_FUNCTION_ARGS) { PG_RETURN_FLOAT8(weibull_arguments(fcinfo, 0).mean_years()); }

MASTERBUS_FUNCTION(voltmetrics_weibull_b10_life);
Datum voltmetrics_weibull_b10_life(PG_FUNCTION_ARGS) {
  PG_RETURN_FLOAT8(weibull_arguments(fcinfo, 0).b10_life_years());
}

MASTERBUS_FUNCTION(voltmetrics_weibull);
Datum voltmetrics_weibull(PG_FUNCTION_ARGS) {
  const double time = argument(fcinfo, 0, kTime);
  const Weibull weibull = weibull_arguments(fcinfo, 1);
  const double interval = argument(fcinfo, 3, kInterval);
  Row<7> row;
  for (const double value :
       {weibull.reliability(time), weibull.cumulative(time), finite(weibull.hazard(time), time),
        finite(weibull.density(time), time), weibull.conditional_failure_probability(time, interval),
        weibull.mean_years(), weibull.b10_life_years()})
    row.add(Float8GetDatum(value));
  return row.datum(result_row_type(fcinfo));
}

MASTERBUS_FUNCTION(voltmetrics_rescaled_failure_constant);
Datum voltmetrics_rescaled_failure_constant(PG_FUNCTION_ARGS) {
  const double k = argument(fcinfo, 0, kConstant);
  const double observed = argument(fcinfo, 1, kObservedFailures);
  PG_RETURN_FLOAT8(rescaled_failure_constant(k, observed, argument(fcinfo, 2, kExpectedFailures)));
}
