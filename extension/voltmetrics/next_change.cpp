#include "voltmetrics/next_change.hpp"

namespace voltmetrics {
namespace {

constexpr Day kHundredYears = 36525;

struct Outcome {
  int score_tenths = -1;  ///< -1 = no score
  int nfpa70b = -1;       ///< status and score in one number
  int nfpa70e = -1;
  Confidence confidence = Confidence::unknown;
  bool operator==(const Outcome&) const noexcept = default;
};

int verdict(const Compliance& compliance) noexcept {
  return static_cast<int>(compliance.status) * 1000 + compliance.score;
}

Outcome outcome(const Subject& subject, Day day, const Model& model) noexcept {
  Outcome result;
  if (subject.item) {
    const Risk risk = assess_risk(*subject.item, day, model);
    if (risk.status.ok()) result.score_tenths = risk.score_tenths;
  }
  result.confidence = confidence_of(subject.evidence, subject.type, result.score_tenths >= 0, day);
  if (!subject.type) return result;
  result.nfpa70b = verdict(nfpa70b::assess(*subject.type, subject.maintenance, day));
  if (subject.loading_pct)
    result.nfpa70e = verdict(nfpa70e::assess(*subject.type, *subject.loading_pct, subject.safety, day));
  return result;
}

}  // namespace

/// From the day after `as_of` on, nothing but time passes: every factor and verdict only gets worse, and so does the
/// confidence of a score, so that the first day that differs can be found by halving. The one exception is maintenance
/// of new equipment, whose factor falls on the day after the work.
std::optional<Day> next_change(const Subject& subject, Day as_of, const Model& model) noexcept {
  const Outcome now = outcome(subject, as_of, model);
  Day same = as_of + 1;
  if (outcome(subject, same, model) != now) return same;
  Day differs = as_of + kHundredYears;
  if (outcome(subject, differs, model) == now) return std::nullopt;
  while (differs - same > 1) {
    const Day middle = same + (differs - same) / 2;
    (outcome(subject, middle, model) == now ? same : differs) = middle;
  }
  return differs;
}

}  // namespace voltmetrics
