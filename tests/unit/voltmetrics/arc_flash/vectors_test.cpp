/// Every reference vector of IEEE 1584-2018, each within its tolerance.
#include <cmath>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/unit/voltmetrics/csv_table.hpp"
#include "voltmetrics/arc_flash/study.hpp"

namespace voltmetrics::arc_flash {
namespace {

using vectors::CsvRow;
using vectors::number;

Exposure exposure_of(const CsvRow& row) {
  return {{parse_electrodes(row.at("electrode_config")).value(), number(row, "voc_kv"), number(row, "ibf_ka"),
           number(row, "gap_mm")},
          {number(row, "height_mm"), number(row, "width_mm"), number(row, "depth_mm")},
          number(row, "working_distance_mm")};
}

void expect_relative(double actual, double expected, double tolerance, const char* what) {
  EXPECT_LE(std::fabs(actual - expected), tolerance * std::fabs(expected)) << what << " " << actual << " " << expected;
}

void expect_evaluation(const Evaluation& actual, const CsvRow& row, const std::string& kind, double tolerance) {
  expect_relative(actual.current.ka, number(row, "iarc_" + kind + "_ka"), tolerance, "current");
  expect_relative(actual.energy.j_cm2, number(row, "e_" + kind + "_j_cm2"), tolerance, "energy");
  expect_relative(actual.boundary.mm, number(row, "afb_" + kind + "_mm"), tolerance, "boundary");
}

TEST(ArcFlashVectors, TheOfficialSpreadsheetIsMet) {
  const auto rows = vectors::csv_table("engineering/ieee1584_official_spreadsheet_sample.csv");
  ASSERT_EQ(rows.size(), 59U);
  for (const CsvRow& row : rows) {
    const double ms = number(row, "arc_time_ms");
    const Study result = study(exposure_of(row), ms, ms);
    ASSERT_TRUE(result.checked.ok()) << result.checked.status.field;
    expect_evaluation(result.full, row, "full", 1e-6);
    expect_evaluation(result.reduced, row, "reduced", 1e-6);
  }
}

TEST(ArcFlashVectors, TheThirdPartyProgramIsMet) {
  const auto rows = vectors::csv_table("engineering/ieee1584_lyip_random.csv");
  ASSERT_EQ(rows.size(), 1000U);
  for (const CsvRow& row : rows) {
    const Study result = study(exposure_of(row), number(row, "arc_time_full_ms"), number(row, "arc_time_reduced_ms"));
    ASSERT_TRUE(result.checked.ok()) << result.checked.status.field;
    expect_evaluation(result.full, row, "full", 1e-8);
    expect_evaluation(result.reduced, row, "reduced", 1e-8);
    expect_relative(result.enclosure.size_in, number(row, "ees_in"), 1e-8, "size");
    expect_relative(result.enclosure.correction_factor, number(row, "cf"), 1e-8, "correction");
    expect_relative(result.variation_factor, number(row, "varcf"), 1e-8, "variation");
    const auto kind = result.enclosure.kind;
    EXPECT_EQ(row.at("enclosure_type"), kind == EnclosureKind::open_air  ? "OpenAir"
                                        : kind == EnclosureKind::shallow ? "Shallow"
                                                                         : "Typical");
  }
}

/// Every figure that a worked example of Annex D prints, by the vectors' names.
nlohmann::json figures(const Study& study) {
  nlohmann::json found{{"width1_in", study.enclosure.width_in}, {"height1_in", study.enclosure.height_in},
                       {"ees_in", study.enclosure.size_in},     {"cf", study.enclosure.correction_factor},
                       {"varcf", study.variation_factor},       {"reduction_factor", study.reduction_factor},
                       {"iarc_full", study.full.current.ka},    {"iarc_reduced", study.reduced.current.ka},
                       {"e_full", study.full.energy.j_cm2},     {"e_reduced", study.reduced.energy.j_cm2},
                       {"afb_full", study.full.boundary.mm},    {"afb_reduced", study.reduced.boundary.mm}};
  const char* const volts[] = {"600", "2700", "14300"};
  for (int i = 0; i < kFittedVoltages; ++i) {
    const std::string v = volts[i];
    found["iarc_" + v] = study.full.current.at_ka[i];
    found["iarc_min_" + v] = study.reduced.current.at_ka[i];
    found["e_" + v] = study.full.energy.at_j_cm2[i];
    found["e_min_" + v] = study.reduced.energy.at_j_cm2[i];
    found["afb_" + v] = study.full.boundary.at_mm[i];
    found["afb_min_" + v] = study.reduced.boundary.at_mm[i];
  }
  return found;
}

TEST(ArcFlashVectors, TheWorkedExamplesOfAnnexDAreMetToThePrintedDigit) {
  std::ifstream file(TEST_DATA_DIR "/engineering/ieee1584_annex_d.json");
  const auto examples = nlohmann::json::parse(file);
  ASSERT_EQ(examples.size(), 2U);
  for (const auto& example : examples) {
    const auto& in = example.at("inputs");
    const Exposure exposure{{parse_electrodes(in.at("electrode_config").get<std::string>()).value(), in.at("voc_kv"),
                             in.at("ibf_ka"), in.at("gap_mm")},
                            {in.at("height_mm"), in.at("width_mm"), in.at("depth_mm")},
                            in.at("working_distance_mm")};
    const auto found =
        figures(study(exposure, in.at("arc_time_full_ms").get<double>(), in.at("arc_time_reduced_ms").get<double>()));
    for (const auto& [name, expected] : example.at("expected").items()) {
      // Boundaries and the height are printed in whole units, everything else with three decimals.
      const double half_digit = expected.is_number_integer() ? 0.5 : 0.0005;
      EXPECT_NEAR(found.at(name).get<double>(), expected.get<double>(), half_digit * 1.000001) << name;
    }
  }
}

}  // namespace
}  // namespace voltmetrics::arc_flash
