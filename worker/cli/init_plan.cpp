#include "worker/cli/init_plan.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "worker/postgres/quote.hpp"

namespace masterbus::cli {
namespace {

using postgres::quote_literal;

constexpr const char* kGrantMappedTables = R"(DO $grant$
DECLARE
    line record;
BEGIN
    FOR line IN SELECT DISTINCT s.schema_name, s.table_name FROM masterbus.source_table s
                WHERE pg_catalog.to_regclass(pg_catalog.format('%I.%I', s.schema_name, s.table_name)) IS NOT NULL
    LOOP
        EXECUTE pg_catalog.format('GRANT USAGE ON SCHEMA %I TO masterbus_worker', line.schema_name);
        EXECUTE pg_catalog.format('GRANT SELECT ON TABLE %I.%I TO masterbus_worker', line.schema_name, line.table_name);
    END LOOP;
END
$grant$)";

void require_possible(const InitFacts& facts, const std::string& slot) {
  if (facts.slot == SlotState::other_plugin) {
    throw std::runtime_error(
        "a replication slot named " + slot +
        " exists with another plugin than wal2json; it is not ours to drop: choose another --node");
  }
  if (facts.slot == SlotState::other_database) {
    throw std::runtime_error("a replication slot named " + slot +
                             " exists in another database of this cluster; choose another --node");
  }
  if (facts.installed_version.empty() && facts.available_version.empty()) {
    throw std::runtime_error(
        "the extension's files are not on the server: install them there (make install, or the package), then run "
        "init again");
  }
}

void plan_extension(const InitFacts& facts, std::vector<Step>& steps) {
  if (facts.installed_version.empty()) {
    steps.push_back({StepKind::statement, "install the extension", "CREATE EXTENSION masterbus"});
  } else if (!facts.available_version.empty() && facts.installed_version != facts.available_version) {
    steps.push_back(
        {StepKind::statement,
         fmt::format("update the extension from {} to {}", facts.installed_version, facts.available_version),
         "ALTER EXTENSION masterbus UPDATE"});
  }
}

void plan_roles(const InitFacts& facts, const InitScripts& scripts, bool extension_changes, std::vector<Step>& steps) {
  if (extension_changes || !facts.roles_complete) {
    steps.push_back({StepKind::statement, "create the roles and give them their rights", scripts.roles});
  }
  if (facts.password_differs && !scripts.password.empty()) {
    steps.push_back({StepKind::statement, "set the worker role's password", scripts.password,
                     "ALTER ROLE masterbus_worker PASSWORD '***'"});
  }
}

void plan_mapping(const InitFacts& facts, const InitScripts& scripts, std::vector<Step>& steps) {
  const bool changes = facts.mapping_differs && !scripts.mapping.empty();
  if (changes) steps.push_back({StepKind::statement, "load the mapping", scripts.mapping});
  if (changes || !facts.ungranted_tables.empty()) {
    steps.push_back({StepKind::statement, "let the worker read the mapped tables", kGrantMappedTables});
  }
  if (changes && facts.progress_exists && !facts.progress_foreign && facts.slot == SlotState::good) {
    steps.push_back({StepKind::statement, "have everything read again through the new mapping",
                     "SELECT masterbus.mark_dirty((SELECT array_agg(source) FROM masterbus.source_table), 'mapping')"});
  }
}

void plan_slot(const InitFacts& facts, const ObjectNames& names, std::vector<Step>& steps) {
  for (const std::string& origin : facts.missing_origins) {
    steps.push_back({StepKind::statement, "name an origin, by which our own writes are kept out of the stream",
                     fmt::format("SELECT pg_catalog.pg_replication_origin_create({})", quote_literal(origin))});
  }
  if (facts.slot == SlotState::lost) {
    steps.push_back({StepKind::statement, "drop the slot, whose WAL the server has removed",
                     fmt::format("SELECT pg_catalog.pg_drop_replication_slot({})", quote_literal(names.slot))});
  }
  if (facts.slot != SlotState::good) {
    steps.push_back(
        {StepKind::create_slot, "create the slot: from here on no change is missed",
         fmt::format("SELECT slot_name, lsn FROM pg_catalog.pg_create_logical_replication_slot({}, 'wal2json')",
                     quote_literal(names.slot))});
  }
}

/// The new slot's position counts as acknowledged: what lies before it, the reading of everything will bring.
void plan_progress(const InitFacts& facts, const InitScripts& scripts, const ObjectNames& names,
                   std::vector<Step>& steps) {
  if (facts.progress_exists && !facts.progress_foreign && facts.slot == SlotState::good) return;
  const std::string node = quote_literal(scripts.node);
  const std::string slot = quote_literal(names.slot);
  std::string sql;
  if (facts.progress_foreign) sql += "DELETE FROM masterbus.progress WHERE node = " + node + ";\n";
  sql += fmt::format("SELECT masterbus.acknowledge({0}, masterbus.claim({0}, {1}, {2}, {3}, {4}, ''),\n"
                     "    (SELECT confirmed_flush_lsn FROM pg_catalog.pg_replication_slots WHERE slot_name = {1}));\n"
                     "SELECT masterbus.mark_dirty((SELECT array_agg(source) FROM masterbus.source_table), 'init')",
                     node, slot, quote_literal(facts.system_identifier), facts.timeline, facts.database_oid);
  steps.push_back({StepKind::statement,
                   "begin the progress row, and mark everything dirty, so that the first run reads it all", sql});
}

}  // namespace

std::vector<Step> plan_init(const InitFacts& facts, const InitScripts& scripts) {
  const ObjectNames names = object_names(facts.database_oid, scripts.node);
  require_possible(facts, names.slot);
  std::vector<Step> steps;
  plan_extension(facts, steps);
  plan_roles(facts, scripts, !steps.empty(), steps);
  plan_mapping(facts, scripts, steps);
  plan_slot(facts, names, steps);
  plan_progress(facts, scripts, names, steps);
  return steps;
}

}  // namespace masterbus::cli
