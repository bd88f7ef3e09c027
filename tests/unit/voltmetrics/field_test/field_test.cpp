/// Thresholds of thermography and polarization index against their tables.
#include <cmath>

#include <gtest/gtest.h>

#include "tests/unit/voltmetrics/csv_table.hpp"
#include "voltmetrics/field_test/polarization_index.hpp"
#include "voltmetrics/field_test/thermography.hpp"

namespace voltmetrics::field_test {
namespace {

int priority(std::optional<double> similar, std::optional<double> ambient) {
  const ThermalBand* const band = worst_band(similar, ambient);
  return band == nullptr ? 0 : band->priority;
}

TEST(Thermography, EveryRowOfTheTableIsMet) {
  const auto rows = vectors::csv_table("engineering/neta_thermography.csv");
  ASSERT_EQ(rows.size(), kThermalBands.size());
  for (const auto& row : rows) {
    const bool similar = row.at("basis") == "similar_components_similar_load";
    const double from = vectors::number(row, "delta_t_from_c");
    const double to = row.at("delta_t_to_c").empty() ? 1000 : vectors::number(row, "delta_t_to_c");
    const int wanted = static_cast<int>(vectors::number(row, "priority"));
    for (const double rise : {from + 0.01, (from + to) / 2, to - 0.01})
      EXPECT_EQ(similar ? priority(rise, {}) : priority({}, rise), wanted) << row.at("basis") << " " << rise;
  }
}

TEST(Thermography, BandsBeginWhereTheyAreSaidTo) {
  EXPECT_EQ(priority(0.0, {}), 0);
  EXPECT_EQ(priority(0.1, {}), 4);
  EXPECT_EQ(priority(std::nextafter(4, 0), {}), 4);
  EXPECT_EQ(priority(4.0, {}), 3);
  EXPECT_EQ(priority(15.0, {}), 3);
  EXPECT_EQ(priority(std::nextafter(15, 16), {}), 1);
  EXPECT_EQ(priority({}, 0.9), 0);
  EXPECT_EQ(priority({}, 1.0), 4);
  EXPECT_EQ(priority({}, 10.0), 4);
  EXPECT_EQ(priority({}, 10.5), 3);
  EXPECT_EQ(priority({}, 20.0), 3);
  EXPECT_EQ(priority({}, 20.5), 2);
  EXPECT_EQ(priority({}, 40.0), 2);
  EXPECT_EQ(priority({}, 40.1), 1);
}

TEST(Thermography, TheWorstComparisonCountsAndMoreHeatIsNeverBetter) {
  EXPECT_EQ(priority({}, {}), 0);
  EXPECT_EQ(priority(2.0, 50.0), 1);
  EXPECT_EQ(priority(16.0, 5.0), 1);
  EXPECT_EQ(worst_band(2.0, 5.0)->comparison, Comparison::similar_components);
  EXPECT_EQ(worst_band(-3.0, 5.0)->comparison, Comparison::ambient_air);
  const auto urgency = [](double rise) { return priority(rise, rise) == 0 ? 5 : priority(rise, rise); };
  for (double rise = -5; rise < 60; rise += 0.1) EXPECT_LE(urgency(rise + 0.1), urgency(rise));
}

TEST(PolarizationIndex, EveryRowOfTheTableIsMet) {
  const auto rows = vectors::csv_table("engineering/polarization_index.csv");
  int ratings = 0;
  for (const auto& row : rows) {
    if (row.at("measure").rfind("PI (", 0) != 0) continue;
    const double from = row.at("from").empty() ? 0 : vectors::number(row, "from");
    const double to = row.at("to").empty() ? 100 : vectors::number(row, "to");
    for (const double index : {from, (from + to) / 2, std::nextafter(to, 0)})
      EXPECT_EQ(row.at("rating").rfind(index_rating(index), 0), 0U) << index;
    ++ratings;
  }
  EXPECT_EQ(ratings, 4);
  EXPECT_EQ(minimum_index("A"), 1.5);
  for (const char* each : {"B", "F", "H"}) EXPECT_EQ(minimum_index(each), 2.0);
  EXPECT_FALSE(minimum_index("a"));
  EXPECT_FALSE(minimum_index(""));
}

TEST(PolarizationIndex, AboveFiveGigaohmItMeansNothing) {
  EXPECT_EQ(polarization_index(100, 300), 3);
  EXPECT_EQ(polarization_index(5000, 5000), 1);
  EXPECT_FALSE(polarization_index(5000.1, 9000));
  for (double mohm = 1e-6; mohm <= 1e9; mohm *= 3) {
    const auto index = polarization_index(mohm, 1e9);
    EXPECT_TRUE(!index || (*index > 0 && std::isfinite(*index)));
  }
}

}  // namespace
}  // namespace voltmetrics::field_test
