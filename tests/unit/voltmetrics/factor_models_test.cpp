#include <gtest/gtest.h>

#include "vectors.hpp"
#include "voltmetrics/rounding.hpp"

namespace voltmetrics {
namespace {

TEST(FactorModels, VectorsAreAllThere) {
  EXPECT_EQ(vectors::all().cases.size(), 215U);
  EXPECT_EQ(vectors::all().facilities.size(), 12U);
}

TEST(FactorModels, FiveFactorVectorsAreMetToTheirDecimal) {
  const Model& model = vectors::model("1.0.0");
  for (const auto& [id, item, maintenance, safety, vector] : vectors::all().cases) {
    SCOPED_TRACE(id);
    const auto& expected = vector.at("five_factor");
    const Risk risk = assess_risk(item, vectors::all().as_of, model);
    ASSERT_TRUE(risk.status.ok());
    EXPECT_NEAR(risk.score_exact, expected.at("score").get<double>(), 0.05 + 1e-9);
    EXPECT_DOUBLE_EQ(risk.score_tenths / 10.0, expected.at("score").get<double>());
    EXPECT_EQ(kRiskCategoryNames[static_cast<std::size_t>(risk.category)], expected.at("category").get<std::string>());
    for (int i = 0; i < model.factors; ++i)
      EXPECT_DOUBLE_EQ(tenths_of(risk.factors.value[i]) / 10.0, expected.at(std::string(kFactorNames[i])).get<double>())
          << kFactorNames[i];
  }
}

TEST(FactorModels, SixFactorVectorsAreMetToSixDecimals) {
  const Model& model = vectors::model("1.1.0");
  for (const auto& [id, item, maintenance, safety, vector] : vectors::all().cases) {
    SCOPED_TRACE(id);
    const auto& expected = vector.at("six_factor");
    const Risk risk = assess_risk(item, vectors::all().as_of, model);
    ASSERT_TRUE(risk.status.ok());
    EXPECT_NEAR(risk.score_exact, expected.at("score").get<double>(), 1e-6);
    for (int i = 0; i < model.factors; ++i)
      EXPECT_NEAR(risk.factors.value[i], expected.at(std::string(kFactorNames[i])).get<double>(), 1e-6)
          << kFactorNames[i];
  }
}

TEST(FactorModels, WeightsOfEachModelAddUpToOne) {
  for (const Model& model : kModels) {
    double sum = 0;
    for (const double weight : model.weight) sum += weight;
    EXPECT_NEAR(sum, 1, 1e-12) << model.version;
  }
}

TEST(FactorModels, UnknownVersionHasNoModel) {
  EXPECT_EQ(find_model("1.1"), nullptr);
  EXPECT_EQ(find_model(""), nullptr);
  EXPECT_EQ(find_model("1.1.0"), &kDefaultModel);
}

TEST(FactorModels, CategoryBoundsBelongToTheUpperCategoryInOneVersionAndTheLowerInTheOther) {
  const Thresholds& five = vectors::model("1.0.0").item;
  EXPECT_EQ(category_of(499, five), RiskCategory::low);
  EXPECT_EQ(category_of(500, five), RiskCategory::medium);
  EXPECT_EQ(category_of(750, five), RiskCategory::high);
  EXPECT_EQ(category_of(900, five), RiskCategory::critical);
  const Thresholds& six = vectors::model("1.1.0").item;
  EXPECT_EQ(category_of(400, six), RiskCategory::low);
  EXPECT_EQ(category_of(401, six), RiskCategory::medium);
  EXPECT_EQ(category_of(700, six), RiskCategory::medium);
  EXPECT_EQ(category_of(701, six), RiskCategory::high);
  EXPECT_EQ(category_of(850, six), RiskCategory::high);
  EXPECT_EQ(category_of(851, six), RiskCategory::critical);
}

}  // namespace
}  // namespace voltmetrics
