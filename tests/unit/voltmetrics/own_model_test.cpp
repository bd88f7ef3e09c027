#include "voltmetrics/own_model.hpp"

#include <gtest/gtest.h>

#include <string>

namespace voltmetrics {
namespace {

constexpr std::string_view kText = "acme-2;base=1.1.0;weights=0.4,0.2,0.2,0.1,0.05,0.05;multiplier=1.05;item=40,70,85;"
                                   "facility=40,70.5,85;bound=lower;types=0.8,1,1,0.6,0.7";

std::string replaced(std::string_view what, std::string_view with) {
  std::string text(kText);
  return text.replace(text.find(what), what.size(), with);
}

TEST(OwnModel, SaysAllThatItChanges) {
  const OwnModel own = parse_own_model(kText);
  ASSERT_TRUE(own.status.ok()) << own.status.field;
  EXPECT_EQ(own.model.version, kText);
  EXPECT_EQ(model_name(own.model.version), "acme-2");
  EXPECT_EQ(own.model.formula, Formula::six_factor);
  EXPECT_EQ(own.model.weight[0], 0.4);
  EXPECT_EQ(own.model.facility.high, 705);
  EXPECT_EQ(own.model.type_weight_tenths[3], 6);
  EXPECT_EQ(write_own_model(own.model).view(), kText);
}

TEST(OwnModel, WritesOneTextForOneModel) {
  const std::string wordy = replaced("0.4,0.2,0.2,0.1", "0.40,2e-1,0.20,0.100");
  EXPECT_EQ(write_own_model(parse_own_model(wordy).model).view(), kText);
}

TEST(OwnModel, AReleasedModelWithAnotherNameScoresTheSame) {
  for (const Model& released : kModels) {
    Model renamed = released;
    renamed.version = "same";
    const ModelText text = write_own_model(renamed);
    const OwnModel own = parse_own_model(text.view());
    ASSERT_TRUE(own.status.ok()) << text.view();
    EXPECT_EQ(own.model.weight, released.weight);
    EXPECT_EQ(own.model.multiplier, released.multiplier);
    EXPECT_EQ(own.model.factors, released.factors);
    EXPECT_EQ(own.model.type_weight_tenths, released.type_weight_tenths);
    for (int tenths = 0; tenths <= 1000; ++tenths)
      ASSERT_EQ(category_of(tenths, own.model.item), category_of(tenths, released.item));
  }
}

TEST(OwnModel, RefusesByName) {
  const auto refused = [](std::string_view what, std::string_view with) {
    return std::string(parse_own_model(replaced(what, with)).status.field);
  };
  EXPECT_EQ(refused("acme-2", ""), "name");
  EXPECT_EQ(refused("acme-2", "1.1.0"), "name");
  EXPECT_EQ(refused("acme-2", "a b"), "name");
  EXPECT_EQ(refused("acme-2", std::string(41, 'a')), "name");
  EXPECT_EQ(refused("base=1.1.0", "base=2.0.0"), "base");
  EXPECT_EQ(refused("0.4,", "0.41,"), "weights");
  EXPECT_EQ(refused("0.4,0.2,", "-0.4,1,"), "weights");
  EXPECT_EQ(refused("0.4,", "nan,"), "weights");
  EXPECT_EQ(refused("base=1.1.0", "base=1.0.0"), "weights");
  EXPECT_EQ(refused("0.05,0.05", "0.1"), "weights");
  EXPECT_EQ(refused("1.05;", "0.4;"), "multiplier");
  EXPECT_EQ(refused("item=40,70", "item=70,40"), "item_thresholds");
  EXPECT_EQ(refused("item=40,70", "item=40,40"), "item_thresholds");
  EXPECT_EQ(refused("item=40", "item=0"), "item_thresholds");
  EXPECT_EQ(refused("item=40", "item=40.05"), "item_thresholds");
  EXPECT_EQ(refused("70.5,85;b", "70.5,100.1;b"), "facility_thresholds");
  EXPECT_EQ(refused("0.8,1,1", "0,1,1"), "type_weights");
  EXPECT_EQ(refused("0.8,1,1", "11,1,1"), "type_weights");
  EXPECT_EQ(refused("bound=lower", "bound=middle"), "model");
  EXPECT_EQ(refused(";types", ";sorts"), "model");
  EXPECT_EQ(refused("0.6,0.7", "0.6,0.7;"), "");
  EXPECT_EQ(refused("0.6,0.7", "0.6,0.7;more"), "model");
}

TEST(OwnModel, NoTextBreaksTheReader) {
  for (std::size_t cut = 0; cut <= kText.size(); ++cut) {
    const OwnModel head = parse_own_model(kText.substr(0, cut));
    EXPECT_EQ(head.status.ok(), cut == kText.size()) << cut;
    const std::string doubled = std::string(kText.substr(0, cut)) + std::string(kText);
    (void)parse_own_model(doubled);
  }
}

}  // namespace
}  // namespace voltmetrics
