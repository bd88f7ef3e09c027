#include "worker/cli/slot_creation.hpp"

#include <chrono>
#include <future>
#include <ostream>
#include <set>

#include "worker/cli/database.hpp"

namespace masterbus::cli {
namespace {

/// Sessions (and prepared transactions, which have none) that keep the backend $1 waiting.
constexpr const char* kWaitedFor = R"(
SELECT pg_catalog.format(
           'waiting for the transaction of session %s (%s, %s, %s), open for %s s; its last statement: %s',
           a.pid, coalesce(a.usename, '?'), coalesce(nullif(a.application_name, ''), 'no application name'), a.state,
           extract(epoch FROM clock_timestamp() - a.xact_start)::int, left(regexp_replace(a.query, '\s+', ' ', 'g'), 120)),
       pg_catalog.format('; to end it: SELECT pg_terminate_backend(%s)', a.pid), a.pid::text
FROM pg_catalog.pg_stat_activity a WHERE a.pid = ANY (pg_catalog.pg_blocking_pids($1))
UNION ALL
SELECT pg_catalog.format('waiting for the prepared transaction %L of %s, prepared at %s', p.gid, p.owner, p.prepared),
       pg_catalog.format('; to end it: ROLLBACK PREPARED %L or COMMIT PREPARED %1$L', p.gid), 'prepared ' || p.gid
FROM pg_catalog.pg_prepared_xacts p
WHERE 0 = ANY (pg_catalog.pg_blocking_pids($1)))";

void say_waits(Context& context, postgres::Connection& watcher, int backend_pid, std::set<std::string>& said) {
  const auto waits = watcher.exec(kWaitedFor, backend_pid);
  for (int row = 0; row < waits.rows(); ++row) {
    if (!said.emplace(waits.text(row, 2)).second) continue;
    context.err << "masterbus: " << waits.text(row, 0) << waits.text(row, 1) << std::endl;
  }
}

}  // namespace

void create_slot(Context& context, postgres::Connection& connection, const std::string& sql) {
  const int backend_pid = static_cast<int>(connection.exec("SELECT pg_catalog.pg_backend_pid()").integer(0, 0));
  auto watcher = connect_operator(context.config);
  auto creation = std::async(std::launch::async, [&connection, &sql] { connection.exec(sql); });
  std::set<std::string> said;
  bool cancelled = false;
  while (creation.wait_for(std::chrono::milliseconds(200)) != std::future_status::ready) {
    if (context.stop.stop_requested() && !cancelled) {
      watcher.exec("SELECT pg_catalog.pg_cancel_backend($1)", backend_pid);
      cancelled = true;
    }
    say_waits(context, watcher, backend_pid, said);
  }
  creation.get();
}

}  // namespace masterbus::cli
