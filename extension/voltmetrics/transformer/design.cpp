#include "voltmetrics/transformer/design.hpp"

namespace voltmetrics::transformer {
namespace {

constexpr std::string_view kPublicModel = "alliander-opensource/transformer-thermal-model, defaults after IEC 60076-7";

}  // namespace

constinit const std::array<DesignMember, kDesignMembers> kDesignRanges{{
    {&Design::loss_ratio,
     {"loss_ratio", 0.001, 100000, "Load loss over no-load loss lies between 0.001 and 100000, usually near 5."}},
    {&Design::top_oil_rise_k, {"top_oil_rise_k", 0, 200, "The rated top-oil rise lies between 0 and 200 K."}},
    {&Design::winding_gradient_k,
     {"winding_gradient_k", 0, 200, "The rated gradient of winding to oil lies between 0 and 200 K."}},
    {&Design::hot_spot_factor, {"hot_spot_factor", 0.1, 10, "The hot-spot factor lies between 0.1 and 10."}},
    {&Design::oil_time_constant_min,
     {"oil_time_constant_min", 0.1, 100000, "The oil's time constant lies between 0.1 and 100000 minutes."}},
    {&Design::winding_time_constant_min,
     {"winding_time_constant_min", 0.1, 100000, "The windings' time constant lies between 0.1 and 100000 minutes."}},
    {&Design::oil_exponent, {"oil_exponent", 0.1, 2, "The oil exponent x lies between 0.1 and 2."}},
    {&Design::winding_exponent, {"winding_exponent", 0.1, 3, "The winding exponent y lies between 0.1 and 3."}},
    {&Design::k11, {"k11", 0.01, 10, "The constant k11 lies between 0.01 and 10."}},
    {&Design::k21, {"k21", 0.01, 10, "The constant k21 lies between 0.01 and 10."}},
    {&Design::k22, {"k22", 0.01, 10, "The constant k22 lies between 0.01 and 10."}},
    {&Design::ambient_surcharge_k,
     {"ambient_surcharge_k", -50, 100, "The surcharge on the ambient lies between -50 and 100 K."}},
}};

constinit const std::array<Profile, 4> kProfiles{{
    {"power_onan", "ONAN", {0, 60, 17, 1.3, 210, 10, 0.8, 1.3, 0.5, 2, 2, 0}, kPublicModel},
    {"power_onaf", "ONAF", {0, 60, 17, 1.3, 150, 7, 0.8, 1.3, 0.5, 2, 2, 0}, kPublicModel},
    {"distribution_onan", "ONAN", {0, 60, 23, 1.2, 180, 4, 0.8, 1.6, 1, 1, 2, 0}, kPublicModel},
    {"medium_large_onaf",
     "ONAF",
     {6, 52, 20, 1.3, 150, 7, 0.8, 1.3, 0.5, 2, 2, 0},
     "IEC 60076-7:2018, medium and large units; hot-spot rise 26 K"},
}};

Checked check(const Design& design) noexcept {
  for (const auto& [member, range] : kDesignRanges)
    if (const Checked found = voltmetrics::check(range, design.*member); !found.ok()) return found;
  return {};
}

const Profile* find_profile(std::string_view name) noexcept {
  for (const Profile& profile : kProfiles)
    if (profile.name == name) return &profile;
  return nullptr;
}

}  // namespace voltmetrics::transformer
