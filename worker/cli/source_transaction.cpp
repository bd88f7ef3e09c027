#include "worker/cli/source_transaction.hpp"

#include <algorithm>
#include <chrono>

#include "worker/pipeline/pause.hpp"

namespace masterbus::cli {
namespace {

void attempt(postgres::Connection& connection, const std::function<void(postgres::Connection&)>& look) {
  const std::string lock_statement(connection.exec("SELECT masterbus.lock_statement()").text(0, 0));
  connection.exec("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    if (!lock_statement.empty()) connection.exec(lock_statement);
    look(connection);
  } catch (...) {
    if (connection.ok()) connection.exec("ROLLBACK");
    throw;
  }
  connection.exec("COMMIT");
}

}  // namespace

void in_source_transaction(Context& context, postgres::Connection& connection,
                           const std::function<void(postgres::Connection&)>& look) {
  std::chrono::milliseconds backoff(1);
  const std::chrono::milliseconds longest(context.config.pipeline.lock_backoff_max_ms);
  while (true) {
    try {
      attempt(connection, look);
      return;
    } catch (const postgres::Error& error) {
      if (error.sqlstate() != postgres::kLockNotAvailable) throw;
    }
    if (!pipeline::pause(context.stop, backoff)) {
      throw postgres::Error({.sqlstate = "57014", .message = "stopped while a source table was locked"});
    }
    backoff = std::min(backoff * 2, longest);
  }
}

}  // namespace masterbus::cli
