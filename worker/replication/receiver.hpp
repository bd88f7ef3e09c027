#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <stop_token>
#include <thread>

#include "worker/replication/assembler.hpp"
#include "worker/replication/sink.hpp"
#include "worker/replication/stream.hpp"
#include "worker/replication/wakeup.hpp"

namespace masterbus::replication {

/// Reads a started stream in a thread of its own and hands whole transactions to a sink. It tells the server its status
/// unasked at a fixed interval and answers every keepalive, whatever becomes of the sink: when the sink is full it
/// stops reading the socket, never the answers.
///
/// acknowledge() and wake() may be called from any thread; the rest belongs to the owner's thread.
class Receiver {
public:
  /// `catalog`, `sink` and `wakeup` must outlive the receiver. Commits up to `applied` are skipped; `acknowledged` is
  /// the flush position told to the server until acknowledge() raises it.
  Receiver(Stream stream, const SourceCatalog& catalog, std::size_t max_keys_per_line, Lsn applied, Lsn acknowledged,
           std::chrono::milliseconds status_interval, TransactionSink& sink, Wakeup& wakeup);
  ~Receiver();
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  void start();
  /// Ends the stream cleanly: last status with the acknowledged position, CopyDone. Waits for the thread.
  void stop();

  /// Everything before `lsn` is durable on our side; the server learns of it with the next status.
  void acknowledge(Lsn lsn) noexcept;
  void wake() noexcept { wakeup_.wake(); }

private:
  using Clock = std::chrono::steady_clock;

  void run(const std::stop_token& stop);
  void read_frames(const std::stop_token& stop);
  void handle(std::string_view frame);
  void handle_data(const WalData& data);
  bool offer_pending();
  void send_status_if_due();
  void send_status();
  void wait();

  Stream stream_;
  Assembler assembler_;
  TransactionSink& sink_;
  Wakeup& wakeup_;
  std::chrono::milliseconds status_interval_;
  std::atomic<std::uint64_t> acknowledged_;
  Lsn received_;
  std::optional<Transaction> pending_;  // what the full sink did not take
  OverMarks reported_;
  Clock::time_point status_due_;
  std::jthread thread_;
};

}  // namespace masterbus::replication
