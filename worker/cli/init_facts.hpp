#pragma once

#include "worker/cli/init_plan.hpp"
#include "worker/postgres/connection.hpp"

namespace masterbus::cli {

/// Reads what stands in the server. The mapping script is tried in a transaction that is rolled back.
/// `password` empty = do not compare; without the right to see stored passwords a given one counts as different.
InitFacts gather_init_facts(postgres::Connection& connection, const InitScripts& scripts, const std::string& password);

}  // namespace masterbus::cli
