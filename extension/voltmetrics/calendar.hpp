#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace voltmetrics {

/// A calendar day (proleptic Gregorian) as whole days since 2000-01-01, PostgreSQL's own count.
using Day = std::int32_t;

/// The two values that are no calendar day: PostgreSQL's -infinity and infinity.
inline constexpr Day kDistantPast = std::numeric_limits<Day>::min();
inline constexpr Day kDistantFuture = std::numeric_limits<Day>::max();

/// Mean length of a year in days, as both factor models and NFPA 70E rule set 1 count it.
inline constexpr double kDaysPerYear = 365.25;

[[nodiscard]] constexpr bool is_calendar_day(Day day) noexcept { return day != kDistantPast && day != kDistantFuture; }

/// Whole days from one day to another; negative when `to` is the earlier one.
[[nodiscard]] constexpr std::int64_t days_between(Day from, Day to) noexcept {
  return static_cast<std::int64_t>(to) - from;
}

[[nodiscard]] constexpr double years_between(Day from, Day to) noexcept {
  return static_cast<double>(days_between(from, to)) / kDaysPerYear;
}

/// The day of a valid year (1..9999), month (1..12) and day of the month (Howard Hinnant's days_from_civil).
[[nodiscard]] constexpr Day day_of(int year, int month, int day_of_month) noexcept {
  const int y = month <= 2 ? year - 1 : year;
  const int era = y / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day_of_month - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  constexpr int kDaysTo2000 = 730425;  // from 0000-03-01 to 2000-01-01
  return era * 146097 + day_of_era - kDaysTo2000;
}

/// Reads an ISO 8601 day "2025-07-13", also as the start of a time in UTC ("2025-07-13T08:30:00.000Z").
/// Nothing when the text is anything else: another notation, a day that does not exist, an offset from UTC.
[[nodiscard]] std::optional<Day> parse_day(std::string_view text) noexcept;

}  // namespace voltmetrics
