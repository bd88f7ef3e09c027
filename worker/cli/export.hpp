#pragma once

#include <string>

#include "worker/cli/context.hpp"
#include "worker/postgres/connection.hpp"

namespace masterbus::cli {

/// Whether there is history, which no recalculation brings back. False without the extension.
bool has_history(postgres::Connection& connection);

/// Writes what cannot be recalculated (history, the user's mapping lines and settings) as CSV files with a header into
/// `folder`, which is made when missing. An existing file is never overwritten. Throws std::runtime_error when a file
/// cannot be written; a file appears under its name only when it is complete.
void export_history(Context& context, postgres::Connection& connection, const std::string& folder);

}  // namespace masterbus::cli
