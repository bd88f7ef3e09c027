#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <string_view>
#include <type_traits>

#include <gtest/gtest.h>

#include "voltmetrics/cnaim/asset_health.hpp"
#include "voltmetrics/cnaim/consequence.hpp"
#include "voltmetrics/cnaim/risk_matrix.hpp"
#include "voltmetrics/cnaim/wording.hpp"

namespace voltmetrics::cnaim {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::array<double, 26> kExtremes{0,
                                           -0.0,
                                           1,
                                           -1,
                                           0.5,
                                           0.49999,
                                           0.6,
                                           1.5,
                                           2,
                                           5,
                                           5.5,
                                           10,
                                           15,
                                           15.0001,
                                           50,
                                           100,
                                           1000,
                                           1e6,
                                           1e12,
                                           1e300,
                                           -1e300,
                                           std::numeric_limits<double>::denorm_min(),
                                           std::numeric_limits<double>::max(),
                                           kInfinity,
                                           -kInfinity,
                                           std::numeric_limits<double>::quiet_NaN()};

/// Any number there is, half of them in a range that is asked for.
class Numbers {
public:
  explicit Numbers(unsigned seed) : random_(seed) {}
  double any(double from, double to) {
    if (random_() % 64 == 0) return kExtremes[random_() % kExtremes.size()];
    return from + (to - from) * static_cast<double>(random_()) / 4294967295.0;
  }
  std::optional<double> maybe(double from, double to) {
    if (random_() % 3 == 0) return {};
    return any(from, to);
  }
  std::size_t below(std::size_t count) { return random_() % count; }
  bool coin() { return random_() % 2 == 0; }

private:
  std::mt19937 random_;
};

void expect_named(const Status& status) {
  EXPECT_NE(std::string_view(status.field), "");
  EXPECT_NE(std::string_view(status.hint), "");
}

bool in_range(double value, double from, double to) { return value >= from && value <= to; }

Modifier any_findings(Numbers& numbers, const AssetCategory& category, Component component, ConditionKind kind) {
  Findings findings;
  for (const ConditionInput& input : condition_inputs(category.condition_class)) {
    if (input.component != component || input.kind != kind || numbers.coin()) continue;
    const auto all = criteria(input);
    findings.add(all[numbers.below(all.size())].modifier);
  }
  return findings.joined(combination_of(category.condition_class, component, kind));
}

DissolvedGas any_gas(Numbers& numbers) {
  return {numbers.any(0, 400), numbers.any(0, 400), numbers.any(0, 400), numbers.any(0, 400), numbers.any(0, 400)};
}

ComponentFacts any_facts(Numbers& numbers, const AssetCategory& category, Component component) {
  ComponentFacts facts;
  const auto all = sub_divisions(category);
  do facts.sub_division = &all[numbers.below(all.size())];
  while (facts.sub_division->component != component);
  facts.age_years = numbers.any(0, 120);
  facts.location = {static_cast<Placement>(numbers.below(3)), numbers.maybe(0, 40), numbers.maybe(-100, 500),
                    numbers.maybe(0, 6)};
  if (facts.location.corrosion_category && numbers.coin())
    facts.location.corrosion_category = std::floor(*facts.location.corrosion_category);
  if (numbers.coin()) facts.duty.high_operations = numbers.coin();
  facts.duty.utilisation_pct = numbers.maybe(0, 150);
  facts.duty.taps_per_day = numbers.maybe(0, 40);
  facts.duty.operating_voltage_pct = numbers.maybe(0, 120);
  facts.observed = any_findings(numbers, category, component, ConditionKind::observed);
  facts.measured = any_findings(numbers, category, component, ConditionKind::measured);
  facts.reliability = {numbers.any(0.6, 1.5), numbers.any(0.5, 10)};
  facts.oil = {numbers.maybe(0, 60), numbers.maybe(0, 1), numbers.maybe(0, 80)};
  if (numbers.coin()) facts.gas = any_gas(numbers);
  if (numbers.coin()) facts.gas_previously = any_gas(numbers);
  facts.furfural_ppm = numbers.maybe(0, 12);
  return facts;
}

void expect_in_range(const Modifier& modifier) {
  EXPECT_TRUE(in_range(modifier.factor, 0.01, 100));
  EXPECT_TRUE(in_range(modifier.cap, 0.5, 10));
  EXPECT_TRUE(in_range(modifier.collar, 0.5, 10));
}

void expect_in_range(const ComponentHealth& health) {
  EXPECT_TRUE(in_range(health.normal_expected_life_years, 20, 100));
  EXPECT_TRUE(in_range(health.duty_factor, 0.75, 1.5));
  EXPECT_TRUE(in_range(health.location_factor, 0.75, 2)) << health.location_factor;
  EXPECT_TRUE(in_range(health.expected_life_years, 5, 200));
  EXPECT_TRUE(in_range(health.initial_ageing_rate, 0.01, 1));
  EXPECT_TRUE(in_range(health.initial_health_score, 0.5, 5.5));
  for (const Modifier& modifier : {health.observed, health.measured, health.oil.modifier, health.gas.modifier,
                                   health.furfural.modifier, health.combined})
    expect_in_range(modifier);
  EXPECT_TRUE(in_range(health.current_health_score, 0.5, 10));
  EXPECT_TRUE(in_range(health.future_ageing_rate, 0, 2)) << health.future_ageing_rate;
  EXPECT_TRUE(in_range(health.ageing_reduction_factor, 1, 1.5));
}

TEST(CnaimTotality, EveryAssetGetsAHealthOrAStatus) {
  Numbers numbers(20210401);
  int accepted = 0;
  for (int round = 0; round < 200000; ++round) {
    AssetFacts facts;
    facts.category = &asset_categories()[numbers.below(kAssetCategories)];
    facts.main = any_facts(numbers, *facts.category, Component::main);
    if (facts.category->has_tapchanger()) facts.tapchanger = any_facts(numbers, *facts.category, Component::tapchanger);
    const AssetHealth health = assess_asset(facts);
    if (!health.status.ok()) {
      expect_named(health.status);
      continue;
    }
    ++accepted;
    expect_in_range(health.main);
    if (health.has_tapchanger) expect_in_range(health.tapchanger);
    EXPECT_TRUE(in_range(health.health_score, 0.5, 10));
    for (const double years : {0.0, 1.0, 30.0, kOldestYears})
      EXPECT_TRUE(in_range(future_health_score(health, years), 0.5, 15));
    const double sum = cumulative_probability_of_failure(facts.category->k_per_year, health, {});
    EXPECT_TRUE(in_range(sum, 0, 31 * probability_of_failure(facts.category->k_per_year, 15)));
    const Outcome fast =
        health_score(*facts.category, *facts.main.sub_division, facts.main.age_years, facts.main.location,
                     health.main.duty_factor, health.main.combined, facts.main.reliability);
    EXPECT_TRUE(fast.status.ok());
    EXPECT_EQ(fast.value, health.main.current_health_score);
  }
  EXPECT_GT(accepted, 40000);
}

TEST(CnaimTotality, EveryScalarStaysInItsRange) {
  Numbers numbers(7);
  int accepted = 0;
  for (int round = 0; round < 300000; ++round) {
    const AssetCategory& category = asset_categories()[numbers.below(kAssetCategories)];
    const auto all = sub_divisions(category);
    const Modifier modifier{numbers.any(0.01, 4), numbers.any(0.5, 10), numbers.any(0.5, 10)};
    const Reliability reliability{numbers.any(0.6, 1.5), numbers.any(0.5, 10)};
    const Location location{static_cast<Placement>(numbers.below(3)), numbers.maybe(0, 40), numbers.maybe(0, 500), {}};
    const Outcome score = health_score(category, all[numbers.below(all.size())], numbers.any(0, 200), location,
                                       numbers.any(0.5, 2), modifier, reliability);
    if (!score.status.ok()) {
      expect_named(score.status);
      continue;
    }
    ++accepted;
    EXPECT_TRUE(in_range(score.value, 0.5, 10));
    const double rate = numbers.any(0, 1000);
    const double age_years = numbers.any(0, 1000);
    if (!check_ageing_rate(rate).ok() || !check_age(age_years).ok()) continue;
    EXPECT_TRUE(in_range(initial_health_score(rate, age_years), 0.5, 5.5));
    EXPECT_TRUE(in_range(future_ageing_rate(score.value, age_years, rate), 0, 2000));
    EXPECT_TRUE(in_range(future_health_score(score.value, rate, age_years), score.value, 15));
    EXPECT_TRUE(in_range(probability_of_failure(category.k_per_year, score.value), 0, 2000 * category.k_per_year));
    const Horizon horizon{static_cast<int>(numbers.below(120)), numbers.any(0, 1)};
    if (check(horizon).ok()) {
      const double sum = cumulative_probability_of_failure(category.k_per_year, score.value, rate, horizon);
      EXPECT_TRUE(in_range(sum, 0, 101 * probability_of_failure(category.k_per_year, 15)));
    }
  }
  EXPECT_GT(accepted, 50000);
}

Circumstances any_circumstances(Numbers& numbers) {
  constexpr std::array<std::string_view, 6> kTypes{"", "", "Asbestos clad", "33/11 or 6.6kV", "132/33kV", "x"};
  Circumstances circumstances;
  circumstances.type = kTypes[numbers.below(kTypes.size())];
  circumstances.rated_kva = numbers.maybe(0, 100000);
  circumstances.access = static_cast<Access>(numbers.below(3));
  circumstances.location_risk = static_cast<Rating>(numbers.below(3));
  circumstances.type_risk = static_cast<Rating>(numbers.below(3));
  circumstances.exposed = numbers.coin();
  circumstances.safety_blanket = numbers.coin();
  circumstances.insulation = static_cast<Insulation>(numbers.below(4));
  circumstances.distance_to_water_m = numbers.maybe(0, 200);
  circumstances.bunded = numbers.coin();
  circumstances.customers = numbers.maybe(0, 1e7);
  circumstances.maximum_demand_kva = numbers.maybe(0, 1e9);
  circumstances.reference_customers = numbers.maybe(1, 1e7);
  circumstances.sensitivity_factor = numbers.any(1, 2);
  circumstances.load_mva = numbers.maybe(0, 1e5);
  circumstances.reference_load_mva = numbers.maybe(0.001, 1e5);
  circumstances.secure = numbers.coin();
  if (numbers.coin()) return circumstances;
  circumstances.type_financial_factor = numbers.maybe(0, 100);
  circumstances.access_factor = numbers.maybe(0, 100);
  circumstances.safety_factor = numbers.maybe(0, 100);
  circumstances.type_environmental_factor = numbers.maybe(0, 100);
  circumstances.size_environmental_factor = numbers.maybe(0, 100);
  circumstances.proximity_factor = numbers.maybe(0, 100);
  circumstances.bunding_factor = numbers.maybe(0, 100);
  return circumstances;
}

Settings any_settings(Numbers& numbers) {
  constexpr std::array<std::string_view, 5> kCurrencies{"GBP", "EUR", "USD", "Euro", ""};
  Settings settings;
  if (numbers.coin()) return settings;
  settings.k_per_year = numbers.maybe(0, 1);
  settings.k_multiplier = numbers.any(0, 1000);
  for (auto& cost : settings.reference_cost) cost = numbers.maybe(0, 1e12);
  settings.currency = kCurrencies[numbers.below(kCurrencies.size())];
  settings.currency_per_gbp = numbers.maybe(1e-6, 1e9);
  return settings;
}

TEST(CnaimTotality, EveryFailureHasItsCostOrAStatus) {
  Numbers numbers(99);
  int accepted = 0;
  for (int round = 0; round < 300000; ++round) {
    const AssetCategory& category = asset_categories()[numbers.below(kAssetCategories)];
    const Settings settings = any_settings(numbers);
    const Consequences result = consequences(category, any_circumstances(numbers), settings);
    if (!result.status.ok()) {
      expect_named(result.status);
      continue;
    }
    ++accepted;
    for (const double cost : result.cost) EXPECT_TRUE(in_range(cost, 0, 1e26)) << cost;
    EXPECT_TRUE(in_range(result.total, 0, 4e26));
    EXPECT_TRUE(in_range(result.criticality_pct, 0, 1e15)) << result.criticality_pct;
    EXPECT_LE(static_cast<int>(result.band), 3);
    EXPECT_TRUE(in_range(k_per_year(category, settings), 0, 1000));
  }
  EXPECT_GT(accepted, 30000);
}

TEST(CnaimTotality, EveryGroupOfFactorsCombines) {
  Numbers numbers(3);
  for (int round = 0; round < 100000; ++round) {
    std::array<double, 12> factors{};
    for (double& factor : factors) factor = numbers.coin() ? 0 : static_cast<double>(numbers.below(1000)) / 10;
    const Combination combination{0.1 + static_cast<double>(numbers.below(1000)) / 10,
                                  0.1 + static_cast<double>(numbers.below(1000)) / 10,
                                  static_cast<int>(numbers.below(20)) - 2};
    const double combined = combined_factor(std::span(factors).first(numbers.below(13)), combination);
    EXPECT_TRUE(in_range(combined, -10, 1e7)) << combined;
  }
}

TEST(CnaimTotality, AnyWordsMeanOneCriterionOrNone) {
  Numbers numbers(11);
  constexpr std::string_view kLetters = "Some  dDEtrioan*:/>10%\xff\x80";
  int found = 0;
  for (int round = 0; round < 200000; ++round) {
    std::string words;
    for (std::size_t i = numbers.below(24); i > 0; --i) words += kLetters[numbers.below(kLetters.size())];
    const auto condition_class = static_cast<ConditionClass>(numbers.below(kConditionClasses));
    for (const ConditionInput& input : condition_inputs(condition_class)) {
      const Criterion* const criterion = find_criterion(input, words);
      found += criterion != nullptr ? 1 : 0;
      const Criterion* const banded = find_criterion(input, kExtremes[numbers.below(kExtremes.size())]);
      if (banded != nullptr) {
        expect_in_range(banded->modifier);
      }
    }
    EXPECT_EQ(find_asset_category(words), nullptr);
    EXPECT_TRUE(same_words(words, words));
  }
  EXPECT_LT(found, 10);
}

TEST(CnaimTotality, EachBadValueIsNamed) {
  const AssetCategory& category = *find_asset_category("33kV Transformer (GM)");
  const double nan = std::numeric_limits<double>::quiet_NaN();
  ComponentFacts good;
  good.sub_division = find_sub_division(category, "Transformer - Post 1980");
  good.age_years = 20;
  ASSERT_TRUE(assess_component(category, good).status.ok());
  const auto expect = [&](const char* field, auto change) {
    ComponentFacts bad = good;
    change(bad);
    const Status status = assess_component(category, bad).status;
    EXPECT_STREQ(status.field, field);
    EXPECT_EQ(status.problem, Problem::out_of_range) << field;
  };
  for (const double value : {nan, kInfinity, -0.1, 1000.1})
    expect("age_years", [=](ComponentFacts& facts) { facts.age_years = value; });
  for (const double value : {nan, 0.59, 1.51})
    expect("reliability_factor", [=](ComponentFacts& facts) { facts.reliability.factor = value; });
  for (const double value : {nan, 0.49, 10.1})
    expect("reliability_collar", [=](ComponentFacts& facts) { facts.reliability.collar = value; });
  for (const double value : {nan, 0.0, 6.0, 2.5})
    expect("corrosion_category", [=](ComponentFacts& facts) { facts.location.corrosion_category = value; });
  for (const double value : {nan, -1.0, 10001.0})
    expect("distance_from_coast_km", [=](ComponentFacts& facts) { facts.location.distance_from_coast_km = value; });
  for (const double value : {nan, -501.0, 9001.0})
    expect("altitude_m", [=](ComponentFacts& facts) { facts.location.altitude_m = value; });
  for (const double value : {nan, -1.0, 1001.0})
    expect("utilisation_pct", [=](ComponentFacts& facts) { facts.duty.utilisation_pct = value; });
  for (const double value : {nan, -1.0, 1e6})
    expect("taps_per_day", [=](ComponentFacts& facts) { facts.duty.taps_per_day = value; });
  for (const double value : {nan, -1.0, 1e7}) {
    expect("moisture_ppm", [=](ComponentFacts& facts) { facts.oil.moisture_ppm = value; });
    expect("furfural_ppm", [=](ComponentFacts& facts) { facts.furfural_ppm = value; });
    expect("acetylene_ppm", [=](ComponentFacts& facts) { facts.gas = DissolvedGas{0, 0, 0, 0, value}; });
    expect("acidity_mg_koh_g", [=](ComponentFacts& facts) { facts.oil.acidity_mg_koh_g = value; });
    expect("breakdown_kv", [=](ComponentFacts& facts) { facts.oil.breakdown_kv = value; });
  }
}

TEST(CnaimTotality, StructuresMayBeCopiedAsBytes) {
  EXPECT_TRUE(std::is_trivially_copyable_v<AssetFacts>);
  EXPECT_TRUE(std::is_trivially_copyable_v<AssetHealth>);
  EXPECT_TRUE(std::is_trivially_copyable_v<Circumstances>);
  EXPECT_TRUE(std::is_trivially_copyable_v<Consequences>);
  EXPECT_TRUE(std::is_trivially_copyable_v<Settings>);
  EXPECT_TRUE(std::is_trivially_copyable_v<RiskMatrix>);
}

}  // namespace
}  // namespace voltmetrics::cnaim
