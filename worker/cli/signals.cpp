#include "worker/cli/signals.hpp"

#include <signal.h>

#include <cstdlib>

namespace masterbus::cli {

Signals::Signals() {
  sigemptyset(&watched_);
  sigaddset(&watched_, SIGINT);
  sigaddset(&watched_, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &watched_, nullptr);
  thread_ = std::thread([this] { wait(); });
}

Signals::~Signals() {
  ending_ = true;
  pthread_kill(thread_.native_handle(), SIGINT);
  thread_.join();
}

void Signals::wait() {
  int signal = 0;
  while (sigwait(&watched_, &signal) == 0 && !ending_) {
    if (stop_.stop_requested()) std::_Exit(128 + signal);
    stop_.request_stop();
  }
}

}  // namespace masterbus::cli
