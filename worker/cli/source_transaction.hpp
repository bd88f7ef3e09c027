#pragma once

#include <functional>

#include "worker/cli/context.hpp"
#include "worker/postgres/connection.hpp"

namespace masterbus::cli {

/// Runs `look` in one REPEATABLE READ READ ONLY transaction over the source tables, whose locks are taken first and
/// without waiting, so that a migration of Condoit's is never held up; a refused lock is tried again after a growing
/// pause. Throws what `look` throws, after rolling back, and Error 57014 when a stop was requested while waiting.
void in_source_transaction(Context& context, postgres::Connection& connection,
                           const std::function<void(postgres::Connection&)>& look);

}  // namespace masterbus::cli
