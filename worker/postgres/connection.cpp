#include "worker/postgres/connection.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <cerrno>
#include <vector>

namespace masterbus::postgres {
namespace {

using Clock = std::chrono::steady_clock;

/// Server settings that the text of keys, times and numbers depends on.
const std::map<std::string, std::string> kPinned = {{"DateStyle", "ISO"},
                                                    {"IntervalStyle", "postgres"},
                                                    {"TimeZone", "UTC"},
                                                    {"extra_float_digits", "1"},
                                                    {"bytea_output", "hex"}};

/// The `options` keyword splits at blanks, a backslash keeps one.
std::string option_argument(const std::string& name, const std::string& value) {
  std::string out = " -c " + name + "=";
  for (const char c : value) {
    if (c == ' ' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

std::map<std::string, std::string> startup_keywords(std::string_view conninfo, const ConnectionSettings& settings) {
  auto keywords = parse_conninfo(sanitize_url(conninfo).url);
  auto session = kPinned;
  for (const auto& [name, value] : settings.session) session.insert_or_assign(name, value);
  for (const auto& [name, value] : session) keywords["options"] += option_argument(name, value);
  keywords["client_encoding"] = "UTF8";
  keywords["application_name"] = settings.application_name;
  if (settings.replication) keywords["replication"] = "database";
  // A peer that vanished without a word is noticed within about 15 s rather than the system's two hours.
  keywords.emplace("keepalives_idle", "5");
  keywords.emplace("keepalives_interval", "3");
  keywords.emplace("keepalives_count", "3");
  keywords.emplace("tcp_user_timeout", "15000");
  return keywords;
}

PGconn* start(const std::map<std::string, std::string>& keywords) {
  std::vector<const char*> names;
  std::vector<const char*> values;
  for (const auto& [name, value] : keywords) {
    names.push_back(name.c_str());
    values.push_back(value.c_str());
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  return PQconnectStartParams(names.data(), values.data(), 0);
}

/// Waits until the socket is ready or the deadline passed; false on the latter.
bool wait_socket(int socket, short events, Clock::time_point deadline) {
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return false;
    pollfd entry{.fd = socket, .events = events, .revents = 0};
    const int ready = ::poll(&entry, 1, static_cast<int>(left));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

[[noreturn]] void throw_connection_failure(const PGconn* connection, bool timed_out) {
  auto fields = parse_connection_failure(PQerrorMessage(connection));
  if (timed_out) fields.message = fmt::format("no connection in time to {}", PQhost(connection));
  throw ConnectionError(std::move(fields));
}

void finish_connecting(PGconn* connection, Clock::time_point deadline) {
  PostgresPollingStatusType status = PGRES_POLLING_WRITING;
  while (status != PGRES_POLLING_OK) {
    if (status == PGRES_POLLING_FAILED) throw_connection_failure(connection, false);
    const short events = status == PGRES_POLLING_READING ? POLLIN : POLLOUT;
    if (!wait_socket(PQsocket(connection), events, deadline)) throw_connection_failure(connection, true);
    status = PQconnectPoll(connection);
  }
}

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text == nullptr ? std::string{} : std::string(text);
}

std::string trimmed(const char* text) {
  std::string out = text == nullptr ? "" : text;
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
  return out;
}

void forward_notice(void* handler, const PGresult* notice) {
  const auto& forward = *static_cast<Connection::NoticeHandler*>(handler);
  if (forward) forward(field(notice, PG_DIAG_SQLSTATE), field(notice, PG_DIAG_MESSAGE_PRIMARY));
}

std::vector<const char*> values_of(std::span<const Parameter> parameters) {
  std::vector<const char*> values;
  values.reserve(parameters.size());
  for (const auto& parameter : parameters) values.push_back(parameter.c_str());
  return values;
}

}  // namespace

Result checked(PGconn* connection, Result owned) {
  const PGresult* const result = owned.get();
  switch (PQresultStatus(result)) {
  case PGRES_COMMAND_OK:
  case PGRES_TUPLES_OK:
  case PGRES_SINGLE_TUPLE:
  case PGRES_EMPTY_QUERY:
  case PGRES_COPY_BOTH:
  case PGRES_COPY_OUT:
  case PGRES_COPY_IN:
    return owned;
  default:
    break;
  }
  ErrorFields fields{.sqlstate = field(result, PG_DIAG_SQLSTATE),
                     .message = field(result, PG_DIAG_MESSAGE_PRIMARY),
                     .detail = field(result, PG_DIAG_MESSAGE_DETAIL),
                     .hint = field(result, PG_DIAG_MESSAGE_HINT),
                     .context = field(result, PG_DIAG_CONTEXT)};
  const bool lost = PQstatus(connection) != CONNECTION_OK;
  if (fields.sqlstate.empty()) fields.sqlstate = lost ? "08006" : "XX000";
  if (fields.message.empty()) fields.message = trimmed(PQerrorMessage(connection));
  if (lost) throw ConnectionError(std::move(fields));
  throw Error(std::move(fields));
}

Connection Connection::connect(std::string_view conninfo, const ConnectionSettings& settings) {
  const auto keywords = startup_keywords(conninfo, settings);
  Connection connection(start(keywords));
  if (!connection.connection_) throw std::bad_alloc();
  // Verbose text is the only form in which libpq shows the SQLSTATE of a refused connection.
  PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);
  if (PQstatus(connection.get()) == CONNECTION_BAD) throw_connection_failure(connection.get(), false);
  finish_connecting(connection.get(), Clock::now() + settings.connect_timeout);
  PQsetErrorVerbosity(connection.get(), PQERRORS_DEFAULT);
  connection.on_notice({});
  return connection;
}

Result Connection::exec_simple(const std::string& sql) { return checked(get(), Result(PQexec(get(), sql.c_str()))); }

void Connection::prepare(const std::string& name, const std::string& sql) {
  checked(get(), Result(PQprepare(get(), name.c_str(), sql.c_str(), 0, nullptr)));
}

Result Connection::exec_parameters(const std::string& sql, std::span<const Parameter> parameters) {
  const auto values = values_of(parameters);
  return checked(get(), Result(PQexecParams(get(), sql.c_str(), static_cast<int>(values.size()), nullptr, values.data(),
                                            nullptr, nullptr, 0)));
}

Result Connection::exec_prepared_parameters(const std::string& name, std::span<const Parameter> parameters) {
  const auto values = values_of(parameters);
  return checked(
      get(), PQexecPrepared(get(), name.c_str(), static_cast<int>(values.size()), values.data(), nullptr, nullptr, 0));
}

void Connection::on_notice(NoticeHandler handler) {
  if (!notice_handler_) notice_handler_ = std::make_unique<NoticeHandler>();
  *notice_handler_ = std::move(handler);
  PQsetNoticeReceiver(get(), forward_notice, notice_handler_.get());
}

}  // namespace masterbus::postgres
