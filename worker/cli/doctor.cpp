#include "worker/cli/checks.hpp"
#include "worker/cli/commands.hpp"

namespace masterbus::cli {
namespace {

bool has(const Findings& findings, const std::string& name) {
  for (const Finding& finding : findings) {
    if (finding.name == name) return true;
  }
  return false;
}

void examine_server(const Config& config, postgres::Connection& connection, Findings& findings) {
  ServerFacts facts = gather_server_facts(connection, object_names(database_oid(connection), config.node));
  facts.worker_sender_timeout_ms = config.replication.wal_sender_timeout_ms;
  check_server(facts, findings);
  check_plugin(connection, findings);
  check_extension(connection, findings);
  check_slot(config, connection, facts, findings);
  check_transactions(connection, findings);
  if (!has(findings, "extension_missing")) check_progress(config, connection, findings);
}

void examine_worker(const Config& config, Findings& findings) {
  auto worker = connect_worker(config);
  check_pooler(config, worker, findings);
  check_role(worker, findings);
  if (!has(findings, "pooler")) check_replication_session(config, findings);
  if (has(findings, "extension_missing")) return;
  auto maintainer = connect_maintainer(config);
  check_rights(maintainer, findings);
  if (!has(findings, "masterbus_rights")) check_mapping(maintainer, findings);
}

}  // namespace

int doctor(Context& context, const DoctorOptions& options) {
  Findings findings;
  check_urls(context.config, findings);
  try {
    auto connection = connect_operator(context.config);
    examine_server(context.config, connection, findings);
    examine_worker(context.config, findings);
  } catch (const postgres::ConnectionError& error) {
    findings.push_back(connection_finding(context.config, "connection", error));
  }
  options.json ? print_findings_json(context.out, findings) : print_findings(context.out, findings);
  return exit_status(findings);
}

}  // namespace masterbus::cli
