#include "voltmetrics/cnaim/risk.hpp"

#include "postgres/cnaim_arguments.hpp"
#include "postgres/tuple.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <nodes/execnodes.h>
#include <utils/tuplestore.h>
}

namespace voltmetrics::sql {
namespace {

double health_score_argument(FunctionCallInfo fcinfo, int argument) {
  const double score = PG_GETARG_FLOAT8(argument);
  expect_argument(fcinfo, cnaim::check_health_score(score));
  return score;
}

double consequence_argument(FunctionCallInfo fcinfo, int argument) {
  const double consequence = PG_GETARG_FLOAT8(argument);
  expect_argument(fcinfo, cnaim::check_consequence(consequence));
  return consequence;
}

double ageing_rate_argument(FunctionCallInfo fcinfo, int argument) {
  const double rate = PG_GETARG_FLOAT8(argument);
  expect_argument(fcinfo, cnaim::check_ageing_rate(rate));
  return rate;
}

cnaim::Horizon horizon_arguments(FunctionCallInfo fcinfo, int first) {
  const cnaim::Horizon horizon{PG_GETARG_INT32(first), PG_GETARG_FLOAT8(first + 1)};
  expect_argument(fcinfo, cnaim::check(horizon));
  return horizon;
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_cnaim_probability_of_failure);
Datum voltmetrics_cnaim_probability_of_failure(PG_FUNCTION_ARGS) {
  const cnaim::AssetCategory& category = category_argument(fcinfo, 0);
  const double score = health_score_argument(fcinfo, 1);
  PG_RETURN_FLOAT8(cnaim::probability_of_failure(cnaim::k_per_year(category, settings_argument(fcinfo, 2)), score));
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_health_index);
Datum voltmetrics_cnaim_health_index(PG_FUNCTION_ARGS) {
  const cnaim::HealthIndex band = cnaim::health_index(health_score_argument(fcinfo, 0));
  return text_datum(cnaim::kHealthIndexNames[static_cast<std::size_t>(band)]);
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_future_ageing_rate);
Datum voltmetrics_cnaim_future_ageing_rate(PG_FUNCTION_ARGS) {
  const double score = health_score_argument(fcinfo, 0);
  const double age_years = PG_GETARG_FLOAT8(1);
  expect_argument(fcinfo, cnaim::check_age(age_years));
  PG_RETURN_FLOAT8(cnaim::future_ageing_rate(score, age_years, ageing_rate_argument(fcinfo, 2)));
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_future_health_score);
Datum voltmetrics_cnaim_future_health_score(PG_FUNCTION_ARGS) {
  const double score = health_score_argument(fcinfo, 0);
  const double rate = ageing_rate_argument(fcinfo, 1);
  const double years = PG_GETARG_FLOAT8(2);
  expect_argument(fcinfo,
                  cnaim::within(years, 0, cnaim::kOldestYears, "years", "Look between 0 and 1,000 years ahead."));
  PG_RETURN_FLOAT8(cnaim::future_health_score(score, rate, years));
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_remaining_life_years);
Datum voltmetrics_cnaim_remaining_life_years(PG_FUNCTION_ARGS) {
  const double score = health_score_argument(fcinfo, 0);
  const double rate = ageing_rate_argument(fcinfo, 1);
  const double life = PG_GETARG_FLOAT8(2);
  expect_argument(fcinfo, cnaim::within(life, 0.1, 10000, "expected_life_years",
                                        "An expected life lies between 0.1 and 10,000 years."));
  PG_RETURN_FLOAT8(cnaim::remaining_life_years(score, rate, life));
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_in_year_risk);
Datum voltmetrics_cnaim_in_year_risk(PG_FUNCTION_ARGS) {
  const cnaim::AssetCategory& category = category_argument(fcinfo, 0);
  const double score = health_score_argument(fcinfo, 1);
  const double consequence = consequence_argument(fcinfo, 2);
  const double k = cnaim::k_per_year(category, settings_argument(fcinfo, 3));
  PG_RETURN_FLOAT8(cnaim::probability_of_failure(k, score) * consequence);
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_long_term_risk);
Datum voltmetrics_cnaim_long_term_risk(PG_FUNCTION_ARGS) {
  const cnaim::AssetCategory& category = category_argument(fcinfo, 0);
  const double score = health_score_argument(fcinfo, 1);
  const double rate = ageing_rate_argument(fcinfo, 2);
  const double consequence = consequence_argument(fcinfo, 3);
  const cnaim::Horizon horizon = horizon_arguments(fcinfo, 4);
  const double k = cnaim::k_per_year(category, settings_argument(fcinfo, 6));
  PG_RETURN_FLOAT8(cnaim::cumulative_probability_of_failure(k, score, rate, horizon) * consequence);
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_reference_cost);
Datum voltmetrics_cnaim_reference_cost(PG_FUNCTION_ARGS) {
  PG_RETURN_FLOAT8(cnaim::reference_total(category_argument(fcinfo, 0), settings_argument(fcinfo, 1)));
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_criticality);
Datum voltmetrics_cnaim_criticality(PG_FUNCTION_ARGS) {
  const cnaim::AssetCategory& category = category_argument(fcinfo, 0);
  const double consequence = consequence_argument(fcinfo, 1);
  const cnaim::Criticality band = cnaim::criticality_of(category, consequence, settings_argument(fcinfo, 2));
  return text_datum(cnaim::kCriticalityNames[static_cast<std::size_t>(band)]);
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_typical_risk);
Datum voltmetrics_cnaim_typical_risk(PG_FUNCTION_ARGS) {
  const cnaim::AssetCategory& category = category_argument(fcinfo, 0);
  const cnaim::Settings settings = settings_argument(fcinfo, 1);
  const double k = cnaim::k_per_year(category, settings);
  InitMaterializedSRF(fcinfo, 0);
  auto* const result = reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo);
  constexpr std::size_t kCells = std::size_t{cnaim::kHealthIndices} * cnaim::kCriticalities;
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    const std::size_t health = cell / cnaim::kCriticalities;
    const std::size_t cost = cell % cnaim::kCriticalities;
    const double score = cnaim::typical_health_score(static_cast<cnaim::HealthIndex>(health));
    const double in_year = cnaim::probability_of_failure(k, score);
    const double long_term =
        cnaim::cumulative_probability_of_failure(k, score, category.typical_ageing_rate, cnaim::Horizon{});
    const double consequence =
        cnaim::typical_cost_factor(static_cast<cnaim::Criticality>(cost)) * cnaim::reference_total(category, settings);
    Row<9> row;
    row.add(text_datum(cnaim::kHealthIndexNames[health]));
    row.add(text_datum(cnaim::kCriticalityNames[cost]));
    row.add(Float8GetDatum(score));
    row.add(Float8GetDatum(in_year));
    row.add(Float8GetDatum(long_term));
    row.add(Float8GetDatum(consequence));
    row.add(Float8GetDatum(in_year * consequence));
    row.add(Float8GetDatum(long_term * consequence));
    row.add(text_datum(settings.currency));
    tuplestore_putvalues(result->setResult, result->setDesc, row.values, row.nulls);
  }
  return 0;
}
