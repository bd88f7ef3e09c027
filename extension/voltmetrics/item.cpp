#include "voltmetrics/item.hpp"

namespace voltmetrics {
namespace {

/// False for NaN too, since every comparison with NaN is false.
constexpr bool is_within(double value, double low, double high) noexcept { return value >= low && value <= high; }

constexpr Status check_dates(const Item& item, Day as_of) noexcept {
  if (!is_calendar_day(as_of)) return {Problem::unreadable, "as_of", "Give a finite calendar date."};
  if (!is_calendar_day(item.install_date)) return {Problem::unreadable, "install_date", "Give a finite calendar date."};
  if (item.install_date > as_of)
    return {Problem::in_future, "install_date", "Equipment can be judged from the day of its installation on."};
  if (!item.last_maintenance_date) return {};
  if (!is_calendar_day(*item.last_maintenance_date))
    return {Problem::unreadable, "last_maintenance_date", "Give a finite calendar date, or null for never."};
  if (*item.last_maintenance_date > as_of)
    return {Problem::in_future, "last_maintenance_date", "Give the last maintenance performed, not a planned one."};
  return {};
}

}  // namespace

Status check(const Item& item, Day as_of) noexcept {
  if (const Status dates = check_dates(item, as_of); !dates.ok()) return dates;
  if (!is_within(item.humidity_pct, 0, kMaxHumidityPct))
    return {Problem::out_of_range, "humidity_pct", "Relative humidity is a percentage from 0 to 100."};
  if (!is_within(item.temperature_f, kMinTemperatureF, kMaxTemperatureF))
    return {Problem::out_of_range, "temperature_f",
            "Ambient temperature is given in degrees Fahrenheit, at most 1000."};
  if (!is_within(item.loading_pct, 0, kMaxLoadingPct))
    return {Problem::out_of_range, "loading_pct",
            "Loading is a percentage of rated capacity from 0 to 1000; it may exceed 100."};
  if ((item.observations & ~kAllObservations) != 0)
    return {Problem::out_of_range, "observations", "Make the mask with voltmetrics.observations()."};
  if (item.documented_issues < 0)
    return {Problem::out_of_range, "documented_issues", "The number of documented issues is a whole number from 0."};
  if (!is_within(item.harmonics_pct, 0, kMaxHarmonicsPct))
    return {Problem::out_of_range, "harmonics_percentage", kHarmonicsHint};
  if (!is_within(item.power_factor, 0, 1)) return {Problem::out_of_range, "power_factor", kPowerFactorHint};
  return {};
}

}  // namespace voltmetrics
