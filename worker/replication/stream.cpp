#include "worker/replication/stream.hpp"

#include <fmt/format.h>
#include <poll.h>

namespace masterbus::replication {
namespace {

postgres::Connection connect(std::string_view conninfo, const StreamSettings& settings) {
  postgres::ConnectionSettings connection;
  connection.application_name = "masterbus-stream";
  connection.replication = true;
  connection.connect_timeout = settings.connect_timeout;
  if (settings.wal_sender_timeout.count() > 0) {
    connection.session["wal_sender_timeout"] = fmt::format("{}ms", settings.wal_sender_timeout.count());
  }
  return postgres::Connection::connect(conninfo, connection);
}

[[noreturn]] void throw_lost(PGconn* connection) {
  std::string reason = PQerrorMessage(connection);
  while (!reason.empty() && reason.back() == '\n') reason.pop_back();
  throw postgres::ConnectionError(
      {.sqlstate = "08006",
       .message = "the replication connection is gone" + (reason.empty() ? reason : ": " + reason)});
}

bool wait_readable(int socket, std::chrono::milliseconds patience) {
  pollfd entry{.fd = socket, .events = POLLIN, .revents = 0};
  return ::poll(&entry, 1, static_cast<int>(patience.count())) > 0;
}

}  // namespace

Stream::Stream(std::string_view conninfo, const StreamSettings& settings) : connection_(connect(conninfo, settings)) {}

SystemIdentity Stream::identify() {
  const auto row = connection_.exec_simple("IDENTIFY_SYSTEM");
  SystemIdentity system;
  system.system_identifier = row.text(0, "systemid");
  system.timeline = static_cast<int>(row.integer(0, "timeline"));
  system.database = row.text(0, "dbname");
  system.wal_position = parse_lsn(row.text(0, "xlogpos")).value_or(Lsn{});
  return system;
}

void Stream::start(std::string_view slot_name, Lsn from, const StreamOptions& options) {
  connection_.exec_simple(start_replication_command(slot_name, from, options));
  if (PQsetnonblocking(connection_.get(), 1) != 0) throw_lost(connection_.get());
}

void Stream::consume() {
  if (PQconsumeInput(connection_.get()) == 0) throw_lost(connection_.get());
}

std::optional<CopyBuffer> Stream::next() {
  char* data = nullptr;
  const int size = PQgetCopyData(connection_.get(), &data, 1);
  if (size > 0) return CopyBuffer(data, size);
  if (size == 0) return std::nullopt;
  // The copy is over: the result that follows says why, if the server said so.
  postgres::checked(connection_.get(), postgres::Result(PQgetResult(connection_.get())));
  throw_lost(connection_.get());
}

void Stream::send_status(Lsn written, Lsn flushed) {
  const auto frame = status_frame(written, flushed, std::chrono::system_clock::now(), false);
  if (PQputCopyData(connection_.get(), frame.data(), static_cast<int>(frame.size())) < 0) throw_lost(connection_.get());
  flush();
}

bool Stream::flush() {
  const int left = PQflush(connection_.get());
  if (left < 0) throw_lost(connection_.get());
  return left > 0;
}

void Stream::finish(Lsn written, Lsn flushed, std::chrono::milliseconds patience) {
  send_status(written, flushed);
  if (PQputCopyEnd(connection_.get(), nullptr) < 0) throw_lost(connection_.get());
  flush();
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (true) {
    char* data = nullptr;
    const int size = PQgetCopyData(connection_.get(), &data, 1);
    if (size > 0) {
      PQfreemem(data);
      continue;
    }
    if (size < 0) return;
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0 || !wait_readable(socket(), left)) return;
    consume();
  }
}

}  // namespace masterbus::replication
