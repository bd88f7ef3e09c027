#include <algorithm>

#include "worker/config/setting.hpp"
#include "worker/http/address.hpp"

namespace masterbus {
namespace {

constexpr int kDayMs = 86'400'000;

std::string node_problem(std::string_view text) {
  const bool allowed = std::all_of(text.begin(), text.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
  });
  const bool good = !text.empty() && text.size() <= 20 && allowed;
  return good ? "" : "must be 1 to 20 of the letters a-z, digits and _ (it becomes part of the slot's name)";
}

Setting text(std::string key, std::string meaning, std::string& (*at)(Config&),
             std::string (*problem)(std::string_view) = nullptr) {
  return {std::move(key), std::move(meaning), false, TextValue{at, problem}};
}

Setting secret(std::string key, std::string meaning, std::string& (*at)(Config&)) {
  return {std::move(key), std::move(meaning), true, TextValue{at, nullptr}};
}

Setting integer(std::string key, std::string meaning, int& (*at)(Config&), int least, int most) {
  return {std::move(key), std::move(meaning), false, IntegerValue{at, least, most}};
}

Setting choice(std::string key, std::string meaning, std::vector<std::string> words, void (*set)(Config&, std::size_t),
               std::size_t (*get)(const Config&)) {
  return {std::move(key), std::move(meaning), false, ChoiceValue{std::move(words), set, get}};
}

const std::vector<std::string>& log_levels() {
  static const std::vector<std::string> levels{"trace", "debug", "info", "warn", "error"};
  return levels;
}

std::size_t log_level_index(const Config& config) {
  const auto found = std::find(log_levels().begin(), log_levels().end(), config.log.level);
  return static_cast<std::size_t>(found - log_levels().begin());
}

std::vector<Setting> database_settings() {
  return {
      secret(
          "database.url", "connection string of the worker's role", [](Config & c) -> auto& { return c.database.url; }),
      secret(
          "database.admin_url", "connection string of a role that may install; default: database.url",
          [](Config & c) -> auto& { return c.database.admin_url; }),
      integer(
          "database.connect_timeout_s", "seconds to wait for a connection",
          [](Config & c) -> auto& { return c.database.connect_timeout_s; }, 1, 3600),
      text(
          "node", "name of this worker, part of its slot's name", [](Config & c) -> auto& { return c.node; },
          node_problem),
  };
}

std::vector<Setting> pipeline_settings() {
  return {
      integer(
          "pipeline.linger_ms", "how long an unfilled batch waits for more transactions",
          [](Config & c) -> auto& { return c.pipeline.linger_ms; }, 0, 60'000),
      integer(
          "pipeline.max_keys", "distinct keys in one batch", [](Config & c) -> auto& { return c.pipeline.max_keys; }, 1,
          1'000'000),
      integer(
          "pipeline.max_age_ms", "longest wait of a batch's oldest change",
          [](Config & c) -> auto& { return c.pipeline.max_age_ms; }, 0, 60'000),
      integer(
          "pipeline.max_source_keys", "keys of one source held in memory before its whole table becomes dirty",
          [](Config & c) -> auto& { return c.pipeline.max_source_keys; }, 1, 100'000'000),
      integer(
          "pipeline.queue_transactions", "decoded transactions that may wait for the applier",
          [](Config & c) -> auto& { return c.pipeline.queue_transactions; }, 1, 10'000'000),
      integer(
          "pipeline.lock_backoff_max_ms", "longest pause after a refused lock",
          [](Config & c) -> auto& { return c.pipeline.lock_backoff_max_ms; }, 1, 60'000),
  };
}

std::vector<Setting> replication_settings() {
  return {
      choice(
          "replication.on_gap", "when changes may have been missed", {"resync", "stop"},
          [](Config& c, std::size_t index) { c.replication.on_gap = static_cast<GapPolicy>(index); },
          [](const Config& c) { return static_cast<std::size_t>(c.replication.on_gap); }),
      integer(
          "replication.wal_sender_timeout_ms", "wal_sender_timeout of our session; 0 = the server's",
          [](Config & c) -> auto& { return c.replication.wal_sender_timeout_ms; }, 0, kDayMs),
      integer(
          "replication.status_interval_ms",
          "time between unasked status messages; at most a third of wal_sender_timeout",
          [](Config & c) -> auto& { return c.replication.status_interval_ms; }, 100, kDayMs),
      integer(
          "replication.heartbeat_interval_ms", "time between own logical messages; 0 = none",
          [](Config & c) -> auto& { return c.replication.heartbeat_interval_ms; }, 0, kDayMs),
      integer(
          "replication.acknowledge_interval_s", "longest time between stored marks on an idle stream",
          [](Config & c) -> auto& { return c.replication.acknowledge_interval_s; }, 1, 86'400),
      integer(
          "replication.acknowledge_mb", "WAL between stored marks on an idle stream",
          [](Config & c) -> auto& { return c.replication.acknowledge_mb; }, 1, 1'000'000),
      integer(
          "replication.standby_interval_ms", "how often a standby tries to take the slot",
          [](Config & c) -> auto& { return c.replication.standby_interval_ms; }, 10, kDayMs),
      integer(
          "replication.mapping_poll_ms", "how often the mapping is looked at",
          [](Config & c) -> auto& { return c.replication.mapping_poll_ms; }, 100, kDayMs),
      integer(
          "replication.keyless_refresh_s", "how often tables without a replica identity are reread",
          [](Config & c) -> auto& { return c.replication.keyless_refresh_s; }, 1, 86'400),
  };
}

std::vector<Setting> other_settings() {
  return {
      integer(
          "rebuild.chunk_keys", "source rows per transaction of rebuild and verify",
          [](Config & c) -> auto& { return c.rebuild.chunk_keys; }, 1, 100'000),
      integer(
          "rebuild.chunk_facilities", "facilities per transaction of the day change and of verify",
          [](Config & c) -> auto& { return c.rebuild.chunk_facilities; }, 1, 10'000),
      integer(
          "retry.backoff_min_ms", "first pause after a lost connection",
          [](Config & c) -> auto& { return c.retry.backoff_min_ms; }, 1, kDayMs),
      integer(
          "retry.backoff_max_ms", "longest pause after a lost connection",
          [](Config & c) -> auto& { return c.retry.backoff_max_ms; }, 1, kDayMs),
      integer(
          "retry.healthy_after_s", "health for this long resets the pauses",
          [](Config & c) -> auto& { return c.retry.healthy_after_s; }, 1, 86'400),
      text(
          "http.listen", "address and port of /health and /metrics, such as 127.0.0.1:9187; empty = not served",
          [](Config & c) -> auto& { return c.http.listen; },
          [](std::string_view given) { return http::address_problem(given); }),
      integer(
          "log.report_interval_s", "seconds between summaries, in the log and for status",
          [](Config & c) -> auto& { return c.log.report_interval_s; }, 1, 86'400),
      choice(
          "log.level", "least important line to log", log_levels(),
          [](Config& c, std::size_t index) { c.log.level = log_levels()[index]; }, log_level_index),
      choice(
          "log.format", "auto: human on a terminal, JSON lines otherwise", {"auto", "json", "human"},
          [](Config& c, std::size_t index) { c.log.format = static_cast<LogFormat>(index); },
          [](const Config& c) { return static_cast<std::size_t>(c.log.format); }),
  };
}

}  // namespace

const std::vector<Setting>& settings() {
  static const std::vector<Setting> all = [] {
    std::vector<Setting> list;
    for (auto& part : {database_settings(), pipeline_settings(), replication_settings(), other_settings()}) {
      list.insert(list.end(), part.begin(), part.end());
    }
    return list;
  }();
  return all;
}

}  // namespace masterbus
