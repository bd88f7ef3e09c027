#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "worker/cli/commands.hpp"
#include "worker/cli/database.hpp"

namespace masterbus::cli {
namespace {

constexpr const char* kParked = R"(
SELECT source, source_key, sqlstate, error, attempts, retry, to_char(parked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
FROM masterbus.parked_key ORDER BY parked_at, source, source_key)";

void print_text(std::ostream& out, const postgres::Result& rows, int row) {
  out << fmt::format("{} {}: {} (SQLSTATE {}), {} attempts, last at {}{}\n", rows.text(row, 0), rows.text(row, 1),
                     rows.text(row, 3), rows.text(row, 2), rows.integer(row, 4), rows.text(row, 6),
                     rows.boolean(row, 5) ? ", waits to be tried again" : "");
}

void print_json(std::ostream& out, const postgres::Result& rows, int row) {
  const nlohmann::ordered_json line{{"source", rows.text(row, 0)},      {"key", rows.text(row, 1)},
                                    {"sqlstate", rows.text(row, 2)},    {"error", rows.text(row, 3)},
                                    {"attempts", rows.integer(row, 4)}, {"retry", rows.boolean(row, 5)},
                                    {"parked_at", rows.text(row, 6)}};
  out << line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

std::optional<std::string> given(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

}  // namespace

int parked_list(Context& context, const ParkedListOptions& options) {
  auto connection = connect_maintainer(context.config);
  const auto rows = connection.exec(kParked);
  for (int row = 0; row < rows.rows(); ++row) {
    options.json ? print_json(context.out, rows, row) : print_text(context.out, rows, row);
  }
  if (rows.empty() && !options.json) context.out << "no source row is parked\n";
  return rows.empty() ? kFine : kFound;
}

int parked_retry(Context& context, const ParkedRetryOptions& options) {
  auto connection = connect_maintainer(context.config);
  const auto asked =
      connection.exec("SELECT masterbus.retry_parked($1, $2)", given(options.source), given(options.key)).integer(0, 0);
  context.out << fmt::format(
      "{} parked source rows are tried again by the worker; masterbus parked list shows what stays\n", asked);
  return kFine;
}

}  // namespace masterbus::cli
