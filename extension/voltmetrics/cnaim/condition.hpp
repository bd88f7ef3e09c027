#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "voltmetrics/cnaim/asset_category.hpp"
#include "voltmetrics/cnaim/combination.hpp"

/// Observed and measured condition: Ofgem CNAIM v2.1, Tables 13, 15, 35 to 102 and 144 to 188.
namespace voltmetrics::cnaim {

/// What a condition does to a health score: a factor on it, the worst that it may then be, and the best.
struct Modifier {
  double factor = 1;
  double cap = 10;
  double collar = 0.5;
};

enum class ConditionKind : std::uint8_t { observed, measured };
inline constexpr std::array<std::string_view, 2> kConditionKindNames{"observed", "measured"};

/// A finding that an input can have. A measured band has bounds, the lower one excluded, the upper one included.
struct Criterion {
  std::string_view words;
  double above = 0;
  double up_to = 0;
  bool is_band = false;
  Modifier modifier;
};

/// A condition input of a class of assets: one of its tables.
struct ConditionInput {
  ConditionClass condition_class = ConditionClass::not_covered;
  Component component = Component::main;
  ConditionKind kind = ConditionKind::observed;
  std::string_view name;
  std::int16_t table = 0;  ///< its number in CNAIM v2.1
  std::int16_t first = 0;  ///< of its criteria, among all
  std::int16_t count = 0;  ///< of its criteria, the last of which is Default
};

inline constexpr std::size_t kMostInputs = 16;  ///< no class has more

/// The inputs of a class; observed ones first, the tapchanger's after those of the main tank.
[[nodiscard]] std::span<const ConditionInput> condition_inputs(ConditionClass condition_class) noexcept;

/// The input of that name, or null.
[[nodiscard]] const ConditionInput* find_condition_input(ConditionClass condition_class, Component component,
                                                         ConditionKind kind, std::string_view name) noexcept;

/// The criteria of an input, the last of which is Default.
[[nodiscard]] std::span<const Criterion> criteria(const ConditionInput& input) noexcept;

/// The criterion of that name, or null. Case, blanks, asterisks and colons do not count, for the published tables
/// differ in them.
[[nodiscard]] const Criterion* find_criterion(const ConditionInput& input, std::string_view words) noexcept;

/// The criterion of a measured value, or null where the input has no bands or the value is negative or NaN. Zero is
/// the criterion that stands before the bands: as new, no fault recorded.
[[nodiscard]] const Criterion* find_criterion(const ConditionInput& input, double measured) noexcept;

/// How the factors of a group combine (Tables 13 and 15).
[[nodiscard]] Combination combination_of(ConditionClass condition_class, Component component,
                                         ConditionKind kind) noexcept;

/// The findings of a group, joined.
class Findings {
public:
  /// Takes one more finding; more than kMostInputs are not kept.
  void add(const Modifier& finding) noexcept;
  /// One modifier for all: their factors combined, the least cap, the greatest collar.
  [[nodiscard]] Modifier joined(const Combination& combination) noexcept;

private:
  std::array<double, kMostInputs> factors_{};
  std::size_t count_ = 0;
  double cap_ = 10;
  double collar_ = 0.5;
};

}  // namespace voltmetrics::cnaim
