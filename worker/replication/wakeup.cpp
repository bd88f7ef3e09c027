#include "worker/replication/wakeup.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace masterbus::replication {

Wakeup::Wakeup() : descriptor_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

Wakeup::~Wakeup() { ::close(descriptor_); }

void Wakeup::wake() noexcept {
  // A full counter (EAGAIN) means that a wake-up is pending, which is all that is asked for.
  ::eventfd_write(descriptor_, 1);
}

void Wakeup::drain() noexcept {
  eventfd_t count = 0;
  ::eventfd_read(descriptor_, &count);
}

}  // namespace masterbus::replication
