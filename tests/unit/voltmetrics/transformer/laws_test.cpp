/// Laws of the thermal model and of ageing, and a fuzz over their whole argument space.
#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "tests/unit/voltmetrics/csv_table.hpp"
#include "voltmetrics/transformer/course.hpp"

namespace voltmetrics::transformer {
namespace {

const Design kPower{5, 60, 17, 1.3, 210, 10, 0.8, 1.3, 0.5, 2, 2, 0};

class Source {
public:
  int below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(random_); }
  double between(double low, double high) {
    const int place = below(40);
    if (place == 0) return low;
    if (place == 1) return high;
    return std::uniform_real_distribution<double>(low, high)(random_);
  }
  Design design() {
    Design design;
    for (const auto& [member, range] : kDesignRanges) design.*member = between(range.low, std::min(range.high, 300.0));
    return design;
  }
  double wild() {
    static constexpr double kOdd[] = {0, -0.0, 1, -1, 0.5, 5, 20, 120, 121, 1e-300, 1e308, -1e308, 1e13, 140, 500};
    switch (below(6)) {
    case 0:
      return std::numeric_limits<double>::quiet_NaN();
    case 1:
      return below(2) == 0 ? INFINITY : -INFINITY;
    case 2:
      return std::pow(10.0, between(-300, 300));
    default:
      return kOdd[below(std::size(kOdd))];
    }
  }

private:
  std::mt19937 random_{600767};
};

void expect_sound(const Course& course) {
  const double hot_spot = course.now.hot_spot_c();
  EXPECT_TRUE(kHotSpot.contains(hot_spot)) << hot_spot;
  EXPECT_LE(hot_spot, course.max_hot_spot_c);
  EXPECT_LE(course.now.top_oil_c, course.max_top_oil_c);
  for (const double value :
       {course.samples, course.elapsed_min, course.aged_normal_min, course.aged_upgraded_min, course.bubbling_min})
    EXPECT_TRUE(value >= 0 && std::isfinite(value)) << value;
  EXPECT_LE(course.bubbling_min, course.elapsed_min);
  const double factor = course.equivalent_ageing_factor().value_or(0);
  EXPECT_TRUE(factor >= 0 && std::isfinite(factor)) << factor;
}

TEST(TransformerLaws, WhateverIsAskedIsAnsweredSoundlyOrRefusedByName) {
  Source source;
  int answered = 0;
  for (int round = 0; round < 100000; ++round) {
    Design design = source.below(4) == 0 ? source.design() : kPower;
    if (source.below(8) == 0) design.*kDesignRanges[source.below(kDesignMembers)].member = source.wild();
    if (const Checked found = check(design); !found.ok()) {
      EXPECT_STRNE(found.status.field, "");
      continue;
    }
    Beginning beginning;
    if (source.below(3) == 0) beginning.top_oil_c = source.below(3) == 0 ? source.wild() : source.between(-20, 110);
    if (source.below(3) == 0) beginning.load_pu = source.below(3) == 0 ? source.wild() : source.between(0, 2);
    Course course;
    for (int i = 0; i < 6; ++i) {
      const bool odd = source.below(12) == 0;
      const Sample sample{odd ? source.wild() : source.between(0, 1.5), odd ? source.wild() : source.between(-30, 45)};
      const double minutes = source.below(12) == 0 ? source.wild() : source.between(0, 600);
      const Course before = course;
      const bool first = course.samples == 0;
      const Checked found = first ? begin(course, design, sample, beginning) : advance(course, design, sample, minutes);
      if (!found.ok()) {
        EXPECT_EQ(found.status.problem, Problem::out_of_range);
        EXPECT_STRNE(found.status.field, "");
        EXPECT_EQ(course.samples, before.samples);
        EXPECT_EQ(course.elapsed_min, before.elapsed_min);
        continue;
      }
      ++answered;
      expect_sound(course);
    }
  }
  EXPECT_GT(answered, 100000);
}

TEST(TransformerLaws, ASteadyLoadEndsWhereItBeganSteady) {
  for (double load = 0; load <= 1.6; load += 0.1) {
    const Sample sample{load, 20};
    Course steady;
    Course cold;
    ASSERT_TRUE(begin(steady, kPower, sample, {std::nullopt, load}).ok());
    ASSERT_TRUE(begin(cold, kPower, sample, {}).ok());
    const double hot_spot = steady.now.hot_spot_c();
    ASSERT_TRUE(advance(steady, kPower, sample, 17).ok());
    ASSERT_TRUE(advance(cold, kPower, sample, 1e6).ok());
    EXPECT_NEAR(steady.now.hot_spot_c(), hot_spot, 1e-9);
    EXPECT_NEAR(cold.now.hot_spot_c(), hot_spot, 1e-9);
  }
}

TEST(TransformerLaws, RatedLoadGivesTheRatedRises) {
  Course course;
  ASSERT_TRUE(begin(course, kPower, {1, 20}, {std::nullopt, 1}).ok());
  EXPECT_NEAR(course.now.top_oil_c, 80, 1e-12);
  EXPECT_NEAR(course.now.hot_spot_c(), 80 + 1.3 * 17, 1e-12);
}

TEST(TransformerLaws, StepsOfConstantLoadMayBeSplit) {
  Source source;
  for (int round = 0; round < 2000; ++round) {
    const Sample sample{source.between(0, 1.5), source.between(-20, 40)};
    Course once;
    ASSERT_TRUE(begin(once, kPower, {0.5, 10}, {std::nullopt, 0.5}).ok());
    Course twice = once;
    ASSERT_TRUE(advance(once, kPower, sample, 90).ok());
    ASSERT_TRUE(advance(twice, kPower, sample, 40).ok());
    ASSERT_TRUE(advance(twice, kPower, sample, 50).ok());
    EXPECT_NEAR(once.now.top_oil_c, twice.now.top_oil_c, 1e-9);
    EXPECT_NEAR(once.now.hot_spot_c(), twice.now.hot_spot_c(), 1e-9);
  }
}

TEST(TransformerLaws, MoreLoadOrAWarmerAmbientNeverCools) {
  Source source;
  for (int round = 0; round < 2000; ++round) {
    const Sample sample{source.between(0, 1.4), source.between(-20, 40)};
    const auto hot_spot = [](const Sample& at) {
      Course course;
      EXPECT_TRUE(begin(course, kPower, at, {std::nullopt, 0.3}).ok());
      EXPECT_TRUE(advance(course, kPower, at, 30).ok());
      return course.now.hot_spot_c();
    };
    EXPECT_LT(hot_spot(sample), hot_spot({sample.load_pu + 0.01, sample.ambient_c}));
    EXPECT_LT(hot_spot(sample), hot_spot({sample.load_pu, sample.ambient_c + 0.5}));
  }
}

TEST(TransformerLaws, NoTimeChangesNothing) {
  Course course;
  ASSERT_TRUE(begin(course, kPower, {1, 20}, {}).ok());
  ASSERT_TRUE(advance(course, kPower, {1.2, 25}, 0).ok());
  EXPECT_EQ(course.now.hot_spot_c(), 20);
  EXPECT_EQ(course.elapsed_min, 0);
  EXPECT_FALSE(course.equivalent_ageing_factor());
}

TEST(TransformerLaws, AgeingDoublesEverySixKelvinAndUpgradedPaperIsOneAt110) {
  for (double c = 60; c < 140; c += 1.5)
    EXPECT_NEAR(ageing_rate(c + 6, Paper::normal), 2 * ageing_rate(c, Paper::normal),
                1e-12 * ageing_rate(c + 6, Paper::normal));
  EXPECT_EQ(ageing_rate(98, Paper::normal), 1);
  EXPECT_NEAR(ageing_rate(110, Paper::thermally_upgraded), 1, 1e-12);
  EXPECT_NEAR(life_per_unit(110), 1, 0.005);
  for (double c = kHotSpot.low; c < kHotSpot.high; ++c) {
    EXPECT_LT(ageing_rate(c, Paper::thermally_upgraded), ageing_rate(c + 1, Paper::thermally_upgraded));
    EXPECT_GT(life_per_unit(c), life_per_unit(c + 1));
    EXPECT_TRUE(std::isfinite(life_per_unit(c)));
    // Life and ageing are reciprocal, up to the printed constant 9.8e-18.
    EXPECT_NEAR(life_per_unit(c) * ageing_rate(c, Paper::thermally_upgraded), 1, 0.005);
  }
}

TEST(TransformerLaws, TheProfilesAreThoseOfTheirTable) {
  const auto rows = vectors::csv_table("engineering/transformer_thermal_defaults.csv");
  ASSERT_EQ(rows.size(), kProfiles.size());
  const std::map<std::string, double Design::*> columns{{"tau_oil_min", &Design::oil_time_constant_min},
                                                        {"tau_winding_min", &Design::winding_time_constant_min},
                                                        {"top_oil_rise_k", &Design::top_oil_rise_k},
                                                        {"winding_gradient_k", &Design::winding_gradient_k},
                                                        {"hot_spot_factor", &Design::hot_spot_factor},
                                                        {"k11", &Design::k11},
                                                        {"k21", &Design::k21},
                                                        {"k22", &Design::k22},
                                                        {"oil_exp_x", &Design::oil_exponent},
                                                        {"winding_exp_y", &Design::winding_exponent}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(kProfiles[i].cooling, rows[i].at("cooling"));
    for (const auto& [column, member] : columns)
      EXPECT_EQ(kProfiles[i].design.*member, vectors::number(rows[i], column))
          << rows[i].at("profile") << " " << column;
  }
}

TEST(TransformerLaws, EveryProfileIsWithinTheRangesOnceItHasALossRatio) {
  for (const Profile& profile : kProfiles) {
    Design design = profile.design;
    if (design.loss_ratio == 0) design.loss_ratio = 6;
    EXPECT_TRUE(check(design).ok()) << profile.name;
    EXPECT_EQ(find_profile(profile.name), &profile);
  }
  EXPECT_EQ(find_profile("dry"), nullptr);
}

}  // namespace
}  // namespace voltmetrics::transformer
