// Positions in the log and timestamps as the server writes them.
#include <fmt/format.h>

#include <cstring>
#include <ctime>

#include "tests/fuzz/law.hpp"
#include "worker/replication/decoder.hpp"

namespace masterbus::fuzz {
namespace {

using namespace masterbus::replication;

void check_lsn(std::string_view text) {
  const auto lsn = parse_lsn(text);
  if (!lsn) return;
  law(parse_lsn(to_string(*lsn)) == lsn, "the text form leads back", text);
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  law(std::sscanf(std::string(text).c_str(), "%lx/%lx", &high, &low) == 2, "two hexadecimal numbers", text);
  law(lsn->value == (high << 32 | low), "high and low half", text);
}

/// The form in which a server of time zone UTC writes a present-day timestamp, by the C library; 0 when it is another.
std::int64_t plain_utc_us(const std::string& text) {
  std::tm parts{};
  char fraction[7] = "000000";
  int length = 0;
  if (text.find_first_not_of("0123456789-: .+") != std::string::npos || text.starts_with('-') ||
      text.size() != std::strlen("2026-11-22 19:51:08.123456+00") ||
      std::sscanf(text.c_str(), "%4d-%2d-%2d %2d:%2d:%2d.%6[0-9]+00%n", &parts.tm_year, &parts.tm_mon, &parts.tm_mday,
                  &parts.tm_hour, &parts.tm_min, &parts.tm_sec, fraction, &length) != 7) {
    return 0;
  }
  parts.tm_year -= 1900;
  parts.tm_mon -= 1;
  const std::tm given = parts;
  const std::int64_t seconds = timegm(&parts);
  const auto same = [&](int std::tm::*part) { return parts.*part == given.*part; };
  const bool real = same(&std::tm::tm_year) && same(&std::tm::tm_mon) && same(&std::tm::tm_mday) &&
                    same(&std::tm::tm_hour) && same(&std::tm::tm_min) && same(&std::tm::tm_sec);
  const auto written = fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{}+00", given.tm_year + 1900, given.tm_mon + 1,
                                   given.tm_mday, given.tm_hour, given.tm_min, given.tm_sec, fraction);
  return real && written == text ? seconds * 1'000'000 + std::strtol(fraction, nullptr, 10) : 0;
}

void check_timestamp(std::string_view text) {
  const auto moment = parse_timestamp_us(text);
  if (const auto expected = plain_utc_us(std::string(text)); expected != 0) {
    law(moment == expected, "the moment that the C library reads", text);
  }
  constexpr std::int64_t kFarUs = std::int64_t{40'000} * 366 * 86'400 * 1'000'000;
  if (moment) law(*moment > -kFarUs && *moment < kFarUs, "a moment within a calendar's years", text);
}

}  // namespace
}  // namespace masterbus::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = masterbus::fuzz::text_of(data, size);
  masterbus::fuzz::check_lsn(text);
  masterbus::fuzz::check_timestamp(text);
  return 0;
}
