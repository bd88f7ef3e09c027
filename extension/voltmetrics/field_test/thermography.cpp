#include "voltmetrics/field_test/thermography.hpp"

namespace voltmetrics::field_test {

constinit const std::array<ThermalBand, 7> kThermalBands{{
    {Comparison::similar_components, 0, false, 4, "possible deficiency", "warrants investigation"},
    {Comparison::similar_components, 4, true, 3, "probable deficiency", "repair as time permits"},
    {Comparison::similar_components, 15, false, 1, "major discrepancy", "repair immediately"},
    {Comparison::ambient_air, 1, true, 4, "possible deficiency", "warrants investigation"},
    {Comparison::ambient_air, 10, false, 3, "probable deficiency", "repair as time permits"},
    {Comparison::ambient_air, 20, false, 2, "deficiency", "monitor until corrective measures can be accomplished"},
    {Comparison::ambient_air, 40, false, 1, "major discrepancy", "repair immediately"},
}};

const ThermalBand* worst_band(std::optional<double> similar_components_rise_k,
                              std::optional<double> over_ambient_rise_k) noexcept {
  const ThermalBand* worst = nullptr;
  for (const ThermalBand& band : kThermalBands) {
    const auto& rise =
        band.comparison == Comparison::similar_components ? similar_components_rise_k : over_ambient_rise_k;
    if (rise && band.reached(*rise) && (worst == nullptr || band.priority < worst->priority)) worst = &band;
  }
  return worst;
}

}  // namespace voltmetrics::field_test
