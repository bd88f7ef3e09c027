#include "voltmetrics/facility.hpp"

#include "voltmetrics/rounding.hpp"

namespace voltmetrics {
bool RanksBefore::operator()(const RiskEntry& a, const RiskEntry& b) const noexcept {
  if (a.score_tenths != b.score_tenths) return a.score_tenths > b.score_tenths;
  if (const int order = a.id.compare(b.id); order != 0) return order < 0;
  return a.position < b.position;
}

bool RanksBefore::operator()(const FactorAverage& a, const FactorAverage& b) const noexcept {
  return a.average_tenths > b.average_tenths;
}

std::optional<std::int16_t> WeightedScore::tenths() const noexcept {
  if (weight_tenths <= 0) return std::nullopt;
  return static_cast<std::int16_t>(rounded_quotient(weighted_tenths, weight_tenths));
}

std::optional<int> compliance_score(std::int64_t score_sum, std::int64_t count) noexcept {
  if (count <= 0) return std::nullopt;
  return static_cast<int>(quotient_half_to_even(score_sum, count));
}

std::optional<ComplianceStatus> compliance_status(std::int64_t score_sum, std::int64_t count) noexcept {
  if (count <= 0) return std::nullopt;
  if (score_sum >= 90 * count) return ComplianceStatus::compliant;
  return score_sum >= 60 * count ? ComplianceStatus::partial : ComplianceStatus::non_compliant;
}

void FacilityTally::add(EquipmentType type, const Risk& risk, const Compliance& maintenance, const Compliance& safety,
                        const Model& model) noexcept {
  score.add(type, risk.score_tenths, model);
  ++items;
  ++by_category[static_cast<std::size_t>(risk.category)];
  ++by_type[index_of(type)];
  for (int i = 0; i < model.factors; ++i) factor_tenths[i] += tenths_of(risk.factors.value[i]);
  nfpa70b.add(maintenance);
  nfpa70e.add(safety);
}

FactorRanking FacilityTally::factor_averages(const Model& model) const noexcept {
  FactorRanking ranking;
  for (int i = 0; i < model.factors; ++i)
    ranking.offer({static_cast<Factor>(i), static_cast<std::int16_t>(rounded_quotient(factor_tenths[i], items))});
  return ranking;
}

}  // namespace voltmetrics
