#include "voltmetrics/priority_action.hpp"

#include <algorithm>
#include <initializer_list>

namespace voltmetrics {
namespace {

constexpr std::uint32_t bits(std::initializer_list<Observation> observations) noexcept {
  std::uint32_t mask = 0;
  for (const Observation observation : observations) mask |= static_cast<std::uint32_t>(observation);
  return mask;
}

constexpr std::uint32_t kStayWithThePlace =
    bits({Observation::corrosive_environment, Observation::outdoor_exposure, Observation::poor_ventilation,
          Observation::frequent_cycling, Observation::voltage_instability});

constexpr std::uint32_t kMendedByMaintenance =
    bits({Observation::visible_corrosion, Observation::heat_discoloration, Observation::loose_parts,
          Observation::unusual_noise, Observation::thermal_issues, Observation::failed_inspection,
          Observation::failed_trip_tests});

}  // namespace

Item after_action(Action action, const Item& item, Day as_of) noexcept {
  Item changed = item;
  if (action == Action::shed_load) changed.loading_pct = std::min(item.loading_pct, kShedLoadingPct);
  if (action != Action::replace && action != Action::maintain) return changed;
  changed.last_maintenance_date = as_of;
  changed.documented_issues = 0;
  changed.observations &= action == Action::replace ? kStayWithThePlace : ~kMendedByMaintenance;
  if (action == Action::maintain) return changed;
  changed.install_date = as_of;
  changed.aluminum_conductor = false;
  return changed;
}

nfpa70e::SafetyRecord after_action(Action action, const nfpa70e::SafetyRecord& record) noexcept {
  nfpa70e::SafetyRecord changed = record;
  if (action != Action::relabel) return changed;
  changed.labels_recorded = true;
  for (const std::string_view label : nfpa70e::kRequiredLabelNames) changed.add_label(label);
  return changed;
}

}  // namespace voltmetrics
