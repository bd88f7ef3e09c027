#pragma once

namespace voltmetrics::trend {

/// The z that a standard normal number stays within, in absolute value, with a probability of 0 < confidence < 1.
[[nodiscard]] double normal_quantile(double confidence) noexcept;

/// The t that Student's t of `freedom` >= 1 degrees of freedom stays within, in absolute value, with that probability.
[[nodiscard]] double student_t_quantile(double confidence, double freedom) noexcept;

/// Probability, 0..1, that a standard normal number lies beyond z on either side.
[[nodiscard]] double normal_two_sided_p(double z) noexcept;

/// Probability, 0..1, that Student's t lies beyond t on either side; 0 for an infinite t.
[[nodiscard]] double student_t_two_sided_p(double t, double freedom) noexcept;

}  // namespace voltmetrics::trend
