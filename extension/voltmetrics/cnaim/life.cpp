#include "voltmetrics/cnaim/life.hpp"

#include <algorithm>
#include <cmath>

#include "voltmetrics/cnaim/band.hpp"
#include "voltmetrics/cnaim/csv.hpp"
#include "voltmetrics/cnaim/csv_text.hpp"
#include "voltmetrics/cnaim/failure.hpp"

namespace voltmetrics::cnaim {
namespace {

/// The location factors of a class of assets.
struct LocationTable {
  std::array<Band, 5> coast{};
  std::array<Band, 4> altitude{};
  std::array<double, 5> corrosion{};
  double coast_default = 0;
  double altitude_default = 0;
  double corrosion_default = 0;
  double increment = 0;
  double least = 0;  ///< of an outdoor asset where all three factors are the smallest that there are
};

/// EQ13 and EQ14: the greatest of three factors, and more for each further one above 1; else the smallest.
constexpr double outdoor(double coast, double altitude, double corrosion, double increment) noexcept {
  const double greatest = std::max({coast, altitude, corrosion});
  const double smallest = std::min({coast, altitude, corrosion});
  const int above = (coast > 1 ? 1 : 0) + (altitude > 1 ? 1 : 0) + (corrosion > 1 ? 1 : 0);
  return above > 0 ? greatest + increment * (above - 1) : smallest;
}

/// One column of a table whose rows hold a bound, its values and last the default.
template <std::size_t N>
constexpr std::array<Band, N + 1> column(std::string_view text, std::size_t bound, std::size_t value) noexcept {
  return csv::rows<N + 1>(text, [=](const csv::Fields& fields) {
    return Band{csv::number(fields[bound]), csv::number(fields[value])};
  });
}

template <std::size_t N>
constexpr std::array<Band, N> without_last(const std::array<Band, N + 1>& bands) noexcept {
  std::array<Band, N> result{};
  for (std::size_t i = 0; i < N; ++i) result[i] = bands[i];
  return result;
}

constexpr double least_of(double least, double value) noexcept { return value < least ? value : least; }

constexpr LocationTable location_table(std::size_t place) noexcept {
  LocationTable table;
  const auto coast = column<5>(csv::location_coast_factor, 1, 3 + place);
  const auto altitude = column<4>(csv::location_altitude_factor, 1, 3 + place);
  const auto corrosion = column<5>(csv::location_corrosion_factor, 0, 1 + place);
  // Table 25 has a column for submarine cables between transformers and poles.
  const std::size_t increment = 1 + place + (place >= static_cast<std::size_t>(LocationClass::poles_wood) ? 1 : 0);
  std::string_view increments = csv::location_increment;
  csv::cut_row(increments);
  table.increment = csv::number(csv::cut_row(increments)[increment]);
  table.coast = without_last<5>(coast);
  table.altitude = without_last<4>(altitude);
  table.coast_default = coast.back().value;
  table.altitude_default = altitude.back().value;
  table.corrosion_default = corrosion.back().value;
  double least_coast = table.coast_default;
  double least_altitude = table.altitude_default;
  double least_corrosion = table.corrosion_default;
  for (const Band& band : table.coast) least_coast = least_of(least_coast, band.value);
  for (const Band& band : table.altitude) least_altitude = least_of(least_altitude, band.value);
  for (std::size_t i = 0; i < table.corrosion.size(); ++i) {
    if (corrosion[i].up_to != static_cast<double>(i + 1)) csv::malformed_table();
    table.corrosion[i] = corrosion[i].value;
    least_corrosion = least_of(least_corrosion, corrosion[i].value);
  }
  table.least = outdoor(least_coast, least_altitude, least_corrosion, table.increment);
  return table;
}

constexpr auto kLocations = [] {
  std::array<LocationTable, kLocationClasses> tables{};
  for (std::size_t i = 0; i < tables.size(); ++i) tables[i] = location_table(i);
  return tables;
}();

constexpr auto kDistributionUtilisation = column<4>(csv::duty_distribution_transformer, 1, 3);
constexpr auto kGridDuty = csv::rows<10>(csv::duty_grid_primary_transformer, [](const csv::Fields& fields) {
  return Band{csv::number(fields[1]), csv::number(fields[3])};
});
constexpr std::array<Band, 4> kGridUtilisation{kGridDuty[0], kGridDuty[1], kGridDuty[2], kGridDuty[3]};
constexpr std::array<Band, 4> kDailyTaps{kGridDuty[5], kGridDuty[6], kGridDuty[7], kGridDuty[8]};
constexpr auto kHvCableUtilisation = column<4>(csv::duty_cables_df1, 2, 4);
constexpr auto kCableUtilisation = column<4>(csv::duty_cables_df1, 2, 5);
constexpr auto kCableVoltage = column<4>(csv::duty_cables_df2, 2, 4);
constexpr auto kOperations = csv::rows<3>(csv::duty_switchgear, [](const csv::Fields& fields) {
  return Band{0, csv::number(fields[1])};
});

Status check(const Location& location) noexcept {
  if (location.distance_from_coast_km)
    if (const Status status = within(*location.distance_from_coast_km, 0, 10000, "distance_from_coast_km",
                                     "The distance from the coast lies between 0 and 10,000 km; null is unknown.");
        !status.ok())
      return status;
  if (location.altitude_m)
    if (const Status status = within(*location.altitude_m, -500, 9000, "altitude_m",
                                     "The altitude lies between -500 and 9,000 m; null is unknown.");
        !status.ok())
      return status;
  const double category = location.corrosion_category.value_or(1);
  if (!(category >= 1 && category <= 5 && category == std::floor(category)))
    return {Problem::out_of_range, "corrosion_category", "Corrosion categories are 1, 2, 3, 4 and 5; null is unknown."};
  return {};
}

Status check(const Duty& duty) noexcept {
  Status status;
  if (duty.utilisation_pct)
    status = within(*duty.utilisation_pct, 0, 1000, "utilisation_pct",
                    "The utilisation lies between 0 and 1,000 % of rating; null is unknown.");
  if (status.ok() && duty.taps_per_day)
    status = within(*duty.taps_per_day, 0, 100000, "taps_per_day",
                    "A tapchanger makes 0 to 100,000 taps a day; null is unknown.");
  if (status.ok() && duty.operating_voltage_pct)
    status = within(*duty.operating_voltage_pct, 0, 200, "operating_voltage_pct",
                    "The operating voltage lies between 0 and 200 % of the design voltage; null is unknown.");
  return status;
}

/// A band's value, or the default in the last row of the table.
double looked_up(const std::optional<double>& measured, const std::array<Band, 5>& table) noexcept {
  return measured ? banded(*measured, without_last<4>(table)) : table.back().value;
}

double cable_duty(const AssetCategory& category, const Duty& duty) noexcept {
  const bool hv = category.reference_customers > 0;
  const double utilisation = looked_up(duty.utilisation_pct, hv ? kHvCableUtilisation : kCableUtilisation);
  return 0.5 * utilisation + 0.5 * looked_up(duty.operating_voltage_pct, kCableVoltage);
}

double grid_transformer_duty(Component component, const Duty& duty) noexcept {
  if (component == Component::tapchanger)
    return duty.taps_per_day ? banded(*duty.taps_per_day, kDailyTaps) : kGridDuty[9].value;
  return duty.utilisation_pct ? banded(*duty.utilisation_pct, kGridUtilisation) : kGridDuty[4].value;
}

}  // namespace

Outcome location_factor(LocationClass location_class, Placement default_placement, const Location& location) noexcept {
  if (const Status status = check(location); !status.ok()) return {status};
  if (location_class == LocationClass::underground) return {{}, 1};
  if (location_class == LocationClass::not_covered)
    return {{Problem::unknown_value, "sub_division",
             "Location factors are covered for poles of wood, steel and concrete, and not for submarine cables."}};
  const LocationTable& table = kLocations[static_cast<std::size_t>(location_class)];
  const double coast =
      location.distance_from_coast_km ? banded(*location.distance_from_coast_km, table.coast) : table.coast_default;
  const double altitude = location.altitude_m ? banded(*location.altitude_m, table.altitude) : table.altitude_default;
  const double corrosion = location.corrosion_category
                               ? table.corrosion[static_cast<std::size_t>(*location.corrosion_category) - 1]
                               : table.corrosion_default;
  const double outside = outdoor(coast, altitude, corrosion, table.increment);
  const Placement placement = location.placement == Placement::none ? default_placement : location.placement;
  return {{}, placement == Placement::indoor ? 0.25 * (outside - table.least) + table.least : outside};
}

Outcome duty_factor(const AssetCategory& category, Component component, const Duty& duty) noexcept {
  if (const Status status = check(duty); !status.ok()) return {status};
  switch (category.duty) {
  case DutyRule::operations:
    return {{}, duty.high_operations ? kOperations[*duty.high_operations ? 1 : 0].value : kOperations[2].value};
  case DutyRule::utilisation:
    return {{}, looked_up(duty.utilisation_pct, kDistributionUtilisation)};
  case DutyRule::utilisation_and_taps:
    return {{}, grid_transformer_duty(component, duty)};
  case DutyRule::cable:
    return {{}, cable_duty(category, duty)};
  case DutyRule::none:
    break;
  }
  return {{}, 1};
}

double initial_ageing_rate(double expected_life_years) noexcept { return std::log(5.5 / 0.5) / expected_life_years; }

double initial_health_score(double ageing_rate, double age_years) noexcept {
  return std::min(5.5, kBestHealthScore * std::exp(ageing_rate * age_years));
}

}  // namespace voltmetrics::cnaim
