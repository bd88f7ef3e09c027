#pragma once
/// verify's looks at the database, chunk by chunk, each in a snapshot of its own.

#include <chrono>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "worker/cli/context.hpp"
#include "worker/postgres/connection.hpp"

namespace masterbus::cli {

/// What one look found.
struct Look {
  nlohmann::json differences = nlohmann::json::array();
  std::string position;  ///< end of the write-ahead log when the snapshot was taken
  std::optional<std::string> next_cursor;
};

/// Differences that may only be changes under way: they count once the worker has passed `position` and they still
/// stand.
struct Suspicion {
  nlohmann::json differences;
  std::string position;
};

class Comparison {
public:
  using Clock = std::chrono::steady_clock;

  Comparison(Context& context, postgres::Connection connection)
      : context_(context), connection_(std::move(connection)) {}

  postgres::Connection& connection() { return connection_; }

  Look source_chunk(const std::string& source, const std::string& cursor);
  Look result_chunk(const std::string& cursor);

  /// Looks again at the differing keys until they agree (nothing is returned), until a look finds the very same
  /// differences although the worker had passed the one before, until no worker streams, or until the deadline.
  nlohmann::json confirm(const Suspicion& suspicion, Clock::time_point deadline);

private:
  /// The streaming worker against a position of the write-ahead log.
  struct WorkerState {
    bool active = false;
    bool passed = false;    ///< everything before the position is applied
    bool all_sent = false;  ///< the server has sent it all that was written
    std::string applied;
  };

  Look look_again(const nlohmann::json& differences);
  WorkerState worker_state(const std::string& position);
  Look look(const std::function<postgres::Result(postgres::Connection&)>& query);

  Context& context_;
  postgres::Connection connection_;
};

}  // namespace masterbus::cli
