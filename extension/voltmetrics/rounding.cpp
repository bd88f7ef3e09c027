#include "voltmetrics/rounding.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace voltmetrics {
namespace {

/// Decides a score whose second decimal is 5 or just below by writing it with 15 significant digits.
std::int16_t tenths_by_digits(double score) noexcept {
  std::array<char, 32> text{};
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), score, std::chars_format::general, 15);
  const char* digit = text.data();
  int tenths = 0;
  for (; digit != end && *digit != '.'; ++digit) tenths = tenths * 10 + (*digit - '0');
  tenths *= 10;
  if (digit != end && ++digit != end) tenths += *digit - '0';
  if (digit != end && ++digit < end && *digit >= '5') ++tenths;
  return static_cast<std::int16_t>(tenths);
}

struct Division {
  std::int64_t quotient;
  std::int64_t remainder;  // 0 <= remainder < denominator
};

constexpr Division floor_division(std::int64_t numerator, std::int64_t denominator) noexcept {
  Division result{numerator / denominator, numerator % denominator};
  if (result.remainder < 0) {
    --result.quotient;
    result.remainder += denominator;
  }
  return result;
}

}  // namespace

std::int16_t tenths_of(double score) noexcept {
  if (!(score > 0)) return 0;
  if (score >= 100) return 1000;
  constexpr double kNearHalf = 1e-9;  // far wider than the 15th digit, far narrower than any plain case
  const double scaled = score * 10;
  const double whole = std::floor(scaled);
  const double distance = scaled - whole - 0.5;
  if (std::fabs(distance) < kNearHalf) return tenths_by_digits(score);
  return static_cast<std::int16_t>(whole + (distance > 0 ? 1 : 0));
}

std::int64_t rounded_quotient(std::int64_t numerator, std::int64_t denominator) noexcept {
  if (denominator <= 0) return 0;
  const auto [quotient, remainder] = floor_division(numerator, denominator);
  const std::int64_t rest = denominator - remainder;
  return quotient + (remainder > rest || (remainder == rest && numerator > 0) ? 1 : 0);
}

std::int64_t quotient_half_to_even(std::int64_t numerator, std::int64_t denominator) noexcept {
  if (denominator <= 0) return 0;
  const auto [quotient, remainder] = floor_division(numerator, denominator);
  const std::int64_t rest = denominator - remainder;
  return quotient + (remainder > rest || (remainder == rest && quotient % 2 != 0) ? 1 : 0);
}

}  // namespace voltmetrics
