#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "worker/cli/context.hpp"
#include "worker/config/load.hpp"

namespace masterbus::cli {

/// What the arguments ask for.
struct Invocation {
  std::string text;       ///< help to print instead of running; empty otherwise
  ConfigSources sources;  ///< file and flags; the environment is filled in by the caller
  bool print_config = false;
  std::function<int(Context&)> command;
};

/// Wrong arguments: the text says which and suggests the near miss.
class UsageError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Reads the arguments without the program's name. Throws UsageError.
Invocation parse_command_line(const std::vector<std::string>& arguments);

}  // namespace masterbus::cli
