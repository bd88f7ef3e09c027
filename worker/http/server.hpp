#pragma once

#include <memory>
#include <string>
#include <thread>

#include "worker/telemetry/statistics.hpp"

namespace httplib {
class Server;
}

namespace masterbus::http {

/// GET /health: 200 while the worker leads or stands by, else 503; JSON {status ok | failing, phase, lag_bytes}.
/// GET /metrics: Prometheus' text format. Anybody who reaches the address may read both: neither names a row.
/// Serves in threads of its own from construction to destruction.
class Server {
public:
  /// Listens at `listen`; with an empty text nothing is served. `statistics` must outlive the server. Throws
  /// ConfigError when the address cannot be listened at.
  Server(const std::string& listen, const telemetry::Statistics& statistics);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

private:
  std::unique_ptr<httplib::Server> server_;
  std::thread thread_;
};

}  // namespace masterbus::http
