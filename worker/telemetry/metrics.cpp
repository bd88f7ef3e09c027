#include "worker/telemetry/metrics.hpp"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <sstream>
#include <utility>
#include <vector>

namespace masterbus::telemetry {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

constexpr double kMsPerS = 1000;
constexpr double kUsPerS = 1'000'000;

/// Collects families of one or several metrics each.
class Families {
public:
  void counter(const char* name, const char* help, std::uint64_t value) {
    ClientMetric metric;
    metric.counter.value = static_cast<double>(value);
    add(name, help, MetricType::Counter, {std::move(metric)});
  }
  void counters(const char* name, const char* help, const char* label,
                const std::vector<std::pair<const char*, std::uint64_t>>& values) {
    std::vector<ClientMetric> metrics;
    for (const auto& [word, value] : values) {
      ClientMetric metric;
      metric.label = {{label, word}};
      metric.counter.value = static_cast<double>(value);
      metrics.push_back(std::move(metric));
    }
    add(name, help, MetricType::Counter, std::move(metrics));
  }
  void gauge(const char* name, const char* help, double value, std::vector<ClientMetric::Label> labels = {}) {
    ClientMetric metric;
    metric.label = std::move(labels);
    metric.gauge.value = value;
    add(name, help, MetricType::Gauge, {std::move(metric)});
  }
  /// Left out while nobody knows it yet.
  void known_gauge(const char* name, const char* help, std::int64_t value, double unit = 1) {
    if (value >= 0) gauge(name, help, static_cast<double>(value) / unit);
  }
  void histogram(const char* name, const char* help, const Histogram& measured) {
    const auto now = measured.snapshot();
    ClientMetric metric;
    std::uint64_t below = 0;
    for (std::size_t bucket = 0; bucket < Histogram::kUpperBoundsMs.size(); ++bucket) {
      below += now.counts[bucket];
      metric.histogram.bucket.push_back({below, Histogram::kUpperBoundsMs[bucket] / kMsPerS});
    }
    metric.histogram.sample_count = now.count;
    metric.histogram.sample_sum = now.sum_ms / kMsPerS;
    add(name, help, MetricType::Histogram, {std::move(metric)});
  }
  const std::vector<MetricFamily>& all() const noexcept { return all_; }

private:
  void add(const char* name, const char* help, MetricType type, std::vector<ClientMetric> metrics) {
    all_.push_back({name, help, type, std::move(metrics)});
  }

  std::vector<MetricFamily> all_;
};

void add_work(const Statistics& now, Families& families) {
  families.counter("masterbus_transactions_total", "Source transactions applied.", now.transactions);
  families.counter("masterbus_changes_total", "Row changes in them.", now.changes);
  families.counter("masterbus_batches_total", "Our commits of live changes.", now.batches);
  families.counter("masterbus_keys_total", "Distinct source keys in them.", now.keys);
  families.counter("masterbus_equipment_changed_total", "Result rows rewritten.", now.equipment_changed);
  families.counter("masterbus_rebuild_chunks_total", "Chunks of tables read again.", now.rebuild_chunks);
  families.counter("masterbus_facilities_advanced_total", "Facilities moved to a new date.", now.facilities_advanced);
  families.histogram("masterbus_commit_to_visible_seconds", "From the source's commit to ours, by the server's clock.",
                     now.commit_to_visible);
  families.histogram("masterbus_apply_seconds", "Of one batch, from its lock to its commit.", now.apply_duration);
}

void add_trouble(const Statistics& now, Families& families) {
  families.counter("masterbus_lock_refusals_total", "A migration held a source table.", now.lock_refusals);
  families.counter("masterbus_visibility_waits_total", "A commit was decoded before a snapshot saw it.",
                   now.visibility_waits);
  families.counter("masterbus_reconnects_total", "Connections begun anew after a failure.", now.reconnects);
  families.counter("masterbus_gaps_total", "Slots found lost or moved.", now.gaps);
  families.counters("masterbus_over_marks_total", "Whole tables marked because a key could not be had.", "cause",
                    {{"unreadable", now.over_marks_unreadable},
                     {"truncated", now.over_marks_truncated},
                     {"keyless", now.over_marks_keyless},
                     {"over_bound", now.over_marks_over_bound},
                     {"unfinished", now.over_marks_unfinished}});
}

void add_standing(const Statistics& now, Families& families) {
  families.gauge("masterbus_phase", "1 for what the worker is doing.", 1, {{"phase", std::string(name(now.phase))}});
  families.known_gauge("masterbus_lag_bytes", "Write-ahead log that is not applied yet.", now.lag_bytes);
  families.known_gauge("masterbus_retained_wal_bytes", "Write-ahead log that the slot keeps on the server.",
                       now.retained_wal_bytes);
  families.known_gauge("masterbus_wal_budget_bytes", "What it may keep before it is lost; absent without a limit.",
                       now.wal_budget_bytes);
  families.known_gauge("masterbus_heartbeat_round_trip_seconds", "Last own message through the slot and back.",
                       now.heartbeat_round_trip_us, kUsPerS);
  families.known_gauge("masterbus_last_commit_timestamp_seconds", "Source's commit applied last, since 1970.",
                       now.last_commit_at_us > 0 ? now.last_commit_at_us.load() : -1, kUsPerS);
  families.gauge("masterbus_applying_transactions", "Taken from the queue, not committed yet.",
                 static_cast<double>(now.applying_transactions));
  families.gauge("masterbus_queued_transactions", "Decoded transactions that wait.",
                 static_cast<double>(now.queued_transactions));
  families.gauge("masterbus_queued_bytes", "Memory that their keys take.", static_cast<double>(now.queued_bytes));
}

}  // namespace

std::string prometheus_text(const Statistics& statistics) {
  Families families;
  add_standing(statistics, families);
  add_work(statistics, families);
  add_trouble(statistics, families);
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, families.all());
  return out.str();
}

}  // namespace masterbus::telemetry
