#pragma once

#include <span>
#include <string_view>

#include "voltmetrics/risk.hpp"
#include "voltmetrics/text_sink.hpp"

namespace voltmetrics {

/// Says by which rule of the model a factor of an item got its score, as terms that add up to it: "30 always +
/// 45 aluminum conductors + 15 crimped connections = 90.0". For an item that check() accepts on that day. Gives what
/// the terms add up to, at most 100: the factor itself but for rounding in the last bits.
double write_rule(TextSink& sink, Factor factor, const Item& item, Day as_of, const Model& model) noexcept;

/// The fields and attributes of an item document that the rule of a factor looks at.
[[nodiscard]] std::span<const std::string_view> rule_inputs(Factor factor, const Model& model) noexcept;

}  // namespace voltmetrics
