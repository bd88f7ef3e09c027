#include "worker/replication/receiver.hpp"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "worker/replication/decoder.hpp"

namespace masterbus::replication {

Receiver::Receiver(Stream stream, const SourceCatalog& catalog, std::size_t max_keys_per_line, Lsn applied,
                   Lsn acknowledged, std::chrono::milliseconds status_interval, TransactionSink& sink, Wakeup& wakeup)
    : stream_(std::move(stream)), assembler_(catalog, max_keys_per_line, applied), sink_(sink), wakeup_(wakeup),
      status_interval_(status_interval), acknowledged_(acknowledged.value), received_(acknowledged) {}

Receiver::~Receiver() { stop(); }

void Receiver::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) {
    try {
      run(stop);
    } catch (...) {
      sink_.fail(std::current_exception());
    }
  });
}

void Receiver::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  wakeup_.wake();
  thread_.join();
}

void Receiver::acknowledge(Lsn lsn) noexcept {
  auto known = acknowledged_.load();
  while (known < lsn.value && !acknowledged_.compare_exchange_weak(known, lsn.value)) {
  }
}

void Receiver::run(const std::stop_token& stop) {
  status_due_ = Clock::now();
  while (!stop.stop_requested()) {
    if (offer_pending()) read_frames(stop);
    send_status_if_due();
    wait();
    if (!pending_) stream_.consume();
  }
  constexpr std::chrono::milliseconds kPatience{1000};
  const Lsn flushed{acknowledged_.load()};
  stream_.finish(std::max(received_, flushed), flushed, kPatience);
}

void Receiver::read_frames(const std::stop_token& stop) {
  while (!pending_ && !stop.stop_requested()) {
    const auto frame = stream_.next();
    if (!frame) return;
    handle(frame->bytes());
    send_status_if_due();
  }
}

void Receiver::handle(std::string_view bytes) {
  const auto frame = parse_frame(bytes);
  if (const auto* const data = std::get_if<WalData>(&frame)) {
    handle_data(*data);
  } else if (const auto* const keepalive = std::get_if<Keepalive>(&frame)) {
    received_ = std::max(received_, keepalive->wal_end);
    if (!assembler_.is_open()) sink_.mark(keepalive->wal_end);
    if (keepalive->reply_requested) send_status();
  }
}

void Receiver::handle_data(const WalData& data) {
  received_ = std::max(received_, data.wal_end);
  const auto message = decode(data.payload);
  if (const auto* const logical = std::get_if<LogicalMessage>(&message)) sink_.message(*logical);
  auto transaction = assembler_.accept(message);
  if (assembler_.over_marks() != reported_) {
    reported_ = assembler_.over_marks();
    sink_.over_marks(reported_);
  }
  if (!transaction) return;
  if (transaction->dirty.empty()) {
    sink_.mark(transaction->next_lsn);
    return;
  }
  pending_ = std::move(transaction);
  offer_pending();
}

bool Receiver::offer_pending() {
  if (pending_ && sink_.offer(*pending_)) pending_.reset();
  return !pending_;
}

void Receiver::send_status_if_due() {
  if (Clock::now() >= status_due_) send_status();
}

void Receiver::send_status() {
  const Lsn flushed{acknowledged_.load()};
  stream_.send_status(std::max(received_, flushed), flushed);
  status_due_ = Clock::now() + status_interval_;
}

void Receiver::wait() {
  const bool output_left = stream_.flush();
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(status_due_ - Clock::now()).count();
  const short reading = pending_ ? 0 : POLLIN;
  const short writing = output_left ? POLLOUT : 0;
  pollfd entries[2] = {{.fd = stream_.socket(), .events = static_cast<short>(reading | writing), .revents = 0},
                       {.fd = wakeup_.descriptor(), .events = POLLIN, .revents = 0}};
  const int ready = ::poll(entries, 2, static_cast<int>(std::max<long>(left, 0)));
  if (ready < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category(), "poll");
  if (ready > 0 && entries[1].revents != 0) wakeup_.drain();
}

}  // namespace masterbus::replication
