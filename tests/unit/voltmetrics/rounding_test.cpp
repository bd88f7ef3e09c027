#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "voltmetrics/rounding.hpp"

namespace voltmetrics {
namespace {

/// Rounding by the decimal text of 15 significant digits, written another way than the library's.
int tenths_by_text(double score) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.15g", score);
  std::string digits = text.data();
  if (digits.find('e') != std::string::npos) return 0;
  const auto point = digits.find('.');
  const std::string whole = digits.substr(0, point);
  std::string fraction = point == std::string::npos ? "" : digits.substr(point + 1);
  fraction.resize(16, '0');
  return std::stoi(whole) * 10 + (fraction[0] - '0') + (fraction[1] >= '5' ? 1 : 0);
}

TEST(Rounding, HalvesGoUpOnTheDecimalForm) {
  EXPECT_EQ(tenths_of(0.05), 1);
  EXPECT_EQ(tenths_of(0.15), 2);  // below the half in binary
  EXPECT_EQ(tenths_of(74.15), 742);
  EXPECT_EQ(tenths_of(74.25), 743);
  EXPECT_EQ(tenths_of(74.149999), 741);
  EXPECT_EQ(tenths_of(99.95), 1000);
  EXPECT_EQ(tenths_of(99.949999), 999);
}

TEST(Rounding, AgreesWithTheDecimalTextEverywhere) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> any(0, 100);
  std::uniform_int_distribution<int> twentieth(0, 2000);
  std::uniform_int_distribution<int> steps(-4, 4);
  for (int round = 0; round < 300000; ++round) {
    double score = any(random);
    EXPECT_EQ(tenths_of(score), tenths_by_text(score)) << score;
    score = twentieth(random) / 20.0;
    for (int step = steps(random); step != 0; step += step < 0 ? 1 : -1)
      score = std::nextafter(score, step < 0 ? 0 : 100);
    EXPECT_EQ(tenths_of(score), tenths_by_text(score)) << score;
  }
}

TEST(Rounding, ValuesOutsideTheScaleAreBroughtIn) {
  EXPECT_EQ(tenths_of(-5), 0);
  EXPECT_EQ(tenths_of(1e300), 1000);
  EXPECT_EQ(tenths_of(std::numeric_limits<double>::infinity()), 1000);
  EXPECT_EQ(tenths_of(std::numeric_limits<double>::quiet_NaN()), 0);
  EXPECT_EQ(tenths_of(std::numeric_limits<double>::denorm_min()), 0);
}

TEST(Rounding, QuotientsAreExact) {
  EXPECT_EQ(rounded_quotient(5, 2), 3);
  EXPECT_EQ(rounded_quotient(-5, 2), -3);
  EXPECT_EQ(rounded_quotient(7, 3), 2);
  EXPECT_EQ(rounded_quotient(8, 3), 3);
  EXPECT_EQ(rounded_quotient(1, 0), 0);
  EXPECT_EQ(quotient_half_to_even(5, 2), 2);
  EXPECT_EQ(quotient_half_to_even(7, 2), 4);
  EXPECT_EQ(quotient_half_to_even(-5, 2), -2);
  EXPECT_EQ(quotient_half_to_even(8, 3), 3);
  EXPECT_EQ(rounded_quotient(std::numeric_limits<std::int64_t>::max(), 1), std::numeric_limits<std::int64_t>::max());
}

}  // namespace
}  // namespace voltmetrics
