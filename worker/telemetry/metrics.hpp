#pragma once

#include <string>

#include "worker/telemetry/statistics.hpp"

namespace masterbus::telemetry {

/// A worker's statistics in Prometheus' text format; names begin with masterbus_, durations are in seconds.
std::string prometheus_text(const Statistics& statistics);

}  // namespace masterbus::telemetry
