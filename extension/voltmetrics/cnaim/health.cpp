#include "voltmetrics/cnaim/health.hpp"

#include <algorithm>
#include <cmath>

#include "voltmetrics/cnaim/csv.hpp"
#include "voltmetrics/cnaim/csv_text.hpp"

namespace voltmetrics::cnaim {
namespace {

/// How the modifiers of a component combine (Tables 9 to 11); `assets` is the table's name for a group of classes.
constexpr Combination stage_combination(std::string_view assets, std::string_view component) noexcept {
  for (std::string_view text = csv::mmi_parameters; !text.empty();) {
    const csv::Fields fields = csv::cut_row(text);
    if (fields[0] == "health_score_factor" && fields[1] == assets && fields[2] == component)
      return {csv::number(fields[3]), csv::number(fields[4]), static_cast<int>(csv::number(fields[5]))};
  }
  csv::malformed_table();
  return {};
}

constexpr Combination kOrdinary = stage_combination("* (all other classes)", "");
constexpr Combination kMainTank = stage_combination("HV/EHV/132kV Transformer", "Main");
constexpr Combination kTapchanger = stage_combination("EHV/132kV Transformer", "Tapchanger");

/// What a factor may at most be that a caller gives; far beyond what the tables lead to.
constexpr double kLeastFactor = 0.01;
constexpr double kGreatestFactor = 100;

void run_tests(const AssetCategory& category, const ComponentFacts& facts, ComponentHealth& health) noexcept {
  if (!category.is_transformer()) return;
  health.oil = oil_test(category.condition_class, facts.oil);
  health.status = health.oil.status;
  if (facts.sub_division->component == Component::tapchanger) return;
  if (health.status.ok() && facts.gas) {
    const DissolvedGas* const previous = facts.gas_previously ? &*facts.gas_previously : nullptr;
    health.gas = dissolved_gas_test(category.condition_class, *facts.gas, previous);
    health.status = health.gas.status;
  }
  if (health.status.ok() && facts.furfural_ppm) {
    health.furfural = furfural_test(*facts.furfural_ppm);
    health.status = health.furfural.status;
  }
}

/// Expected life and initial score, or why there is none.
void age(const AssetCategory& category, const ComponentFacts& facts, ComponentHealth& health) noexcept {
  const SubDivision& sub_division = *facts.sub_division;
  const Outcome duty = duty_factor(category, sub_division.component, facts.duty);
  const Outcome location = location_factor(sub_division.location_class, category.default_placement, facts.location);
  health.status = duty.status.ok() ? location.status : duty.status;
  if (!health.status.ok()) return;
  health.normal_expected_life_years = sub_division.normal_expected_life_years;
  health.duty_factor = duty.value;
  health.location_factor = location.value;
  health.expected_life_years = expected_life_years(health.normal_expected_life_years, duty.value, location.value);
  health.initial_ageing_rate = initial_ageing_rate(health.expected_life_years);
  health.initial_health_score = initial_health_score(health.initial_ageing_rate, facts.age_years);
}

}  // namespace

Modifier combine(const AssetCategory& category, Component component, const Modifier& observed, const Modifier& measured,
                 const Modifier& oil, const Modifier& gas, const Modifier& furfural) noexcept {
  Findings findings;
  findings.add(observed);
  findings.add(measured);
  if (!category.is_transformer()) return findings.joined(kOrdinary);
  findings.add(oil);
  if (component == Component::tapchanger) return findings.joined(kTapchanger);
  findings.add(gas);
  findings.add(furfural);
  return findings.joined(kMainTank);
}

double current_health_score(double initial_health_score, const Modifier& combined,
                            const Reliability& reliability) noexcept {
  double score = initial_health_score * combined.factor * reliability.factor;
  score = std::min(score, combined.cap);
  score = std::max({score, combined.collar, reliability.collar});
  return std::clamp(score, kBestHealthScore, kWorstCurrentScore);
}

double future_ageing_rate(double current_health_score, double age_years, double initial_ageing_rate) noexcept {
  if (!(age_years > 0) || current_health_score <= kBestHealthScore) return initial_ageing_rate;
  return std::min(std::log(current_health_score / kBestHealthScore) / age_years, 2 * initial_ageing_rate);
}

double ageing_reduction_factor(double health_score) noexcept {
  if (health_score < 2) return 1;
  return health_score <= 5.5 ? (health_score - 2) / 7 + 1 : 1.5;
}

double future_health_score(double health_score, double ageing_rate, double years) noexcept {
  return std::min(kWorstHealthScore,
                  health_score * std::exp(ageing_rate / ageing_reduction_factor(health_score) * years));
}

double remaining_life_years(double health_score, double ageing_rate, double expected_life_years) noexcept {
  if (health_score >= kEndOfLifeScore) return 0;
  if (!(ageing_rate > 0)) return expected_life_years;
  const double years = ageing_reduction_factor(health_score) * std::log(kEndOfLifeScore / health_score) / ageing_rate;
  return std::min(years, expected_life_years);
}

Status check_age(double age_years) noexcept {
  return within(age_years, 0, kOldestYears, "age_years", "An age lies between 0 and 1,000 years.");
}

Status check(const Reliability& reliability) noexcept {
  if (const Status status = within(reliability.factor, 0.6, 1.5, "reliability_factor",
                                   "A reliability factor lies between 0.6 and 1.5; 1 where nothing is known.");
      !status.ok())
    return status;
  return within(reliability.collar, kBestHealthScore, kWorstCurrentScore, "reliability_collar",
                "A reliability collar lies between 0.5 and 10; 0.5 where nothing is known.");
}

Status check(const Modifier& modifier, const char* factor, const char* cap, const char* collar) noexcept {
  if (const Status status = within(modifier.factor, kLeastFactor, kGreatestFactor, factor,
                                   "A factor lies between 0.01 and 100; 1 where nothing is known.");
      !status.ok())
    return status;
  if (const Status status = within(modifier.cap, kBestHealthScore, kWorstCurrentScore, cap,
                                   "A cap lies between 0.5 and 10; 10 where nothing is known.");
      !status.ok())
    return status;
  return within(modifier.collar, kBestHealthScore, kWorstCurrentScore, collar,
                "A collar lies between 0.5 and 10; 0.5 where nothing is known.");
}

ComponentHealth assess_component(const AssetCategory& category, const ComponentFacts& facts) noexcept {
  ComponentHealth health;
  health.status = check_age(facts.age_years);
  if (health.status.ok()) health.status = check(facts.reliability);
  if (health.status.ok()) age(category, facts, health);
  if (health.status.ok()) run_tests(category, facts, health);
  if (!health.status.ok()) return health;
  health.observed = facts.observed;
  health.measured = facts.measured;
  health.combined = combine(category, facts.sub_division->component, facts.observed, facts.measured,
                            health.oil.modifier, health.gas.modifier, health.furfural.modifier);
  health.current_health_score = current_health_score(health.initial_health_score, health.combined, facts.reliability);
  health.future_ageing_rate =
      future_ageing_rate(health.current_health_score, facts.age_years, health.initial_ageing_rate);
  health.ageing_reduction_factor = ageing_reduction_factor(health.current_health_score);
  return health;
}

Outcome health_score(const AssetCategory& category, const SubDivision& sub_division, double age_years,
                     const Location& location, double duty_factor, const Modifier& combined,
                     const Reliability& reliability) noexcept {
  Status status = check_age(age_years);
  if (status.ok())
    status = within(duty_factor, 0.5, 2, "duty_factor", "A duty factor lies between 0.5 and 2; 1 is ordinary duty.");
  if (status.ok()) status = check(combined, "health_score_factor", "health_score_cap", "health_score_collar");
  if (status.ok()) status = check(reliability);
  if (!status.ok()) return {status};
  const Outcome place = location_factor(sub_division.location_class, category.default_placement, location);
  if (!place.status.ok()) return place;
  const double life = expected_life_years(sub_division.normal_expected_life_years, duty_factor, place.value);
  const double initial = initial_health_score(initial_ageing_rate(life), age_years);
  return {{}, current_health_score(initial, combined, reliability)};
}

}  // namespace voltmetrics::cnaim
