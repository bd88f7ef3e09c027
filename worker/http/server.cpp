#include "worker/http/server.hpp"

#include <fmt/format.h>
#include <httplib.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

#include "worker/config/config_error.hpp"
#include "worker/http/address.hpp"
#include "worker/http/bounded_pool.hpp"
#include "worker/telemetry/metrics.hpp"

namespace masterbus::http {
namespace {

constexpr time_t kPatienceS = 5;
constexpr std::size_t kLongestBody = 1024;

bool is_well(telemetry::Phase phase) {
  using telemetry::Phase;
  return phase == Phase::streaming || phase == Phase::rebuilding || phase == Phase::resyncing ||
         phase == Phase::standby;
}

void answer_health(const telemetry::Statistics& statistics, httplib::Response& response) {
  const auto phase = statistics.phase.load();
  nlohmann::ordered_json document{{"status", is_well(phase) ? "ok" : "failing"}, {"phase", name(phase)}};
  if (const auto lag = statistics.lag_bytes.load(); lag >= 0) document["lag_bytes"] = lag;
  response.status = is_well(phase) ? 200 : 503;
  response.set_content(document.dump() + "\n", "application/json");
}

/// httplib's own options let a second program listen at the same address.
void take_address_alone(socket_t socket) {
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

std::unique_ptr<httplib::Server> make_server(const telemetry::Statistics& statistics) {
  auto server = std::make_unique<httplib::Server>();
  server->set_socket_options(take_address_alone);
  server->new_task_queue = [] { return new BoundedPool; };
  server->set_read_timeout(kPatienceS);
  server->set_write_timeout(kPatienceS);
  server->set_keep_alive_timeout(kPatienceS);
  server->set_payload_max_length(kLongestBody);
  server->Get("/health",
              [&](const httplib::Request&, httplib::Response& response) { answer_health(statistics, response); });
  server->Get("/metrics", [&](const httplib::Request&, httplib::Response& response) {
    response.set_content(telemetry::prometheus_text(statistics), "text/plain; version=0.0.4; charset=utf-8");
  });
  return server;
}

int bind(httplib::Server& server, const Address& address) {
  if (address.port == 0) return server.bind_to_any_port(address.host);
  return server.bind_to_port(address.host, address.port) ? address.port : -1;
}

}  // namespace

Server::Server(const std::string& listen, const telemetry::Statistics& statistics) {
  if (listen.empty()) return;
  const auto address = parse_address(listen);
  if (!address) throw ConfigError("http.listen " + address_problem(listen));
  server_ = make_server(statistics);
  const int port = bind(*server_, *address);
  if (port < 0) throw ConfigError(fmt::format("http.listen: nothing can listen at {}; is it in use?", listen));
  spdlog::info("health and metrics are served at {} port {}", address->host, port);
  thread_ = std::thread([this] { server_->listen_after_bind(); });
}

Server::~Server() {
  if (!server_) return;
  // A stop before its thread has begun would be lost.
  while (!server_->is_running()) std::this_thread::yield();
  server_->stop();
  thread_.join();
}

}  // namespace masterbus::http
