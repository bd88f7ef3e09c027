#include "voltmetrics/calendar.hpp"

namespace voltmetrics {
namespace {

constexpr std::size_t kDayLength = 10;  // YYYY-MM-DD

/// The number that the digits of `text` spell, or -1 when one of them is no digit.
constexpr int digits(std::string_view text) noexcept {
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

constexpr int days_in_month(int year, int month) noexcept {
  if (month == 2) return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

constexpr bool is_between(int number, int low, int high) noexcept { return number >= low && number <= high; }

constexpr bool is_fraction(std::string_view text) noexcept {
  return text.size() >= 2 && text.size() <= 10 && text[0] == '.' && digits(text.substr(1)) >= 0;
}

/// hh:mm, hh:mm:ss or hh:mm:ss.fff, with or without Z.
constexpr bool is_utc_time(std::string_view text) noexcept {
  if (!text.empty() && text.back() == 'Z') text.remove_suffix(1);
  if (text.size() < 5 || text[2] != ':') return false;
  if (!is_between(digits(text.substr(0, 2)), 0, 23) || !is_between(digits(text.substr(3, 2)), 0, 59)) return false;
  if (text.size() == 5) return true;
  if (text.size() < 8 || text[5] != ':' || !is_between(digits(text.substr(6, 2)), 0, 59)) return false;
  return text.size() == 8 || is_fraction(text.substr(8));
}

constexpr bool is_time_suffix(std::string_view text) noexcept {
  return text.empty() || ((text[0] == 'T' || text[0] == ' ') && is_utc_time(text.substr(1)));
}

}  // namespace

std::optional<Day> parse_day(std::string_view text) noexcept {
  if (text.size() < kDayLength || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = digits(text.substr(0, 4));
  const int month = digits(text.substr(5, 2));
  const int day = digits(text.substr(8, 2));
  if (year < 1 || !is_between(month, 1, 12) || !is_between(day, 1, days_in_month(year, month))) return std::nullopt;
  if (!is_time_suffix(text.substr(kDayLength))) return std::nullopt;
  return day_of(year, month, day);
}

}  // namespace voltmetrics
