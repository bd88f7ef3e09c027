#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "voltmetrics/calendar.hpp"
#include "voltmetrics/item.hpp"

/// How much is known of an item, and how far what is said about it can be relied on.
namespace voltmetrics {

/// What an item's risk and compliance are judged by. The order never changes, since masks are stored.
enum class Input : std::uint8_t {
  type,
  install_date,
  aluminum_conductor,
  humidity_pct,
  temperature_f,
  loading_pct,
  last_maintenance_date,
  visual_inspection,
  thermographic,
  arc_flash,
  safety_labels,
};
inline constexpr int kInputs = 11;
inline constexpr std::array<std::string_view, kInputs> kInputNames{
    "type",          "install_date", "aluminum_conductor",    "humidity_pct",
    "temperature_f", "loading_pct",  "last_maintenance_date", "visual_inspection",
    "thermographic", "arc_flash",    "safety_labels"};

/// Which inputs are not on record, and how old the oldest of the dated ones is (each by its newest record).
struct Evidence {
  std::uint16_t missing = 0;  ///< bits of Input
  std::optional<Day> oldest;

  /// Notes whether an input is on record.
  constexpr void note(Input input, bool on_record) noexcept {
    if (!on_record) missing = static_cast<std::uint16_t>(missing | 1U << static_cast<unsigned>(input));
  }
  /// Notes an input that has a date; nothing, or what is no calendar day, = not on record.
  constexpr void note(Input input, std::optional<Day> newest) noexcept {
    const bool on_record = newest && is_calendar_day(*newest);
    note(input, on_record);
    if (on_record && (!oldest || *newest < *oldest)) oldest = newest;
  }
};

/// Share of an item's inputs that is on record, 0..1. An arc-flash study counts only where NFPA 70E asks for one.
[[nodiscard]] double completeness(std::optional<EquipmentType> type, std::uint16_t missing) noexcept;

enum class Confidence : std::uint8_t { unknown, low, medium, high };
inline constexpr int kConfidences = 4;
inline constexpr std::array<std::string_view, kConfidences> kConfidenceNames{"Unknown", "Low", "Medium", "High"};

/// Unknown without a score; high with at least 90 % of the inputs, none older than five years; medium with at least
/// 70 %; else low.
[[nodiscard]] Confidence confidence_of(const Evidence& evidence, std::optional<EquipmentType> type, bool scored,
                                       Day as_of) noexcept;

/// The confidence that at least four fifths of a facility's items reach; unknown only where no item has a score.
[[nodiscard]] Confidence prevailing_confidence(const std::array<std::int64_t, kConfidences>& items) noexcept;

}  // namespace voltmetrics
