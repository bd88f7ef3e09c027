#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "worker/postgres/connection.hpp"
#include "worker/replication/lsn.hpp"
#include "worker/replication/protocol.hpp"
#include "worker/replication/slot.hpp"

namespace masterbus::replication {

/// How the walsender session is opened.
struct StreamSettings {
  std::chrono::milliseconds wal_sender_timeout{4000};  ///< asked of the server; 0 leaves the server's own
  std::chrono::milliseconds connect_timeout{10000};
};

/// A frame of the copy stream, owned.
class CopyBuffer {
public:
  CopyBuffer(char* data, int size) noexcept : data_(data), size_(static_cast<std::size_t>(size)) {}
  std::string_view bytes() const noexcept { return {data_.get(), size_}; }

private:
  struct Free {
    void operator()(char* data) const noexcept { PQfreemem(data); }
  };
  std::unique_ptr<char, Free> data_;
  std::size_t size_;
};

/// A replication connection that, once started, streams without ever blocking. Not thread-safe.
class Stream {
public:
  /// Connects; throws postgres::ConnectionError.
  Stream(std::string_view conninfo, const StreamSettings& settings);

  /// System identifier, timeline, WAL position and database name (the oid is left 0).
  SystemIdentity identify();

  /// Takes the slot and begins to stream. Throws postgres::Error: 55006 while another worker holds the slot.
  void start(std::string_view slot_name, Lsn from, const StreamOptions& options);

  int socket() const noexcept { return connection_.socket(); }
  /// Process id of the walsender.
  int backend_pid() const noexcept { return connection_.backend_pid(); }
  /// Reads what the socket holds, without waiting. Throws when the session is gone.
  void consume();
  /// The next complete frame that was read, if there is one. Throws postgres::Error when the server ended the stream.
  std::optional<CopyBuffer> next();
  /// Queues a status message and sends what the socket takes.
  void send_status(Lsn written, Lsn flushed);
  /// Sends queued output; true when some is left because the socket is full.
  bool flush();
  /// Says goodbye (CopyDone) after a last status, and waits at most `patience` for the server to let go of the slot.
  void finish(Lsn written, Lsn flushed, std::chrono::milliseconds patience);

private:
  postgres::Connection connection_;
};

}  // namespace masterbus::replication
