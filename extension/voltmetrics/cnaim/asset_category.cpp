#include "voltmetrics/cnaim/asset_category.hpp"

#include <algorithm>
#include <utility>

#include "voltmetrics/cnaim/csv.hpp"
#include "voltmetrics/cnaim/csv_text.hpp"

namespace voltmetrics::cnaim {
namespace {

constexpr std::array<std::string_view, 10> kLocationClassNames{
    "Switchgear",        "Transformers",       "Poles", "Poles (Steel)",   "Poles (Concrete)", "Towers (Structure)",
    "Towers (Fittings)", "Towers (Conductor)", "n/a",   "Submarine Cables"};
constexpr std::array<std::string_view, 5> kDutyNames{"", "operations", "utilisation", "utilisation and taps", "cable"};
constexpr std::array<std::string_view, 3> kPlacementNames{"n/a", "Indoor", "Outdoor"};

template <typename Enum, std::size_t N>
constexpr Enum named(std::string_view name, const std::array<std::string_view, N>& names) noexcept {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  csv::malformed_table();
  return static_cast<Enum>(0);
}

constexpr auto kRules = csv::rows<kAssetCategories>(csv::asset_rules, csv::as_fields);
constexpr auto kEnvironments = csv::rows<kAssetCategories>(csv::default_environment, csv::as_fields);
constexpr auto kRates = csv::rows<kAssetCategories>(csv::typical_forecast_ageing_rates, csv::as_fields);
constexpr auto kCosts = csv::rows<kAssetCategories>(csv::reference_costs_of_failure_gbp_2020_21, csv::as_fields);
constexpr auto kCustomers = csv::rows<10>(csv::cof_ref_nw_perf_cost_of_fail_lv_hv, csv::as_fields);
constexpr auto kLoads = csv::rows<39>(csv::cof_ref_nw_perf_cost_of_fail_ehv, csv::as_fields);

template <std::size_t N>
constexpr csv::Fields row_of(const std::array<csv::Fields, N>& table, std::string_view key) noexcept {
  const csv::Fields fields = csv::find_row(table, key);
  if (fields.count == 0) csv::malformed_table();
  return fields;
}

constexpr AssetCategory category_of(const csv::Fields& k) noexcept {
  AssetCategory category{.name = k[0], .health_index_category = k[1], .facility_equipment = {}};
  const csv::Fields rules = row_of(kRules, category.name);
  const csv::Fields costs = row_of(kCosts, category.name);
  const csv::Fields customers = csv::find_row(kCustomers, rules[4]);
  const csv::Fields load = csv::find_row(kLoads, rules[4]);
  category.facility_equipment = rules[5];
  category.k_per_year = csv::number(k[2]);
  category.typical_ageing_rate = csv::number(row_of(kRates, category.name)[1]);
  category.default_placement = named<Placement>(row_of(kEnvironments, category.name)[1], kPlacementNames);
  category.location_class = named<LocationClass>(rules[2], kLocationClassNames);
  category.duty = named<DutyRule>(rules[3], kDutyNames);
  category.condition_class =
      rules[1].empty() ? ConditionClass::not_covered : named<ConditionClass>(rules[1], kConditionClassNames);
  for (std::size_t i = 0; i < kConsequences; ++i) category.reference_cost_gbp[i] = csv::number(costs[i + 1]);
  if (customers.count > 0) category.reference_customers = csv::number(customers[1]);
  if (load.count > 0) category.reference_load_mva = csv::number(load[1]);
  if ((customers.count > 0) == (load.count > 0)) csv::malformed_table();
  return category;
}

constexpr auto kCategories = csv::rows<kAssetCategories>(csv::asset_k, category_of);

constexpr std::size_t kSlots = 256;

/// Four characters from `at` on, or as many as there are.
constexpr std::uint32_t characters(std::string_view name, std::size_t at) noexcept {
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < 4 && at + i < name.size(); ++i)
    word |= static_cast<std::uint32_t>(static_cast<unsigned char>(name[at + i])) << (8 * i);
  return word;
}

/// A hash of the length and the characters in which names differ: voltage, busbars, placement.
constexpr std::size_t slot_of(std::string_view name) noexcept {
  std::uint32_t hash = static_cast<std::uint32_t>(name.size());
  for (const std::size_t at : {std::size_t{0}, std::size_t{9}, name.size() - std::min(name.size(), std::size_t{9})})
    hash = (hash ^ characters(name, at)) * 0x9E3779B1U;
  return (hash >> 16 ^ hash >> 24) % kSlots;
}

/// The category in each slot, -1 in a free one; categories that share a slot stand in the next free ones.
constexpr auto kPlaces = [] {
  std::array<std::int8_t, kSlots> places{};
  for (std::int8_t& place : places) place = -1;
  for (std::int8_t i = 0; i < kAssetCategories; ++i) {
    std::size_t slot = slot_of(kCategories[static_cast<std::size_t>(i)].name);
    while (places[slot] >= 0) slot = (slot + 1) % kSlots;
    places[slot] = i;
  }
  return places;
}();

constexpr LocationClass location_class_of(const AssetCategory& category, std::string_view sub_division) noexcept {
  if (category.location_class != LocationClass::poles_wood) return category.location_class;
  if (sub_division.starts_with("Wood")) return LocationClass::poles_wood;
  if (sub_division == "Steel") return LocationClass::poles_steel;
  return sub_division == "Concrete" ? LocationClass::poles_concrete : LocationClass::not_covered;
}

struct Life {
  std::size_t category = 0;
  SubDivision sub_division;
};

constexpr std::size_t kLives = csv::row_count(csv::normal_expected_life);

constexpr auto kTable20 = csv::rows<kLives>(csv::normal_expected_life, [](const csv::Fields& fields) {
  const std::size_t place = csv::place_of(kCategories, fields[0], &AssetCategory::name);
  return Life{place,
              {.name = fields[1],
               .normal_expected_life_years = csv::number(fields[2]),
               .component = fields[1] == "Tapchanger" ? Component::tapchanger : Component::main,
               .location_class = location_class_of(kCategories[place], fields[1])}};
});

/// Every sub-division, those of a category side by side in the order of the table.
constexpr auto kLivesByCategory = [] {
  std::array<SubDivision, kLives> sorted{};
  std::array<std::uint8_t, kAssetCategories + 1> start{};
  std::size_t next = 0;
  for (std::size_t place = 0; place < kAssetCategories; ++place) {
    for (const Life& life : kTable20)
      if (life.category == place) sorted[next++] = life.sub_division;
    start[place + 1] = static_cast<std::uint8_t>(next);
    if (start[place] == next) csv::malformed_table();
  }
  return std::pair{sorted, start};
}();

}  // namespace

