#pragma once

#include "worker/cli/context.hpp"
#include "worker/postgres/connection.hpp"

namespace masterbus::cli {

/// Looks for what would make `init` fail half-way (wal_level, slots, plugin). Prints errors with their fixes on
/// context.err; true when there are none.
bool preflight(Context& context, postgres::Connection& connection);

}  // namespace masterbus::cli
