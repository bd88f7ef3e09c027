#pragma once

#include <cstdint>

namespace voltmetrics {

/// A score in tenths: 74.12903 → 741. Rounded half away from zero on the value's decimal form of 15 digits, which is
/// what round(x::numeric, 1) does. For values in 0..100 (every score and factor); others are brought into it, NaN is 0.
[[nodiscard]] std::int16_t tenths_of(double score) noexcept;

/// numerator / denominator rounded half away from zero, exactly; 0 when the denominator is not positive.
[[nodiscard]] std::int64_t rounded_quotient(std::int64_t numerator, std::int64_t denominator) noexcept;

/// numerator / denominator rounded half to even, exactly; 0 when the denominator is not positive.
[[nodiscard]] std::int64_t quotient_half_to_even(std::int64_t numerator, std::int64_t denominator) noexcept;

}  // namespace voltmetrics
