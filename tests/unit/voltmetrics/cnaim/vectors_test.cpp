#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "cases.hpp"
#include "voltmetrics/cnaim/consequence.hpp"
#include "voltmetrics/cnaim/health.hpp"
#include "voltmetrics/cnaim/risk.hpp"

namespace voltmetrics::cnaim {
namespace {

using cases::Row;

/// Half a unit of the fifth decimal: what a printed digit stands for.
constexpr double kPrinted = 0.5e-5 + 1e-12;

HealthIndex band_named(const std::string& name) { return static_cast<HealthIndex>(name.at(2) - '1'); }
Criticality criticality_named(const std::string& name) { return static_cast<Criticality>(name.at(1) - '1'); }

TEST(CnaimVectors, ProbabilityOfFailureOfEachCategory) {
  const auto vectors = cases::vectors("cnaim_ofgem_appendixE_pof.csv");
  ASSERT_GE(vectors.size(), 155U);
  for (const Row& row : vectors) {
    const AssetCategory& category = cases::category(row.at("asset_register_category"));
    const double score = std::stod(row.at("typical_health_score"));
    const HealthIndex band = band_named(row.at("health_index_band"));
    EXPECT_EQ(category.k_per_year, std::stod(row.at("k"))) << category.name;
    EXPECT_EQ(category.typical_ageing_rate, std::stod(row.at("forecast_ageing_rate"))) << category.name;
    EXPECT_EQ(health_index(score), band);
    EXPECT_EQ(typical_health_score(band), score);
    EXPECT_NEAR(probability_of_failure(category.k_per_year, score), std::stod(row.at("ofgem_typical_pof_t237")), 5e-7);
    EXPECT_NEAR(cumulative_probability_of_failure(category.k_per_year, score, category.typical_ageing_rate, {}),
                std::stod(row.at("ofgem_cum_discounted_pof_t240")), 6e-5)
        << category.name;
  }
}

/// Each cell: the printed probability times the printed cost, and the unrounded probability times that cost.
void expect_matrix(const std::string& file, double rounding, double (*probability)(const AssetCategory&, double)) {
  const auto vectors = cases::vectors(file);
  ASSERT_GE(vectors.size(), 620U);
  for (const Row& row : vectors) {
    const AssetCategory& category = cases::category(row.at("asset_register_category"));
    const double score = typical_health_score(band_named(row.at("health_index_band")));
    const double factor = typical_cost_factor(criticality_named(row.at("criticality_band")));
    const double cost = std::stod(row.at("cof_gbp"));
    const double risk = std::stod(row.at("ofgem_risk_gbp"));
    EXPECT_NEAR(std::stod(row.at("pof_term")) * cost, risk, 0.51);
    EXPECT_NEAR(probability(category, score) * cost, risk, 0.5 + rounding * cost) << category.name;
    // The printed reference costs are rounded to a pound each, so that their sum is up to two pounds off.
    EXPECT_NEAR(reference_total(category, {}) * factor, cost, 2 * factor + 0.01) << category.name;
  }
}

TEST(CnaimVectors, InYearRiskMatrix) {
  expect_matrix("cnaim_ofgem_in_year_risk_matrix_t238.csv", 5e-7, [](const AssetCategory& category, double score) {
    return probability_of_failure(category.k_per_year, score);
  });
}

TEST(CnaimVectors, LongTermRiskMatrix) {
  expect_matrix("cnaim_ofgem_long_term_risk_matrix_t241.csv", 5e-5, [](const AssetCategory& category, double score) {
    return cumulative_probability_of_failure(category.k_per_year, score, category.typical_ageing_rate, {});
  });
}

std::optional<double> known(const std::string& field) {
  if (field.empty() || field == "Default") return {};
  return std::stod(field);
}

/// The class whose criteria the file names by the lower bound of their band.
std::string criterion_named(const std::string& input, const Row& row) {
  const std::string& words = row.at(input);
  if (words == "-Inf") return "Upto 10% deterioration from New";
  return words == "10" ? "> 10% deterioration from New" : words;
}

Modifier findings(const Row& row, const AssetCategory& category, ConditionKind kind) {
  Findings findings;
  const std::string prefix = kind == ConditionKind::observed ? "obs_" : "mea_";
  for (const auto& [column, words] : row) {
    if (column.substr(0, 4) != prefix) continue;
    const ConditionInput* const input =
        find_condition_input(category.condition_class, Component::main, kind, column.substr(4));
    EXPECT_EQ(input == nullptr, words.empty()) << category.name << ": " << column;
    if (input == nullptr) continue;
    const Criterion* const criterion = find_criterion(*input, criterion_named(column, row));
    EXPECT_NE(criterion, nullptr) << category.name << ": " << column << " = " << words;
    if (criterion != nullptr) findings.add(criterion->modifier);
  }
  return findings.joined(combination_of(category.condition_class, Component::main, kind));
}

ComponentFacts facts_of(const Row& row, const AssetCategory& category) {
  ComponentFacts facts;
  facts.sub_division = find_sub_division(category, "");
  facts.age_years = std::stod(row.at("age_years"));
  const std::string placement = row.at("placement");
  facts.location.placement = placement == "Indoor"    ? Placement::indoor
                             : placement == "Outdoor" ? Placement::outdoor
                                                      : Placement::none;
  facts.location.altitude_m = known(row.at("altitude_m"));
  facts.location.distance_from_coast_km = known(row.at("distance_from_coast_km"));
  facts.location.corrosion_category = known(row.at("corrosion_category"));
  facts.duty.high_operations = row.at("operations_per_year") == "High";
  facts.reliability.factor = std::stod(row.at("reliability_factor"));
  facts.observed = findings(row, category, ConditionKind::observed);
  facts.measured = findings(row, category, ConditionKind::measured);
  return facts;
}

TEST(CnaimVectors, HealthScoresOfSwitchgear) {
  const auto vectors = cases::vectors("cnaim_r_switchgear_health.csv");
  ASSERT_GE(vectors.size(), 330U);
  for (const Row& row : vectors) {
    const AssetCategory& category = cases::category(row.at("asset"));
    EXPECT_EQ(category.health_index_category, row.at("asset_class"));
    const ComponentFacts facts = facts_of(row, category);
    ASSERT_NE(facts.sub_division, nullptr);
    const ComponentHealth health = assess_component(category, facts);
    ASSERT_TRUE(health.status.ok()) << health.status.field;
    const double expected = std::stod(row.at("current_health_score"));
    EXPECT_NEAR(health.current_health_score, expected, 1e-9) << category.name;
    const Outcome fast = health_score(category, *facts.sub_division, facts.age_years, facts.location,
                                      health.duty_factor, health.combined, facts.reliability);
    EXPECT_EQ(fast.value, health.current_health_score);
  }
}

/// The F.1 examples of poles give factors instead of an asset.
TEST(CnaimVectors, WorkedExamplesOfPoles) {
  int seen = 0;
  for (const auto& example : cases::worked_examples().at("pof_examples")) {
    const auto& in = example.at("inputs");
    const auto& out = example.at("expected");
    if (!in.contains("coast_factor")) continue;
    ++seen;
    const SubDivision* const steel = find_sub_division(cases::category("LV Poles"), "Steel");
    ASSERT_NE(steel, nullptr);
    // A coast factor of 1.2 is that of steel poles 1 to 5 km from the sea.
    ASSERT_EQ(in.at("coast_factor"), 1.2);
    const Outcome location = location_factor(steel->location_class, Placement::outdoor,
                                             {.distance_from_coast_km = 3, .altitude_m = 50, .corrosion_category = 3});
    ASSERT_TRUE(location.status.ok());
    EXPECT_EQ(location.value, 1.2);
    const double life =
        expected_life_years(steel->normal_expected_life_years, in.at("duty_factor").get<double>(), location.value);
    const double beta1 = initial_ageing_rate(life);
    const double age_years = in.at("age_years");
    const double initial = initial_health_score(beta1, age_years);
    const Modifier modifier{in.at("health_score_factor"), in.at("cap"), in.at("collar")};
    const double current = current_health_score(initial, modifier, {});
    const double beta2 = future_ageing_rate(current, age_years, beta1);
    const double years = in.at("t_future");
    const double future = future_health_score(current, beta2, years);
    const double k = in.at("k");
    const std::map<std::string, double> results{
        {"location_factor", location.value},
        {"expected_life", life},
        {"beta1", beta1},
        {"initial_health", initial},
        {"current_health_before_collar", initial * modifier.factor},
        {"current_health", current},
        {"beta2", beta2},
        {"ageing_reduction_factor", ageing_reduction_factor(current)},
        {"future_health_t5", future},
        {"pof_current", probability_of_failure(k, current)},
        {"pof_future", probability_of_failure(k, future)},
    };
    for (const auto& [name, value] : results)
      if (out.contains(name)) {
        EXPECT_NEAR(value, out.at(name).get<double>(), kPrinted) << example.at("id") << " " << name;
      }
    EXPECT_EQ(kHealthIndexNames[static_cast<std::size_t>(health_index(current))], out.at("hi_band").get<std::string>());
    EXPECT_EQ(kHealthIndexNames[static_cast<std::size_t>(health_index(future))],
              out.at("future_hi_band").get<std::string>());
  }
  EXPECT_GE(seen, 2);
}

TEST(CnaimVectors, WorkedExampleOfATransformer) {
  const auto* const example = cases::example("pof_examples", "F1-4");
  ASSERT_NE(example, nullptr);
  const auto& in = example->at("inputs");
  const auto& out = example->at("expected");
  const AssetCategory& category = cases::category(in.at("asset_register_category"));
  ComponentFacts facts;
  facts.sub_division = find_sub_division(category, in.at("sub_division").get<std::string>());
  ASSERT_NE(facts.sub_division, nullptr);
  facts.age_years = in.at("age_years");
  facts.location = {Placement::outdoor, in.at("distance_from_coast_km").get<double>(),
                    in.at("altitude_m").get<double>(), in.at("corrosion_category").get<double>()};
  facts.duty = {.high_operations = {},
                .utilisation_pct = in.at("utilisation_pct").get<double>(),
                .taps_per_day = in.at("taps_per_day").get<double>(),
                .operating_voltage_pct = {}};
  const ComponentHealth main = assess_component(category, facts);
  facts.sub_division = find_sub_division(category, "", Component::tapchanger);
  ASSERT_NE(facts.sub_division, nullptr);
  const ComponentHealth tapchanger = assess_component(category, facts);
  EXPECT_NEAR(main.location_factor, out.at("location_factor").get<double>(), kPrinted);
  EXPECT_EQ(main.duty_factor, out.at("duty_factor_transformer"));
  EXPECT_EQ(tapchanger.duty_factor, out.at("duty_factor_tapchanger"));
  EXPECT_NEAR(main.expected_life_years, out.at("expected_life_transformer").get<double>(), kPrinted);
  EXPECT_NEAR(tapchanger.expected_life_years, out.at("expected_life_tapchanger").get<double>(), kPrinted);
  EXPECT_NEAR(main.initial_ageing_rate, out.at("beta1_transformer").get<double>(), kPrinted);
  EXPECT_NEAR(tapchanger.initial_ageing_rate, out.at("beta1_tapchanger").get<double>(), kPrinted);
  EXPECT_NEAR(main.initial_health_score, out.at("initial_health_transformer").get<double>(), kPrinted);
  EXPECT_NEAR(tapchanger.initial_health_score, out.at("initial_health_tapchanger").get<double>(), kPrinted);
  EXPECT_NEAR(main.current_health_score, out.at("current_health_transformer").get<double>(), kPrinted);
  EXPECT_NEAR(tapchanger.current_health_score, out.at("current_health_tapchanger").get<double>(), kPrinted);
}

TEST(CnaimVectors, CombinedFactors) {
  for (const auto& example : cases::worked_examples().at("mmi")) {
    std::vector<double> factors;
    for (const auto& factor : example.at("factors"))
      if (!factor.is_null()) factors.push_back(factor);
    const Combination combination{example.at("factor_divider_1"), example.at("factor_divider_2"), example.at("max_no")};
    EXPECT_NEAR(combined_factor(factors, combination), example.at("expected").get<double>(), kPrinted)
        << example.at("id");
  }
}

TEST(CnaimVectors, HealthScoreFactors) {
  const AssetCategory& category = cases::category("LV Board (WM)");
  for (const auto& example : cases::worked_examples().at("health_score_factor")) {
    const Modifier joined = combine(category, Component::main, {.factor = example.at("observed")},
                                    {.factor = example.at("measured")}, {}, {}, {});
    EXPECT_NEAR(joined.factor, example.at("expected").get<double>(), kPrinted) << example.at("id");
  }
}

/// Each kind of scalar assertion, where the file has it.
TEST(CnaimVectors, Scalars) {
  const AssetCategory& transformer = cases::category("33kV Transformer (GM)");
  const AssetCategory& distribution = cases::category("6.6/11kV Transformer (GM)");
  int seen = 0;
  for (const auto& example : cases::worked_examples().at("scalar")) {
    const auto& in = example.at("args");
    const auto& expected = example.at("expected");
    const std::string fn = example.at("fn");
    const double tolerance = example.value("tol", 1e-8);
    ++seen;
    if (fn == "beta1") {
      EXPECT_NEAR(initial_ageing_rate(in.at("expected_life")), expected.get<double>(), tolerance);
    } else if (fn == "beta2_uncapped") {
      const double beta2 = future_ageing_rate(in.at("current_health"), in.at("age"), 100);
      EXPECT_NEAR(beta2, expected.get<double>(), tolerance);
    } else if (fn == "initial_health") {
      EXPECT_NEAR(initial_health_score(in.at("beta1"), in.at("age")), expected.get<double>(), tolerance);
    } else if (fn == "current_health") {
      EXPECT_NEAR(current_health_score(in.at("initial"), {.factor = in.at("factor")}, {}), expected.get<double>(),
                  tolerance);
    } else if (fn == "oil_test_modifier") {
      ASSERT_EQ(in.at("class"), "HV Transformer (GM)");
      const TestModifier oil =
          oil_test(ConditionClass::hv_transformer,
                   {in.at("moisture").get<double>(), in.at("acidity").get<double>(), in.at("breakdown").get<double>()});
      EXPECT_EQ(oil.modifier.factor, expected.at("factor"));
      EXPECT_EQ(oil.modifier.cap, expected.at("cap"));
      EXPECT_EQ(oil.modifier.collar, expected.at("collar"));
    } else if (fn == "ffa_collar") {
      EXPECT_NEAR(furfural_test(in.at("ffa_ppm")).modifier.collar, expected.get<double>(), tolerance);
    } else if (fn == "duty_distribution_transformer") {
      Duty duty;
      duty.utilisation_pct = in.at("utilisation_pct").get<double>();
      EXPECT_EQ(duty_factor(distribution, Component::main, duty).value, expected.get<double>());
    } else if (fn == "duty_grid_transformer") {
      Duty duty;
      duty.utilisation_pct = in.at("utilisation_pct").get<double>();
      duty.taps_per_day = in.at("taps").get<double>();
      EXPECT_EQ(duty_factor(transformer, Component::main, duty).value, expected.at("transformer").get<double>());
      EXPECT_EQ(duty_factor(transformer, Component::tapchanger, duty).value, expected.at("tapchanger").get<double>());
    } else if (fn == "present_value_future_risk") {
      double value = 0;
      double worth = std::pow(1 + in.at("r").get<double>(), in.at("first_year").get<double>());
      for (const double pof : in.at("pof")) {
        value += pof * in.at("cof").get<double>() / worth;
        worth *= 1 + in.at("r").get<double>();
      }
      EXPECT_NEAR(value, expected.get<double>(), 0.005);  // discounts the first year, as the method does not
    } else {
      --seen;
      ADD_FAILURE() << "no such assertion is known: " << fn;
    }
  }
  EXPECT_GE(seen, 11);
}

std::optional<double> given(const nlohmann::json& inputs, const char* name) {
  if (!inputs.contains(name)) return {};
  return inputs.at(name).get<double>();
}

TEST(CnaimVectors, WorkedExamplesOfConsequences) {
  int seen = 0;
  for (const auto& example : cases::worked_examples().at("cof_examples")) {
    const auto& in = example.at("inputs");
    const auto& out = example.at("expected");
    ++seen;
    const AssetCategory& category = cases::category(example.at("asset"));
    const std::array<const char*, 4> references{"ref_financial", "ref_safety", "ref_environmental", "ref_network"};
    for (std::size_t i = 0; i < references.size(); ++i)
      EXPECT_NEAR(category.reference_cost_gbp[i], in.at(references[i]).get<double>(), 0.5) << references[i];
    Circumstances circumstances;
    circumstances.type_financial_factor = given(in, "type_financial");
    circumstances.access_factor = given(in, "access_factor");
    circumstances.safety_factor = given(in, "safety_factor");
    circumstances.type_environmental_factor = given(in, "type_env");
    circumstances.size_environmental_factor = given(in, "size_env");
    circumstances.proximity_factor = given(in, "proximity");
    circumstances.bunding_factor = given(in, "bunding");
    circumstances.customers = given(in, "customers");
    circumstances.reference_customers = given(in, "reference_customers");
    circumstances.reference_load_mva = given(in, "reference_mva");
    circumstances.load_mva = given(in, "load_mva");
    if (in.contains("load_factor_as_printed"))  // cut off after two digits in the print
      circumstances.load_mva = in.at("load_factor_as_printed").get<double>() * in.at("reference_mva").get<double>();
    const Consequences result = consequences(category, circumstances, {});
    ASSERT_TRUE(result.status.ok()) << result.status.field;
    const std::array<const char*, 4> costs{"financial", "safety", "environmental", "network"};
    for (std::size_t i = 0; i < costs.size(); ++i)
      EXPECT_NEAR(result.cost[i], out.at(costs[i]).get<double>(), 0.5) << example.at("id") << " " << costs[i];
    EXPECT_NEAR(result.total, out.at("total").get<double>(), 1) << example.at("id");
    EXPECT_NEAR(result.reference_total, out.at("reference_total").get<double>(), 0.5);
    EXPECT_NEAR(result.criticality_pct, out.at("pct").get<double>(), 0.5);
    EXPECT_EQ(kCriticalityNames[static_cast<std::size_t>(result.band)], out.at("band").get<std::string>());
  }
  EXPECT_GE(seen, 2);
}

}  // namespace
}  // namespace voltmetrics::cnaim
