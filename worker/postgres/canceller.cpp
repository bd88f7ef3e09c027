#include "worker/postgres/canceller.hpp"

#include <array>

namespace masterbus::postgres {

bool Canceller::cancel() const noexcept {
  std::array<char, 256> failure{};
  return cancel_ && PQcancel(cancel_.get(), failure.data(), static_cast<int>(failure.size())) != 0;
}

}  // namespace masterbus::postgres
