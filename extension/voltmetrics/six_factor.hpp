#pragma once

#include "voltmetrics/risk.hpp"

/// Factor model 1.1.0. Every function expects an item that check() accepts and answers 0..100.
namespace voltmetrics::six_factor {

[[nodiscard]] double age(const Item& item, double age_years) noexcept;
[[nodiscard]] double material(const Item& item) noexcept;
[[nodiscard]] double maintenance(const Item& item, double age_years, Day as_of) noexcept;
[[nodiscard]] double environmental(const Item& item) noexcept;
[[nodiscard]] double operational(const Item& item) noexcept;
[[nodiscard]] double visual(const Item& item) noexcept;

/// All six.
[[nodiscard]] Factors factors(const Item& item, Day as_of) noexcept;

}  // namespace voltmetrics::six_factor
