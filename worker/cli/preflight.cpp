#include "worker/cli/preflight.hpp"

#include <algorithm>
#include <ostream>

#include "worker/cli/checks.hpp"

namespace masterbus::cli {

bool preflight(Context& context, postgres::Connection& connection) {
  const ObjectNames names = object_names(database_oid(connection), context.config.node);
  Findings findings;
  check_server(gather_server_facts(connection, names), findings);
  check_plugin(connection, findings);
  std::erase_if(findings, [](const Finding& finding) { return finding.severity != Severity::error; });
  if (findings.empty()) return true;
  print_findings(context.err, findings);
  context.err << "masterbus: nothing was changed\n";
  return false;
}

}  // namespace masterbus::cli
