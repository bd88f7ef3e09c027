#include "voltmetrics/cnaim/condition.hpp"

#include <algorithm>
#include <utility>

#include "voltmetrics/cnaim/csv.hpp"
#include "voltmetrics/cnaim/csv_text.hpp"
#include "voltmetrics/cnaim/wording.hpp"

namespace voltmetrics::cnaim {
namespace {

/// The class of that name; not_covered for overhead lines, pressurised and submarine cables.
constexpr ConditionClass class_named(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kConditionClassNames.size(); ++i)
    if (kConditionClassNames[i] == name) return static_cast<ConditionClass>(i);
  return ConditionClass::not_covered;
}

constexpr std::size_t kCriterionCount = csv::row_count(csv::condition_inputs);

constexpr auto kCriteria = csv::rows<kCriterionCount>(csv::condition_inputs, [](const csv::Fields& fields) {
  Criterion criterion{.words = fields[5], .modifier = {}};
  criterion.is_band = !fields[6].empty();
  if (criterion.is_band) {
    criterion.above = csv::number(fields[6]);
    criterion.up_to = csv::number(fields[7]);
  }
  criterion.modifier = {csv::number(fields[8]), csv::number(fields[9]), csv::number(fields[10])};
  return criterion;
});

/// Each run of rows with one input.
constexpr auto kInputsWithCount = [] {
  std::array<ConditionInput, kCriterionCount> inputs{};
  std::string_view text = csv::condition_inputs;
  csv::cut_row(text);
  std::size_t count = 0;
  for (std::int16_t row = 0; row < static_cast<std::int16_t>(kCriterionCount); ++row) {
    const csv::Fields fields = csv::cut_row(text);
    const auto table = static_cast<std::int16_t>(csv::number(fields[4]));
    if (count == 0 || inputs[count - 1].table != table)
      inputs[count++] = {class_named(fields[0]),
                         fields[1] == "Tapchanger" ? Component::tapchanger : Component::main,
                         fields[2] == "observed" ? ConditionKind::observed : ConditionKind::measured,
                         fields[3],
                         table,
                         row,
                         0};
    if (inputs[count - 1].condition_class == ConditionClass::not_covered) csv::malformed_table();
    ++inputs[count - 1].count;
  }
  return std::pair{inputs, count};
}();

constexpr std::size_t kInputCount = kInputsWithCount.second;

/// The inputs by class, component and kind, and where those of each class begin.
constexpr auto kInputs = [] {
  std::array<ConditionInput, kInputCount> sorted{};
  std::array<std::uint8_t, kConditionClasses + 1> start{};
  std::size_t next = 0;
  for (std::size_t place = 0; place < kConditionClasses; ++place) {
    for (const int group : {0, 1, 2, 3})
      for (std::size_t i = 0; i < kInputCount; ++i) {
        const ConditionInput& input = kInputsWithCount.first[i];
        if (static_cast<std::size_t>(input.condition_class) == place &&
            2 * static_cast<int>(input.component) + static_cast<int>(input.kind) == group)
          sorted[next++] = input;
      }
    start[place + 1] = static_cast<std::uint8_t>(next);
    if (next == start[place] || next - start[place] > kMostInputs) csv::malformed_table();
  }
  return std::pair{sorted, start};
}();
static_assert([] {
  for (const ConditionInput& input : kInputs.first)
    if (kCriteria[static_cast<std::size_t>(input.first + input.count - 1)].words != "Default") return false;
  return true;
}());

constexpr auto kCombinations = [] {
  std::array<std::array<Combination, 4>, kConditionClasses> combinations{};
  for (std::string_view text = csv::mmi_parameters; !text.empty();) {
    const csv::Fields fields = csv::cut_row(text);
    const ConditionClass condition_class = class_named(fields[1]);
    if (condition_class == ConditionClass::not_covered || fields[3].empty()) continue;
    const std::size_t component = fields[2] == "Tapchanger" ? 2 : 0;
    const std::size_t kind = fields[0] == "observed" ? 0 : 1;
    combinations[static_cast<std::size_t>(condition_class)][component + kind] = {
        csv::number(fields[3]), csv::number(fields[4]), static_cast<int>(csv::number(fields[5]))};
  }
  return combinations;
}();

}  // namespace

std::span<const ConditionInput> condition_inputs(ConditionClass condition_class) noexcept {
  if (condition_class == ConditionClass::not_covered) return {};
  const auto& [all, start] = kInputs;
  const auto place = static_cast<std::size_t>(condition_class);
  return std::span(all).subspan(start[place], start[place + 1] - start[place]);
}

const ConditionInput* find_condition_input(ConditionClass condition_class, Component component, ConditionKind kind,
                                           std::string_view name) noexcept {
  for (const ConditionInput& input : condition_inputs(condition_class))
    if (input.component == component && input.kind == kind && input.name == name) return &input;
  return nullptr;
}

std::span<const Criterion> criteria(const ConditionInput& input) noexcept {
  return std::span(kCriteria).subspan(static_cast<std::size_t>(input.first), static_cast<std::size_t>(input.count));
}

const Criterion* find_criterion(const ConditionInput& input, std::string_view words) noexcept {
  for (const Criterion& criterion : criteria(input))
    if (same_words(words, criterion.words)) return &criterion;
  return nullptr;
}

const Criterion* find_criterion(const ConditionInput& input, double measured) noexcept {
  const Criterion* unbanded = nullptr;
  for (const Criterion& criterion : criteria(input)) {
    if (!criterion.is_band) {
      if (unbanded == nullptr) unbanded = &criterion;
      continue;
    }
    if (measured == 0) return unbanded;
    if (measured > 0 && measured > criterion.above && measured <= criterion.up_to) return &criterion;
  }
  return nullptr;
}

Combination combination_of(ConditionClass condition_class, Component component, ConditionKind kind) noexcept {
  if (condition_class == ConditionClass::not_covered) return {};
  const std::size_t group = 2 * static_cast<std::size_t>(component) + static_cast<std::size_t>(kind);
  return kCombinations[static_cast<std::size_t>(condition_class)][group];
}

void Findings::add(const Modifier& finding) noexcept {
  if (count_ < factors_.size()) factors_[count_++] = finding.factor;
  cap_ = std::min(cap_, finding.cap);
  collar_ = std::max(collar_, finding.collar);
}

Modifier Findings::joined(const Combination& combination) noexcept {
  return {combined_factor(std::span(factors_).first(count_), combination), cap_, collar_};
}

}  // namespace voltmetrics::cnaim
