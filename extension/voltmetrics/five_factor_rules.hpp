#pragma once

#include "voltmetrics/risk.hpp"
#include "voltmetrics/rule_terms.hpp"

namespace voltmetrics::five_factor {

/// The terms of a factor of model 1.0.0, for an item that check() accepts on that day.
void write_terms(RuleTerms& terms, Factor factor, const Item& item, Day as_of) noexcept;

}  // namespace voltmetrics::five_factor
