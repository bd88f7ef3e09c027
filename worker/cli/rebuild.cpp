#include <fmt/format.h>

#include <chrono>
#include <ostream>

#include "worker/cli/commands.hpp"
#include "worker/cli/database.hpp"
#include "worker/cli/progress_line.hpp"
#include "worker/config/config_error.hpp"
#include "worker/config/near_miss.hpp"
#include "worker/pipeline/apply_session.hpp"
#include "worker/pipeline/backoff.hpp"
#include "worker/pipeline/catalogue.hpp"
#include "worker/pipeline/pause.hpp"

namespace masterbus::cli {
namespace {

constexpr const char* kFenced = "MB001";

/// How far the marked lines are, with the tables' sizes as the planner knows them.
constexpr const char* kRemaining = R"(
SELECT count(d.source), coalesce(min(d.source), ''),
       coalesce(sum(greatest(c.reltuples, 0)) FILTER (WHERE d.source IS NOT NULL AND d.phase = 'source'), 0)::float8
         - coalesce(sum(d.keys_done) FILTER (WHERE d.phase = 'source'), 0)::float8,
       coalesce(sum(greatest(c.reltuples, 0)), 0)::float8
FROM masterbus.source_table s
JOIN pg_catalog.pg_class c ON c.oid = masterbus.source_relation(s)
LEFT JOIN masterbus.dirty_source d ON d.source = s.source AND NOT masterbus.in_quarantine(d.source)
WHERE s.target IS NOT NULL AND ($1 = '' OR s.source = $1))";

void require_source(postgres::Connection& connection, const std::string& source) {
  const auto known = connection.exec("SELECT source FROM masterbus.source_table ORDER BY source");
  std::vector<std::string> names;
  names.reserve(static_cast<std::size_t>(known.rows()));
  for (int row = 0; row < known.rows(); ++row) names.emplace_back(known.text(row, 0));
  for (const std::string& name : names) {
    if (name == source) return;
  }
  throw ConfigError("no mapping line is called " + source + did_you_mean(source, names));
}

void mark(postgres::Connection& connection, const std::string& source) {
  if (source.empty()) {
    connection.exec("SELECT masterbus.mark_dirty((SELECT array_agg(source) FROM masterbus.source_table), 'operator')");
  } else {
    connection.exec("SELECT masterbus.mark_dirty(ARRAY[$1], 'operator')", source);
  }
}

/// Whether a worker streams, and with which epoch this command may write.
struct NodeState {
  std::int64_t epoch = 0;
  bool worker_active = false;
};

NodeState read_node(postgres::Connection& connection, const std::string& node) {
  const auto progress = pipeline::read_progress(connection, node);
  if (!progress) throw std::runtime_error("no progress is recorded for node " + node + ": run masterbus init");
  const auto slot = pipeline::read_slot(connection, progress->slot_name);
  return {progress->epoch, slot && slot->active};
}

/// Shows how far it is; false when nothing is left.
bool show(postgres::Connection& connection, const std::string& source, ProgressLine& line) {
  const auto row = connection.exec(kRemaining, source);
  const auto lines_left = row.integer(0, 0);
  const double total = row.real(0, 3);
  const double part = total > 0 ? 1 - row.real(0, 2) / total : 1;
  line.show(lines_left == 0 ? 1 : part, fmt::format("{} lines left, at {}", lines_left, row.text(0, 1)));
  return lines_left > 0;
}

/// Does the work itself, until done or until a worker has come and took it over.
void work(Context& context, postgres::Connection& connection, const std::string& source, std::int64_t epoch,
          ProgressLine& line) {
  const ObjectNames names = object_names(database_oid(connection), context.config.node);
  auto session = pipeline::ApplySession::open(maintainer_conninfo(context.config, connection),
                                              std::chrono::seconds(context.config.database.connect_timeout_s),
                                              names.cli_origin, {context.config.node, epoch});
  pipeline::Backoff backoff(std::chrono::milliseconds(1),
                            std::chrono::milliseconds(context.config.pipeline.lock_backoff_max_ms));
  while (!context.stop.stop_requested() && show(connection, source, line)) {
    const auto chunk = session.rebuild(context.config.rebuild.chunk_keys);
    if (chunk.done) return;
    if (!chunk.obstacle) {
      backoff.reset();
    } else {
      pipeline::pause(context.stop, backoff.next());
    }
  }
}

void watch(Context& context, postgres::Connection& connection, const std::string& source, ProgressLine& line) {
  while (show(connection, source, line) && pipeline::pause(context.stop, std::chrono::milliseconds(250))) {
  }
}

/// The worker's business, if one runs; ours, if none does.
void finish_marked(Context& context, postgres::Connection& connection, const std::string& source,
                   const NodeState& node) {
  ProgressLine line(context);
  if (!node.worker_active) {
    try {
      work(context, connection, source, node.epoch, line);
    } catch (const postgres::Error& error) {
      if (error.sqlstate() != kFenced && !read_node(connection, context.config.node).worker_active) throw;
    }
  }
  watch(context, connection, source, line);
  if (!context.stop.stop_requested()) line.finish();
}

}  // namespace

int rebuild(Context& context, const RebuildOptions& options) {
  auto connection = connect_maintainer(context.config);
  if (!options.source.empty()) require_source(connection, options.source);
  const NodeState node = read_node(connection, context.config.node);
  if (!options.resume) mark(connection, options.source);
  if (options.no_wait) {
    context.err << "masterbus: marked; "
                << (node.worker_active ? "the worker does the rest\n" : "no worker is running\n");
    return kFine;
  }
  finish_marked(context, connection, options.source, node);
  if (!context.stop.stop_requested()) return kFine;
  context.err << "masterbus: stopped; what is left stays marked: go on with masterbus rebuild --resume\n";
  return kFound;
}

}  // namespace masterbus::cli
