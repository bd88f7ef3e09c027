/// Every reference vector of dissolved gas analysis, label by label.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/unit/voltmetrics/csv_table.hpp"
#include "voltmetrics/dissolved_gas/duval.hpp"
#include "voltmetrics/dissolved_gas/ratios.hpp"
#include "voltmetrics/dissolved_gas/typical_values.hpp"

namespace voltmetrics::dissolved_gas {
namespace {

std::optional<double> maybe(const nlohmann::json& inputs, const char* name) {
  const auto& value = inputs.at(name);
  return value.is_null() ? std::nullopt : std::optional{value.get<double>()};
}

std::string diagnosis(const std::string& method, const nlohmann::json& in) {
  const auto ppm = [&](const char* gas) { return in.at(gas).get<double>(); };
  if (method == "duval1") return std::string(code_of(duval_triangle_1(ppm("ch4"), ppm("c2h2"), ppm("c2h4")).value()));
  if (method == "duval4") return std::string(code_of(duval_triangle_4(ppm("h2"), ppm("c2h6"), ppm("ch4")).value()));
  if (method == "doernenburg")
    return std::string(code_of(doernenburg(ppm("h2"), ppm("ch4"), ppm("c2h6"), ppm("c2h4"), ppm("c2h2"), ppm("co"))));
  const Ratios ratios{maybe(in, "c2h2_c2h4"), maybe(in, "ch4_h2"), maybe(in, "c2h4_c2h6")};
  if (method == "rogers") return std::string(code_of(rogers(ratios)));
  EXPECT_EQ(method, "iec60599_ratio");
  return std::string(code_of(iec_60599(ratios)));
}

TEST(DissolvedGasVectors, EveryDiagnosisIsMet) {
  const auto rows = vectors::csv_table("engineering/dga_diagnosis.csv");
  ASSERT_EQ(rows.size(), 304U);
  for (const auto& row : rows)
    EXPECT_EQ(diagnosis(row.at("method"), nlohmann::json::parse(row.at("inputs"))), row.at("expected"))
        << row.at("method") << " " << row.at("location") << " " << row.at("inputs");
}

int status_of(const std::string& label) {
  if (label == "Normal") return 1;
  return label.rfind("90%", 0) == 0 ? 2 : label.rfind("95%", 0) == 0 ? 3 : 0;
}

TEST(DissolvedGasVectors, EveryComparisonWithTypicalValuesIsMet) {
  const auto rows = vectors::csv_table("engineering/dga_c57104_2019_typical.csv");
  ASSERT_EQ(rows.size(), 16U);
  for (const auto& row : rows) {
    const auto& age = row.at("age_years");
    const auto& typical = typical_values(vectors::number(row, "o2"), vectors::number(row, "n2"),
                                         age.empty() ? std::nullopt : std::optional{std::stod(age)});
    for (int i = 0; i < kGases; ++i) {
      const std::string gas(kGasNames[i]);
      EXPECT_EQ(status(typical, static_cast<Gas>(i), vectors::number(row, gas)), status_of(row.at("r_" + gas)))
          << row.at("test") << " " << gas;
    }
  }
}

}  // namespace
}  // namespace voltmetrics::dissolved_gas
