#include "worker/telemetry/statistics.hpp"

namespace masterbus::telemetry {

std::string_view name(Phase phase) noexcept {
  switch (phase) {
  case Phase::starting:
    return "starting";
  case Phase::standby:
    return "standby";
  case Phase::resyncing:
    return "resyncing";
  case Phase::streaming:
    return "streaming";
  case Phase::rebuilding:
    return "rebuilding";
  case Phase::backing_off:
    return "backing_off";
  case Phase::stopping:
    return "stopping";
  case Phase::stopped:
    return "stopped";
  }
  return "unknown";
}

}  // namespace masterbus::telemetry
