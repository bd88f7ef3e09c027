/// Every reference vector of reliability, each within its tolerance.
#include <cmath>

#include <gtest/gtest.h>

#include "tests/unit/voltmetrics/json_lines.hpp"
#include "voltmetrics/reliability/survival.hpp"
#include "voltmetrics/reliability/weibull_fit.hpp"

namespace voltmetrics::reliability {
namespace {

using nlohmann::json;

constexpr double kTolerance = 1e-9;

void expect_close(double found, const json& expected, double relative, const std::string& what) {
  const double number = expected;
  EXPECT_NEAR(found, number, relative * std::fabs(number) + 1e-300) << what;
}

std::vector<Lifetime> observations_of(const json& each) {
  std::vector<Lifetime> found;
  for (std::size_t i = 0; i < each.at("time").size(); ++i)
    found.push_back({each.at("time")[i].get<double>(), each.at("event")[i].get<double>()});
  return found;
}

TEST(ReliabilityVectors, EveryWeibullFigureIsMet) {
  const auto cases = vectors::json_lines("engineering/reliability_weibull_r.jsonl", "weibull");
  ASSERT_EQ(cases.size(), 100U);
  int conditional = 0;
  for (const json& each : cases) {
    const Weibull weibull{each.at("shape"), each.at("scale")};
    const double t = each.at("t");
    ASSERT_TRUE(check(weibull).ok());
    expect_close(weibull.density(t), each.at("pdf"), kTolerance, each.dump());
    expect_close(weibull.cumulative(t), each.at("cdf"), kTolerance, each.dump());
    expect_close(weibull.reliability(t), each.at("survival"), kTolerance, each.dump());
    expect_close(weibull.mean_years(), each.at("mean"), kTolerance, each.dump());
    expect_close(weibull.b10_life_years(), each.at("b10"), kTolerance, each.dump());
    // R divides by a survival of 0 where nobody survives: no figure to compare with.
    if (each.at("hazard").is_null()) continue;
    expect_close(weibull.hazard(t), each.at("hazard"), kTolerance, each.dump());
    expect_close(weibull.conditional_failure_probability(t, 1), each.at("cond_fail_next_year"), kTolerance,
                 each.dump());
    ++conditional;
  }
  EXPECT_GT(conditional, 50);
}

TEST(ReliabilityVectors, EveryFitIsMet) {
  const auto cases = vectors::json_lines("engineering/reliability_survfit_r.jsonl", "survival_fit");
  ASSERT_EQ(cases.size(), 3U);
  for (const json& each : cases) {
    const std::string name = each.at("dataset");
    const auto observations = observations_of(each);
    WeibullFit found;
    ASSERT_TRUE(fit(found, {observations.data(), static_cast<int>(observations.size())}).ok());
    expect_close(found.weibull.shape, each.at("weibull_shape"), 1e-5, name);
    expect_close(found.weibull.scale_years, each.at("weibull_scale"), 1e-5, name);
    expect_close(found.log_likelihood, each.at("loglik"), 1e-9, name);
    expect_close(found.exposure.rate(), each.at("exp_rate"), kTolerance, name);
  }
}

TEST(ReliabilityVectors, EveryStepOfTheCurvesIsMet) {
  for (const json& each : vectors::json_lines("engineering/reliability_survfit_r.jsonl", "survival_fit")) {
    const std::string name = each.at("dataset");
    auto observations = observations_of(each);
    sort(observations.data(), static_cast<int>(observations.size()));
    const History history{observations.data(), static_cast<int>(observations.size())};
    SurvivalCurve curve(history);
    for (std::size_t i = 0; i < each.at("km_time").size(); ++i) {
      ASSERT_TRUE(curve.next());
      const SurvivalStep& step = curve.step();
      expect_close(step.time_years, each.at("km_time")[i], kTolerance, name);
      EXPECT_EQ(step.at_risk, each.at("km_n_risk")[i].get<int>());
      EXPECT_EQ(step.failures, each.at("km_n_event")[i].get<int>());
      expect_close(step.survival, each.at("km_survival")[i], kTolerance, name);
      expect_close(step.cumulative_hazard, each.at("nelson_aalen")[i], kTolerance, name);
      const json& deviation = each.at("km_std_err_greenwood_log")[i];
      if (deviation.is_null())
        EXPECT_FALSE(step.log_variance);
      else
        expect_close(std::sqrt(step.log_variance.value()), deviation, kTolerance, name);
    }
    EXPECT_FALSE(curve.next());
    expect_close(median_life_years(history).value(), each.at("km_median"), kTolerance, name);
  }
}

}  // namespace
}  // namespace voltmetrics::reliability
