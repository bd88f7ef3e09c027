#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "voltmetrics/arc_flash/exposure.hpp"

namespace voltmetrics::arc_flash {

enum class EnclosureKind : std::uint8_t { open_air, typical, shallow };
inline constexpr std::array<std::string_view, 3> kEnclosureKindNames{"open_air", "typical", "shallow"};

/// What the box around the arc does to the incident energy (IEEE 1584-2018, clause 4.8).
struct Enclosure {
  EnclosureKind kind = EnclosureKind::open_air;
  double height_in = 0;          ///< equivalent height in inches; 0 in open air
  double width_in = 0;           ///< equivalent width in inches; 0 in open air
  double size_in = 0;            ///< equivalent enclosure size, their mean; 0 in open air
  double correction_factor = 1;  ///< divides the incident energy
  bool limited = false;          ///< height or width lies beyond 1244.6 mm and counts as that
};

/// For a circuit and a box that check() accepts.
[[nodiscard]] Enclosure enclosure(const Circuit& circuit, const Box& box) noexcept;

}  // namespace voltmetrics::arc_flash
