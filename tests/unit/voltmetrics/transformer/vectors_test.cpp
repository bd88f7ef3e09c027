/// Every reference vector of the thermal model and of ageing, each within its tolerance.
#include <cmath>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/unit/voltmetrics/csv_table.hpp"
#include "voltmetrics/transformer/course.hpp"

namespace voltmetrics::transformer {
namespace {

using nlohmann::json;

json read(const std::string& name) {
  std::ifstream file(TEST_DATA_DIR "/engineering/" + name);
  return json::parse(file);
}

Design design_of(const json& p) {
  return {p.at("load_loss").get<double>() / p.at("no_load_loss").get<double>(),
          p.at("top_oil_temp_rise"),
          p.at("winding_oil_gradient"),
          p.at("hot_spot_fac"),
          p.at("time_const_oil"),
          p.at("time_const_windings"),
          p.at("oil_exp_x"),
          p.at("winding_exp_y"),
          p.at("oil_const_k11"),
          p.at("winding_const_k21"),
          p.at("winding_const_k22"),
          p.at("amb_temp_surcharge")};
}

Beginning beginning_of(const json& initial, double rated_a) {
  const std::string mode = initial.at("mode");
  if (mode == "cold") return {};
  const double value = initial.at("value");
  if (mode == "load") return {std::nullopt, value / rated_a};
  EXPECT_EQ(mode.rfind("top_oil", 0), 0U) << mode;
  return {value, std::nullopt};
}

/// Runs a case through the model; `at(i, course)` sees it after each sample.
template <typename Seen>
Course run(const json& profile, Seen at) {
  const Design design = design_of(profile.at("parameters"));
  EXPECT_TRUE(check(design).ok()) << check(design).status.field;
  const double rated_a = profile.at("parameters").at("nom_load_sec_side");
  const auto& minutes = profile.at("minutes");
  Course course;
  for (std::size_t i = 0; i < minutes.size(); ++i) {
    const Sample sample{profile.at("load_a")[i].get<double>() / rated_a, profile.at("ambient_c")[i].get<double>()};
    const Checked found =
        i == 0 ? begin(course, design, sample, beginning_of(profile.at("initial"), rated_a))
               : advance(course, design, sample, minutes[i].get<double>() - minutes[i - 1].get<double>());
    EXPECT_TRUE(found.ok()) << found.status.field << " " << found.value;
    at(i, course);
  }
  return course;
}

TEST(TransformerVectors, EveryStepOfTheProfilesIsMet) {
  const json profiles = read("transformer_thermal_ttm_random.json");
  ASSERT_EQ(profiles.size(), 30U);
  for (const json& profile : profiles) {
    const Course end = run(profile, [&](std::size_t i, const Course& course) {
      EXPECT_NEAR(course.now.top_oil_c, profile.at("top_oil_c")[i].get<double>(), 1e-9) << profile.at("id") << " " << i;
      EXPECT_NEAR(course.now.hot_spot_c(), profile.at("hot_spot_c")[i].get<double>(), 1e-9) << profile.at("id");
    });
    EXPECT_NEAR(end.aged_normal_min / 1440, profile.at("days_aged_normal_paper").get<double>(), 1e-9);
    EXPECT_NEAR(end.aged_upgraded_min / 1440, profile.at("days_aged_upgraded_paper").get<double>(), 1e-9);
  }
}

TEST(TransformerVectors, TheCasesOfTheThirdPartyTestsAreMet) {
  const json cases = read("transformer_thermal_ttm_tests.json").at("cases");
  ASSERT_EQ(cases.size(), 3U);
  int checked = 0;
  for (const json& each : cases) {
    const double tolerance = each.at("tolerance");
    run(each, [&](std::size_t i, const Course& course) {
      if (each.contains("top_oil_c")) {
        EXPECT_NEAR(course.now.top_oil_c, each.at("top_oil_c")[i].get<double>(), tolerance);
        EXPECT_NEAR(course.now.hot_spot_c(), each.at("hot_spot_c")[i].get<double>(), tolerance);
        ++checked;
        return;
      }
      for (const json& point : each.at("expected_points")) {
        if (point.at("minute") != each.at("minutes")[i]) continue;
        EXPECT_NEAR(course.now.top_oil_c, point.at("top_oil_c").get<double>(), tolerance);
        EXPECT_NEAR(course.now.hot_spot_c(), point.at("hot_spot_c").get<double>(), tolerance);
        ++checked;
      }
    });
  }
  EXPECT_EQ(checked, 24);
}

TEST(TransformerVectors, EveryAgeingRateIsMet) {
  const auto rows = vectors::csv_table("engineering/transformer_ageing_rate.csv");
  ASSERT_EQ(rows.size(), 13U);
  for (const auto& row : rows) {
    const double expected = vectors::number(row, "relative_ageing_rate");
    const double rate = ageing_rate(vectors::number(row, "hot_spot_c"), parse_paper(row.at("paper")).value());
    EXPECT_NEAR(rate, expected, vectors::number(row, "rel_tolerance") * expected) << row.at("hot_spot_c");
  }
}

}  // namespace
}  // namespace voltmetrics::transformer
