/// Laws of the arc-flash model, and a fuzz over its whole argument space.
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "tests/unit/voltmetrics/arc_flash/exposures.hpp"
#include "tests/unit/voltmetrics/csv_table.hpp"
#include "voltmetrics/arc_flash/arc_rating.hpp"
#include "voltmetrics/arc_flash/typical_equipment.hpp"

namespace voltmetrics::arc_flash {
namespace {

constexpr int kRounds = 20000;
constexpr double kBurnJoules = 1.2 * kJoulesPerCalorie;

void expect_sound(const Evaluation& found, double bolted_ka) {
  EXPECT_GT(found.current.ka, 0);
  EXPECT_LT(found.current.ka, bolted_ka);
  EXPECT_GT(found.energy.j_cm2, 0);
  EXPECT_LT(found.energy.j_cm2, 1e7);
  EXPECT_GT(found.boundary.mm, 0);
  EXPECT_LT(found.boundary.mm, 1e7);
}

TEST(ArcFlashLaws, EverythingWithinTheModelHasASoundAnswer) {
  ExposureSource source;
  for (int round = 0; round < 10 * kRounds; ++round) {
    const Exposure exposure = source.next();
    const Study found = study(exposure, source.clearing_time_ms(), source.clearing_time_ms());
    ASSERT_TRUE(found.checked.ok()) << found.checked.status.field;
    expect_sound(found.full, exposure.circuit.bolted_fault_current_ka);
    expect_sound(found.reduced, exposure.circuit.bolted_fault_current_ka);
    EXPECT_LT(found.reduced.current.ka, found.full.current.ka);
    EXPECT_GT(found.variation_factor, 0.02);
    EXPECT_LT(found.variation_factor, 0.32);
    EXPECT_GT(found.enclosure.correction_factor, 0.5);
    EXPECT_LT(found.enclosure.correction_factor, 7);
    EXPECT_LT(found.enclosure.size_in, 52.2);
  }
}

TEST(ArcFlashLaws, EnergyIsProportionalToTheClearingTime) {
  ExposureSource source;
  for (int round = 0; round < kRounds; ++round) {
    const Exposure exposure = source.next();
    const double once = incident_energy_alone(exposure, 100, false).value;
    EXPECT_NEAR(incident_energy_alone(exposure, 700, false).value, 7 * once, 1e-12 * 7 * once);
  }
}

TEST(ArcFlashLaws, EnergyFallsWithDistanceAndTheBoundaryGrowsWithTime) {
  ExposureSource source;
  for (int round = 0; round < kRounds; ++round) {
    Exposure exposure = source.next();
    exposure.working_distance_mm = 500;
    const double near = incident_energy_alone(exposure, 100, true).value;
    exposure.working_distance_mm = 501;
    EXPECT_LT(incident_energy_alone(exposure, 100, true).value, near);
    EXPECT_LT(boundary_alone(exposure, 100, true).value, boundary_alone(exposure, 101, true).value);
  }
}

TEST(ArcFlashLaws, AtTheBoundaryTheEnergyIsTheOneThatBurns) {
  ExposureSource source;
  int met = 0;
  for (int round = 0; round < kRounds; ++round) {
    Exposure exposure = source.next();
    const Study before = study(exposure, 200, 300);
    const AtFittedVoltages at = before.full.boundary.at_mm;
    const int fitted = exposure.circuit.voltage_kv <= 0.6 ? 1 : kFittedVoltages;
    for (int i = 0; i < fitted; ++i) {
      exposure.working_distance_mm = at[i];
      const Study there = study(exposure, 200, 300);
      if (!there.checked.ok()) continue;
      ++met;
      EXPECT_NEAR(there.full.energy.at_j_cm2[i], kBurnJoules, 1e-9);
    }
  }
  EXPECT_GT(met, kRounds);
}

TEST(ArcFlashLaws, TheFiguresAloneAreThoseOfTheStudyToTheBit) {
  ExposureSource source;
  for (int round = 0; round < kRounds; ++round) {
    const Exposure exposure = source.next();
    const Study both = study(exposure, 120, 340);
    EXPECT_EQ(arcing_current_alone(exposure.circuit, false).value, both.full.current.ka);
    EXPECT_EQ(arcing_current_alone(exposure.circuit, true).value, both.reduced.current.ka);
    EXPECT_EQ(incident_energy_alone(exposure, 120, false).value, both.full.energy.j_cm2 / kJoulesPerCalorie);
    EXPECT_EQ(incident_energy_alone(exposure, 340, true).value, both.reduced.energy.j_cm2 / kJoulesPerCalorie);
    EXPECT_EQ(boundary_alone(exposure, 120, false).value, both.full.boundary.mm);
    EXPECT_EQ(boundary_alone(exposure, 340, true).value, both.reduced.boundary.mm);
    EXPECT_EQ(both.incident_energy_cal_cm2().value(),
              std::max(both.full.energy.j_cm2, both.reduced.energy.j_cm2) / kJoulesPerCalorie);
    EXPECT_EQ(both.boundary_mm().value(), std::max(both.full.boundary.mm, both.reduced.boundary.mm));
  }
}

TEST(ArcFlashLaws, TheModelIsContinuousWhereItsVoltagesMeet) {
  ExposureSource source;
  for (int round = 0; round < kRounds; ++round) {
    Exposure exposure = source.next();
    if (exposure.circuit.voltage_kv <= 0.6) continue;
    exposure.circuit.voltage_kv = 2.7;
    const double at = incident_energy_alone(exposure, 100, false).value;
    exposure.circuit.voltage_kv = std::nextafter(2.7, 15);
    EXPECT_NEAR(incident_energy_alone(exposure, 100, false).value, at, 1e-9 * at);
  }
}

TEST(ArcFlashLaws, OpenAirDoesNotReadTheBox) {
  ExposureSource source;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (int round = 0; round < kRounds; ++round) {
    Exposure exposure = source.next();
    if (in_box(exposure.circuit.electrodes)) continue;
    const double energy = incident_energy_alone(exposure, 100, false).value;
    exposure.box = {nan, nan, nan};
    EXPECT_EQ(incident_energy_alone(exposure, 100, false).value, energy);
  }
}

TEST(ArcFlashLaws, WithoutAReducedClearingTimeThereIsNoLabel) {
  ExposureSource source;
  const Study found = study(source.next(), 100, std::nullopt);
  ASSERT_TRUE(found.checked.ok());
  EXPECT_GT(found.reduced.current.ka, 0);
  EXPECT_FALSE(found.reduced_evaluated);
  EXPECT_FALSE(found.incident_energy_cal_cm2());
  EXPECT_FALSE(found.boundary_mm());
}

/// Any double at all, most of them near the model's ranges.
double wild(ExposureSource& source) {
  static constexpr double kOdd[] = {0,     -0.0,  -1,    0.5,  0.6,   15,  65,     106,   254,   305, 1e-320,
                                    1e308, -1e99, 0.208, 76.2, 19.05, 508, 1244.6, 660.4, 203.2, 100};
  switch (source.below(8)) {
  case 0:
    return std::numeric_limits<double>::quiet_NaN();
  case 1:
    return std::numeric_limits<double>::infinity() * (source.below(2) == 0 ? 1 : -1);
  case 2:
    return kOdd[source.below(std::size(kOdd))];
  case 3:
    return std::nextafter(kOdd[source.below(std::size(kOdd))], source.below(2) == 0 ? -1e9 : 1e9);
  case 4:
    return std::pow(10.0, source.between(-300, 300));
  default:
    return std::pow(10.0, source.between(-1, 4));
  }
}

TEST(ArcFlashLaws, WhateverIsAskedIsAnsweredSoundlyOrRefusedByName) {
  ExposureSource source;
  int answered = 0;
  for (int round = 0; round < 50 * kRounds; ++round) {
    Exposure exposure = source.next();
    double times[2] = {source.clearing_time_ms(), source.clearing_time_ms()};
    double* const places[] = {&exposure.circuit.voltage_kv,
                              &exposure.circuit.bolted_fault_current_ka,
                              &exposure.circuit.gap_mm,
                              &exposure.working_distance_mm,
                              &exposure.box.height_mm,
                              &exposure.box.width_mm,
                              &exposure.box.depth_mm,
                              &times[0],
                              &times[1]};
    for (int changes = 1 + source.below(3); changes > 0; --changes)
      *places[source.below(std::size(places))] = wild(source);
    const Study found = study(exposure, times[0], times[1]);
    if (!found.checked.ok()) {
      EXPECT_EQ(found.checked.status.problem, Problem::out_of_range);
      EXPECT_STRNE(found.checked.status.field, "");
      EXPECT_STRNE(found.checked.status.hint, "");
      continue;
    }
    ++answered;
    expect_sound(found.full, exposure.circuit.bolted_fault_current_ka);
    expect_sound(found.reduced, exposure.circuit.bolted_fault_current_ka);
  }
  EXPECT_GT(answered, kRounds);
}

Checked changed(double Circuit::*member, double value) {
  Exposure exposure{{Electrodes::vcb, 0.48, 20, 25}, {600, 600, 300}, 457.2};
  exposure.circuit.*member = value;
  return study(exposure, 100, 100).checked;
}

TEST(ArcFlashLaws, RangesAreClosedAndNameTheirArgument) {
  EXPECT_TRUE(changed(&Circuit::voltage_kv, 0.208).ok());
  EXPECT_STREQ(changed(&Circuit::voltage_kv, std::nextafter(0.208, 0)).status.field, "voltage_kv");
  EXPECT_STREQ(changed(&Circuit::voltage_kv, std::nextafter(15, 16)).status.field, "voltage_kv");
  EXPECT_TRUE(changed(&Circuit::bolted_fault_current_ka, 106).ok());
  EXPECT_STREQ(changed(&Circuit::bolted_fault_current_ka, 106.001).status.field, "bolted_fault_current_ka");
  EXPECT_EQ(changed(&Circuit::bolted_fault_current_ka, 0.499).value, 0.499);
  EXPECT_TRUE(changed(&Circuit::gap_mm, 76.2).ok());
  EXPECT_STREQ(changed(&Circuit::gap_mm, 76.3).status.field, "gap_mm");
  Exposure narrow{{Electrodes::vcb, 0.48, 20, 76.2}, {600, 304.7, 300}, 457.2};
  EXPECT_STREQ(study(narrow, 100, 100).checked.status.field, "enclosure_width_mm");
  narrow.box.width_mm = 304.8;
  EXPECT_TRUE(study(narrow, 100, 100).checked.ok());
  EXPECT_STREQ(study(narrow, 100, 0).checked.status.field, "reduced_clearing_time_ms");
}

TEST(ArcFlashLaws, TypicalEquipmentLiesWithinTheModel) {
  for (const TypicalEquipment& each : kTypicalEquipment) {
    const double kv = each.gap_mm > 76.2 ? 5 : 0.48;
    EXPECT_TRUE(
        study({{Electrodes::vcb, kv, 20, each.gap_mm}, each.box, each.working_distance_mm}, 100, 100).checked.ok())
        << each.equipment_class;
  }
}

TEST(ArcFlashLaws, TypicalEquipmentAndThresholdsAreThoseOfTheirTables) {
  const auto rows = vectors::csv_table("engineering/ieee1584_typical_equipment.csv");
  ASSERT_EQ(rows.size(), kTypicalEquipment.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const TypicalEquipment& each = kTypicalEquipment[i];
    EXPECT_EQ(each.equipment_class, rows[i].at("equipment_class"));
    EXPECT_EQ(each.gap_mm, vectors::number(rows[i], "G"));
    EXPECT_EQ(each.box.height_mm, vectors::number(rows[i], "bh"));
    EXPECT_EQ(each.box.width_mm, vectors::number(rows[i], "bw"));
    EXPECT_EQ(each.box.depth_mm, vectors::number(rows[i], "bd"));
    EXPECT_EQ(each.working_distance_mm, vectors::number(rows[i], "D"));
  }
  std::map<std::string, double> threshold;
  for (const auto& row : vectors::csv_table("engineering/nfpa70e_thresholds.csv"))
    threshold[row.at("quantity")] = vectors::number(row, "value");
  EXPECT_EQ(kBurnEnergyCalCm2, threshold.at("arc_flash_boundary_energy"));
  EXPECT_EQ(kHighEnergyCalCm2, threshold.at("informative_high_energy"));
  for (std::size_t i = 0; i < kArcRatingsCalCm2.size(); ++i)
    EXPECT_EQ(kArcRatingsCalCm2[i], threshold.at("ppe_category_" + std::to_string(i + 1)));
}

TEST(ArcFlashLaws, AnArcRatingIsNeverBelowTheEnergy) {
  EXPECT_EQ(minimum_arc_rating(1.19), 0);
  EXPECT_EQ(minimum_arc_rating(1.2), 4);
  EXPECT_EQ(minimum_arc_rating(4), 4);
  EXPECT_EQ(minimum_arc_rating(4.001), 8);
  EXPECT_EQ(minimum_arc_rating(25), 25);
  EXPECT_EQ(minimum_arc_rating(40), 40);
  EXPECT_EQ(minimum_arc_rating(40.001), std::nullopt);
  for (double energy = 1.2; energy <= 40; energy += 0.01) EXPECT_GE(minimum_arc_rating(energy).value(), energy);
}

}  // namespace
}  // namespace voltmetrics::arc_flash
