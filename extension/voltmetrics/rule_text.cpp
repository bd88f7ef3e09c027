#include "voltmetrics/rule_text.hpp"

#include <array>

#include "voltmetrics/five_factor_rules.hpp"
#include "voltmetrics/six_factor_rules.hpp"

namespace voltmetrics {
namespace {

using Name = std::string_view;

constexpr std::array<Name, 2> kAge{"type", "install_date"};
constexpr std::array<Name, 2> kFiveFactorMaterial{"aluminum_conductor", "install_date"};
constexpr std::array<Name, 1> kFiveFactorMaintenance{"last_maintenance_date"};
constexpr std::array<Name, 5> kFiveFactorEnvironment{"humidity_pct", "temperature_f", "visible_corrosion", "type",
                                                     "unusual_noise"};
constexpr std::array<Name, 6> kFiveFactorOperation{"loading_pct",        "thermal_issues", "loose_parts",
                                                   "heat_discoloration", "type",           "trip_tests"};
constexpr std::array<Name, 5> kMaterial{"aluminum_conductor", "install_date", "connection_type",
                                        "undersized_conductors", "outdated_insulation"};
constexpr std::array<Name, 5> kMaintenance{"last_maintenance_date", "install_date", "documented_issues",
                                           "failed_inspection", "thermal_issues"};
constexpr std::array<Name, 5> kEnvironment{"humidity_pct", "temperature_f", "corrosive_environment", "outdoor_exposure",
                                           "poor_ventilation"};
constexpr std::array<Name, 5> kOperation{"loading_pct", "harmonics_percentage", "power_factor", "frequent_cycling",
                                         "voltage_instability"};
constexpr std::array<Name, 5> kVisual{"visible_corrosion", "physical_damage", "heat_discoloration", "loose_parts",
                                      "unusual_noise"};

constexpr std::array<std::span<const Name>, kFactors> kFiveFactorInputs{
    kAge, kFiveFactorMaterial, kFiveFactorMaintenance, kFiveFactorEnvironment, kFiveFactorOperation, {}};
constexpr std::array<std::span<const Name>, kFactors> kSixFactorInputs{kAge,         kMaterial,  kMaintenance,
                                                                       kEnvironment, kOperation, kVisual};

}  // namespace

double write_rule(TextSink& sink, Factor factor, const Item& item, Day as_of, const Model& model) noexcept {
  RuleTerms terms(sink);
  if (model.formula == Formula::five_factor)
    five_factor::write_terms(terms, factor, item, as_of);
  else
    six_factor::write_terms(terms, factor, item, as_of);
  return terms.end();
}

std::span<const std::string_view> rule_inputs(Factor factor, const Model& model) noexcept {
  const auto& inputs = model.formula == Formula::five_factor ? kFiveFactorInputs : kSixFactorInputs;
  return inputs[static_cast<std::size_t>(factor)];
}

}  // namespace voltmetrics
