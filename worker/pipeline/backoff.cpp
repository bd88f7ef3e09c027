#include "worker/pipeline/backoff.hpp"

#include <algorithm>

namespace masterbus::pipeline {

Backoff::Backoff(Milliseconds least, Milliseconds most, std::uint64_t seed)
    : least_(least), most_(std::max(least, most)), random_(seed) {}

Backoff::Milliseconds Backoff::next() {
  constexpr int kMostDoublings = 30;
  attempts_ = std::min(attempts_ + 1, kMostDoublings);
  const auto ceiling = std::min<std::int64_t>(most_.count(), least_.count() << attempts_);
  std::uniform_int_distribution<std::int64_t> even(least_.count(), std::max(least_.count(), ceiling));
  return Milliseconds(even(random_));
}

}  // namespace masterbus::pipeline
