#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <type_traits>

#include <gtest/gtest.h>

#include "vectors.hpp"
#include "voltmetrics/condition.hpp"
#include "voltmetrics/factor_text.hpp"
#include "voltmetrics/facility.hpp"

namespace voltmetrics {
namespace {

constexpr std::array<double, 16> kDoubles{0,
                                          -0.0,
                                          1,
                                          50,
                                          79.99,
                                          100,
                                          100.0001,
                                          -1,
                                          1e-300,
                                          1e300,
                                          -1e300,
                                          std::numeric_limits<double>::denorm_min(),
                                          std::numeric_limits<double>::max(),
                                          std::numeric_limits<double>::infinity(),
                                          -std::numeric_limits<double>::infinity(),
                                          std::numeric_limits<double>::quiet_NaN()};
constexpr std::array<Day, 9> kDays{kDistantPast, kDistantPast + 1,   -2451545,      -1, 0, 9497,
                                   9498,         kDistantFuture - 1, kDistantFuture};
constexpr std::array<std::int32_t, 6> kInts{
    0, 1, -1, 7, std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::min()};

class Extremes {
public:
  template <typename T, std::size_t N>
  T any(const std::array<T, N>& values) {
    return values[random_() % N];
  }
  Item item() {
    Item item;
    item.type = static_cast<EquipmentType>(random_() % kEquipmentTypes);
    item.aluminum_conductor = random_() % 2 != 0;
    item.install_date = any(kDays);
    if (random_() % 3 != 0) item.last_maintenance_date = any(kDays);
    item.humidity_pct = any(kDoubles);
    item.temperature_f = any(kDoubles);
    item.loading_pct = any(kDoubles);
    item.harmonics_pct = any(kDoubles);
    item.power_factor = any(kDoubles);
    item.observations = static_cast<std::uint32_t>(random_()) & (random_() % 4 != 0 ? kAllObservations : ~0U);
    item.documented_issues = any(kInts);
    return item;
  }
  nfpa70b::MaintenanceRecord maintenance() {
    nfpa70b::MaintenanceRecord record{.recorded = random_() % 4 != 0};
    for (Day& day : record.newest) day = any(kDays);
    return record;
  }
  nfpa70e::SafetyRecord safety() {
    return {.arc_flash = random_() % 4 != 0,
            .date = static_cast<nfpa70e::ArcFlashDate>(random_() % 3),
            .assessed_on = any(kDays),
            .ppe_category = random_() % 2 != 0,
            .incident_energy = random_() % 2 != 0,
            .labels_recorded = random_() % 2 != 0,
            .labels = static_cast<std::uint8_t>(random_())};
  }

private:
  std::mt19937 random_{987};
};

/// Either the status names a field and a hint, or everything is finite and in range.
void expect_total(const Risk& risk) {
  if (!risk.status.ok()) {
    EXPECT_NE(std::string_view(risk.status.field), "");
    EXPECT_NE(std::string_view(risk.status.hint), "");
    EXPECT_NE(problem_name(risk.status.problem), "");
    return;
  }
  EXPECT_TRUE(risk.score_exact >= 0 && risk.score_exact <= 100);
  for (const double factor : risk.factors.value) EXPECT_TRUE(factor >= 0 && factor <= 100);
}

TEST(Totality, EveryItemGetsAResultOrAStatus) {
  Extremes extremes;
  int accepted = 0;
  for (int round = 0; round < 300000; ++round) {
    Item item = extremes.item();
    if (round % 3 != 0) {  // most random items are refused: make one good in all but one measurement
      const Item good{
          .install_date = 0, .last_maintenance_date = {}, .humidity_pct = 50, .temperature_f = 70, .loading_pct = 40};
      const Item wild = item;
      item = good;
      item.type = wild.type;
      item.loading_pct = wild.loading_pct;
      item.observations = wild.observations;
    }
    const Day as_of = extremes.any(kDays);
    for (const Model& model : kModels) {
      const Risk risk = assess_risk(item, as_of, model);
      expect_total(risk);
      accepted += risk.status.ok() ? 1 : 0;
    }
  }
  EXPECT_GT(accepted, 10000);
}

TEST(Totality, EveryRecordGetsAVerdict) {
  Extremes extremes;
  for (int round = 0; round < 100000; ++round) {
    const auto type = static_cast<EquipmentType>(round % kEquipmentTypes);
    const Day as_of = extremes.any(kDays);
    for (const Compliance& verdict : {nfpa70b::assess(type, extremes.maintenance(), as_of),
                                      nfpa70e::assess(type, extremes.any(kDoubles), extremes.safety(), as_of)}) {
      EXPECT_LE(verdict.issue_count, Compliance::kMaxIssues);
      EXPECT_EQ(verdict.score == 100, verdict.issue_count == 0);
      for (const std::string& text : vectors::texts_of(verdict)) EXPECT_FALSE(text.empty());
    }
  }
}

TEST(Totality, DescriptionsOfEveryAcceptedItemFitTheirRoom) {
  Extremes extremes;
  for (int round = 0; round < 100000; ++round) {
    Item item = extremes.item();
    const Day as_of = extremes.any(kDays);
    if (!check(item, as_of).ok()) continue;
    for (const Model& model : kModels) {
      for (int i = 0; i < model.factors; ++i) {
        std::array<char, kTextCapacity> memory{};
        TextSink sink(memory.data(), memory.size());
        write_factor(sink, static_cast<Factor>(i), item, as_of, model);
        EXPECT_FALSE(sink.text().empty());
        ASSERT_LT(sink.text().size(), memory.size());
      }
    }
  }
}

TEST(Totality, LongestDescriptionFits) {
  Item item{};
  item.type = EquipmentType::transformer;
  item.install_date = kDistantPast + 1;
  item.aluminum_conductor = true;
  item.last_maintenance_date = kDistantPast + 1;
  item.humidity_pct = item.loading_pct = item.harmonics_pct = 1.0 / 3;
  item.temperature_f = -1.0 / 3;
  item.power_factor = std::numeric_limits<double>::denorm_min();
  item.observations = kAllObservations;
  item.documented_issues = std::numeric_limits<std::int32_t>::max();
  ASSERT_TRUE(check(item, kDistantFuture - 1).ok());
  for (const Model& model : kModels) {
    for (int i = 0; i < model.factors; ++i) {
      std::array<char, kTextCapacity> memory{};
      TextSink sink(memory.data(), memory.size());
      write_factor(sink, static_cast<Factor>(i), item, kDistantFuture - 1, model);
      EXPECT_LT(sink.text().size(), memory.size()) << sink.text();
    }
  }
}

TEST(Totality, TextBeyondItsRoomIsCutOff) {
  std::array<char, 8> memory{};
  TextSink sink(memory.data(), memory.size());
  sink << "humidity " << 12.5;
  EXPECT_EQ(sink.text(), "humidity");
}

TEST(Totality, EachBadValueIsNamed) {
  const Day as_of = day_of(2026, 1, 1);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  const Item good{
      .install_date = 0, .last_maintenance_date = {}, .humidity_pct = 50, .temperature_f = 70, .loading_pct = 120};
  ASSERT_TRUE(check(good, as_of).ok());
  const auto expect = [&](const char* field, Problem problem, auto change) {
    Item bad = good;
    change(bad);
    const Status status = check(bad, as_of);
    EXPECT_STREQ(status.field, field);
    EXPECT_EQ(status.problem, problem) << field;
  };
  for (const double value : {nan, infinity, -infinity, -0.1, 100.1})
    expect("humidity_pct", Problem::out_of_range, [=](Item& item) { item.humidity_pct = value; });
  for (const double value : {nan, infinity, -infinity, -0.1, 1000.1})
    expect("loading_pct", Problem::out_of_range, [=](Item& item) { item.loading_pct = value; });
  for (const double value : {nan, infinity, -infinity, -460.0})
    expect("temperature_f", Problem::out_of_range, [=](Item& item) { item.temperature_f = value; });
  for (const double value : {nan, infinity, -0.1, 1.01})
    expect("power_factor", Problem::out_of_range, [=](Item& item) { item.power_factor = value; });
  for (const double value : {nan, infinity, -0.1, 1001.0})
    expect("harmonics_percentage", Problem::out_of_range, [=](Item& item) { item.harmonics_pct = value; });
  expect("observations", Problem::out_of_range, [](Item& item) { item.observations = kAllObservations + 1; });
  expect("documented_issues", Problem::out_of_range, [](Item& item) { item.documented_issues = -1; });
  expect("install_date", Problem::in_future, [=](Item& item) { item.install_date = as_of + 1; });
  expect("install_date", Problem::unreadable, [](Item& item) { item.install_date = kDistantPast; });
  expect("last_maintenance_date", Problem::in_future, [=](Item& item) { item.last_maintenance_date = as_of + 1; });
  EXPECT_STREQ(check(good, kDistantFuture).field, "as_of");
}

TEST(Totality, StructuresMayBeCopiedAsBytes) {
  EXPECT_TRUE(std::is_trivially_copyable_v<Item>);
  EXPECT_TRUE(std::is_trivially_copyable_v<Risk>);
  EXPECT_TRUE(std::is_trivially_copyable_v<Compliance>);
  EXPECT_TRUE(std::is_trivially_copyable_v<FacilityTally>);
  EXPECT_TRUE(std::is_trivially_copyable_v<nfpa70b::MaintenanceRecord>);
  EXPECT_TRUE(std::is_trivially_copyable_v<nfpa70e::SafetyRecord>);
  EXPECT_TRUE(std::is_trivially_copyable_v<TopRisks>);
}

TEST(Condition, FollowsTheWorstObservationThenAge) {
  EXPECT_EQ(condition_of(Severity::severe, 0.1), Condition::critical);
  EXPECT_EQ(condition_of(Severity::moderate, 0.1), Condition::poor);
  EXPECT_EQ(condition_of(Severity::minimal, 0.1), Condition::fair);
  EXPECT_EQ(condition_of(Severity::none, 0.24), Condition::excellent);
  EXPECT_EQ(condition_of(Severity::none, 0.25), Condition::good);
  EXPECT_EQ(condition_of(Severity::none, 1.0), Condition::good);
  EXPECT_EQ(condition_of(Severity::none, 1.01), Condition::fair);
  EXPECT_EQ(condition_of(Severity::none, std::nullopt), Condition::good);
  EXPECT_EQ(condition_of(Severity::none, std::numeric_limits<double>::quiet_NaN()), Condition::good);
}

}  // namespace
}  // namespace voltmetrics
