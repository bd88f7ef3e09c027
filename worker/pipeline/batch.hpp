#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "worker/replication/assembler.hpp"

namespace masterbus::pipeline {

/// Whole source transactions that are applied together.
struct Batch {
  std::vector<std::uint32_t> xids;
  replication::DirtyKeys dirty;
  replication::Lsn next_lsn;  ///< the cursor once the batch is committed
  std::uint64_t transactions = 0;
  std::uint64_t changes = 0;
  std::vector<std::int64_t> committed_at_us;  ///< of each transaction that said so
};

/// Takes transactions off the front of `queue`, which must not be empty: the first whatever its size, then more as long
/// as the batch keeps to `max_keys`.
Batch coalesce(std::deque<replication::Transaction>& queue, std::size_t max_keys, std::size_t max_keys_per_line);

/// One call of masterbus.apply: parallel arrays of mapping line and key. The texts are the batch's and the catalogue's.
struct ApplyCall {
  std::vector<std::string_view> sources;
  std::vector<std::string_view> keys;
  std::vector<std::string_view> whole_sources;
  std::optional<replication::Lsn> applied_lsn;  ///< none: the cursor stays, more calls of the same batch follow
};

/// The calls that apply a batch. There is one, unless a huge transaction goes over `max_keys`: then keys go ahead in
/// transactions of their own, and only the last call moves the cursor, so that a crash in between repeats them.
/// `batch` and `catalog` must outlive the calls.
std::vector<ApplyCall> plan(const Batch& batch, const replication::SourceCatalog& catalog, std::size_t max_keys);

}  // namespace masterbus::pipeline
