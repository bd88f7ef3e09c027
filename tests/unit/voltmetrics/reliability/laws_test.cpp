/// Laws of reliability, and a fuzz over its whole argument space.
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "voltmetrics/reliability/failure_constant.hpp"
#include "voltmetrics/reliability/survival.hpp"
#include "voltmetrics/reliability/weibull_fit.hpp"

namespace voltmetrics::reliability {
namespace {

class Source {
public:
  int below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(random_); }
  double between(double low, double high) { return std::uniform_real_distribution<double>(low, high)(random_); }
  double wild() {
    static constexpr double kOdd[] = {0,   -0.0, 1,  -1, 0.5, 0.01, 1000,   1e-6,  1e6,
                                      1e9, 1e10, 40, 2,  3.4, 0.1,  5e-324, 1e308, 1 - 1e-15};
    switch (below(8)) {
    case 0:
      return below(2) == 0 ? std::numeric_limits<double>::quiet_NaN() : INFINITY;
    case 1:
      return std::pow(10.0, between(-320, 12));
    default:
      return kOdd[below(std::size(kOdd))];
    }
  }
  std::vector<Lifetime> history(int size) {
    std::vector<Lifetime> lifetimes(static_cast<std::size_t>(size));
    const int kind = below(4);
    for (Lifetime& each : lifetimes) {
      if (kind == 0) each.time_years = 1 + below(4);
      if (kind == 1) each.time_years = std::pow(10.0, between(-6, 6));
      if (kind == 2) each.time_years = between(1, 60);
      if (kind == 3) each.time_years = below(2) == 0 ? kObservedTime.low : kObservedTime.high;
      each.failure = below(3) == 0 ? 0 : 1;
    }
    if (size > 0 && below(10) == 0) lifetimes[static_cast<std::size_t>(below(size))].time_years = wild();
    return lifetimes;
  }

private:
  std::mt19937 random_{20260404};
};

History history_of(const std::vector<Lifetime>& lifetimes) {
  return {lifetimes.data(), static_cast<int>(lifetimes.size())};
}

bool refused_by_name(const Checked& found) {
  return found.status.problem == Problem::out_of_range && *found.status.field != '\0' && *found.status.hint != '\0';
}

double log_likelihood(const Weibull& weibull, const History& history) {
  double sum = 0;
  for (int i = 0; i < history.size; ++i) {
    const Lifetime& each = history.observations[i];
    const double x = each.time_years / weibull.scale_years;
    if (each.failed()) sum += std::log(weibull.shape / weibull.scale_years) + (weibull.shape - 1) * std::log(x);
    sum -= std::pow(x, weibull.shape);
  }
  return sum;
}

TEST(ReliabilityLaws, EveryWeibullFigureLiesInItsRange) {
  Source source;
  int answered = 0;
  for (int round = 0; round < 400000; ++round) {
    const Weibull weibull{source.wild(), source.wild()};
    const double time = source.wild();
    const double interval = source.wild();
    const double probability = source.wild();
    if (const Checked found = check(weibull); !found.ok()) {
      EXPECT_TRUE(refused_by_name(found));
      continue;
    }
    EXPECT_TRUE(std::isfinite(weibull.mean_years()) && weibull.mean_years() > 0);
    EXPECT_TRUE(std::isfinite(weibull.b10_life_years()) && weibull.b10_life_years() >= 0);
    if (kProbability.contains(probability)) {
      const double quantile = weibull.quantile(probability);
      EXPECT_TRUE(std::isfinite(quantile) && quantile >= 0) << quantile;
    }
    if (!kTime.contains(time)) continue;
    ++answered;
    for (const double share : {weibull.reliability(time), weibull.cumulative(time)})
      EXPECT_TRUE(share >= 0 && share <= 1) << share;
    EXPECT_NEAR(weibull.reliability(time) + weibull.cumulative(time), 1, 1e-15);
    // Infinite is a stated result, none at all is not.
    EXPECT_GE(weibull.hazard(time), 0);
    EXPECT_GE(weibull.density(time), 0);
    if (!kInterval.contains(interval)) continue;
    const double share = weibull.conditional_failure_probability(time, interval);
    EXPECT_TRUE(share >= 0 && share <= 1) << share;
  }
  EXPECT_GT(answered, 30000);
}

TEST(ReliabilityLaws, AgeingFollowsTheShape) {
  for (double t = 1; t < 60; ++t) {
    const auto next_year = [&](double shape, double at) {
      return Weibull{shape, 40}.conditional_failure_probability(at, 1);
    };
    EXPECT_LT(next_year(3, t), next_year(3, t + 1));
    EXPECT_GT(next_year(0.5, t), next_year(0.5, t + 1));
    EXPECT_NEAR(next_year(1, t), 1 - std::exp(-1.0 / 40), 1e-12);
    const Weibull weibull{2.5, 40};
    EXPECT_GT(weibull.reliability(t), weibull.reliability(t + 1));
    EXPECT_NEAR(weibull.density(t), weibull.hazard(t) * weibull.reliability(t), 1e-15);
    EXPECT_NEAR(weibull.cumulative(weibull.quantile(t / 61)), t / 61, 1e-14);
    // Where nobody survives in a double the probability goes on as the hazard does.
    EXPECT_NEAR(Weibull({1, 1}).conditional_failure_probability(690 + t, 0.5), 1 - std::exp(-0.5), 1e-9);
  }
}

TEST(ReliabilityLaws, WhateverHistoryIsFittedIsAnsweredSoundlyOrRefusedByName) {
  Source source;
  int answered = 0;
  for (int round = 0; round < 20000; ++round) {
    const auto lifetimes = source.history(source.below(12));
    WeibullFit found;
    if (const Checked checked = fit(found, history_of(lifetimes)); !checked.ok()) {
      EXPECT_TRUE(refused_by_name(checked)) << checked.status.field;
      continue;
    }
    ++answered;
    EXPECT_TRUE(check(found.weibull).ok());
    EXPECT_TRUE(std::isfinite(found.log_likelihood) && std::isfinite(found.weibull.mean_years()));
    EXPECT_NEAR(found.log_likelihood, log_likelihood(found.weibull, history_of(lifetimes)),
                1e-8 * (1 + std::fabs(found.log_likelihood)));
  }
  EXPECT_GT(answered, 5000);
}

TEST(ReliabilityLaws, NoNeighbourOfAFitIsMoreLikely) {
  Source source;
  for (int round = 0; round < 300; ++round) {
    std::vector<Lifetime> lifetimes;
    for (int i = 0; i < 40; ++i) lifetimes.push_back({source.between(1, 50), source.below(3) == 0 ? 0.0 : 1.0});
    WeibullFit found;
    ASSERT_TRUE(fit(found, history_of(lifetimes)).ok());
    for (const double by : {0.97, 0.999, 1.001, 1.03}) {
      const Weibull& best = found.weibull;
      EXPECT_LE(log_likelihood({best.shape * by, best.scale_years}, history_of(lifetimes)), found.log_likelihood);
      EXPECT_LE(log_likelihood({best.shape, best.scale_years * by}, history_of(lifetimes)), found.log_likelihood);
    }
  }
}

TEST(ReliabilityLaws, TheUnitOfTimeScalesAFitAndItsOrderDoesNotMatter) {
  Source source;
  for (int round = 0; round < 200; ++round) {
    std::vector<Lifetime> lifetimes;
    for (int i = 0; i < 30; ++i) lifetimes.push_back({source.between(1, 50), source.below(3) == 0 ? 0.0 : 1.0});
    sort(lifetimes.data(), 30);
    auto mixed = lifetimes;
    std::reverse(mixed.begin(), mixed.end());
    sort(mixed.data(), 30);
    WeibullFit years;
    WeibullFit again;
    WeibullFit days;
    ASSERT_TRUE(fit(years, history_of(lifetimes)).ok());
    ASSERT_TRUE(fit(again, history_of(mixed)).ok());
    EXPECT_EQ(years.weibull.shape, again.weibull.shape);
    EXPECT_EQ(years.log_likelihood, again.log_likelihood);
    for (Lifetime& each : lifetimes) each.time_years *= 365.25;
    ASSERT_TRUE(fit(days, history_of(lifetimes)).ok());
    EXPECT_NEAR(days.weibull.shape, years.weibull.shape, 1e-10 * years.weibull.shape);
    EXPECT_NEAR(days.weibull.scale_years, 365.25 * years.weibull.scale_years, 1e-9 * days.weibull.scale_years);
  }
}

TEST(ReliabilityLaws, FailuresAtTheLongestTimeAloneHaveNoFit) {
  WeibullFit found;
  const std::vector<Lifetime> same{{5, 1}, {5, 1}, {5, 0}};
  EXPECT_TRUE(refused_by_name(fit(found, history_of(same))));
  const std::vector<Lifetime> last{{1, 0}, {2, 0}, {5, 1}};
  EXPECT_TRUE(refused_by_name(fit(found, history_of(last))));
  const std::vector<Lifetime> none{{1, 0}, {2, 0}};
  EXPECT_STREQ(fit(found, history_of(none)).status.field, "number of failures");
  EXPECT_STREQ(fit(found, {nullptr, 0}).status.field, "number of observations");
}

TEST(ReliabilityLaws, CurvesOfAnyHistoryFallAndRiseWithinTheirRanges) {
  Source source;
  int steps = 0;
  for (int round = 0; round < 20000; ++round) {
    auto lifetimes = source.history(source.below(20));
    if (!check(history_of(lifetimes)).ok()) continue;
    sort(lifetimes.data(), static_cast<int>(lifetimes.size()));
    SurvivalCurve curve(history_of(lifetimes));
    SurvivalStep before;
    int failures = 0;
    while (curve.next()) {
      const SurvivalStep& step = curve.step();
      ++steps;
      failures += step.failures;
      EXPECT_GT(step.time_years, before.time_years);
      EXPECT_TRUE(step.survival >= 0 && step.survival < before.survival);
      EXPECT_GT(step.cumulative_hazard, before.cumulative_hazard);
      EXPECT_TRUE(step.failures >= 1 && step.failures <= step.at_risk);
      EXPECT_EQ(step.log_variance.has_value(), step.survival > 0);
      EXPECT_TRUE(std::isfinite(step.log_variance.value_or(0)) && std::isfinite(step.hazard_variance));
      // 1 - x <= exp(-x), factor by factor.
      EXPECT_LE(step.survival, std::exp(-step.cumulative_hazard) + 1e-15);
      before = step;
    }
    EXPECT_EQ(failures, exposure_of(history_of(lifetimes)).failures);
    const auto median = median_life_years(history_of(lifetimes));
    EXPECT_EQ(median.has_value(), before.survival <= 0.5 + 1e-9);
  }
  EXPECT_GT(steps, 50000);
}

TEST(ReliabilityLaws, WithoutCensoringTheCurveIsTheShareThatSurvives) {
  std::vector<Lifetime> lifetimes;
  for (int i = 1; i <= 100; ++i) lifetimes.push_back({static_cast<double>(i), 1});
  SurvivalCurve curve(history_of(lifetimes));
  for (int i = 1; i <= 100; ++i) {
    ASSERT_TRUE(curve.next());
    const double share = 1 - i / 100.0;
    EXPECT_NEAR(curve.step().survival, share, 1e-14);
    // Greenwood's variance is then that of a binomial share.
    if (curve.step().log_variance) {
      EXPECT_NEAR(*curve.step().log_variance * share * share, share * (1 - share) / 100, 1e-14);
    }
  }
  EXPECT_EQ(median_life_years(history_of(lifetimes)), 50.5);
}

TEST(ReliabilityLaws, ARescaledConstantExpectsWhatWasObserved) {
  Source source;
  for (int round = 0; round < 100000; ++round) {
    const double k = source.wild();
    const double observed = source.wild();
    const double expected = source.wild();
    if (!check(kConstant, k).ok() || !check(kObservedFailures, observed).ok() ||
        !check(kExpectedFailures, expected).ok())
      continue;
    const double rescaled = rescaled_failure_constant(k, observed, expected);
    EXPECT_TRUE(std::isfinite(rescaled) && rescaled >= 0);
    if (k > 1e-3 && observed > 1e-3) {
      EXPECT_NEAR(expected * (rescaled / k), observed, 1e-12 * observed);
    }
  }
}

}  // namespace
}  // namespace voltmetrics::reliability
