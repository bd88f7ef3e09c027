#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <stop_token>
#include <thread>
#include <vector>

namespace masterbus::pipeline {

/// Ends sessions on which nothing passes any more though nobody closed them, as when a router between forgot them: each
/// session that waits for an answer then fails, and the worker connects anew. Silence is told from rest by a session
/// that asks something small every second and says answered(). Time during which this process stands still does not
/// count.
class Watchdog {
public:
  /// `sockets` are shut down, not closed, after `patience` without an answer; they stay their sessions' own.
  Watchdog(std::vector<int> sockets, std::chrono::milliseconds patience);

  void start();
  /// The server answered. From any thread.
  void answered() noexcept { answers_.fetch_add(1); }

private:
  void watch(const std::stop_token& stop);

  std::vector<int> sockets_;
  std::chrono::milliseconds patience_;
  std::atomic<std::uint64_t> answers_{0};
  std::jthread thread_;
};

}  // namespace masterbus::pipeline
