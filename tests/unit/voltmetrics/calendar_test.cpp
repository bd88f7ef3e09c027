#include <cstdio>

#include <gtest/gtest.h>

#include "voltmetrics/calendar.hpp"

namespace voltmetrics {
namespace {

TEST(Calendar, CountsDaysFrom2000) {
  EXPECT_EQ(day_of(2000, 1, 1), 0);
  EXPECT_EQ(day_of(1999, 12, 31), -1);
  EXPECT_EQ(day_of(2026, 1, 1), 9497);
  EXPECT_EQ(day_of(1975, 1, 1), -9131);
  EXPECT_EQ(day_of(2000, 3, 1) - day_of(2000, 2, 28), 2);
  EXPECT_EQ(day_of(1900, 3, 1) - day_of(1900, 2, 28), 1);
}

TEST(Calendar, EveryDayOfFourCenturiesFollowsTheOneBefore) {
  Day expected = day_of(1801, 1, 1);
  char text[11];
  for (int year = 1801; year <= 2200; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= 31; ++day) {
        std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
        if (const auto parsed = parse_day(text)) {
          ASSERT_EQ(*parsed, expected) << text;
          ++expected;
        }
      }
    }
  }
  EXPECT_EQ(expected, day_of(2201, 1, 1));
}

TEST(Calendar, ReadsIsoDaysAndUtcTimesOnly) {
  const Day day = day_of(2025, 7, 13);
  for (const char* text : {"2025-07-13", "2025-07-13T08:30:00.000Z", "2025-07-13 08:30", "2025-07-13T23:59:59Z",
                           "2025-07-13T23:59:59.123456"})
    EXPECT_EQ(parse_day(text), day) << text;
  for (const char* text :
       {"", "2025", "2025-7-13", "13.07.2025", "2025-02-29", "2025-13-01", "2025-00-10", "2025-01-00", "0000-01-01",
        "2025-07-13x", "2025-07-13T", "2025-07-13T25:00:00", "2025-07-13T08:60", "2025-07-13T08:30:00+02:00",
        "2025-07-13T08:30:00.", "not-a-date", "2025-07-1é", "-025-07-13", "infinity"})
    EXPECT_FALSE(parse_day(text)) << text;
}

}  // namespace
}  // namespace voltmetrics
