#pragma once

#include <iosfwd>
#include <stop_token>

#include "worker/config/config.hpp"

namespace masterbus::cli {

/// How a command ended, as its process's exit status. doctor grades its findings: 0 none, 1 warnings, 2 errors.
enum ExitStatus : int {
  kFine = 0,
  kFound = 1,  ///< found something, or failed while working
  kUsage = 2   ///< wrong flags or configuration: nothing was tried
};

/// What every command works with. Owned by main; the references outlive the command.
struct Context {
  const Config& config;
  std::stop_token stop;  ///< requested by SIGINT or SIGTERM
  std::ostream& out;     ///< the answer
  std::ostream& err;     ///< progress and problems
  bool terminal;         ///< err is a terminal: a line may be rewritten
};

}  // namespace masterbus::cli
