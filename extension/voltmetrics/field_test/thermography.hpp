#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "voltmetrics/range.hpp"

/// Thresholds for measurements in the field.
namespace voltmetrics::field_test {

/// What a temperature was compared with.
enum class Comparison : std::uint8_t { similar_components, ambient_air };
inline constexpr std::array<std::string_view, 2> kComparisonNames{"similar_components", "ambient_air"};

/// What a rise in temperature means (ANSI/NETA MTS, Table 100.18). A band begins at `above_k` (itself belonging to it
/// where `inclusive`) and ends where the next begins; published gaps between whole degrees belong to the lower band.
struct ThermalBand {
  Comparison comparison;
  double above_k;
  bool inclusive;
  int priority;  ///< 1 is the most urgent, 4 the least
  std::string_view finding;
  std::string_view action;

  [[nodiscard]] constexpr bool reached(double rise_k) const noexcept {
    return inclusive ? rise_k >= above_k : rise_k > above_k;
  }
};
extern const std::array<ThermalBand, 7> kThermalBands;

inline constexpr Range kSimilarRise{"similar_components_rise_k", -500, 5000,
                                    "A temperature difference lies between -500 and 5000 K."};
inline constexpr Range kAmbientRise{"over_ambient_rise_k", -500, 5000,
                                    "A temperature difference lies between -500 and 5000 K."};

/// The most urgent band that one of the rises reaches, of equals the one against similar components; null where none
/// does. A rise that is not known reaches none.
[[nodiscard]] const ThermalBand* worst_band(std::optional<double> similar_components_rise_k,
                                            std::optional<double> over_ambient_rise_k) noexcept;

}  // namespace voltmetrics::field_test
