/// The published conditions and intervals against their table, and the arithmetic of due dates.
#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "tests/unit/voltmetrics/csv_table.hpp"
#include "voltmetrics/maintenance/interval.hpp"

namespace voltmetrics::maintenance {
namespace {

TEST(MaintenanceInterval, EveryRowOfTheTableIsThere) {
  const auto rows = vectors::csv_table("engineering/nfpa70b_intervals.csv");
  ASSERT_EQ(rows.size(), kIntervals.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(kIntervals[i].activity, rows[i].at("activity"));
    EXPECT_EQ(kIntervals[i].confidence, rows[i].at("confidence"));
    for (int condition = 1; condition <= kConditions; ++condition)
      EXPECT_EQ(kIntervals[i].months[condition - 1],
                vectors::number(rows[i], "c" + std::to_string(condition) + "_months"))
          << rows[i].at("activity");
    EXPECT_FALSE(kIntervals[i].source.empty());
  }
}

std::array<int, 3> months(std::string_view activity, std::string_view equipment) {
  const PublishedInterval* const found = find_interval(activity, equipment);
  return found == nullptr ? std::array<int, 3>{} : found->months;
}

TEST(MaintenanceInterval, TheMostSpecificRowCounts) {
  using Months = std::array<int, 3>;
  EXPECT_EQ(months("infrared_thermography", "panelboard"), (Months{12, 12, 6}));
  EXPECT_EQ(months("visual_inspection", "transformer"), (Months{12, 12, 6}));
  EXPECT_EQ(months("visual_inspection", "panelboard"), (Months{60, 36, 12}));
  EXPECT_EQ(months("visual_inspection", "busway"), (Months{60, 60, 12}));
  EXPECT_EQ(months("electrical_testing", "breaker"), (Months{60, 36, 12}));
  EXPECT_EQ(months("electrical_testing", "grounding"), (Months{60, 36, 36}));
  EXPECT_EQ(months("cleaning", "ups"), (Months{12, 6, 3}));
  EXPECT_EQ(months("fluid_and_dga_sampling", "liquid_filled_transformer"), (Months{12, 12, 6}));
  EXPECT_EQ(find_interval("fluid_and_dga_sampling", "panelboard"), nullptr);
  EXPECT_EQ(find_interval("fluid_and_dga_sampling", "ups"), nullptr);
}

TEST(MaintenanceInterval, EveryKnownPairHasAnIntervalThatShrinksWithTheCondition) {
  for (const auto activity : kActivities)
    for (const auto equipment : kEquipment) {
      const PublishedInterval* const found = find_interval(activity, equipment);
      if (activity == "fluid_and_dga_sampling" && equipment != "liquid_filled_transformer") continue;
      ASSERT_NE(found, nullptr) << activity << " " << equipment;
      EXPECT_GE(found->months[0], found->months[1]);
      EXPECT_GE(found->months[1], found->months[2]);
    }
  EXPECT_EQ(find_interval("painting", "panelboard"), nullptr);
}

TEST(MaintenanceInterval, TheConditionIsTheWorstOfItsThree) {
  for (int a = 1; a <= 3; ++a)
    for (int b = 1; b <= 3; ++b)
      for (int c = 1; c <= 3; ++c) EXPECT_EQ(overall_condition(a, b, c), std::max({a, b, c}));
}

TEST(MaintenanceInterval, MonthsEndWhereTheCalendarDoes) {
  EXPECT_EQ(months_later(day_of(2024, 1, 31), 1), day_of(2024, 2, 29));
  EXPECT_EQ(months_later(day_of(2023, 1, 31), 1), day_of(2023, 2, 28));
  EXPECT_EQ(months_later(day_of(2024, 2, 29), 12), day_of(2025, 2, 28));
  EXPECT_EQ(months_later(day_of(2025, 7, 15), 60), day_of(2030, 7, 15));
  EXPECT_EQ(months_later(day_of(2025, 12, 31), 2), day_of(2026, 2, 28));
  EXPECT_EQ(months_later(kFirstDay, 1200), day_of(101, 1, 1));
  EXPECT_EQ(months_later(kLastDay, 1200), day_of(9100, 12, 31));
}

TEST(MaintenanceInterval, AnyDayAndIntervalHaveADueDateAndARatio) {
  std::mt19937 random{70};
  std::uniform_int_distribution<Day> days(kFirstDay, kLastDay);
  std::uniform_int_distribution<int> lengths(1, 1200);
  for (int round = 0; round < 100000; ++round) {
    const Day last = days(random);
    const int length = lengths(random);
    const Day due = months_later(last, length);
    EXPECT_GE(due - last, 28 * length);
    EXPECT_LE(due - last, 31 * length);
    EXPECT_EQ(overdue_ratio(last, due, last), 0);
    EXPECT_EQ(overdue_ratio(last, due, due), 1);
    EXPECT_EQ(overdue_ratio(last, due, last + 2 * (due - last)), 2);
    EXPECT_TRUE(std::isfinite(overdue_ratio(last, due, days(random))));
  }
}

}  // namespace
}  // namespace voltmetrics::maintenance
