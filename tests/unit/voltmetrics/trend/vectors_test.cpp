/// Every reference vector of trends and forecasts, each within its tolerance.
#include <cmath>

#include <gtest/gtest.h>

#include "tests/unit/voltmetrics/json_lines.hpp"
#include "voltmetrics/trend/distributions.hpp"
#include "voltmetrics/trend/mann_kendall.hpp"
#include "voltmetrics/trend/optimum.hpp"
#include "voltmetrics/trend/regression.hpp"

namespace voltmetrics::trend {
namespace {

using nlohmann::json;
using Numbers = std::vector<double>;

constexpr double kTolerance = 1e-8;

Series series_of(const Numbers& values) { return {values.data(), static_cast<int>(values.size())}; }

void expect_close(double found, const json& expected, double relative, const std::string& what) {
  const double number = expected;
  EXPECT_NEAR(found, number, relative * std::fabs(number) + 1e-300) << what;
}

std::vector<json> cases(const std::string& method, std::size_t count) {
  auto found = vectors::json_lines("engineering/forecast_r.jsonl", method);
  EXPECT_EQ(found.size(), count);
  return found;
}

json textbook(const std::string& name) {
  std::ifstream file(TEST_DATA_DIR "/engineering/forecast_textbook.json");
  const json document = json::parse(file);
  for (const json& each : document.at("cases"))
    if (each.at("name").get<std::string>().find(name) != std::string::npos) return each;
  throw std::runtime_error(name);
}

/// Compares six steps ahead with what R's predict() and forecast() give.
void expect_forecasts(const Smoothing& smoothed, const json& each) {
  Forecasts forecasts(smoothed, normal_quantile(0.95));
  for (std::size_t step = 0; step < each.at("mean").size(); ++step) {
    const Forecast next = forecasts.next();
    expect_close(next.value, each.at("mean")[step], kTolerance, each.at("series"));
    expect_close(next.value - next.margin, each.at("lwr95")[step], kTolerance, each.at("series"));
    expect_close(next.value + next.margin, each.at("upr95")[step], kTolerance, each.at("series"));
  }
}

TEST(TrendVectors, EveryLinearTrendIsMet) {
  for (const json& each : cases("ols_trend", 8)) {
    const Numbers y = each.at("y");
    const std::string name = each.at("series");
    Regression line;
    ASSERT_TRUE(regress(line, series_of(y)).ok()) << name;
    expect_close(line.intercept, each.at("intercept"), kTolerance, name);
    expect_close(line.slope, each.at("slope"), kTolerance, name);
    expect_close(line.intercept_standard_error, each.at("se_intercept"), kTolerance, name);
    expect_close(line.slope_standard_error, each.at("se_slope"), kTolerance, name);
    expect_close(line.residual_sd, each.at("sigma"), kTolerance, name);
    expect_close(line.r_squared.value(), each.at("r2"), kTolerance, name);
    expect_close(line.slope_p_value, each.at("p_slope"), kTolerance, name);
    EXPECT_EQ(slope_of(series_of(y)), line.slope);
    const double t = student_t_quantile(0.95, line.points - 2);
    for (std::size_t i = 0; i < each.at("horizon").size(); ++i) {
      const Forecast next = predict(line, line.points + each.at("horizon")[i].get<double>(), t);
      expect_close(next.value, each.at("fit")[i], kTolerance, name);
      expect_close(next.value - next.margin, each.at("lwr95")[i], kTolerance, name);
      expect_close(next.value + next.margin, each.at("upr95")[i], kTolerance, name);
    }
  }
}

TEST(TrendVectors, TheCertifiedRegressionIsMet) {
  const json norris = textbook("Norris");
  const double tolerance = norris.at("tolerance_rel");
  const Numbers x = norris.at("x");
  const Numbers y = norris.at("y");
  Regression line;
  ASSERT_TRUE(regress(line, x.data(), series_of(y)).ok());
  expect_close(line.intercept, norris.at("intercept"), tolerance, "intercept");
  expect_close(line.intercept_standard_error, norris.at("se_intercept"), tolerance, "its error");
  expect_close(line.slope, norris.at("slope"), tolerance, "slope");
  expect_close(line.slope_standard_error, norris.at("se_slope"), tolerance, "its error");
  expect_close(line.residual_sd, norris.at("residual_sd"), tolerance, "residual_sd");
  expect_close(line.r_squared.value(), norris.at("r2"), tolerance, "r2");
  expect_close(line.residual_sum_of_squares, norris.at("rss"), tolerance, "rss");
  expect_close(line.f.value(), norris.at("f"), tolerance, "f");
}

TEST(TrendVectors, EverySmoothedLevelIsMet) {
  for (const json& each : cases("ses_fixed", 24)) {
    const Numbers y = each.at("y");
    const Weights weights{each.at("alpha"), 0, 1, false};
    Numbers fitted(y.size());
    Smoothing smoothed;
    ASSERT_TRUE(smooth(smoothed, series_of(y), weights, usual_beginning(series_of(y), weights), fitted.data()).ok());
    expect_close(smoothed.squared_error, each.at("sse"), kTolerance, each.at("series"));
    expect_close(smoothed.state.level, each.at("final_level"), kTolerance, each.at("series"));
    const auto& expected = each.at("one_step_fitted_from_2");
    ASSERT_EQ(expected.size() + 1, y.size());
    for (std::size_t i = 1; i < y.size(); ++i) expect_close(fitted[i], expected[i - 1], kTolerance, each.at("series"));
  }
}

TEST(TrendVectors, EveryHoltForecastIsMet) {
  for (const json& each : cases("holt_fixed", 24)) {
    const Numbers y = each.at("y");
    const Weights weights{each.at("alpha"), each.at("beta"), 1, true};
    Numbers fitted(y.size());
    Smoothing smoothed;
    ASSERT_TRUE(smooth(smoothed, series_of(y), weights, usual_beginning(series_of(y), weights), fitted.data()).ok());
    expect_close(smoothed.squared_error, each.at("sse"), kTolerance, each.at("series"));
    expect_close(smoothed.state.level, each.at("final_level"), kTolerance, each.at("series"));
    expect_close(smoothed.state.trend, each.at("final_trend"), kTolerance, each.at("series"));
    const auto& expected = each.at("one_step_fitted_from_3");
    ASSERT_EQ(expected.size() + 2, y.size());
    for (std::size_t i = 2; i < y.size(); ++i) expect_close(fitted[i], expected[i - 2], kTolerance, each.at("series"));
    Forecasts forecasts(smoothed, normal_quantile(0.95));
    for (const json& next : each.at("forecast_1_6"))
      expect_close(forecasts.next().value, next, kTolerance, each.at("series"));
  }
}

TEST(TrendVectors, EveryStateSpaceModelIsMetWithItsOwnParameters) {
  int met = 0;
  for (const bool trended : {false, true})
    for (const json& each : cases(trended ? "ets_aan_optimised" : "ets_ann_optimised", 8)) {
      const Numbers y = each.at("y");
      const double alpha = each.at("alpha");
      const Weights weights{alpha, trended ? each.at("beta").get<double>() / alpha : 0, 1, trended};
      const Beginning beginning{{each.at("l0"), trended ? each.at("b0").get<double>() : 0}, 0};
      Smoothing smoothed;
      ASSERT_TRUE(smooth(smoothed, series_of(y), weights, beginning).ok());
      expect_close(smoothed.variance().value(), each.at("sigma2"), kTolerance, each.at("series"));
      expect_close(smoothed.log_likelihood().value(), each.at("loglik"), kTolerance, each.at("series"));
      expect_forecasts(smoothed, each);
      ++met;
    }
  EXPECT_EQ(met, 16);
}

TEST(TrendVectors, TheOptimumIsNotWorseThanThatOfR) {
  for (const bool trended : {false, true})
    for (const json& each : cases(trended ? "ets_aan_optimised" : "ets_ann_optimised", 8)) {
      const Numbers y = each.at("y");
      Smoothing smoothed;
      ASSERT_TRUE(smooth_optimally(smoothed, series_of(y), {std::nullopt, std::nullopt, 1, trended}).ok());
      EXPECT_GE(smoothed.log_likelihood().value(), each.at("loglik").get<double>() - 1e-3) << each.at("series");
    }
}

TEST(TrendVectors, EveryMannKendallTestIsMet) {
  for (const json& each : cases("mann_kendall", 8)) {
    const Numbers y = each.at("y");
    Numbers room(static_cast<std::size_t>(pairs_of(static_cast<int>(y.size()))));
    MannKendall test;
    ASSERT_TRUE(mann_kendall(test, series_of(y), room.data()).ok());
    expect_close(test.z, each.at("z"), kTolerance, each.at("series"));
    expect_close(test.p_value, each.at("p_two_sided"), kTolerance, each.at("series"));
    expect_close(test.tau_b, each.at("tau_b"), kTolerance, each.at("series"));
    expect_close(test.sen_slope, each.at("sen_slope_median_of_pairs"), kTolerance, each.at("series"));
    EXPECT_EQ(sen_slope(series_of(y), room.data()), test.sen_slope);
  }
}

TEST(TrendVectors, TheTextbookLevelsAreMet) {
  const json nist = textbook("6.4.3.1");
  const Numbers y = nist.at("y");
  const Weights weights{nist.at("alpha"), 0, 1, false};
  Numbers fitted(y.size());
  Smoothing smoothed;
  ASSERT_TRUE(smooth(smoothed, series_of(y), weights, usual_beginning(series_of(y), weights), fitted.data()).ok());
  for (std::size_t i = 1; i < y.size(); ++i)
    EXPECT_NEAR(fitted[i], nist.at("smoothed_S2_to_S12")[i - 1].get<double>(), nist.at("tolerance_abs").get<double>());
  EXPECT_NEAR(smoothed.squared_error, nist.at("sse").get<double>(), nist.at("sse_tolerance_abs").get<double>());

  const json oil = textbook("oil");
  const Numbers tonnes = oil.at("y");
  ASSERT_TRUE(smooth(smoothed, series_of(tonnes), {oil.at("alpha"), 0, 1, false}, {{oil.at("l0"), 0}, 0}).ok());
  EXPECT_NEAR(Forecasts(smoothed, 2).next().value, oil.at("forecast").get<double>(),
              oil.at("tolerance_abs").get<double>());
}

}  // namespace
}  // namespace voltmetrics::trend
