#include "worker/pipeline/classify.hpp"

#include <algorithm>
#include <array>

namespace masterbus::pipeline {
namespace {

template <std::size_t Size>
bool one_of(std::string_view sqlstate, const std::array<std::string_view, Size>& list) {
  return std::find(list.begin(), list.end(), sqlstate) != list.end();
}

/// Serialization failure, deadlock, lock not available.
constexpr std::array<std::string_view, 3> kRetry = {"40001", "40P01", "55P03"};

/// Invalidated or foreign slot, missing slot, WAL segment removed.
constexpr std::array<std::string_view, 3> kGap = {"55000", "42704", "58P01"};

/// Idle-in-transaction and idle-session timeouts end the session; a cancelled statement leaves it in doubt.
constexpr std::array<std::string_view, 3> kSessionEnded = {"25P03", "57P05", "57014"};

bool server_unwell(std::string_view sqlstate) {
  const auto group = sqlstate.substr(0, 2);
  return group == "08" || group == "53" || sqlstate.starts_with("57P0") || one_of(sqlstate, kSessionEnded);
}

}  // namespace

Reaction classify(std::string_view sqlstate, Stage stage) {
  if (sqlstate == "MB001") return Reaction::fenced;
  if (sqlstate == "MB002") return Reaction::gap;
  if (sqlstate == "42501" || sqlstate.starts_with("28")) return Reaction::stop;
  if (sqlstate == "55006") return Reaction::standby;
  if (server_unwell(sqlstate)) return Reaction::reconnect;
  if (stage == Stage::streaming && one_of(sqlstate, kGap)) return Reaction::gap;
  if (stage == Stage::applying && one_of(sqlstate, kRetry)) return Reaction::retry;
  return Reaction::persist;
}

std::string remedy(std::string_view sqlstate) {
  if (sqlstate == "42501") {
    return "grant the worker's role what it lacks: masterbus init does, masterbus doctor names it";
  }
  if (sqlstate.starts_with("28")) return "check the user, the password and pg_hba.conf (replication connections too)";
  if (sqlstate == "MB001") return "nothing to do: another worker leads; start this one again to have it stand by";
  if (sqlstate == "3F000" || sqlstate == "42P01" || sqlstate == "42883") {
    return "if the extension is missing or older than this worker: masterbus init installs or updates it";
  }
  return {};
}

}  // namespace masterbus::pipeline
