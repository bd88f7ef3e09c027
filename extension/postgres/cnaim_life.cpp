#include "voltmetrics/cnaim/combination.hpp"

#include "postgres/cnaim_arguments.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <catalog/pg_type.h>
#include <utils/array.h>
}

namespace voltmetrics::sql {
namespace {

constexpr int kMostFactors = 10000;

double value_or_raise(FunctionCallInfo fcinfo, const cnaim::Outcome& outcome) {
  expect_argument(fcinfo, outcome.status);
  return outcome.value;
}

cnaim::Location location_arguments(FunctionCallInfo fcinfo, int first) {
  cnaim::Location location{
      placement_argument(fcinfo, first), optional_float8(fcinfo, first + 1), optional_float8(fcinfo, first + 2), {}};
  if (!PG_ARGISNULL(first + 3)) location.corrosion_category = PG_GETARG_INT32(first + 3);
  return location;
}

/// The elements that are not null, as a copy that may be sorted.
std::span<double> factors_argument(FunctionCallInfo fcinfo, int argument) {
  const ArrayType* const array = PG_GETARG_ARRAYTYPE_P(argument);
  Datum* elements = nullptr;
  bool* nulls = nullptr;
  int count = 0;
  deconstruct_array(const_cast<ArrayType*>(array), FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE,
                    &elements, &nulls, &count);
  const Status too_many{Problem::out_of_range, "factors", "At most 10,000 factors, 0 to 100 each."};
  if (count > kMostFactors) raise_argument(fcinfo, too_many);
  auto* const factors = static_cast<double*>(palloc(sizeof(double) * static_cast<Size>(count + 1)));
  std::size_t present = 0;
  for (int i = 0; i < count; ++i) {
    if (nulls[i]) continue;
    factors[present++] = DatumGetFloat8(elements[i]);
    expect_argument(fcinfo, cnaim::within(factors[present - 1], 0, 100, "factors", too_many.hint));
  }
  return {factors, present};
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_cnaim_normal_expected_life_years);
Datum voltmetrics_cnaim_normal_expected_life_years(PG_FUNCTION_ARGS) {
  const cnaim::AssetCategory& category = category_argument(fcinfo, 0);
  PG_RETURN_FLOAT8(sub_division_argument(fcinfo, 1, category).normal_expected_life_years);
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_location_factor);
Datum voltmetrics_cnaim_location_factor(PG_FUNCTION_ARGS) {
  if (PG_ARGISNULL(0)) PG_RETURN_NULL();
  const cnaim::AssetCategory& category = category_argument(fcinfo, 0);
  const cnaim::SubDivision& sub_division = sub_division_argument(fcinfo, 1, category);
  PG_RETURN_FLOAT8(
      value_or_raise(fcinfo, cnaim::location_factor(sub_division.location_class, category.default_placement,
                                                    location_arguments(fcinfo, 2))));
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_duty_factor);
Datum voltmetrics_cnaim_duty_factor(PG_FUNCTION_ARGS) {
  if (PG_ARGISNULL(0) || PG_ARGISNULL(5)) PG_RETURN_NULL();
  const cnaim::AssetCategory& category = category_argument(fcinfo, 0);
  const cnaim::Duty duty{operations_argument(fcinfo, 1), optional_float8(fcinfo, 2), optional_float8(fcinfo, 3),
                         optional_float8(fcinfo, 4)};
  PG_RETURN_FLOAT8(value_or_raise(fcinfo, cnaim::duty_factor(category, component_argument(fcinfo, 5, category), duty)));
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_expected_life_years);
Datum voltmetrics_cnaim_expected_life_years(PG_FUNCTION_ARGS) {
  const double normal_years = PG_GETARG_FLOAT8(0);
  const double duty = PG_GETARG_FLOAT8(1);
  const double location = PG_GETARG_FLOAT8(2);
  expect_argument(fcinfo, cnaim::within(normal_years, 1, 1000, "normal_expected_life_years",
                                        "A normal expected life lies between 1 and 1,000 years."));
  expect_argument(fcinfo, cnaim::within(duty, 0.5, 2, "duty_factor", "A duty factor lies between 0.5 and 2."));
  expect_argument(fcinfo,
                  cnaim::within(location, 0.5, 3, "location_factor", "A location factor lies between 0.5 and 3."));
  PG_RETURN_FLOAT8(cnaim::expected_life_years(normal_years, duty, location));
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_initial_ageing_rate);
Datum voltmetrics_cnaim_initial_ageing_rate(PG_FUNCTION_ARGS) {
  const double life_years = PG_GETARG_FLOAT8(0);
  expect_argument(fcinfo, cnaim::within(life_years, 0.1, 10000, "expected_life_years",
                                        "An expected life lies between 0.1 and 10,000 years."));
  PG_RETURN_FLOAT8(cnaim::initial_ageing_rate(life_years));
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_initial_health_score);
Datum voltmetrics_cnaim_initial_health_score(PG_FUNCTION_ARGS) {
  const double rate = PG_GETARG_FLOAT8(0);
  const double age_years = PG_GETARG_FLOAT8(1);
  expect_argument(fcinfo, cnaim::check_ageing_rate(rate));
  expect_argument(fcinfo, cnaim::check_age(age_years));
  PG_RETURN_FLOAT8(cnaim::initial_health_score(rate, age_years));
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_combined_factor);
Datum voltmetrics_cnaim_combined_factor(PG_FUNCTION_ARGS) {
  const cnaim::Combination combination{PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), PG_GETARG_INT32(3)};
  constexpr const char* kDividerHint = "A factor divider lies between 0.1 and 100.";
  expect_argument(fcinfo, cnaim::within(combination.factor_divider_1, 0.1, 100, "factor_divider_1", kDividerHint));
  expect_argument(fcinfo, cnaim::within(combination.factor_divider_2, 0.1, 100, "factor_divider_2", kDividerHint));
  expect_argument(fcinfo, cnaim::within(combination.most_factors, 0, kMostFactors, "most_factors",
                                        "Between 0 and 10,000 factors are combined."));
  PG_RETURN_FLOAT8(cnaim::combined_factor(factors_argument(fcinfo, 0), combination));
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_current_health_score);
Datum voltmetrics_cnaim_current_health_score(PG_FUNCTION_ARGS) {
  const double initial = PG_GETARG_FLOAT8(0);
  const cnaim::Modifier combined{PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3)};
  const cnaim::Reliability reliability{PG_GETARG_FLOAT8(4), PG_GETARG_FLOAT8(5)};
  expect_argument(fcinfo, cnaim::within(initial, cnaim::kBestHealthScore, 5.5, "initial_health_score",
                                        "An initial health score lies between 0.5 and 5.5."));
  expect_argument(fcinfo, cnaim::check(combined, "health_score_factor", "health_score_cap", "health_score_collar"));
  expect_argument(fcinfo, cnaim::check(reliability));
  PG_RETURN_FLOAT8(cnaim::current_health_score(initial, combined, reliability));
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_health_score);
Datum voltmetrics_cnaim_health_score(PG_FUNCTION_ARGS) {
  constexpr int kArguments = 13;
  constexpr auto may_be_null = [](int argument) { return argument == 1 || (argument >= 3 && argument <= 6); };
  bool missing = false;
#pragma GCC unroll 16
  for (int argument = 0; argument < kArguments; ++argument) missing |= !may_be_null(argument) && PG_ARGISNULL(argument);
  if (missing) PG_RETURN_NULL();
  const cnaim::AssetCategory& category = category_argument(fcinfo, 0);
  const cnaim::SubDivision& sub_division = sub_division_argument(fcinfo, 1, category);
  const cnaim::Modifier combined{PG_GETARG_FLOAT8(8), PG_GETARG_FLOAT8(9), PG_GETARG_FLOAT8(10)};
  PG_RETURN_FLOAT8(value_or_raise(fcinfo, cnaim::health_score(category, sub_division, PG_GETARG_FLOAT8(2),
                                                              location_arguments(fcinfo, 3), PG_GETARG_FLOAT8(7),
                                                              combined, {PG_GETARG_FLOAT8(11), PG_GETARG_FLOAT8(12)})));
}
