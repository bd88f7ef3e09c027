#include "voltmetrics/cnaim/transformer_tests.hpp"

#include <algorithm>
#include <cmath>

#include "voltmetrics/cnaim/band.hpp"
#include "voltmetrics/cnaim/csv.hpp"
#include "voltmetrics/cnaim/csv_text.hpp"

namespace voltmetrics::cnaim {
namespace {

constexpr std::array<std::string_view, 3> kClasses{"HV Transformer (GM)", "EHV Transformer (GM)",
                                                   "132kV Transformer (GM)"};

constexpr auto kOilRows = csv::rows<csv::row_count(csv::oil_test_tables)>(csv::oil_test_tables, csv::as_fields);
constexpr auto kGasRows = csv::rows<25>(csv::dga_condition_states, csv::as_fields);

/// The bands of the rows whose first fields are `first` and, where it is given, `second`; those left over repeat the
/// last.
template <std::size_t N>
constexpr std::array<Band, 5> bands(const std::array<csv::Fields, N>& rows, std::string_view first,
                                    std::string_view second, std::size_t upper) noexcept {
  std::array<Band, 5> result{};
  std::size_t count = 0;
  for (const csv::Fields& fields : rows)
    if (fields[0] == first && (second.empty() || fields[1] == second))
      result[count++] = {csv::number(fields[upper]), csv::number(fields[upper + 1])};
  if (count == 0) csv::malformed_table();
  for (; count < result.size(); ++count) result[count] = result[count - 1];
  return result;
}

struct OilTables {
  std::array<Band, 5> moisture{};
  std::array<Band, 5> acidity{};
  std::array<Band, 5> breakdown{};
  std::array<Band, 5> factor{};
  std::array<Band, 5> collar{};
};

constexpr auto kOil = [] {
  std::array<OilTables, 3> tables{};
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const auto of = [i](std::string_view name) { return bands(kOilRows, name, kClasses[i], 3); };
    tables[i] = {of("moisture"), of("acidity"), of("breakdown_strength"), of("oil_test_factor"), of("oil_test_collar")};
  }
  return tables;
}();

struct Gas {
  double DissolvedGas::*ppm = nullptr;
  double weight = 0;
  const char* field = "";
  std::array<Band, 5> states{};
};

constexpr std::array<Gas, 5> kGases{{
    {&DissolvedGas::hydrogen_ppm, 50, "hydrogen_ppm", bands(kGasRows, "hydrogen", {}, 2)},
    {&DissolvedGas::methane_ppm, 30, "methane_ppm", bands(kGasRows, "methane", {}, 2)},
    {&DissolvedGas::ethylene_ppm, 30, "ethylene_ppm", bands(kGasRows, "ethylene", {}, 2)},
    {&DissolvedGas::ethane_ppm, 30, "ethane_ppm", bands(kGasRows, "ethane", {}, 2)},
    {&DissolvedGas::acetylene_ppm, 120, "acetylene_ppm", bands(kGasRows, "acetylene", {}, 2)},
}};

constexpr auto kGasChange = csv::rows<5>(csv::dga_change_factor, [](const csv::Fields& fields) {
  return Band{csv::number(fields[2]), csv::number(fields[3])};
});

constexpr auto kFurfural = csv::rows<5>(csv::ffa_test_factor, [](const csv::Fields& fields) {
  return Band{csv::number(fields[1]), csv::number(fields[2])};
});

constexpr const char* kPpmHint = "A concentration lies between 0 and 1,000,000 ppm.";

Status check(const OilSample& sample) noexcept {
  Status status;
  if (sample.moisture_ppm) status = within(*sample.moisture_ppm, 0, kMostPpm, "moisture_ppm", kPpmHint);
  if (status.ok() && sample.acidity_mg_koh_g)
    status = within(*sample.acidity_mg_koh_g, 0, 1000, "acidity_mg_koh_g",
                    "The acidity of oil lies between 0 and 1,000 mg KOH/g.");
  if (status.ok() && sample.breakdown_kv)
    status = within(*sample.breakdown_kv, 0, 1000, "breakdown_kv",
                    "The breakdown strength of oil lies between 0 and 1,000 kV.");
  return status;
}

double change_pct(double score, double previous) noexcept {
  if (previous > 0) return (score / previous - 1) * 100;
  return score > 0 ? std::numeric_limits<double>::infinity() : 0;
}

}  // namespace

TestModifier oil_test(ConditionClass condition_class, const OilSample& sample) noexcept {
  if (const Status status = check(sample); !status.ok()) return {status, {}, 0};
  if (!sample.moisture_ppm || !sample.acidity_mg_koh_g || !sample.breakdown_kv) return {};
  const auto place =
      static_cast<std::size_t>(condition_class) - static_cast<std::size_t>(ConditionClass::hv_transformer);
  const OilTables& tables = kOil[std::min(place, kOil.size() - 1)];
  const double score = 80 * banded(*sample.moisture_ppm, tables.moisture) +
                       125 * banded(*sample.acidity_mg_koh_g, tables.acidity) +
                       80 * banded(*sample.breakdown_kv, tables.breakdown);
  return {{}, {banded(score, tables.factor), 10, banded(score, tables.collar)}, score};
}

Outcome dissolved_gas_score(const DissolvedGas& sample) noexcept {
  double score = 0;
  for (const Gas& gas : kGases) {
    const double ppm = sample.*gas.ppm;
    if (const Status status = within(ppm, 0, kMostPpm, gas.field, kPpmHint); !status.ok()) return {status};
    score += gas.weight * banded(ppm, gas.states);
  }
  return {{}, score};
}

double dissolved_gas_factor(ConditionClass condition_class, double score, double previous) noexcept {
  return condition_class == ConditionClass::hv_transformer ? 1 : banded(change_pct(score, previous), kGasChange);
}

TestModifier dissolved_gas_test(ConditionClass condition_class, const DissolvedGas& sample,
                                const DissolvedGas* previous) noexcept {
  const Outcome score = dissolved_gas_score(sample);
  if (!score.status.ok()) return {score.status, {}, 0};
  TestModifier test{{}, {1, 10, std::clamp(score.value / 220, 0.5, 10.0)}, score.value};
  if (previous == nullptr) return test;
  const Outcome before = dissolved_gas_score(*previous);
  if (!before.status.ok()) return {before.status, {}, 0};
  test.modifier.factor = dissolved_gas_factor(condition_class, score.value, before.value);
  return test;
}

TestModifier furfural_test(double furfural_ppm) noexcept {
  if (const Status status = within(furfural_ppm, 0, kMostPpm, "furfural_ppm", kPpmHint); !status.ok())
    return {status, {}, 0};
  const double collar = std::clamp(2.33 * std::pow(furfural_ppm, 0.68), 0.5, 10.0);
  return {{}, {banded(furfural_ppm, kFurfural), 10, collar}, furfural_ppm};
}

}  // namespace voltmetrics::cnaim
