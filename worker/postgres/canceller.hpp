#pragma once

#include <libpq-fe.h>

#include <memory>

#include "worker/postgres/connection.hpp"

namespace masterbus::postgres {

/// Asks the server to cancel what a session is running, from any thread. Must not outlive use of the session's server.
class Canceller {
public:
  explicit Canceller(const Connection& session) : cancel_(PQgetCancel(session.get())) {}

  /// True when the request was delivered; the statement then fails with SQLSTATE 57014, unless it was done before.
  bool cancel() const noexcept;

private:
  struct Free {
    void operator()(PGcancel* cancel) const noexcept { PQfreeCancel(cancel); }
  };
  std::unique_ptr<PGcancel, Free> cancel_;
};

}  // namespace masterbus::postgres
