#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "worker/cli/database.hpp"

namespace masterbus::cli {

/// Settings and counts of a server, as far as doctor judges them.
struct ServerFacts {
  int version = 0;  ///< 150020
  bool in_recovery = false;
  std::map<std::string, std::string> settings;  ///< pg_settings.setting, in each setting's own unit
  int slots_used = 0;
  int origins_used = 0;  ///< origins that are being tracked
  int senders_used = 0;
  int sessions_used = 0;
  bool our_slot_exists = false;
  bool our_slot_active = false;
  int our_origins = 0;  ///< of the three, how many are being tracked already
  bool synchronous_standby_connected = false;
  int worker_sender_timeout_ms = 0;  ///< what the worker asks for; 0 = it keeps the server's setting

  bool knows(const std::string& setting) const { return settings.count(setting) > 0; }
  /// Text of a setting; empty when this server does not know it.
  std::string setting(const std::string& name) const;
  /// Number of a setting in its own unit; `absent` when this server does not know it.
  std::int64_t number(const std::string& name, std::int64_t absent) const;
};

ServerFacts gather_server_facts(postgres::Connection& connection, const ObjectNames& names);

}  // namespace masterbus::cli
