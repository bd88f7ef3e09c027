#include "worker/pipeline/watchdog.hpp"

#include <spdlog/spdlog.h>
#include <sys/socket.h>

#include "worker/pipeline/pause.hpp"

namespace masterbus::pipeline {
namespace {

constexpr std::chrono::milliseconds kTick{250};

}  // namespace

Watchdog::Watchdog(std::vector<int> sockets, std::chrono::milliseconds patience)
    : sockets_(std::move(sockets)), patience_(patience) {}

void Watchdog::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { watch(stop); });
}

void Watchdog::watch(const std::stop_token& stop) {
  auto seen = answers_.load();
  std::chrono::milliseconds silence{0};
  while (silence < patience_) {
    if (!pause(stop, kTick)) return;
    const auto now = answers_.load();
    silence = now == seen ? silence + kTick : std::chrono::milliseconds{0};
    seen = now;
  }
  spdlog::error("the server has not answered for {} ms: giving its connections up", silence.count());
  for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
}

}  // namespace masterbus::pipeline
