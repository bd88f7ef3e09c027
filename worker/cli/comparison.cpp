#include "worker/cli/comparison.hpp"

#include <map>
#include <set>

#include "worker/cli/source_transaction.hpp"
#include "worker/pipeline/pause.hpp"

namespace masterbus::cli {
namespace {

using Json = nlohmann::json;

constexpr std::chrono::milliseconds kPause(200);
constexpr std::chrono::milliseconds kShortPause(5);  // for keys that change all the time: one look in step is enough

/// A worker to which everything was sent and that has applied nothing for this long has nothing to apply. Its own marks
/// alone would not tell: on an idle stream they are stored only now and then. That the sender waits for more to send is
/// the one sign of it which the worker's own role may see.
constexpr std::chrono::seconds kQuiet(5);

constexpr const char* kWorkerState = R"(
SELECT coalesce(s.active, false), coalesce(greatest(p.applied_lsn, p.acknowledged_lsn, s.confirmed_flush_lsn) >= $2::pg_lsn, false),
       coalesce(a.wait_event ILIKE 'WalSenderWaitForWal' OR a.wait_event ILIKE 'WalSenderMain', false),
       coalesce(p.applied_lsn::text, '')
FROM masterbus.progress p
LEFT JOIN pg_catalog.pg_replication_slots s ON s.slot_name = p.slot_name
LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = s.active_pid
WHERE p.node = $1)";

/// The facilities $2 of the organisations $1, and those of the items among the keys $4 of the organisations $3.
constexpr const char* kVerifyFacilities = R"(
SELECT NULL, masterbus.verify_facilities(ROW (array_agg(organization_id), array_agg(facility_id))::masterbus.touched)
FROM (SELECT * FROM unnest($1::text[], $2::text[]) AS f(organization_id, facility_id)
      UNION
      SELECT organization_id, r.facility_id FROM unnest($3::text[], $4::text[]) AS i(organization_id, equipment_id)
      JOIN masterbus.equipment_result r USING (organization_id, equipment_id)) f)";

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

void append(Json& all, const Json& more) {
  for (const Json& each : more) all.push_back(each);
}

using Named = std::set<std::pair<std::string, std::string>>;  // organisation, id

/// Keys of the differences, by the function that looks at them.
struct Keys {
  std::map<std::string, std::set<std::string>> by_line;
  Named facilities;
  Named others;  ///< of no facility: items, and what masterbus.verify_remainder finds
};

Keys keys_of(const Json& differences) {
  Keys keys;
  for (const Json& difference : differences) {
    const std::string organization = text_of(difference, "organization_id");
    if (text_of(difference, "hop") == "source") {
      keys.by_line[text_of(difference, "source")].insert(text_of(difference["document"], "source_key"));
    } else if (const std::string facility = text_of(difference, "facility_id"); !facility.empty()) {
      keys.facilities.emplace(organization, facility);
    } else {
      keys.others.emplace(organization, text_of(difference, "key"));
    }
  }
  return keys;
}

std::string array_of(const Named& named, bool ids) {
  std::vector<std::string> elements;
  for (const auto& [organization, id] : named) elements.push_back(ids ? id : organization);
  return postgres::text_array(elements);
}

}  // namespace

Look Comparison::look(const std::function<postgres::Result(postgres::Connection&)>& query) {
  Look look;
  in_source_transaction(context_, connection_, [&](postgres::Connection& session) {
    const auto row = query(session);
    look.next_cursor = row.optional(0, 0);
    look.differences = Json::parse(row.is_null(0, 1) ? std::string_view("[]") : row.text(0, 1));
    look.position = session.exec("SELECT pg_catalog.pg_current_wal_insert_lsn()").text(0, 0);
  });
  return look;
}

Look Comparison::source_chunk(const std::string& source, const std::string& cursor) {
  return look([&](postgres::Connection& session) {
    return session.exec("SELECT next_cursor, differences FROM masterbus.verify_sources_chunk($1, $2, $3)", source,
                        cursor, context_.config.rebuild.chunk_keys);
  });
}

Look Comparison::result_chunk(const std::string& cursor) {
  return look([&](postgres::Connection& session) {
    return session.exec("SELECT next_cursor, differences FROM masterbus.verify_results_chunk($1, $2)", cursor,
                        context_.config.rebuild.chunk_facilities);
  });
}

Look Comparison::look_again(const Json& differences) {
  const Keys keys = keys_of(differences);
  Look all;
  for (const auto& entry : keys.by_line) {
    const std::string& line = entry.first;
    const std::string array = postgres::text_array(std::vector<std::string>(entry.second.begin(), entry.second.end()));
    const Look one = look([&](postgres::Connection& session) {
      return session.exec("SELECT NULL, masterbus.verify_source_keys($1, $2::text[])", line, array);
    });
    append(all.differences, one.differences);
    all.position = one.position;
  }
  if (!keys.facilities.empty() || !keys.others.empty()) {
    const Look one = look([&](postgres::Connection& session) {
      return session.exec(kVerifyFacilities, array_of(keys.facilities, false), array_of(keys.facilities, true),
                          array_of(keys.others, false), array_of(keys.others, true));
    });
    append(all.differences, one.differences);
    all.position = one.position;
  }
  if (!keys.others.empty()) {
    const Look remainder =
        look([](postgres::Connection& session) { return session.exec("SELECT NULL, masterbus.verify_remainder()"); });
    for (const Json& each : remainder.differences)
      if (keys.others.count({text_of(each, "organization_id"), text_of(each, "key")}) != 0)
        all.differences.push_back(each);
    all.position = remainder.position;
  }
  return all;
}

Comparison::WorkerState Comparison::worker_state(const std::string& position) {
  const auto row = connection_.exec(kWorkerState, context_.config.node, position);
  if (row.empty()) return {};
  return {row.boolean(0, 0), row.boolean(0, 1), row.boolean(0, 2), std::string(row.text(0, 3))};
}

Json Comparison::confirm(const Suspicion& suspicion, Clock::time_point deadline) {
  Json standing = suspicion.differences;
  std::string position = suspicion.position;
  std::string applied;
  auto quiet_since = Clock::now();
  // On an idle database the worker's position moves seldom: an empty transaction of our own takes it along.
  connection_.exec("SELECT pg_catalog.pg_logical_emit_message(true, 'masterbus.verify', '')");
  while (!context_.stop.stop_requested()) {
    const WorkerState worker = worker_state(position);
    const auto now = Clock::now();
    if (!worker.all_sent || worker.applied != applied) quiet_since = now;
    applied = worker.applied;
    const Look again = look_again(standing);
    if (again.differences.empty()) return Json::array();
    const bool same = again.differences == standing;
    const bool passed = worker.passed || now - quiet_since >= kQuiet;
    if (!worker.active || (passed && same) || now >= deadline) return again.differences;
    if (!same) {
      standing = again.differences;
      position = again.position;
    }
    pipeline::pause(context_.stop, same ? kPause : kShortPause);
  }
  return standing;
}

}  // namespace masterbus::cli
