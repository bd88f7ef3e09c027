#pragma once

namespace masterbus::replication {

/// Wakes a thread that waits in poll(): an eventfd. wake() may be called from any thread.
class Wakeup {
public:
  Wakeup();
  ~Wakeup();
  Wakeup(const Wakeup&) = delete;
  Wakeup& operator=(const Wakeup&) = delete;

  void wake() noexcept;
  /// Takes all wake-ups that have come in.
  void drain() noexcept;
  int descriptor() const noexcept { return descriptor_; }

private:
  int descriptor_;
};

}  // namespace masterbus::replication
