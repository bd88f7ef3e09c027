#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "voltmetrics/item.hpp"

namespace voltmetrics {

/// How much of something an inspection observed.
enum class Severity : std::uint8_t { none, minimal, moderate, severe };
inline constexpr std::array<std::string_view, 4> kSeverityNames{"None", "Minimal", "Moderate", "Severe"};

enum class Condition : std::uint8_t { excellent, good, fair, poor, critical };
inline constexpr std::array<std::string_view, 5> kConditionNames{"Excellent", "Good", "Fair", "Poor", "Critical"};

[[nodiscard]] std::optional<Severity> parse_severity(std::string_view word) noexcept;

/// The condition of an item from the worst of corrosion, rust and physical damage that an inspection observed (nothing
/// looked at counts as none) and from how much of its service life it has used:
///   Severe → Critical, Moderate → Poor, Minimal → Fair;
///   none   → Excellent below 25 % of the service life, Good up to 100 % (or age unknown), Fair beyond.
[[nodiscard]] Condition condition_of(Severity worst, std::optional<double> life_share) noexcept;

}  // namespace voltmetrics
