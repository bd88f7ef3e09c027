#pragma once

#include <stop_token>

#include "worker/config/config.hpp"
#include "worker/telemetry/statistics.hpp"

namespace masterbus::pipeline {

/// Follows the stream and applies it until `stop` is requested; stands by while another worker leads; reconnects by
/// itself. Blocks; its threads have ended when it returns. Answers the program's exit code: 0 after a stop, 1 when it
/// had to give up (the log says why and what to do). `statistics` may be read from other threads meanwhile.
int run(const Config& config, const std::stop_token& stop, telemetry::Statistics& statistics);

}  // namespace masterbus::pipeline
