#include "worker/pipeline/run.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "worker/pipeline/applier.hpp"
#include "worker/pipeline/attach.hpp"
#include "worker/pipeline/backoff.hpp"
#include "worker/pipeline/classify.hpp"
#include "worker/pipeline/failure.hpp"
#include "worker/pipeline/monitor.hpp"
#include "worker/pipeline/pause.hpp"
#include "worker/pipeline/transaction_queue.hpp"
#include "worker/pipeline/watchdog.hpp"
#include "worker/replication/receiver.hpp"

namespace masterbus::pipeline {
namespace {

using std::chrono::milliseconds;
using telemetry::Phase;
using telemetry::Statistics;
using Clock = std::chrono::steady_clock;

QueueBounds queue_bounds(const Config& config) {
  QueueBounds bounds;
  bounds.transactions = static_cast<std::size_t>(config.pipeline.queue_transactions);
  bounds.batch_keys = static_cast<std::size_t>(config.pipeline.max_keys);
  bounds.keys_per_line = static_cast<std::size_t>(config.pipeline.max_source_keys);
  bounds.notice_bytes = static_cast<std::uint64_t>(config.replication.acknowledge_mb) << 20U;
  return bounds;
}

/// A third of the server's patience, so that two lost messages are survived.
milliseconds status_interval(const Config& config) {
  const milliseconds asked(config.replication.status_interval_ms);
  const milliseconds timeout(config.replication.wal_sender_timeout_ms);
  return timeout.count() > 0 ? std::min(asked, timeout / 3) : asked;
}

/// How long the server may leave the smallest question unanswered.
milliseconds server_patience(const Config& config) {
  constexpr milliseconds kLeast{3000};
  constexpr milliseconds kUnlimited{30'000};
  const milliseconds timeout(config.replication.wal_sender_timeout_ms);
  return timeout.count() > 0 ? std::max(3 * timeout, kLeast) : kUnlimited;
}

/// Leads until a stop is requested or a failure ends the attachment.
void lead(const Config& config, Attachment attachment, const std::stop_token& stop, Statistics& statistics) {
  replication::Wakeup wakeup;
  PendingWork work;
  statistics.applying_transactions = 0;
  statistics.applied_lsn = statistics.received_lsn = attachment.mark.value;
  TransactionQueue queue(queue_bounds(config), wakeup, statistics,
                         [&](const replication::LogicalMessage& message) { receive_heartbeat(message, statistics); });
  Watchdog watchdog({attachment.stream.socket(), attachment.control.socket(), attachment.apply.socket()},
                    server_patience(config));
  replication::Receiver receiver(std::move(attachment.stream), *attachment.catalog,
                                 static_cast<std::size_t>(config.pipeline.max_source_keys), attachment.mark,
                                 attachment.mark, status_interval(config), queue, wakeup);
  Monitor monitor(config, std::move(attachment.control), attachment.attached, queue, work, watchdog, statistics);
  Applier applier(
      config, std::move(attachment.apply), *attachment.catalog, queue, work, statistics,
      [&](replication::Lsn lsn) { receiver.acknowledge(lsn); }, attachment.mark);
  watchdog.start();
  receiver.start();
  monitor.start();
  applier.run(stop);
  // The last acknowledgement goes out before the slot is let go.
  receiver.stop();
}

/// What failures met one after the other mean: how long to wait, and when to give up.
class Failures {
public:
  Failures(const Config& config)
      : backoff_(milliseconds(config.retry.backoff_min_ms), milliseconds(config.retry.backoff_max_ms)),
        healthy_after_(config.retry.healthy_after_s) {}

  void began() { began_ = Clock::now(); }
  /// An internal error at the same position three times will come a fourth time.
  void check_wedged(const std::string& sqlstate, std::uint64_t applied_lsn) {
    constexpr int kPatience = 3;
    const bool same = sqlstate == "XX000" && applied_lsn == wedged_lsn_;
    wedged_times_ = sqlstate != "XX000" ? 0 : same ? wedged_times_ + 1 : 1;
    wedged_lsn_ = applied_lsn;
    if (wedged_times_ < kPatience) return;
    throw StopWorker("the stream is wedged: the server fails at the same place again and again, after " +
                         to_string(replication::Lsn{applied_lsn}),
                     "drop the slot with pg_drop_replication_slot and start again: everything is then read anew");
  }
  /// A server that says it is starting up (57P03) is asked again soon, without the pauses growing.
  milliseconds next_pause(const std::string& sqlstate) {
    constexpr milliseconds kStartingUp{250};
    if (sqlstate == "57P03") return kStartingUp;
    if (Clock::now() - began_ >= healthy_after_) backoff_.reset();
    return backoff_.next();
  }

private:
  Backoff backoff_;
  std::chrono::seconds healthy_after_;
  Clock::time_point began_ = Clock::now();
  std::uint64_t wedged_lsn_ = 0;
  int wedged_times_ = 0;
};

/// A context may quote a statement with every key of a batch.
constexpr std::size_t kLoggedContext = 500;

std::string with_separator(std::string_view separator, const std::string& text) {
  return text.empty() ? text : std::string(separator) + text;
}

/// Says what happened; throws StopWorker when no retry can help.
void judge(const postgres::Error& error) {
  switch (classify(error.sqlstate(), Stage::streaming)) {
  case Reaction::fenced:
  case Reaction::stop:
    throw StopWorker(error.what(), remedy(error.sqlstate()));
  case Reaction::reconnect:
  case Reaction::standby:
  case Reaction::gap:  // judged anew, with the facts at hand, when attaching
    spdlog::warn("{}", error.what());
    break;
  case Reaction::retry:
  case Reaction::persist:
    spdlog::error("{}{}{}", error.what(), with_separator("; ", remedy(error.sqlstate())),
                  with_separator("; context: ", error.context().substr(0, kLoggedContext)));
    break;
  }
}

/// One attachment from beginning to end. Answers the SQLSTATE of the failure that ended it, if one did.
std::optional<std::string> attend(const Config& config, const std::stop_token& stop, Statistics& statistics) {
  try {
    if (auto attachment = attach(config, stop, statistics)) lead(config, std::move(*attachment), stop, statistics);
  } catch (const MappingChanged& change) {
    spdlog::info("{}: attaching anew", change.what());
  } catch (const postgres::Error& error) {
    if (stop.stop_requested()) return std::nullopt;
    judge(error);
    return error.sqlstate();
  }
  return std::nullopt;
}

}  // namespace

int run(const Config& config, const std::stop_token& stop, Statistics& statistics) {
  Failures failures(config);
  try {
    while (!stop.stop_requested()) {
      statistics.phase = Phase::starting;
      failures.began();
      const auto failure = attend(config, stop, statistics);
      if (!failure) continue;
      failures.check_wedged(*failure, statistics.applied_lsn.load());
      statistics.phase = Phase::backing_off;
      statistics.reconnects.fetch_add(1);
      const auto wait = failures.next_pause(*failure);
      spdlog::warn("connecting anew in {} ms", wait.count());
      pause(stop, wait);
    }
    statistics.phase = Phase::stopped;
    telemetry::log_summary(statistics);
    spdlog::info("stopped");
    return 0;
  } catch (const std::exception& failure) {
    statistics.phase = Phase::stopped;
    spdlog::critical("stopping: {}", failure.what());
    return 1;
  }
}

}  // namespace masterbus::pipeline
