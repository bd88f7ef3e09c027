#pragma once

#include <pthread.h>

#include <atomic>
#include <stop_token>
#include <thread>

namespace masterbus::cli {

/// The one place for signals. SIGINT and SIGTERM are blocked in every thread and taken by a thread of this object, so
/// no handler ever runs: the first one requests a stop, a second one ends the process at once.
/// Make it before any other thread starts.
class Signals {
public:
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  std::stop_token stop_token() const { return stop_.get_token(); }

private:
  void wait();

  sigset_t watched_;
  std::atomic<bool> ending_ = false;
  std::stop_source stop_;
  std::thread thread_;
};

}  // namespace masterbus::cli
