#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "voltmetrics/item.hpp"
#include "voltmetrics/nfpa70e.hpp"

namespace voltmetrics {

/// What can be done about one item, in the order in which actions of equal effect are listed.
enum class Action : std::uint8_t { replace, maintain, relabel, shed_load };
inline constexpr int kActions = 4;
inline constexpr std::array<std::string_view, kActions> kActionNames{"replace", "maintain", "relabel", "shed_load"};

/// Actions carried out together.
inline constexpr int kMostPlannedActions = 2;
struct ActionPlan {
  std::array<Action, kMostPlannedActions> action;
  std::uint8_t size;
};

/// What is worth planning for an item: replacing includes what maintenance does, relabelling changes no risk.
inline constexpr std::array<ActionPlan, 6> kActionPlans{{
    {.action = {Action::maintain}, .size = 1},
    {.action = {Action::shed_load}, .size = 1},
    {.action = {Action::maintain, Action::shed_load}, .size = 2},
    {.action = {Action::replace}, .size = 1},
    {.action = {Action::replace, Action::shed_load}, .size = 2},
    {.action = {Action::relabel}, .size = 1},
}};

/// Where shedding load stops, in % of rating: below NFPA 70E's limit and at the bottom of a loading band of both
/// models.
inline constexpr double kShedLoadingPct = 70;

/// The item as it is once an action was carried out on the day `as_of`:
///   replace    new copper equipment, tested that day; its surroundings and the way it is operated stay
///   maintain   maintained that day, everything mended that maintenance mends; age, material and surroundings stay
///   shed_load  loaded at 70 % at most
///   relabel    no change of the risk
[[nodiscard]] Item after_action(Action action, const Item& item, Day as_of) noexcept;

/// The same for what NFPA 70E looks at: only relabelling changes it, to all labels that are required.
[[nodiscard]] nfpa70e::SafetyRecord after_action(Action action, const nfpa70e::SafetyRecord& record) noexcept;

}  // namespace voltmetrics
