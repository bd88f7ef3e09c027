#include "voltmetrics/maintenance/interval.hpp"

#include <chrono>

namespace voltmetrics::maintenance {
namespace {

constexpr std::string_view kAll = "all";
constexpr std::string_view kOther = "other";
/// Only liquid has samples: what does not name the equipment has none.
constexpr std::string_view kSampling = "fluid_and_dga_sampling";
constexpr std::string_view kOneSource = "a single public summary of NFPA 70B-2023";

/// Whether a list separated by commas holds a word.
bool lists(std::string_view list, std::string_view word) noexcept {
  while (!list.empty()) {
    const auto comma = list.find(", ");
    if (list.substr(0, comma) == word) return true;
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 2);
  }
  return false;
}

const PublishedInterval* find(std::string_view activity, std::string_view equipment) noexcept {
  for (const PublishedInterval& interval : kIntervals)
    if (interval.activity == activity && lists(interval.equipment, equipment)) return &interval;
  return nullptr;
}

}  // namespace

constinit const std::array<ConditionCriteria, kConditions> kConditionCriteria{{
    {1, "all of",
     "appears like new; enclosure clean, dry and tight; no unaddressed alert of condition monitoring; no active "
     "recommendation from predictive techniques; previous maintenance done as the programme asks"},
    {2, "any of",
     "maintenance results deviate from past ones; a major component had to be repaired or replaced; one maintenance "
     "cycle missed; active notification of condition monitoring; active recommendation from predictive techniques"},
    {3, "any of",
     "the last two maintenance cycles missed; two or more previous services needed repair of major components; "
     "unaddressed notification; urgent action identified by predictive techniques"},
}};

constinit const std::array<std::string_view, 14> kEquipment{"transformer",
                                                            "liquid_filled_transformer",
                                                            "switchgear",
                                                            "substation",
                                                            "cable_tray",
                                                            "grounding",
                                                            "ground_fault_protection",
                                                            "panelboard",
                                                            "switchboard",
                                                            "breaker",
                                                            "cable",
                                                            "busway",
                                                            "ups",
                                                            "other"};

constinit const std::array<std::string_view, 7> kActivities{
    "infrared_thermography", "visual_inspection",     "cleaning", "lubrication", "mechanical_servicing",
    "electrical_testing",    "fluid_and_dga_sampling"};

constinit const std::array<PublishedInterval, 11> kIntervals{{
    {"infrared_thermography", kAll, {12, 12, 6}, "corroborated", "public summaries of TUV SUD and FLIR"},
    {"visual_inspection",
     "transformer, liquid_filled_transformer, switchgear, substation, cable_tray, grounding, ground_fault_protection",
     {12, 12, 6},
     "single_source",
     kOneSource},
    {"visual_inspection",
     "panelboard, switchboard, breaker, cable, other",
     {60, 36, 12},
     "corroborated_c1",
     "a single public summary; EEE publishes 60 months for panelboards in condition 1"},
    {"visual_inspection", "busway", {60, 60, 12}, "single_source", kOneSource},
    {"cleaning", kAll, {60, 36, 12}, "single_source", kOneSource},
    {"lubrication", kAll, {60, 36, 12}, "single_source", kOneSource},
    {"mechanical_servicing", kAll, {60, 36, 12}, "single_source", kOneSource},
    {"electrical_testing", kAll, {60, 36, 12}, "corroborated_c1", kOneSource},
    {"electrical_testing", "grounding", {60, 36, 36}, "single_source", kOneSource},
    {kSampling,
     "liquid_filled_transformer",
     {12, 12, 6},
     "single_source",
     "a single public summary of NFPA 70B-2023, chapter 11"},
    {kAll, "ups", {12, 6, 3}, "single_source", kOneSource},
}};

const PublishedInterval* find_interval(std::string_view activity, std::string_view equipment) noexcept {
  const PublishedInterval* const named = find(activity, equipment);
  if (named != nullptr || activity == kSampling) return named;
  if (const PublishedInterval* const every = find(kAll, equipment)) return every;
  if (const PublishedInterval* const other = find(activity, kOther)) return other;
  return find(activity, kAll);
}

Day months_later(Day day, int months) noexcept {
  using namespace std::chrono;
  constexpr sys_days kEpoch{year{2000} / January / 1};
  const year_month_day from{kEpoch + days{day}};
  const year_month month = year_month{from.year(), from.month()} + std::chrono::months{months};
  const auto last = year_month_day_last{month.year(), month_day_last{month.month()}};
  const auto to = from.day() > last.day() ? sys_days{last} : sys_days{month / from.day()};
  return static_cast<Day>((to - kEpoch).count());
}

double overdue_ratio(Day last, Day due, Day as_of) noexcept {
  return static_cast<double>(days_between(last, as_of)) / static_cast<double>(days_between(last, due));
}

}  // namespace voltmetrics::maintenance
