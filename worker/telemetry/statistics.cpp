#include "worker/telemetry/statistics.hpp"

#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

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

namespace {

nlohmann::json quantiles(const Histogram& histogram) {
  const auto now = histogram.snapshot();
  return {{"count", now.count},
          {"p50", now.quantile_ms(0.5)},
          {"p90", now.quantile_ms(0.9)},
          {"p99", now.quantile_ms(0.99)}};
}

}  // namespace

std::string report_json(const Statistics& statistics) {
  return nlohmann::json{{"transactions", statistics.transactions.load()},
                        {"commit_to_visible_ms", quantiles(statistics.commit_to_visible)},
                        {"apply_ms", quantiles(statistics.apply_duration)},
                        {"visibility_waits", statistics.visibility_waits.load()},
                        {"lock_refusals", statistics.lock_refusals.load()},
                        {"reconnects", statistics.reconnects.load()},
                        {"gaps", statistics.gaps.load()}}
      .dump();
}

void log_summary(const Statistics& statistics) {
  const auto latency = statistics.commit_to_visible.snapshot();
  spdlog::info("{} transactions applied in {} batches; commit to visible p50 <= {} ms, p99 <= {} ms; {} queued, "
               "{} visibility waits, {} lock refusals",
               statistics.transactions.load(), statistics.batches.load(), latency.quantile_ms(0.5),
               latency.quantile_ms(0.99), statistics.queued_transactions.load(), statistics.visibility_waits.load(),
               statistics.lock_refusals.load());
}

}  // namespace masterbus::telemetry
