#pragma once

#include "voltmetrics/risk.hpp"
#include "voltmetrics/text_sink.hpp"

namespace voltmetrics {

/// Says in words what a factor of an item came from, such as "29.3 years old, 117.2% of a 25-year service life".
/// For an item that check() accepts on that day. Names only what the model counts.
void write_factor(TextSink& sink, Factor factor, const Item& item, Day as_of, const Model& model) noexcept;

}  // namespace voltmetrics
