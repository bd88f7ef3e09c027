#include "worker/cli/server_facts.hpp"

namespace masterbus::cli {
namespace {

/// Who may not see how standbys stand is told nothing about them.
constexpr const char* kCounts = R"(
SELECT pg_catalog.pg_is_in_recovery(),
       (SELECT count(*) FROM pg_catalog.pg_replication_slots),
       (SELECT count(*) FROM pg_catalog.pg_stat_replication),
       (SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE backend_type = 'client backend'),
       EXISTS (SELECT FROM pg_catalog.pg_replication_slots WHERE slot_name = $1),
       EXISTS (SELECT FROM pg_catalog.pg_replication_slots WHERE slot_name = $1 AND active),
       EXISTS (SELECT FROM pg_catalog.pg_stat_replication WHERE sync_state IN ('sync', 'quorum'))
           OR NOT pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE'))";

/// Origins that take one of the server's places. Who may not see those counts the named ones, which are no fewer.
constexpr const char* kTrackedOrigins =
    "SELECT external_id AS name FROM pg_catalog.pg_show_replication_origin_status()";
constexpr const char* kNamedOrigins = "SELECT roname AS name FROM pg_catalog.pg_replication_origin";

void count_origins(postgres::Connection& connection, const ObjectNames& names, ServerFacts& facts) {
  const bool may_see =
      connection.exec("SELECT has_function_privilege('pg_show_replication_origin_status()', 'EXECUTE')").boolean(0, 0);
  const std::vector<std::string> ours{names.apply_origin, names.backfill_origin, names.cli_origin};
  const auto counts = connection.exec(std::string("SELECT count(*), count(*) FILTER (WHERE name = ANY ($1)) FROM (") +
                                          (may_see ? kTrackedOrigins : kNamedOrigins) + ") o",
                                      postgres::text_array(ours));
  facts.origins_used = static_cast<int>(counts.integer(0, 0));
  facts.our_origins = static_cast<int>(counts.integer(0, 1));
}

}  // namespace

std::string ServerFacts::setting(const std::string& name) const {
  const auto found = settings.find(name);
  return found == settings.end() ? std::string() : found->second;
}

std::int64_t ServerFacts::number(const std::string& name, std::int64_t absent) const {
  const auto found = settings.find(name);
  return found == settings.end() ? absent : std::stoll(found->second);
}

ServerFacts gather_server_facts(postgres::Connection& connection, const ObjectNames& names) {
  ServerFacts facts;
  facts.version = connection.server_version();
  const auto settings = connection.exec("SELECT name, setting FROM pg_catalog.pg_settings");
  for (int row = 0; row < settings.rows(); ++row) {
    facts.settings.emplace(settings.text(row, 0), settings.text(row, 1));
  }
  const auto counts = connection.exec(kCounts, names.slot);
  facts.in_recovery = counts.boolean(0, 0);
  facts.slots_used = static_cast<int>(counts.integer(0, 1));
  facts.senders_used = static_cast<int>(counts.integer(0, 2));
  facts.sessions_used = static_cast<int>(counts.integer(0, 3));
  facts.our_slot_exists = counts.boolean(0, 4);
  facts.our_slot_active = counts.boolean(0, 5);
  facts.synchronous_standby_connected = counts.boolean(0, 6);
  count_origins(connection, names, facts);
  return facts;
}

}  // namespace masterbus::cli
