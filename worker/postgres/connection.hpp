#pragma once

#include <libpq-fe.h>

#include <array>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "worker/postgres/conninfo.hpp"
#include "worker/postgres/error.hpp"
#include "worker/postgres/parameter.hpp"
#include "worker/postgres/quote.hpp"
#include "worker/postgres/result.hpp"

namespace masterbus::postgres {

/// How a session is opened. The pinned settings (DateStyle ISO, TimeZone UTC, extra_float_digits 1, client encoding
/// UTF8) always hold, because the text of keys depends on them.
struct ConnectionSettings {
  std::string application_name = "masterbus";
  std::map<std::string, std::string> session;  ///< further server settings, given at session start
  bool replication = false;                    ///< a walsender session for logical replication (simple protocol only)
  std::chrono::milliseconds connect_timeout{10000};
};

/// A session with PostgreSQL: RAII over PGconn, moveable, not copyable. Not thread-safe: one thread at a time, except
/// Canceller. Every failure throws Error; ConnectionError when the session itself is gone.
class Connection {
public:
  using NoticeHandler = std::function<void(std::string_view sqlstate, std::string_view message)>;

  /// Connects, or throws ConnectionError carrying the server's SQLSTATE (28P01, 53300, 57P03 …), or 08001 when none
  /// answered in time. `conninfo` is a URL or a keyword string; Prisma's own parameters in a URL are ignored.
  static Connection connect(std::string_view conninfo, const ConnectionSettings& settings = {});

  /// Runs one statement with text parameters $1, $2 ….
  template <typename... Arguments>
  Result exec(const std::string& sql, const Arguments&... arguments) {
    const std::array<Parameter, sizeof...(Arguments)> parameters{Parameter(arguments)...};
    return exec_parameters(sql, parameters);
  }
  /// Runs one or several statements by the simple protocol; answers the last result.
  Result exec_simple(const std::string& sql);
  /// Prepares `sql` under `name` for exec_prepared.
  void prepare(const std::string& name, const std::string& sql);
  template <typename... Arguments>
  Result exec_prepared(const std::string& name, const Arguments&... arguments) {
    const std::array<Parameter, sizeof...(Arguments)> parameters{Parameter(arguments)...};
    return exec_prepared_parameters(name, parameters);
  }
  Result exec_parameters(const std::string& sql, std::span<const Parameter> parameters);
  Result exec_prepared_parameters(const std::string& name, std::span<const Parameter> parameters);

  /// Server version as an integer: 150020.
  int server_version() const noexcept { return PQserverVersion(connection_.get()); }
  /// Process id of the server's backend, 0 without a session.
  int backend_pid() const noexcept { return PQbackendPID(connection_.get()); }
  /// Descriptor of the session's socket, -1 without a session.
  int socket() const noexcept { return PQsocket(connection_.get()); }
  bool ok() const noexcept { return PQstatus(connection_.get()) == CONNECTION_OK; }
  bool in_transaction() const noexcept { return PQtransactionStatus(connection_.get()) != PQTRANS_IDLE; }
  /// Where notices and warnings go; without a handler they are dropped. The handler must not use the connection.
  void on_notice(NoticeHandler handler);

  PGconn* get() const noexcept { return connection_.get(); }

private:
  struct Finish {
    void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
  };
  explicit Connection(PGconn* connection) noexcept : connection_(connection) {}

  std::unique_ptr<NoticeHandler> notice_handler_;  // at a stable address: libpq keeps a pointer to it
  std::unique_ptr<PGconn, Finish> connection_;
};

/// Throws the error of a failed result; otherwise hands the result over.
Result checked(PGconn* connection, Result result);
inline Result checked(PGconn* connection, PGresult* result) { return checked(connection, Result(result)); }

}  // namespace masterbus::postgres
