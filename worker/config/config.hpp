#pragma once
/// What the worker was told, after file, environment and flags have been laid over each other.
/// Plain values: copy freely, read from any thread once loaded.

#include <map>
#include <string>
#include <vector>

namespace masterbus {

/// What to do when the slot was lost, so that changes may have been missed.
enum class GapPolicy {
  resync,  ///< make a new slot, mark everything dirty, stream on
  stop     ///< stop with an error and leave the decision to the operator
};

enum class LogFormat {
  automatic,  ///< human on a terminal, JSON lines otherwise
  json,
  human
};

struct DatabaseConfig {
  std::string url;  ///< the worker's role: applies batches and streams; secret; empty = libpq's own PG* environment
  std::string admin_url;  ///< a role that may install (init, uninstall, doctor); secret; empty = `url`
  int connect_timeout_s = 10;
};

struct PipelineConfig {
  int linger_ms = 0;                ///< how long a batch that queued up behind another waits for more transactions
  int max_keys = 1000;              ///< distinct keys in one batch, and in one transaction of ours
  int max_age_ms = 100;             ///< the oldest change of a batch never waits longer for company
  int max_source_keys = 200'000;    ///< keys of one source held in memory; above, its whole table becomes dirty
  int queue_transactions = 10'000;  ///< decoded transactions waiting for the applier before the socket is left unread
  int lock_backoff_max_ms = 250;    ///< longest pause after a refused lock or an invisible transaction
};

struct ReplicationConfig {
  GapPolicy on_gap = GapPolicy::resync;
  int wal_sender_timeout_ms = 3000;    ///< asked of the server for our session; 0 = the server's own
  int status_interval_ms = 1000;       ///< unasked status messages to the server; at most a third of its timeout
  int heartbeat_interval_ms = 10'000;  ///< own logical message that must come back; 0 = none
  int acknowledge_interval_s = 60;     ///< longest time between stored marks on an idle stream
  int acknowledge_mb = 16;             ///< WAL passed over between stored marks on an idle stream
  int standby_interval_ms = 1000;      ///< how often a standby tries to take the slot
  int mapping_poll_ms = 5000;          ///< how often the mapping and the catalogue are looked at
  int keyless_refresh_s = 300;         ///< how often tables without a replica identity are reread whole
};

struct RebuildConfig {
  int chunk_keys = 500;       ///< source rows per transaction of rebuild and verify, about half a second
  int chunk_facilities = 10;  ///< facilities per transaction of the day change and of verify
};

struct RetryConfig {
  int backoff_min_ms = 100;
  int backoff_max_ms = 30'000;
  int healthy_after_s = 60;  ///< health for this long resets the backoff
};

struct HttpConfig {
  std::string listen;  ///< address and port of health and metrics; empty = not served
};

struct LogConfig {
  int report_interval_s = 60;  ///< time between summaries, in the log and for `masterbus status`
  std::string level = "info";  ///< trace debug info warn error
  LogFormat format = LogFormat::automatic;
};

struct Config {
  DatabaseConfig database;
  std::string node = "main";  ///< names this worker's slot and progress row; [a-z0-9_]{1,20}
  PipelineConfig pipeline;
  ReplicationConfig replication;
  RebuildConfig rebuild;
  RetryConfig retry;
  HttpConfig http;
  LogConfig log;

  /// Where each setting that is not a default came from: key → "masterbus.toml:3", "MASTERBUS_NODE", "--node".
  std::map<std::string, std::string> origins;
  /// What the operator should be told: parameters left out of a URL, which URL was taken. Holds no secret.
  std::vector<std::string> notices;
  /// Parameters of the given URLs that libpq would refuse (Prisma's); already left out of the URLs above.
  std::vector<std::string> stripped_parameters;

  /// The conninfo for commands of an operator: `admin_url`, else `url`.
  const std::string& operator_url() const { return database.admin_url.empty() ? database.url : database.admin_url; }
};

}  // namespace masterbus
