#include "worker/pipeline/run.hpp"

#include "worker/cli/commands.hpp"

namespace masterbus::cli {

int run(Context& context) { return pipeline::run(context.config, context.stop); }

}  // namespace masterbus::cli
