#pragma once

#include <httplib.h>

#include <functional>
#include <semaphore>
#include <utility>

namespace masterbus::http {

/// httplib's threads with a bounded queue: when it is full no further connection is accepted until one is served, and
/// the kernel keeps those who wait.
class BoundedPool final : public httplib::TaskQueue {
public:
  static constexpr std::size_t kThreads = 2;
  static constexpr std::ptrdiff_t kConnections = 32;

  // Nothing before version 0.15 of httplib, whether the job was taken since.
  using Enqueued = decltype(std::declval<httplib::TaskQueue&>().enqueue(std::declval<std::function<void()>>()));

  Enqueued enqueue(std::function<void()> job) override {
    room_.acquire();
    pool_.enqueue([this, job = std::move(job)] {
      job();
      room_.release();
    });
    return Enqueued(true);
  }
  void shutdown() override { pool_.shutdown(); }

private:
  std::counting_semaphore<kConnections> room_{kConnections};
  httplib::ThreadPool pool_{kThreads};
};

}  // namespace masterbus::http
