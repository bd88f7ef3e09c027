#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

#include "voltmetrics/calendar.hpp"
#include "voltmetrics/status.hpp"

namespace voltmetrics {

enum class EquipmentType : std::uint8_t { panel, transformer, switchgear, breaker, other };
inline constexpr int kEquipmentTypes = 5;

inline constexpr std::array<std::string_view, kEquipmentTypes> kEquipmentTypeNames{"PANEL", "TRANSFORMER", "SWITCHGEAR",
                                                                                   "BREAKER", "OTHER"};
/// Service life in years, by type.
inline constexpr std::array<int, kEquipmentTypes> kServiceLifeYears{35, 25, 30, 20, 20};

[[nodiscard]] constexpr std::size_t index_of(EquipmentType type) noexcept { return static_cast<std::size_t>(type); }
[[nodiscard]] constexpr std::string_view name_of(EquipmentType type) noexcept {
  return kEquipmentTypeNames[index_of(type)];
}
[[nodiscard]] constexpr int service_life_years(EquipmentType type) noexcept {
  return kServiceLifeYears[index_of(type)];
}

/// The type that a word names, exactly as written in capitals. The five names differ in length and first letter, so
/// one comparison decides.
[[nodiscard]] constexpr std::optional<EquipmentType> parse_equipment_type(std::string_view word) noexcept {
  const auto named = [word](EquipmentType type) noexcept {
    return word == name_of(type) ? std::optional{type} : std::nullopt;
  };
  switch (word.size()) {
  case 5:
    return named(word[0] == 'P' ? EquipmentType::panel : EquipmentType::other);
  case 7:
    return named(EquipmentType::breaker);
  case 10:
    return named(EquipmentType::switchgear);
  case 11:
    return named(EquipmentType::transformer);
  default:
    return std::nullopt;
  }
}

/// What was observed on an item, one bit each; a missing bit means "not observed". The order is that of the arguments
/// of the SQL function voltmetrics.observations and never changes, since masks may be stored.
enum class Observation : std::uint32_t {
  visible_corrosion = 1U << 0,
  physical_damage = 1U << 1,
  heat_discoloration = 1U << 2,
  loose_parts = 1U << 3,
  unusual_noise = 1U << 4,
  thermal_issues = 1U << 5,
  failed_inspection = 1U << 6,
  corrosive_environment = 1U << 7,
  outdoor_exposure = 1U << 8,
  poor_ventilation = 1U << 9,
  frequent_cycling = 1U << 10,
  voltage_instability = 1U << 11,
  undersized_conductors = 1U << 12,
  outdated_insulation = 1U << 13,
  crimped_connections = 1U << 14,
  failed_trip_tests = 1U << 15,
};
inline constexpr int kObservations = 16;
inline constexpr std::uint32_t kAllObservations = (1U << kObservations) - 1;

/// Power factor of an item whose power factor nobody measured.
inline constexpr double kAssumedPowerFactor = 0.95;

/// Everything about one item that its risk depends on.
struct Item {
  EquipmentType type = EquipmentType::other;
  bool aluminum_conductor = false;
  Day install_date = 0;
  std::optional<Day> last_maintenance_date;  ///< nothing = never maintained
  double humidity_pct = 0;                   ///< relative humidity, 0..100
  double temperature_f = 0;                  ///< ambient, degrees Fahrenheit
  double loading_pct = 0;                    ///< of rated capacity, may exceed 100
  double harmonics_pct = 0;                  ///< total harmonic distortion; 0 when not measured
  double power_factor = kAssumedPowerFactor;
  std::uint32_t observations = 0;  ///< bits of Observation
  std::int32_t documented_issues = 0;

  [[nodiscard]] constexpr bool observed(Observation what) const noexcept {
    return (observations & static_cast<std::uint32_t>(what)) != 0;
  }
};
static_assert(std::is_trivially_copyable_v<Item>);

/// Limits of plausible values, beyond which an item is refused rather than scored.
inline constexpr double kMaxHumidityPct = 100;
inline constexpr double kMinTemperatureF = -459.67;  // absolute zero
inline constexpr double kMaxTemperatureF = 1000;
inline constexpr double kMaxLoadingPct = 1000;
inline constexpr double kMaxHarmonicsPct = 1000;
inline constexpr const char* kHarmonicsHint = "Harmonic distortion is a percentage from 0 to 1000.";
inline constexpr const char* kPowerFactorHint = "A power factor lies between 0 and 1.";

/// The first problem of an item that is to be judged on the day `as_of`, or an ok status. NaN and infinities are out of
/// range. Maintenance before installation is accepted: records outlive the equipment that they were made for.
[[nodiscard]] Status check(const Item& item, Day as_of) noexcept;

}  // namespace voltmetrics
