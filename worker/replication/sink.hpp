#pragma once

#include <exception>

#include "worker/replication/assembler.hpp"

namespace masterbus::replication {

/// Where the receiver puts what it has read. Called from the receiver's thread; nothing here may block.
class TransactionSink {
public:
  virtual ~TransactionSink() = default;

  /// Takes the transaction (then moved from) or, when full, leaves it alone and answers false; the sink wakes the
  /// receiver once there is room.
  virtual bool offer(Transaction& transaction) = 0;
  /// Everything up to `lsn` has been offered and nothing is open.
  virtual void mark(Lsn lsn) = 0;
  /// One of our own logical messages came back.
  virtual void message(const LogicalMessage& message) = 0;
  /// How often whole tables had to be marked so far.
  virtual void over_marks(const OverMarks& counts) = 0;
  /// The stream broke; nothing more will come.
  virtual void fail(std::exception_ptr failure) = 0;
};

}  // namespace masterbus::replication
