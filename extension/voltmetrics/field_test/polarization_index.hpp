#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "voltmetrics/range.hpp"

namespace voltmetrics::field_test {

/// Insulation resistances that are accepted, in megaohm.
inline constexpr Range kResistance1Min{"ir_1min_mohm", 1e-6, 1e9,
                                       "An insulation resistance lies between 0.000001 and 1e9 megaohm."};
inline constexpr Range kResistance10Min{"ir_10min_mohm", 1e-6, 1e9,
                                        "An insulation resistance lies between 0.000001 and 1e9 megaohm."};
/// Above this resistance after one minute the index means nothing (IEEE 43).
inline constexpr double kMeaninglessAboveMohm = 5000;

/// Resistance after ten minutes over that after one; nothing where it means nothing.
[[nodiscard]] constexpr std::optional<double> polarization_index(double ir_1min_mohm, double ir_10min_mohm) noexcept {
  if (ir_1min_mohm > kMeaninglessAboveMohm) return std::nullopt;
  return ir_10min_mohm / ir_1min_mohm;
}

/// A rating holds from its lower bound up to the next one.
struct IndexRating {
  double from;
  std::string_view rating;
};
inline constexpr std::array<IndexRating, 4> kIndexRatings{{
    {0, "poor"},
    {1, "questionable"},
    {2, "good"},
    {4, "excellent"},
}};

[[nodiscard]] constexpr std::string_view index_rating(double index) noexcept {
  std::string_view rating = kIndexRatings[0].rating;
  for (const IndexRating& each : kIndexRatings)
    if (index >= each.from) rating = each.rating;
  return rating;
}

/// The least index that IEEE 43 recommends for rotating machines of a thermal class (A, B, F or H); nothing for others.
[[nodiscard]] constexpr std::optional<double> minimum_index(std::string_view insulation_class) noexcept {
  if (insulation_class == "A") return 1.5;
  if (insulation_class == "B" || insulation_class == "F" || insulation_class == "H") return 2.0;
  return std::nullopt;
}

}  // namespace voltmetrics::field_test
