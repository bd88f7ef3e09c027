#include "worker/replication/assembler.hpp"

#include <algorithm>

#include "worker/replication/keys.hpp"

namespace masterbus::replication {
namespace {

Transaction empty_transaction(std::size_t max_keys_per_line) {
  return {.xids = {}, .next_lsn = {}, .committed_at_us = {}, .dirty = DirtyKeys(max_keys_per_line), .changes = 0};
}

}  // namespace

Assembler::Assembler(const SourceCatalog& catalog, std::size_t max_keys_per_line, Lsn applied)
    : catalog_(catalog), max_keys_per_line_(max_keys_per_line), applied_(applied),
      current_(empty_transaction(max_keys_per_line)) {}

std::optional<Transaction> Assembler::accept(const Message& message) {
  if (const auto* const commit = std::get_if<Commit>(&message)) return finish(*commit);
  std::visit(
      [this](const auto& content) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(content)>, Commit>) on(content);
      },
      message);
  return std::nullopt;
}

void Assembler::on(const Begin& begin) {
  if (open_) ++over_marks_.unfinished;
  open_ = true;
  current_.xids.push_back(begin.xid);
}

void Assembler::on(const RowChange& change) {
  for (auto& row : keys(change, catalog_)) {
    ++current_.changes;
    if (row.keys.empty()) {
      ++over_marks_.keyless;
      current_.dirty.mark_whole(row.line);
    }
    for (auto& key : row.keys) {
      if (!current_.dirty.add(row.line, std::move(key))) ++over_marks_.over_bound;
    }
  }
}

void Assembler::on(const Truncate& truncate) {
  ++over_marks_.truncated;
  mark_table(truncate.schema, truncate.table);
}

void Assembler::on(const Unreadable& unreadable) {
  ++over_marks_.unreadable;
  if (!unreadable.schema.empty() && !unreadable.table.empty()) {
    mark_table(unreadable.schema, unreadable.table);
    return;
  }
  for (LineIndex line = 0; line < catalog_.lines().size(); ++line) current_.dirty.mark_whole(line);
}

void Assembler::mark_table(const std::string& schema, const std::string& table) {
  for (const LineIndex line : catalog_.find(schema, table)) {
    ++current_.changes;
    current_.dirty.mark_whole(line);
  }
}

std::optional<Transaction> Assembler::finish(const Commit& commit) {
  open_ = false;
  auto done = std::exchange(current_, empty_transaction(max_keys_per_line_));
  if (std::find(done.xids.begin(), done.xids.end(), commit.xid) == done.xids.end()) done.xids.push_back(commit.xid);
  done.next_lsn = commit.next_lsn;
  done.committed_at_us = commit.committed_at_us;
  if (commit.next_lsn <= applied_) return std::nullopt;
  return done;
}

}  // namespace masterbus::replication
