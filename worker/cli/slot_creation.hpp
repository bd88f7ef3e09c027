#pragma once

#include <string>

#include "worker/cli/context.hpp"
#include "worker/postgres/connection.hpp"

namespace masterbus::cli {

/// Runs the statement that creates the slot. The server waits for every transaction that is older; while it does,
/// a second session names them on context.err. A requested stop cancels the statement and throws postgres::Error 57014.
void create_slot(Context& context, postgres::Connection& connection, const std::string& sql);

}  // namespace masterbus::cli
