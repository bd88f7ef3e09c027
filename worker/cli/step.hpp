#pragma once
/// Changes to a database as data, so that a dry run prints exactly what a real run executes.

#include <iosfwd>
#include <string>
#include <vector>

#include "worker/cli/context.hpp"
#include "worker/postgres/connection.hpp"

namespace masterbus::cli {

enum class StepKind {
  statement,   ///< one script in one transaction
  create_slot  ///< waits for older transactions and must be alone in its transaction
};

struct Step {
  StepKind kind;
  std::string purpose;  ///< what it is for, for people
  std::string sql;
  std::string shown = {};  ///< what may be printed when sql holds a secret; empty = sql itself

  const std::string& printable() const { return shown.empty() ? sql : shown; }
};

/// The steps as a script, each under its purpose.
void print_steps(std::ostream& out, const std::vector<Step>& steps);

/// Runs the steps in order, each in a transaction of its own, naming each on context.err. The first failure ends it.
void run_steps(Context& context, postgres::Connection& connection, const std::vector<Step>& steps);

}  // namespace masterbus::cli
