#pragma once

#include <chrono>
#include <cstdint>
#include <random>

namespace masterbus::pipeline {

/// Growing pauses with full jitter: the n-th pause is drawn evenly between `least` and min(`most`, `least`·2ⁿ), so that
/// many clients of one server do not return at the same moment. Not thread-safe.
class Backoff {
public:
  using Milliseconds = std::chrono::milliseconds;

  Backoff(Milliseconds least, Milliseconds most, std::uint64_t seed = std::random_device{}());

  Milliseconds next();
  void reset() noexcept { attempts_ = 0; }
  int attempts() const noexcept { return attempts_; }

private:
  Milliseconds least_;
  Milliseconds most_;
  int attempts_ = 0;
  std::mt19937_64 random_;
};

}  // namespace masterbus::pipeline
