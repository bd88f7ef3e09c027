#pragma once

#include "voltmetrics/compliance.hpp"
#include "voltmetrics/text_sink.hpp"

namespace voltmetrics {

/// Writes the published wording of an issue, such as "Thermographic inspection overdue by 3 months".
void write_issue(TextSink& sink, const Issue& issue) noexcept;

}  // namespace voltmetrics
