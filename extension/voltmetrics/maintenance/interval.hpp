#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "voltmetrics/calendar.hpp"
#include "voltmetrics/range.hpp"

/// Condition and maintenance intervals of NFPA 70B-2023 as public summaries give them. They are not from the standard
/// itself: each carries how well it is confirmed, and wants to be verified there.
namespace voltmetrics::maintenance {

inline constexpr int kConditions = 3;

/// What makes an item be of a condition, in the words of this project.
struct ConditionCriteria {
  int condition;
  std::string_view rule;  ///< all of, any of
  std::string_view criteria;
};
extern const std::array<ConditionCriteria, kConditions> kConditionCriteria;

/// The item's condition: the worst of physical condition, criticality and operating environment, each from 1 (best).
[[nodiscard]] constexpr int overall_condition(int physical, int criticality, int environment) noexcept {
  const int worse = physical > criticality ? physical : criticality;
  return worse > environment ? worse : environment;
}

/// One published interval.
struct PublishedInterval {
  std::string_view activity;
  std::string_view equipment;  ///< the equipment it applies to, by the names of kEquipment, or all, or other
  std::array<int, kConditions> months;
  std::string_view confidence;  ///< corroborated, corroborated_c1 (for condition 1 only) or single_source
  std::string_view source;
};
extern const std::array<PublishedInterval, 11> kIntervals;

/// The kinds of equipment, and the activities, that a look-up knows.
extern const std::array<std::string_view, 14> kEquipment;
extern const std::array<std::string_view, 7> kActivities;

/// The interval of an activity on a kind of equipment: the one that names both, else that of all work on the equipment,
/// else that of the activity on other equipment, else that of the activity on all. Null where there is none.
[[nodiscard]] const PublishedInterval* find_interval(std::string_view activity, std::string_view equipment) noexcept;

/// Days that a due date is computed for: years 1 to 9000.
inline constexpr Day kFirstDay = day_of(1, 1, 1);
inline constexpr Day kLastDay = day_of(9000, 12, 31);
inline constexpr Range kMonths{"interval_months", 1, 1200, "An interval lasts 1 to 1200 months."};

/// The same day of the month so many months later, or that month's last day.
[[nodiscard]] Day months_later(Day day, int months) noexcept;

/// Time since the last maintenance over the interval that was allowed for it: above 1 it is overdue.
[[nodiscard]] double overdue_ratio(Day last, Day due, Day as_of) noexcept;

}  // namespace voltmetrics::maintenance
