/// masterbus: the worker and its operator's commands.

#include <unistd.h>

#include <iostream>

#include "worker/cli/command_line.hpp"
#include "worker/cli/signals.hpp"
#include "worker/config/config_error.hpp"
#include "worker/config/redact.hpp"

namespace {

using namespace masterbus;
using namespace masterbus::cli;

int perform(const Invocation& invocation, const Config& config, const Signals& signals) {
  Context context{config, signals.stop_token(), std::cout, std::cerr, isatty(STDERR_FILENO) == 1};
  try {
    const int status = invocation.command(context);
    std::cout.flush();
    return status;
  } catch (const ConfigError& error) {
    std::cerr << "masterbus: " << Redactor(config)(error.what()) << '\n';
    return kUsage;
  } catch (const std::exception& error) {
    std::cerr << "masterbus: " << Redactor(config)(error.what()) << '\n';
    return kFound;
  }
}

int masterbus_main(const std::vector<std::string>& arguments) {
  Invocation invocation = parse_command_line(arguments);
  if (!invocation.text.empty()) {
    std::cout << invocation.text;
    return kFine;
  }
  invocation.sources.environment = process_environment();
  const Config config = load_config(invocation.sources);
  if (invocation.print_config) {
    print_redacted(std::cout, config);
    return kFine;
  }
  for (const std::string& notice : config.notices) std::cerr << "masterbus: " << notice << '\n';
  const Signals signals;
  return perform(invocation, config, signals);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return masterbus_main(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::exception& error) {  // UsageError and ConfigError: nothing was tried
    std::cerr << "masterbus: " << error.what() << '\n';
    return kUsage;
  }
}
