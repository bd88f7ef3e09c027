#include "worker/pipeline/batch.hpp"

#include <algorithm>

namespace masterbus::pipeline {
namespace {

void join(Batch& batch, replication::Transaction&& transaction) {
  batch.xids.insert(batch.xids.end(), transaction.xids.begin(), transaction.xids.end());
  batch.dirty.merge(std::move(transaction.dirty));
  batch.next_lsn = std::max(batch.next_lsn, transaction.next_lsn);
  batch.transactions += 1;
  batch.changes += transaction.changes;
  if (transaction.committed_at_us) batch.committed_at_us.push_back(*transaction.committed_at_us);
}

}  // namespace

Batch coalesce(std::deque<replication::Transaction>& queue, std::size_t max_keys, std::size_t max_keys_per_line) {
  Batch batch{.xids = {},
              .dirty = replication::DirtyKeys(max_keys_per_line),
              .next_lsn = {},
              .transactions = 0,
              .changes = 0,
              .committed_at_us = {}};
  do {
    join(batch, std::move(queue.front()));
    queue.pop_front();
  } while (!queue.empty() && batch.dirty.key_count() + queue.front().dirty.key_count() <= max_keys);
  return batch;
}

std::vector<ApplyCall> plan(const Batch& batch, const replication::SourceCatalog& catalog, std::size_t max_keys) {
  std::vector<ApplyCall> calls(1);
  for (const auto& [line, dirty] : batch.dirty.lines()) {
    const std::string_view source = catalog.line(line).source;
    for (const std::string& key : dirty.keys) {
      if (calls.back().keys.size() >= max_keys) calls.emplace_back();
      calls.back().sources.push_back(source);
      calls.back().keys.emplace_back(key);
    }
  }
  for (const auto& [line, dirty] : batch.dirty.lines()) {
    if (dirty.whole) calls.back().whole_sources.emplace_back(catalog.line(line).source);
  }
  calls.back().applied_lsn = batch.next_lsn;
  return calls;
}

}  // namespace masterbus::pipeline
