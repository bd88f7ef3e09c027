#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "cases.hpp"
#include "voltmetrics/cnaim/asset_health.hpp"
#include "voltmetrics/cnaim/consequence.hpp"
#include "voltmetrics/cnaim/risk_matrix.hpp"

namespace voltmetrics::cnaim {
namespace {

const std::string kTables = TEST_DATA_DIR "/../../extension/voltmetrics/cnaim/tables/";

double number(const std::string& field) {
  if (field == "Inf") return std::numeric_limits<double>::infinity();
  return field == "-Inf" ? -std::numeric_limits<double>::infinity() : std::stod(field);
}

TEST(CnaimLaws, EveryCategoryIsFoundByItsName) {
  std::set<std::string_view> names;
  for (const AssetCategory& category : asset_categories()) {
    EXPECT_EQ(find_asset_category(category.name), &category);
    EXPECT_TRUE(names.insert(category.name).second) << category.name;
    EXPECT_GT(category.k_per_year, 0);
    EXPECT_FALSE(sub_divisions(category).empty());
    EXPECT_NE((category.reference_customers > 0), (category.reference_load_mva > 0)) << category.name;
  }
  EXPECT_EQ(names.size(), 61U);
  for (const char* const name : {"", "LV Panel", "lv board (wm)", "33kV", "LV Board (WM) "})
    EXPECT_EQ(find_asset_category(name), nullptr) << name;
}

TEST(CnaimLaws, EveryConditionRowIsFoundByItsWords) {
  const auto rows = cases::rows(kTables + "condition_inputs.csv");
  std::set<std::string> numbers;
  for (const auto& row : rows) {
    const ConditionInput* found = nullptr;
    for (int i = 0; i < kConditionClasses; ++i) {
      if (kConditionClassNames[static_cast<std::size_t>(i)] != row.at("asset_class")) continue;
      found = find_condition_input(static_cast<ConditionClass>(i),
                                   row.at("subcomponent") == "Tapchanger" ? Component::tapchanger : Component::main,
                                   row.at("kind") == "observed" ? ConditionKind::observed : ConditionKind::measured,
                                   row.at("input"));
    }
    ASSERT_NE(found, nullptr) << row.at("asset_class") << row.at("input");
    numbers.insert(row.at("cnaim_table"));
    EXPECT_EQ(std::to_string(found->table), row.at("cnaim_table"));
    const Criterion* const criterion = find_criterion(*found, row.at("criterion"));
    ASSERT_NE(criterion, nullptr) << row.at("criterion");
    EXPECT_EQ(criterion->modifier.factor, number(row.at("factor")));
    EXPECT_EQ(criterion->modifier.cap, number(row.at("cap")));
    EXPECT_EQ(criterion->modifier.collar, number(row.at("collar")));
    if (row.at("criterion") == "Default") {
      EXPECT_EQ(criterion->modifier.factor, 1);
      EXPECT_EQ(criterion->modifier.cap, 10);
      EXPECT_EQ(criterion->modifier.collar, 0.5);
    }
    if (!row.at("upper").empty()) {
      const double inside = std::isfinite(number(row.at("upper"))) ? number(row.at("upper")) : 1e6;
      EXPECT_EQ(find_criterion(*found, inside), criterion);
    }
  }
  EXPECT_EQ(rows.size(), 478U);
  EXPECT_EQ(numbers.size(), 109U);
}

TEST(CnaimLaws, EveryNormalExpectedLifeIsFound) {
  for (const auto& row : cases::rows(kTables + "normal_expected_life.csv")) {
    const AssetCategory& category = cases::category(row.at("asset_register_category"));
    const std::string& name = row.at("sub_division");
    const SubDivision* const found =
        find_sub_division(category, name, name == "Tapchanger" ? Component::tapchanger : Component::main);
    ASSERT_NE(found, nullptr) << category.name << name;
    EXPECT_EQ(found->normal_expected_life_years, number(row.at("years")));
  }
  EXPECT_EQ(find_sub_division(cases::category("33kV Transformer (GM)"), ""), nullptr) << "two lives to choose from";
  EXPECT_NE(find_sub_division(cases::category("33kV UG Cable (Non Pressurised)"), ""), nullptr) << "all last as long";
  EXPECT_EQ(find_sub_division(cases::category("33kV RMU"), "", Component::tapchanger), nullptr);
}

TEST(CnaimLaws, ReferenceCostsAddUpToThePrintedTotals) {
  for (const auto& row : cases::rows(kTables + "reference_costs_of_failure_gbp_2020_21.csv"))
    EXPECT_NEAR(reference_total(cases::category(row.at("asset_register_category")), {}), number(row.at("total")), 2)
        << row.at("asset_register_category");
}

TEST(CnaimLaws, BoundsBelongToTheBandBelowThem) {
  const auto location = [](Location where) {
    where.placement = Placement::outdoor;
    return location_factor(LocationClass::switchgear, Placement::indoor, where).value;
  };
  EXPECT_EQ(location({.distance_from_coast_km = 0}), 1.35);
  EXPECT_EQ(location({.distance_from_coast_km = 1}), 1.35);
  EXPECT_EQ(location({.distance_from_coast_km = 1.001}), 1.1);
  EXPECT_EQ(location({.altitude_m = 100}), 0.9);
  EXPECT_EQ(location({.altitude_m = 100.1}), 1);
  EXPECT_EQ(location({.corrosion_category = 5}), 1.25);
  EXPECT_DOUBLE_EQ(location({.distance_from_coast_km = 1, .altitude_m = 301, .corrosion_category = 5}), 1.45);
  EXPECT_EQ(location({}), 1);
  // Poles and towers gain nothing from a second factor above 1.
  EXPECT_EQ(location_factor(LocationClass::poles_steel, Placement::outdoor,
                            {.distance_from_coast_km = 1, .corrosion_category = 5})
                .value,
            1.5);
  EXPECT_EQ(location_factor(LocationClass::underground, Placement::none, {.distance_from_coast_km = 0}).value, 1);
  EXPECT_FALSE(location_factor(LocationClass::not_covered, Placement::none, {}).status.ok());
  // Indoors a quarter of the way from the mildest surroundings there are: 0.9 + (1.35 - 0.9) / 4.
  EXPECT_DOUBLE_EQ(location_factor(LocationClass::switchgear, Placement::indoor, {.distance_from_coast_km = 0.5}).value,
                   1.0125);
}

TEST(CnaimLaws, DutyCountsWhereTable8SaysSo) {
  const auto operations = [](const char* name, std::optional<bool> high) {
    return duty_factor(cases::category(name), Component::main, {.high_operations = high}).value;
  };
  EXPECT_EQ(operations("6.6/11kV CB (GM) Primary", true), 1.2);
  EXPECT_EQ(operations("6.6/11kV CB (GM) Primary", false), 1);
  EXPECT_EQ(operations("132kV CB (Gas Insulated Busbars)(OD) (GM)", true), 1.2);
  EXPECT_EQ(operations("6.6/11kV RMU", true), 1);
  EXPECT_EQ(operations("LV Circuit Breaker", true), 1);
  const AssetCategory& cable = cases::category("33kV UG Cable (Non Pressurised)");
  const auto cable_duty = [&](std::optional<double> utilisation, std::optional<double> voltage) {
    return duty_factor(cable, Component::main, {.utilisation_pct = utilisation, .operating_voltage_pct = voltage})
        .value;
  };
  EXPECT_EQ(cable_duty(101, 71), 1.5);
  EXPECT_EQ(cable_duty({}, 40), 0.85);
  EXPECT_EQ(cable_duty({}, {}), 1);
  EXPECT_EQ(duty_factor(cases::category("HV Sub Cable"), Component::main, {.utilisation_pct = 101}).value, 1.4);
  const AssetCategory& transformer = cases::category("132kV Transformer (GM)");
  EXPECT_EQ(duty_factor(transformer, Component::tapchanger, {.taps_per_day = 28}).value, 1.2);
  EXPECT_EQ(duty_factor(transformer, Component::tapchanger, {.taps_per_day = 28.5}).value, 1.3);
  EXPECT_EQ(duty_factor(transformer, Component::tapchanger, {.utilisation_pct = 120}).value, 1);
}

/// What other packages do otherwise than the publication.
TEST(CnaimLaws, KnownDeviationsAreNotCopied) {
  EXPECT_EQ(probability_of_failure(1, 0.5), probability_of_failure(1, 4)) << "the floor holds for current scores too";
  std::array<double, 1> one{0.9};
  EXPECT_EQ(combined_factor(one, {1.5, 1.5, 1}), 0.9) << "one factor below 1 stands for itself";
  const AssetCategory& board = cases::category("LV Board (WM)");
  int observed = 0;
  for (const ConditionInput& input : condition_inputs(board.condition_class))
    observed += input.kind == ConditionKind::observed ? 1 : 0;
  EXPECT_EQ(observed, 6) << "a board has six observed inputs";
  for (const char* const name : {"6.6/11kV RMU", "6.6/11kV CB (GM) Primary", "33kV RMU",
                                 "132kV CB (Gas Insulated Busbars)(ID) (GM)", "33kV Transformer (GM)"})
    EXPECT_NE(find_condition_input(cases::category(name).condition_class, Component::main, ConditionKind::observed,
                                   "cable_boxes_condition"),
              nullptr)
        << name;
  const ConditionInput* const external = find_condition_input(ConditionClass::lv_circuit_breaker, Component::main,
                                                              ConditionKind::observed, "external_condition");
  ASSERT_NE(external, nullptr);
  EXPECT_EQ(find_criterion(*external, "substantial deterioration")->modifier.collar, 5.5);
  const TestModifier gas = dissolved_gas_test(ConditionClass::ehv_transformer, {}, nullptr);
  EXPECT_EQ(gas.modifier.collar, 0.5);
  EXPECT_EQ(gas.modifier.cap, 10);
  // The oil of an HV transformer is a group of its own: two factors above 1 add up over it.
  const AssetCategory& distribution = cases::category("6.6/11kV Transformer (GM)");
  EXPECT_DOUBLE_EQ(combine(distribution, Component::main, {.factor = 1.2}, {}, {.factor = 1.4}, {}, {}).factor,
                   1.4 + 0.2 / 1.5);
  EXPECT_EQ(future_health_score(10, 0.2, 100), 15) << "a future score ends at 15";
  EXPECT_EQ(cumulative_probability_of_failure(1, 6, 0, {0, 0.035}), probability_of_failure(1, 6))
      << "this year is not discounted";
}

AssetFacts transformer_facts(double tapchanger_age_years) {
  AssetFacts facts;
  facts.category = &cases::category("33kV Transformer (GM)");
  facts.main.sub_division = find_sub_division(*facts.category, "Transformer - Post 1980");
  facts.main.age_years = 10;
  facts.tapchanger.sub_division = find_sub_division(*facts.category, "", Component::tapchanger);
  facts.tapchanger.age_years = tapchanger_age_years;
  return facts;
}

TEST(CnaimLaws, ATransformerIsAsBadAsItsWorseComponent) {
  const AssetHealth young = assess_asset(transformer_facts(0));
  const AssetHealth old = assess_asset(transformer_facts(50));
  ASSERT_TRUE(young.status.ok() && old.status.ok());
  EXPECT_EQ(young.health_score, young.main.current_health_score);
  EXPECT_EQ(old.health_score, old.tapchanger.current_health_score);
  EXPECT_GT(old.health_score, old.main.current_health_score);
  EXPECT_EQ(old.main.current_health_score, young.main.current_health_score);
  EXPECT_GE(future_health_score(old, 10), future_health_score(old, 5));
  EXPECT_EQ(future_health_score(old, 0), old.health_score);
  const AssetHealth bad = assess_asset(transformer_facts(-1));
  EXPECT_EQ(bad.failing, Component::tapchanger);
  EXPECT_STREQ(bad.status.field, "age_years");
}

TEST(CnaimLaws, DissolvedGasTellsByItsChange) {
  const DissolvedGas little{30, 0, 0, 0, 0};  // 2 · 50
  const DissolvedGas more{50, 0, 0, 0, 0};    // 4 · 50
  const DissolvedGas most{201, 151, 151, 151, 101};
  const auto factor = [](const DissolvedGas& now, const DissolvedGas& before) {
    return dissolved_gas_test(ConditionClass::ehv_transformer, now, &before).modifier.factor;
  };
  EXPECT_EQ(factor(little, little), 1);
  EXPECT_EQ(factor(more, little), 1.2) << "100 % belongs to the band below";
  EXPECT_EQ(factor(most, little), 1.5);
  EXPECT_EQ(factor(little, more), 0.9);
  EXPECT_EQ(factor({}, {}), 1);
  EXPECT_EQ(factor(little, {}), 1.5) << "any rise from nothing";
  EXPECT_EQ(dissolved_gas_test(ConditionClass::hv_transformer, most, &little).modifier.factor, 1);
  EXPECT_EQ(dissolved_gas_score(most).value, kMostDissolvedGasScore);
  EXPECT_EQ(dissolved_gas_test(ConditionClass::hv_transformer, most, nullptr).modifier.collar, 10);
  EXPECT_DOUBLE_EQ(dissolved_gas_test(ConditionClass::hv_transformer, more, nullptr).modifier.collar, 200 / 220.0);
}

TEST(CnaimLaws, OilNeedsAllThreeTests) {
  const OilSample bad{100, 1, 10};
  EXPECT_EQ(oil_test(ConditionClass::transformer_132kv, bad).modifier.factor, 1.2);
  EXPECT_EQ(oil_test(ConditionClass::transformer_132kv, bad).modifier.collar, 5.5);
  EXPECT_EQ(oil_test(ConditionClass::transformer_132kv, bad).score, 80 * 10 + 125 * 10 + 80 * 10);
  EXPECT_EQ(oil_test(ConditionClass::ehv_transformer, {0, 0, 60}).modifier.factor, 0.9);
  for (const OilSample& sample : {OilSample{{}, 1, 10}, OilSample{100, {}, 10}, OilSample{100, 1, {}}}) {
    EXPECT_EQ(oil_test(ConditionClass::ehv_transformer, sample).modifier.factor, 1);
    EXPECT_EQ(oil_test(ConditionClass::ehv_transformer, sample).modifier.collar, 0.5);
  }
  EXPECT_EQ(furfural_test(4).modifier.factor, 1);
  EXPECT_EQ(furfural_test(7.01).modifier.factor, 1.6);
  EXPECT_EQ(furfural_test(0).modifier.collar, 0.5);
  EXPECT_EQ(furfural_test(1000).modifier.collar, 10);
}

TEST(CnaimLaws, ScoresGrowWithAgeConditionAndTime) {
  const double rate = initial_ageing_rate(50);
  EXPECT_DOUBLE_EQ(initial_health_score(rate, 50), 5.5);
  EXPECT_EQ(initial_health_score(rate, 0), 0.5);
  double last = 0;
  for (int half_years = 0; half_years <= 400; ++half_years) {
    const double score = initial_health_score(rate, half_years / 2.0);
    EXPECT_GE(score, last);
    last = score;
  }
  for (int tenths = 5; tenths < 30; ++tenths) {
    const double factor = tenths / 10.0;
    EXPECT_LE(current_health_score(2, {.factor = factor}, {}), current_health_score(2, {.factor = factor + 0.1}, {}));
  }
  last = 0;
  for (int hundredths = 50; hundredths <= 1500; ++hundredths) {
    const double score = hundredths / 100.0;
    EXPECT_GE(probability_of_failure(1e-4, score), last);
    last = probability_of_failure(1e-4, score);
    EXPECT_GE(future_health_score(score, 0.05, 3), score);
  }
  EXPECT_EQ(current_health_score(5, {.factor = 2, .cap = 6}, {}), 6);
  EXPECT_EQ(current_health_score(1, {.factor = 1, .cap = 5.4, .collar = 8}, {}), 8) << "the collar comes after the cap";
  EXPECT_EQ(current_health_score(1, {}, {.factor = 1, .collar = 4}), 4);
  EXPECT_EQ(current_health_score(5.5, {.factor = 100}, {}), 10);
}

TEST(CnaimLaws, ForecastRatesGoBackToTheScore) {
  const double beta1 = initial_ageing_rate(60);
  const double beta2 = future_ageing_rate(2, 30, beta1);
  EXPECT_DOUBLE_EQ(0.5 * std::exp(beta2 * 30), 2);
  EXPECT_EQ(future_ageing_rate(10, 1, beta1), 2 * beta1);
  EXPECT_EQ(future_ageing_rate(0.5, 20, beta1), beta1);
  EXPECT_EQ(future_ageing_rate(8, 0, beta1), beta1) << "a new asset ages at its initial rate";
  EXPECT_EQ(ageing_reduction_factor(1.999), 1);
  EXPECT_EQ(ageing_reduction_factor(2), 1);
  EXPECT_EQ(ageing_reduction_factor(5.5), 1.5);
  EXPECT_EQ(ageing_reduction_factor(5.6), 1.5);
}

TEST(CnaimLaws, BandsBeginAtTheirLowerBound) {
  const std::array<std::pair<double, HealthIndex>, 10> scores{{{0.5, HealthIndex::hi1},
                                                               {2.999, HealthIndex::hi1},
                                                               {3, HealthIndex::hi2},
                                                               {5.499, HealthIndex::hi2},
                                                               {5.5, HealthIndex::hi3},
                                                               {6.5, HealthIndex::hi4},
                                                               {7.999, HealthIndex::hi4},
                                                               {8, HealthIndex::hi5},
                                                               {10, HealthIndex::hi5},
                                                               {15, HealthIndex::hi5}}};
  for (const auto& [score, band] : scores) EXPECT_EQ(health_index(score), band) << score;
  EXPECT_EQ(criticality(74.99), Criticality::c1);
  EXPECT_EQ(criticality(75), Criticality::c2);
  EXPECT_EQ(criticality(125), Criticality::c3);
  EXPECT_EQ(criticality(200), Criticality::c4);
}

TEST(CnaimLaws, SettingsStandInForPublishedValues) {
  const AssetCategory& category = cases::category("LV Board (WM)");
  Settings settings;
  settings.k_multiplier = 2;
  EXPECT_EQ(k_per_year(category, settings), 2 * category.k_per_year);
  settings.k_per_year = 0.001;
  EXPECT_EQ(k_per_year(category, settings), 0.002);
  settings.reference_cost[0] = 100;
  EXPECT_EQ(reference_costs(category, settings)[0], 100);
  EXPECT_EQ(reference_costs(category, settings)[1], category.reference_cost_gbp[1]);
  settings.currency = "EUR";
  EXPECT_STREQ(check(settings).field, "currency_per_gbp");
  settings.currency_per_gbp = 1.25;
  EXPECT_TRUE(check(settings).ok());
  EXPECT_EQ(reference_costs(category, settings)[1], 1.25 * category.reference_cost_gbp[1]);
  EXPECT_EQ(reference_costs(category, settings)[0], 100) << "an own cost is in the currency already";
  settings.currency = "Euro";
  EXPECT_STREQ(check(settings).field, "currency");
  settings.currency = "EUR";
  settings.currency_per_gbp.reset();
  settings.reference_cost = {1, 2, 3, 4};
  EXPECT_TRUE(check(settings).ok());
  EXPECT_EQ(reference_total(category, settings), 10);
}

TEST(CnaimLaws, AFailureOfReferenceCostsWhatTheTableSays) {
  for (const AssetCategory& category : asset_categories()) {
    const Consequences result = consequences(category, {}, {});
    ASSERT_TRUE(result.status.ok()) << category.name;
    EXPECT_EQ(result.cost[0], result.reference_cost[0]);
    EXPECT_EQ(result.cost[1], result.reference_cost[1]);
    EXPECT_EQ(result.cost[3], result.reference_cost[3]);
    Settings euros;
    euros.currency = "EUR";
    euros.currency_per_gbp = 2;
    EXPECT_DOUBLE_EQ(consequences(category, {}, euros).total, 2 * result.total);
    EXPECT_DOUBLE_EQ(consequences(category, {}, euros).criticality_pct, result.criticality_pct);
  }
}

TEST(CnaimLaws, CircumstancesCount) {
  const AssetCategory& primary = cases::category("6.6/11kV CB (GM) Primary");
  const auto of = [](const AssetCategory& category, const Circumstances& circumstances) {
    const Consequences result = consequences(category, circumstances, {});
    EXPECT_TRUE(result.status.ok()) << result.status.field;
    return result;
  };
  EXPECT_EQ(of(primary, {.access = Access::constrained}).access_factor, 1.15);
  EXPECT_EQ(of(cases::category("LV Pillar (ID)"), {.access = Access::underground}).access_factor, 1.7);
  EXPECT_EQ(of(primary, {.location_risk = Rating::high, .type_risk = Rating::low}).safety_factor, 1.2);
  EXPECT_EQ(of(primary, {.insulation = Insulation::sf6}).type_environmental_factor, 0.05);
  EXPECT_EQ(of(primary, {.insulation = Insulation::sf6, .distance_to_water_m = 10}).proximity_factor, 0.8);
  EXPECT_EQ(of(primary, {.distance_to_water_m = 39.9}).proximity_factor, 2.5);
  EXPECT_EQ(of(primary, {.distance_to_water_m = 40}).proximity_factor, 1.5);
  EXPECT_EQ(of(primary, {.distance_to_water_m = 120}).proximity_factor, 1);
  EXPECT_EQ(of(primary, {.distance_to_water_m = 120.1}).proximity_factor, 0.8);
  EXPECT_EQ(of(primary, {.bunded = true}).bunding_factor, 0.5);
  EXPECT_EQ(of(primary, {.customers = 500}).network_factor, 0.5);
  EXPECT_EQ(of(primary, {.customers = 10, .maximum_demand_kva = 499}).network_factor, 0.01);
  EXPECT_EQ(of(primary, {.customers = 10, .maximum_demand_kva = 500}).network_factor, 0.25);
  EXPECT_EQ(of(primary, {.customers = 1, .maximum_demand_kva = 2000}).network_factor, 1);
  EXPECT_EQ(of(primary, {.sensitivity_factor = 2}).cost[3], 2 * primary.reference_cost_gbp[3]);
  const AssetCategory& transformer = cases::category("33kV Transformer (GM)");
  EXPECT_EQ(of(transformer, {.load_mva = 30}).network_factor, 2);
  EXPECT_EQ(of(transformer, {.secure = false}).sensitivity_factor, 2.5);
  const Consequences large = of(transformer, {.type = "33/11 or 6.6kV", .rated_kva = 24000});
  EXPECT_EQ(large.type_financial_factor, 1.1);
  EXPECT_EQ(large.size_environmental_factor, 1.6);
  EXPECT_EQ(of(cases::category("20kV Transformer (GM)"), {.rated_kva = 500}).type_financial_factor, 0.85);
  EXPECT_EQ(of(cases::category("132kV Transformer (GM)"), {.type = "132/11kV"}).type_financial_factor, 0.85);
  EXPECT_EQ(
      of(cases::category("132kV Transformer (GM)"), {.type = "132/66kV", .rated_kva = 90000}).size_environmental_factor,
      1);
  EXPECT_EQ(of(cases::category("LV Board (WM)"), {.type = "asbestos clad"}).type_financial_factor, 2);
  EXPECT_EQ(of(cases::category("LV UGB"), {.safety_blanket = true}).safety_risk_reduction_factor, 0.5);
  EXPECT_EQ(of(primary, {.safety_blanket = true}).safety_risk_reduction_factor, 1);
  EXPECT_EQ(of(cases::category("33kV UG Cable (Oil)"), {.exposed = true}).safety_factor, 2);
  EXPECT_EQ(of(cases::category("132kV CB (Gas Insulated Busbars)(ID) (GM)"), {}).size_environmental_factor, 2.5);
  const auto refused = [](const AssetCategory& category, const Circumstances& circumstances, const char* field) {
    EXPECT_STREQ(consequences(category, circumstances, {}).status.field, field);
  };
  refused(transformer, {.rated_kva = 24000}, "type");
  refused(transformer, {.type = "33/11 or 6.6kV"}, "rated_mva");
  refused(transformer, {.type = "33/3kV", .rated_kva = 1}, "type");
  refused(primary, {.type = "Asbestos clad"}, "type");
  refused(primary, {.customers = -1}, "customers");
  refused(primary, {.sensitivity_factor = 2.1}, "sensitivity_factor");
}

TEST(CnaimLaws, LongTermRiskAddsUpTheYears) {
  const double k = 1e-4;
  double sum = 0;
  for (int year = 0; year <= 30; ++year)
    sum += probability_of_failure(k, future_health_score(4.25, 0.04, year)) / std::pow(1.035, year);
  EXPECT_NEAR(cumulative_probability_of_failure(k, 4.25, 0.04, {}), sum, 1e-15);
  EXPECT_EQ(cumulative_probability_of_failure(k, 3, 0, {9, 0}), 10 * probability_of_failure(k, 3));
  EXPECT_FALSE(check(Horizon{-1, 0.035}).ok());
  EXPECT_FALSE(check(Horizon{101, 0.035}).ok());
  EXPECT_FALSE(check(Horizon{30, std::nan("")}).ok());
}

TEST(CnaimLaws, MatricesAddUpInAnyOrder) {
  RiskMatrix one;
  RiskMatrix two;
  RiskMatrix all;
  for (int i = 0; i < 1000; ++i) {
    const double risk = 0.1 * i + 1e-5 * i;
    ASSERT_TRUE(all.add(i % 5, i % 4, risk));
    ASSERT_TRUE((i % 3 == 0 ? one : two).add(i % 5, i % 4, risk));
  }
  ASSERT_TRUE(two.add(one));
  for (std::size_t health = 0; health < 5; ++health)
    for (std::size_t cost = 0; cost < 4; ++cost) {
      EXPECT_EQ(all.risk(health, cost), two.risk(health, cost));
      EXPECT_EQ(all.assets(health, cost), 50);
    }
  RiskMatrix full;
  bool fits = true;
  for (int i = 0; i < 1000 && fits; ++i) fits = full.add(0, 0, RiskMatrix::kMostRisk);
  EXPECT_FALSE(fits) << "a full cell says so";
  EXPECT_FALSE(RiskMatrix(full).add(full));
}

}  // namespace
}  // namespace voltmetrics::cnaim
