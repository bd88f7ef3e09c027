#pragma once

#include "voltmetrics/item.hpp"
#include "voltmetrics/range.hpp"

namespace voltmetrics::sql {

/// Why an input was refused: the status, and the offending value as text (palloc'd, or null when there is none).
struct Refusal {
  Status status;
  const char* value = nullptr;

  [[nodiscard]] bool refused() const noexcept { return !status.ok(); }
};

/// The value of the item's member that a failed check() names, as text.
[[nodiscard]] const char* value_of(const Item& item, int as_of, const Status& status);

/// Raises a refusal: numeric_value_out_of_range for a number beyond its limits, else invalid_parameter_value; field and
/// value in the message, the remedy in the hint. `item_name` (may be null) says which of several items it is,
/// as in item "eq-1".
[[noreturn]] void raise(const Refusal& refusal, const char* item_name = nullptr);

/// Raises a number that a method does not take, as invalid_parameter_value; `item_name` as above.
[[noreturn]] void raise(const Checked& checked, const char* item_name = nullptr);

}  // namespace voltmetrics::sql
