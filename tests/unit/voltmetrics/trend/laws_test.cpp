/// Laws of trends and forecasts, and a fuzz over their whole argument space.
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "voltmetrics/trend/distributions.hpp"
#include "voltmetrics/trend/mann_kendall.hpp"
#include "voltmetrics/trend/optimum.hpp"
#include "voltmetrics/trend/regression.hpp"

namespace voltmetrics::trend {
namespace {

using Numbers = std::vector<double>;

Series series_of(const Numbers& values) { return {values.data(), static_cast<int>(values.size())}; }

class Source {
public:
  int below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(random_); }
  double between(double low, double high) { return std::uniform_real_distribution<double>(low, high)(random_); }
  /// Any double there is, the unpleasant ones often.
  double wild() {
    static constexpr double kOdd[] = {0,     -0.0,   1,     -1,     0.5,    1e15,   -1e15, 1.0000001e15, 5e-324,
                                      1e308, -1e308, 1e-12, 1e-300, 0.9999, 1e-154, 3,     2e15,         0.01};
    switch (below(8)) {
    case 0:
      return std::numeric_limits<double>::quiet_NaN();
    case 1:
      return below(2) == 0 ? INFINITY : -INFINITY;
    case 2:
      return std::pow(10.0, between(-320, 300));
    default:
      return kOdd[below(std::size(kOdd))];
    }
  }
  Numbers series(int size) {
    Numbers values(static_cast<std::size_t>(size));
    const int kind = below(6);
    const double scale = std::pow(10.0, between(-200, 14));
    for (double& value : values) {
      if (kind == 0) value = below(3);
      if (kind == 1) value = std::clamp(wild(), -kLargestValue, kLargestValue);
      if (kind == 2) value = scale * between(-1, 1);
      if (kind == 3) value = below(2) == 0 ? kLargestValue : -kLargestValue;
      if (kind >= 4) value = between(0, 100);
      if (std::isnan(value)) value = 0;
    }
    if (size > 0 && below(12) == 0) values[static_cast<std::size_t>(below(size))] = wild();
    return values;
  }

private:
  std::mt19937 random_{20260101};
};

bool refused_by_name(const Checked& found) {
  return found.status.problem == Problem::out_of_range && *found.status.field != '\0' && *found.status.hint != '\0';
}

void expect_finite(std::initializer_list<double> values) {
  for (const double value : values) EXPECT_TRUE(std::isfinite(value)) << value;
}

TEST(TrendLaws, WhateverLineIsAskedForIsAnsweredSoundlyOrRefusedByName) {
  Source source;
  int answered = 0;
  for (int round = 0; round < 60000; ++round) {
    const Numbers y = source.series(source.below(12));
    Numbers x = source.series(static_cast<int>(y.size()));
    Regression line;
    const bool own = source.below(2) == 0;
    const Checked found = own ? regress(line, x.data(), series_of(y)) : regress(line, series_of(y));
    if (!found.ok()) {
      EXPECT_TRUE(refused_by_name(found));
      continue;
    }
    ++answered;
    expect_finite({line.intercept, line.slope, line.r_squared.value_or(0), line.f.value_or(0)});
    expect_finite({line.intercept_standard_error, line.slope_standard_error, line.residual_sd});
    for (const double share : {line.slope_p_value, line.r_squared.value_or(0)}) EXPECT_TRUE(share >= 0 && share <= 1);
    const double t = student_t_quantile(source.below(2) == 0 ? kConfidence.low : kConfidence.high, line.points - 2);
    for (const double at : {0.0, 1e15, -1e15, line.mean_x}) {
      const Forecast forecast = predict(line, at, t);
      expect_finite({forecast.value, forecast.margin});
      EXPECT_GE(forecast.margin, 0);
    }
  }
  EXPECT_GT(answered, 20000);
}

TEST(TrendLaws, WhateverIsTestedIsAnsweredSoundlyOrRefusedByName) {
  Source source;
  int answered = 0;
  Numbers room(static_cast<std::size_t>(pairs_of(12)));
  for (int round = 0; round < 60000; ++round) {
    const Numbers y = source.series(source.below(12));
    MannKendall test;
    if (const Checked found = mann_kendall(test, series_of(y), room.data()); !found.ok()) {
      EXPECT_TRUE(refused_by_name(found));
      continue;
    }
    ++answered;
    expect_finite({test.variance, test.z, test.sen_slope});
    EXPECT_TRUE(test.p_value >= 0 && test.p_value <= 1);
    EXPECT_LE(std::fabs(test.tau_b), 1 + 1e-15);
    EXPECT_LE(std::abs(test.s), pairs_of(test.points));
  }
  EXPECT_GT(answered, 20000);
}

TEST(TrendLaws, WhateverIsSmoothedIsAnsweredSoundlyOrRefusedByName) {
  Source source;
  int answered = 0;
  for (int round = 0; round < 60000; ++round) {
    const Numbers y = source.series(3 + source.below(10));
    const auto weight = [&] { return source.below(5) == 0 ? source.wild() : source.between(0.0001, 1); };
    const Weights weights{weight(), weight(), source.below(2) == 0 ? 1 : weight(), source.below(2) == 0};
    const Beginning beginning =
        source.below(3) == 0 ? Beginning{{source.wild(), source.wild()}, 0} : usual_beginning(series_of(y), weights);
    Smoothing smoothed;
    if (const Checked found = smooth(smoothed, series_of(y), weights, beginning); !found.ok()) {
      EXPECT_TRUE(refused_by_name(found));
      continue;
    }
    ++answered;
    expect_finite({smoothed.state.level, smoothed.state.trend, smoothed.squared_error});
    expect_finite({smoothed.variance().value_or(0), smoothed.log_likelihood().value_or(0)});
    Forecasts forecasts(smoothed, normal_quantile(kConfidence.high));
    double margin = 0;
    for (int step = 1; step <= 1000; ++step) {
      const Forecast next = forecasts.next();
      expect_finite({next.value});
      if (!forecasts.has_margin()) continue;
      expect_finite({next.margin});
      EXPECT_GE(next.margin, margin);
      margin = next.margin;
    }
  }
  EXPECT_GT(answered, 20000);
}

TEST(TrendLaws, WhateverIsOptimisedIsAnsweredSoundlyOrRefusedByName) {
  Source source;
  int answered = 0;
  for (int round = 0; round < 1500; ++round) {
    const Numbers y = source.series(source.below(10));
    GivenWeights given{std::nullopt, std::nullopt, source.below(2) == 0 ? 1 : source.between(0, 1.1),
                       source.below(2) == 0};
    if (source.below(4) == 0) given.alpha = source.wild();
    if (source.below(4) == 0) given.beta = source.wild();
    Smoothing smoothed;
    if (const Checked found = smooth_optimally(smoothed, series_of(y), given); !found.ok()) {
      EXPECT_TRUE(refused_by_name(found));
      continue;
    }
    ++answered;
    EXPECT_TRUE(check(smoothed.weights).ok());
    expect_finite({smoothed.state.level, smoothed.state.trend, smoothed.squared_error});
  }
  EXPECT_GT(answered, 500);
}

TEST(TrendLaws, AnExactLineIsFoundAndGoesOn) {
  Numbers y;
  for (int i = 1; i <= 20; ++i) y.push_back(7 - 0.25 * i);
  Regression line;
  ASSERT_TRUE(regress(line, series_of(y)).ok());
  EXPECT_NEAR(line.slope, -0.25, 1e-15);
  EXPECT_NEAR(line.intercept, 7, 1e-14);
  EXPECT_NEAR(line.r_squared.value(), 1, 1e-15);
  EXPECT_NEAR(predict(line, 30, student_t_quantile(0.95, 18)).value, -0.5, 1e-14);
  Smoothing smoothed;
  ASSERT_TRUE(smooth_optimally(smoothed, series_of(y), {std::nullopt, std::nullopt, 1, true}).ok());
  Forecasts forecasts(smoothed, 2);
  for (int i = 21; i <= 30; ++i) EXPECT_NEAR(forecasts.next().value, 7 - 0.25 * i, 1e-9);
}

TEST(TrendLaws, AReversedSeriesHasTheReversedTrend) {
  Source source;
  Numbers room(static_cast<std::size_t>(pairs_of(30)));
  for (int round = 0; round < 500; ++round) {
    Numbers y;
    for (int i = 0; i < 30; ++i) y.push_back(source.below(50));
    Regression line;
    Regression reversed_line;
    MannKendall test;
    MannKendall reversed_test;
    ASSERT_TRUE(regress(line, series_of(y)).ok());
    ASSERT_TRUE(mann_kendall(test, series_of(y), room.data()).ok());
    std::reverse(y.begin(), y.end());
    ASSERT_TRUE(regress(reversed_line, series_of(y)).ok());
    ASSERT_TRUE(mann_kendall(reversed_test, series_of(y), room.data()).ok());
    EXPECT_NEAR(line.slope, -reversed_line.slope, 1e-13);
    EXPECT_EQ(test.s, -reversed_test.s);
    EXPECT_EQ(test.z, -reversed_test.z);
    EXPECT_EQ(test.p_value, reversed_test.p_value);
    EXPECT_NEAR(test.sen_slope, -reversed_test.sen_slope, 1e-15);
  }
}

TEST(TrendLaws, MannAndKendallSeeOnlyTheOrder) {
  Source source;
  Numbers room(static_cast<std::size_t>(pairs_of(20)));
  for (int round = 0; round < 500; ++round) {
    Numbers y;
    for (int i = 0; i < 20; ++i) y.push_back(source.below(9));
    MannKendall test;
    ASSERT_TRUE(mann_kendall(test, series_of(y), room.data()).ok());
    for (double& value : y) value = std::exp(value);
    MannKendall bent;
    ASSERT_TRUE(mann_kendall(bent, series_of(y), room.data()).ok());
    EXPECT_EQ(test.s, bent.s);
    EXPECT_EQ(test.variance, bent.variance);
    EXPECT_EQ(test.tau_b, bent.tau_b);
  }
}

TEST(TrendLaws, IntervalsAreThoseOfTheSheetWithoutDamping) {
  const Numbers y{3, 5, 4, 8, 9, 7, 12, 11, 15, 14};
  const double alpha = 0.4;
  const double beta = 0.3;
  Smoothing smoothed;
  const Weights weights{alpha, beta, 1, true};
  ASSERT_TRUE(smooth(smoothed, series_of(y), weights, usual_beginning(series_of(y), weights)).ok());
  const double b = alpha * beta;
  Forecasts forecasts(smoothed, 1);
  for (int h = 1; h <= 50; ++h) {
    const double ratio = 1 + (h - 1) * (alpha * alpha + alpha * b * h + b * b * h * (2 * h - 1) / 6);
    const double margin = std::sqrt(smoothed.variance().value() * ratio);
    EXPECT_NEAR(forecasts.next().margin, margin, 1e-12 * margin);
  }
}

TEST(TrendLaws, ADampedTrendTendsToItsLimitAndNoDampingIsTheLimitOfDamping) {
  const Numbers y{3, 5, 4, 8, 9, 7, 12, 11, 15, 14};
  const auto smoothed_with = [&](double phi) {
    const Weights weights{0.4, 0.3, phi, true};
    Smoothing smoothed;
    EXPECT_TRUE(smooth(smoothed, series_of(y), weights, usual_beginning(series_of(y), weights)).ok());
    return smoothed;
  };
  const Smoothing damped = smoothed_with(0.8);
  Forecasts forecasts(damped, 2);
  double last = 0;
  for (int h = 1; h <= 300; ++h) last = forecasts.next().value;
  EXPECT_NEAR(last, damped.state.level + 0.8 / 0.2 * damped.state.trend, 1e-12);
  Forecasts barely(smoothed_with(1 - 1e-12), 2);
  Forecasts undamped(smoothed_with(1), 2);
  for (int h = 1; h <= 20; ++h) {
    const Forecast one = barely.next();
    const Forecast other = undamped.next();
    EXPECT_NEAR(one.value, other.value, 1e-8);
    EXPECT_NEAR(one.margin, other.margin, 1e-8);
  }
}

TEST(TrendLaws, TheOptimumIsNoWorseThanAnyWeightsOfAGrid) {
  Source source;
  for (int round = 0; round < 30; ++round) {
    Numbers y;
    double level = 50;
    for (int i = 0; i < 30; ++i) y.push_back(level += source.between(-3, 4));
    for (const bool trended : {false, true}) {
      Smoothing best;
      ASSERT_TRUE(smooth_optimally(best, series_of(y), {std::nullopt, std::nullopt, 1, trended}).ok());
      for (double alpha = 0.05; alpha <= 1; alpha += 0.05) {
        Smoothing other;
        ASSERT_TRUE(smooth_optimally(other, series_of(y), {alpha, std::nullopt, 1, trended}).ok());
        EXPECT_LE(best.squared_error, other.squared_error * (1 + 1e-6));
        // Nor than the same weights from the usual beginning.
        const Weights weights = other.weights;
        Smoothing usual;
        ASSERT_TRUE(smooth(usual, series_of(y), weights, {usual_beginning(series_of(y), weights).state, 0}).ok());
        EXPECT_LE(other.squared_error, usual.squared_error * (1 + 1e-9));
      }
    }
  }
}

TEST(TrendLaws, ASeriesIsSmoothedTheSameWayWhereverZeroLies) {
  Source source;
  for (int round = 0; round < 30; ++round) {
    Numbers y;
    for (int i = 0; i < 24; ++i) y.push_back(source.between(0, 100));
    Numbers shifted = y;
    for (double& value : shifted) value += 1000;
    for (const bool trended : {false, true}) {
      Smoothing one;
      Smoothing other;
      ASSERT_TRUE(smooth_optimally(one, series_of(y), {std::nullopt, std::nullopt, 0.9, trended}).ok());
      ASSERT_TRUE(smooth_optimally(other, series_of(shifted), {std::nullopt, std::nullopt, 0.9, trended}).ok());
      EXPECT_NEAR(one.squared_error, other.squared_error, 1e-6 * one.squared_error);
      EXPECT_NEAR(Forecasts(one, 2).next().value + 1000, Forecasts(other, 2).next().value, 0.05);
    }
  }
}

TEST(TrendLaws, QuantilesAreThoseOfTheTables) {
  EXPECT_NEAR(normal_quantile(0.95), 1.959963984540054, 1e-14);
  EXPECT_NEAR(normal_quantile(0.99), 2.5758293035489, 1e-12);
  EXPECT_NEAR(student_t_quantile(0.95, 1), 12.706204736174694, 1e-11);
  EXPECT_NEAR(student_t_quantile(0.95, 10), 2.2281388519862744, 1e-13);
  EXPECT_NEAR(student_t_quantile(0.95, 1e6), normal_quantile(0.95), 1e-5);
  for (const double confidence : {0.01, 0.5, 0.9, 0.9999})
    for (const double freedom : {1.0, 2.0, 3.0, 30.0, 9999998.0}) {
      EXPECT_NEAR(student_t_two_sided_p(student_t_quantile(confidence, freedom), freedom), 1 - confidence, 1e-9);
      EXPECT_NEAR(normal_two_sided_p(normal_quantile(confidence)), 1 - confidence, 1e-12);
    }
}

}  // namespace
}  // namespace voltmetrics::trend
