#pragma once

#include <array>
#include <string_view>
#include <type_traits>

#include "voltmetrics/range.hpp"

namespace voltmetrics::transformer {

/// The thermal characteristics of a transformer, by the names of IEC 60076-7:2018.
struct Design {
  double loss_ratio = 0;                 ///< R, load loss over no-load loss at rated load
  double top_oil_rise_k = 0;             ///< at rated load, steady
  double winding_gradient_k = 0;         ///< average winding over average oil at rated load
  double hot_spot_factor = 0;            ///< H
  double oil_time_constant_min = 0;      ///< τ of the oil
  double winding_time_constant_min = 0;  ///< τ of the windings
  double oil_exponent = 0;               ///< x
  double winding_exponent = 0;           ///< y
  double k11 = 0;
  double k21 = 0;
  double k22 = 0;
  double ambient_surcharge_k = 0;  ///< added to the ambient, as inside a building
};
inline constexpr int kDesignMembers = 12;
static_assert(std::is_trivially_copyable_v<Design> && sizeof(Design) == kDesignMembers * sizeof(double));

/// A member of Design with the values that are accepted for it, which reach well beyond any real transformer.
struct DesignMember {
  double Design::*member;
  Range range;
};
extern const std::array<DesignMember, kDesignMembers> kDesignRanges;

[[nodiscard]] Checked check(const Design& design) noexcept;

/// Published characteristics of a kind of transformer.
struct Profile {
  std::string_view name;
  std::string_view cooling;
  Design design;  ///< a loss ratio of 0 stands for none published
  std::string_view source;
};
extern const std::array<Profile, 4> kProfiles;

/// The profile of that name, or null.
[[nodiscard]] const Profile* find_profile(std::string_view name) noexcept;

}  // namespace voltmetrics::transformer
