#include <charconv>
#include <chrono>

#include "worker/replication/decoder.hpp"

namespace masterbus::replication {
namespace {

/// Reads decimal digits off the front; nothing when there are none, or they say more than `most`.
std::optional<std::int64_t> take_number(std::string_view& text, std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{} || text.front() == '-' || number > most) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

/// ".855444" as microseconds; 0 without a fraction.
std::int64_t take_fraction_us(std::string_view& text) {
  if (!take(text, '.')) return 0;
  std::int64_t fraction = 0;
  std::int64_t scale = 100'000;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    fraction += (text.front() - '0') * scale;
    scale /= 10;
    text.remove_prefix(1);
  }
  return fraction;
}

/// "+02", "-03:30" as seconds east of Greenwich; nothing without an offset.
std::optional<std::int64_t> take_offset_s(std::string_view& text) {
  const bool east = take(text, '+');
  if (!east && !take(text, '-')) return std::nullopt;
  std::int64_t offset = 0;
  for (std::int64_t unit = 3600; unit >= 1; unit /= 60) {
    const auto part = take_number(text, 59);
    if (!part) return std::nullopt;
    offset += *part * unit;
    if (!take(text, ':')) break;
  }
  return east ? offset : -offset;
}

}  // namespace

std::optional<std::int64_t> parse_timestamp_us(std::string_view text) {
  std::int64_t part[6];
  constexpr char separators[] = {'-', '-', ' ', ':', ':', '\0'};
  constexpr std::int64_t most[] = {9999, 12, 31, 23, 59, 59};
  for (int index = 0; index < 6; ++index) {
    const auto number = take_number(text, most[index]);
    if (!number || (separators[index] != '\0' && !take(text, separators[index]))) return std::nullopt;
    part[index] = *number;
  }
  const auto fraction_us = take_fraction_us(text);
  const auto offset_s = take_offset_s(text);
  const std::chrono::year_month_day day{std::chrono::year(static_cast<int>(part[0])),
                                        std::chrono::month(static_cast<unsigned>(part[1])),
                                        std::chrono::day(static_cast<unsigned>(part[2]))};
  if (!offset_s || !text.empty() || !day.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(day).time_since_epoch().count();
  const std::int64_t seconds = ((days * 24 + part[3]) * 60 + part[4]) * 60 + part[5] - *offset_s;
  return seconds * 1'000'000 + fraction_us;
}

}  // namespace masterbus::replication
