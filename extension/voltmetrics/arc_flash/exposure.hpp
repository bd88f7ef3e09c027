#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

#include "voltmetrics/range.hpp"

/// Arc flash by IEEE 1584-2018: three-phase 50 or 60 Hz systems of 0.208 to 15 kV.
namespace voltmetrics::arc_flash {

/// How the electrodes stand: vertical in a box, vertical in a box ending at a barrier, horizontal in a box, vertical in
/// open air, horizontal in open air.
enum class Electrodes : std::uint8_t { vcb, vcbb, hcb, voa, hoa };
inline constexpr int kElectrodes = 5;
inline constexpr std::array<std::string_view, kElectrodes> kElectrodesNames{"VCB", "VCBB", "HCB", "VOA", "HOA"};

[[nodiscard]] constexpr bool in_box(Electrodes electrodes) noexcept { return electrodes <= Electrodes::hcb; }

/// The configuration that a word names, exactly as written in capitals.
[[nodiscard]] constexpr std::optional<Electrodes> parse_electrodes(std::string_view word) noexcept {
  for (int i = 0; i < kElectrodes; ++i)
    if (word == kElectrodesNames[i]) return static_cast<Electrodes>(i);
  return std::nullopt;
}

/// The electric circuit at the point of the arc.
struct Circuit {
  Electrodes electrodes = Electrodes::vcb;
  double voltage_kv = 0;               ///< open circuit, line to line
  double bolted_fault_current_ka = 0;  ///< three-phase, symmetrical RMS
  double gap_mm = 0;                   ///< between conductors
};

/// The box around the arc; open air has none, and nothing of this is read there.
struct Box {
  double height_mm = 0;
  double width_mm = 0;
  double depth_mm = 0;
};

/// Everything about an exposure that does not depend on the time to clear the fault.
struct Exposure {
  Circuit circuit;
  Box box;
  double working_distance_mm = 0;
};
static_assert(std::is_trivially_copyable_v<Exposure>);

/// Refuse what lies outside of the model (IEEE 1584-2018, clause 4.2): the first argument that does.
/// The bounds of the box's height, depth and upper width, of the distance above 305 mm and of the time are this
/// project's: the standard has none, and its correction for enclosures loses its meaning (even its sign) in smaller
/// ones.
[[nodiscard]] Checked check(const Circuit& circuit) noexcept;
[[nodiscard]] Checked check(const Circuit& circuit, const Box& box) noexcept;
[[nodiscard]] Checked check_working_distance(double working_distance_mm) noexcept;
/// `field` is the name of the argument: clearing_time_ms or reduced_clearing_time_ms.
[[nodiscard]] Checked check_clearing_time(const char* field, double clearing_time_ms) noexcept;

}  // namespace voltmetrics::arc_flash
