#pragma once

#include <algorithm>
#include <chrono>

namespace masterbus::pipeline {

/// The most keys that masterbus.choose_plans still runs with kept plans: about 50 ms of work, none of it planning. Of a
/// table of facilities it is one, with all its items.
inline constexpr int kChunkKeysBehindChanges = 50;

/// After a change, more are expected for so long.
inline constexpr std::chrono::seconds kChangesExpected{5};

/// Source rows of a rebuild transaction in a pause of the stream: as many as configured while nothing changes, few
/// while changes come in, since one that arrives meanwhile waits for its end.
[[nodiscard]] constexpr int chunk_keys(int configured, std::chrono::nanoseconds since_last_change) noexcept {
  return since_last_change < kChangesExpected ? std::min(configured, kChunkKeysBehindChanges) : configured;
}

}  // namespace masterbus::pipeline
