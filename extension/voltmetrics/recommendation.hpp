#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "voltmetrics/facility.hpp"
#include "voltmetrics/text_sink.hpp"

namespace voltmetrics {

/// What a facility should do, in the order in which it is recommended.
enum class Recommendation : std::uint8_t {
  replace_critical_equipment,
  mend_maintenance,
  mend_safety,
  plan_for_high_risk,
  improve_maintenance,
};

struct RecommendationList {
  std::array<Recommendation, 5> entries{};
  int size = 0;

  [[nodiscard]] const Recommendation* begin() const noexcept { return entries.data(); }
  [[nodiscard]] const Recommendation* end() const noexcept { return entries.data() + size; }
};

/// What recommendations depend on; nothing = a standard that could not be judged.
struct FacilityStanding {
  std::int64_t critical_items = 0;
  std::int64_t high_items = 0;
  std::optional<ComplianceStatus> nfpa70b;
  std::optional<ComplianceStatus> nfpa70e;
};
[[nodiscard]] FacilityStanding standing_of(const FacilityTally& tally) noexcept;

/// High priority first: critical equipment, NFPA 70B and 70E non-compliance; then high-risk equipment and partial 70B.
[[nodiscard]] RecommendationList recommendations(const FacilityStanding& standing) noexcept;

[[nodiscard]] std::string_view priority_of(Recommendation recommendation) noexcept;  ///< high or medium
[[nodiscard]] std::string_view category_of(Recommendation recommendation) noexcept;  ///< risk, compliance or safety
[[nodiscard]] std::string_view title_of(Recommendation recommendation) noexcept;
void write_details(TextSink& sink, Recommendation recommendation, const FacilityStanding& standing) noexcept;

}  // namespace voltmetrics
