#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <ostream>

#include "worker/cli/commands.hpp"
#include "worker/cli/comparison.hpp"
#include "worker/cli/database.hpp"
#include "worker/cli/progress_line.hpp"

namespace masterbus::cli {
namespace {

using Json = nlohmann::json;

std::vector<std::string> compared_lines(postgres::Connection& connection) {
  const auto rows =
      connection.exec("SELECT source FROM masterbus.source_table WHERE target IS NOT NULL ORDER BY source");
  std::vector<std::string> lines;
  lines.reserve(static_cast<std::size_t>(rows.rows()));
  for (int row = 0; row < rows.rows(); ++row) lines.emplace_back(rows.text(row, 0));
  return lines;
}

/// Every difference that the first look finds, with the position that the worker must have passed to be at fault.
std::vector<Suspicion> look_once(Context& context, Comparison& comparison, const std::vector<std::string>& lines) {
  std::vector<Suspicion> suspicions;
  ProgressLine progress(context);
  for (std::size_t i = 0; i <= lines.size() && !context.stop.stop_requested(); ++i) {
    std::optional<std::string> cursor = "";
    while (cursor && !context.stop.stop_requested()) {
      const Look look =
          i < lines.size() ? comparison.source_chunk(lines[i], *cursor) : comparison.result_chunk(*cursor);
      if (!look.differences.empty()) suspicions.push_back({look.differences, look.position});
      cursor = look.next_cursor;
      progress.show(static_cast<double>(i) / static_cast<double>(lines.size() + 1),
                    i < lines.size() ? "source against copies: " + lines[i] : "copies against results");
    }
  }
  progress.finish();
  return suspicions;
}

/// What waits for somebody to mend it is not compared, so that nobody takes silence about it for agreement.
bool everything_compared(Context& context, postgres::Connection& connection) {
  const auto row =
      connection.exec("SELECT (SELECT string_agg(source, ', ' ORDER BY source) FROM masterbus.quarantine), "
                      "(SELECT count(*) FROM masterbus.parked_key)");
  const auto lines = row.optional(0, 0);
  const auto parked = row.integer(0, 1);
  if (lines) context.err << "masterbus: not compared, because in quarantine: " << *lines << '\n';
  if (parked > 0) context.err << "masterbus: not compared, because parked: " << parked << " source rows\n";
  return !lines && parked == 0;
}

void print_difference(std::ostream& out, const Json& difference, bool json) {
  if (json) {
    out << difference.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
    return;
  }
  out << fmt::format("{}: {} {}/{} {}: {}\n", difference.value("hop", ""), difference.value("relation", ""),
                     difference["organization_id"].is_null() ? "" : difference.value("organization_id", ""),
                     difference.value("key", ""), difference.value("side", ""),
                     difference["document"].dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace

int verify(Context& context, const VerifyOptions& options) {
  Comparison comparison(context, connect_maintainer(context.config));
  const auto suspicions = look_once(context, comparison, compared_lines(comparison.connection()));
  std::size_t found = 0;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(options.patience_s);
  for (const Suspicion& suspicion : suspicions) {
    for (const Json& difference : comparison.confirm(suspicion, deadline)) {
      print_difference(context.out, difference, options.json);
      ++found;
    }
  }
  if (context.stop.stop_requested()) {
    context.err << "masterbus: stopped before everything was compared\n";
    return kFound;
  }
  context.err << "masterbus: " << found << " differences\n";
  return everything_compared(context, comparison.connection()) && found == 0 ? kFine : kFound;
}

}  // namespace masterbus::cli