std::span<const AssetCategory, kAssetCategories> asset_categories() noexcept { return kCategories; }

const AssetCategory* find_asset_category(std::string_view name) noexcept {
  for (std::size_t slot = slot_of(name);; slot = (slot + 1) % kSlots) {
    const std::int8_t place = kPlaces[slot];
    if (place < 0) return nullptr;
    const AssetCategory& category = kCategories[static_cast<std::size_t>(place)];
    if (category.name == name) return &category;
  }
}

std::span<const SubDivision> sub_divisions(const AssetCategory& category) noexcept {
  const auto place = static_cast<std::size_t>(&category - kCategories.data());
  const auto& [all, start] = kLivesByCategory;
  return std::span(all).subspan(start[place], start[place + 1] - start[place]);
}

const SubDivision* find_sub_division(const AssetCategory& category, std::string_view name,
                                     Component component) noexcept {
  const SubDivision* found = nullptr;
  for (const SubDivision& candidate : sub_divisions(category)) {
    if (candidate.component != component) continue;
    if (candidate.name == name) return &candidate;
    if (!name.empty()) continue;
    if (found != nullptr && (found->normal_expected_life_years != candidate.normal_expected_life_years ||
                             found->location_class != candidate.location_class))
      return nullptr;
    found = &candidate;
  }
  return found;
}

}  // namespace voltmetrics::cnaim
