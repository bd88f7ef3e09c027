#include "voltmetrics/cnaim/failure.hpp"

#include "voltmetrics/cnaim/csv.hpp"
#include "voltmetrics/cnaim/csv_text.hpp"

namespace voltmetrics::cnaim {
namespace {

struct HealthBand {
  double from = 0;
  double typical = 0;
};
constexpr auto kHealthBands = csv::rows<kHealthIndices>(csv::health_index_bands, [](const csv::Fields& fields) {
  return HealthBand{csv::number(fields[1]), csv::number(fields[4])};
});
static_assert(kHealthBands[0].from == kBestHealthScore);

}  // namespace

HealthIndex health_index(double health_score) noexcept {
  std::uint8_t band = 0;
  for (std::size_t i = 1; i < kHealthBands.size(); ++i) band += health_score >= kHealthBands[i].from ? 1 : 0;
  return static_cast<HealthIndex>(band);
}

double typical_health_score(HealthIndex band) noexcept { return kHealthBands[static_cast<std::size_t>(band)].typical; }

}  // namespace voltmetrics::cnaim
