#include "voltmetrics/evidence.hpp"

#include <bit>

#include "voltmetrics/nfpa70e.hpp"

namespace voltmetrics {
namespace {

constexpr double kHighCompleteness = 0.9;
constexpr double kMediumCompleteness = 0.7;
constexpr double kRecentYears = 5;
constexpr std::uint16_t kAllInputs = (1U << kInputs) - 1;
constexpr std::uint16_t kStudy = 1U << static_cast<unsigned>(Input::arc_flash);

}  // namespace

double completeness(std::optional<EquipmentType> type, std::uint16_t missing) noexcept {
  const bool study = type && nfpa70e::requires_arc_flash_assessment(*type);
  const auto asked = static_cast<std::uint16_t>(study ? kAllInputs : kAllInputs & ~kStudy);
  const int inputs = std::popcount(asked);
  const int lacking = std::popcount(static_cast<std::uint16_t>(missing & asked));
  return static_cast<double>(inputs - lacking) / inputs;
}

Confidence confidence_of(const Evidence& evidence, std::optional<EquipmentType> type, bool scored, Day as_of) noexcept {
  if (!scored) return Confidence::unknown;
  const double share = completeness(type, evidence.missing);
  const bool recent = !evidence.oldest || years_between(*evidence.oldest, as_of) <= kRecentYears;
  if (share >= kHighCompleteness && recent) return Confidence::high;
  return share >= kMediumCompleteness ? Confidence::medium : Confidence::low;
}

Confidence prevailing_confidence(const std::array<std::int64_t, kConfidences>& items) noexcept {
  const std::int64_t all = items[0] + items[1] + items[2] + items[3];
  if (items[0] == all) return Confidence::unknown;
  if (5 * items[3] >= 4 * all) return Confidence::high;
  return 5 * (items[3] + items[2]) >= 4 * all ? Confidence::medium : Confidence::low;
}

}  // namespace voltmetrics
