#include "worker/pipeline/run.hpp"

#include "worker/cli/commands.hpp"
#include "worker/http/server.hpp"
#include "worker/telemetry/logging.hpp"

namespace masterbus::cli {

int run(Context& context) {
  telemetry::set_up_logging(context.config.log);
  telemetry::Statistics statistics;
  const http::Server server(context.config.http.listen, statistics);
  return pipeline::run(context.config, context.stop, statistics);
}

}  // namespace masterbus::cli
