#pragma once

#include <array>
#include <string_view>

#include "voltmetrics/arc_flash/exposure.hpp"

namespace voltmetrics::arc_flash {

/// What a class of equipment usually looks like (IEEE 1584-2018, Tables 8 and 10), for where nobody measured.
struct TypicalEquipment {
  std::string_view equipment_class;
  double gap_mm;
  Box box;
  double working_distance_mm;
};

inline constexpr std::array<TypicalEquipment, 12> kTypicalEquipment{{
    {"15kV Switchgear", 152, {1143, 762, 762}, 914.4},
    {"15kV MCC", 152, {914.4, 914.4, 914.4}, 914.4},
    {"5kV Switchgear", 104, {914.4, 914.4, 914.4}, 914.4},
    {"5kV Switchgear (2)", 104, {1143, 762, 762}, 914.4},
    {"5kV MCC", 104, {660.4, 660.4, 660.4}, 914.4},
    {"LV Switchgear", 32, {508, 508, 508}, 609.6},
    {"LV MCC (Shallow)", 25, {355.6, 304.8, 100}, 457.2},
    {"LV Panelboard (Shallow)", 25, {355.6, 304.8, 100}, 457.2},
    {"LV MCC", 25, {355.6, 304.8, 250}, 457.2},
    {"LV Panelboard", 25, {355.6, 304.8, 250}, 457.2},
    {"Cable Junction Box (Shallow)", 13, {355.6, 304.8, 100}, 457.2},
    {"Cable Junction Box", 13, {355.6, 304.8, 250}, 457.2},
}};

}  // namespace voltmetrics::arc_flash
