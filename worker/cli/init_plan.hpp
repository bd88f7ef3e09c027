#pragma once
/// What `init` will do, as data: the facts that it found, and the steps that follow from them. Pure; the dry run prints
/// exactly the steps that the real run executes.

#include <cstdint>
#include <string>
#include <vector>

#include "worker/cli/database.hpp"
#include "worker/cli/step.hpp"

namespace masterbus::cli {

enum class SlotState {
  missing,
  good,           ///< of our plugin, in this database, with its WAL
  lost,           ///< ours, but the server has removed WAL that it needed
  other_plugin,   ///< our name with a plugin that is not ours: not touched
  other_database  ///< our name in another database: not touched
};

/// What stands in the server before `init` does anything.
struct InitFacts {
  std::string system_identifier;
  int timeline = 0;
  std::int64_t database_oid = 0;
  std::string installed_version;              ///< empty = extension not installed
  std::string available_version;              ///< empty = its files are not on the server
  bool roles_complete = false;                ///< roles and their rights in this database
  bool mapping_differs = true;                ///< the chosen mapping script would change a line
  std::vector<std::string> ungranted_tables;  ///< mapped tables that masterbus_worker may not read
  std::vector<std::string> missing_origins;
  SlotState slot = SlotState::missing;
  bool progress_exists = false;
  bool progress_foreign = false;  ///< the progress row came with a clone or restore of another database
  bool password_differs = false;  ///< a password was given and the role has another one or none
};

/// The texts that the plan is made of.
struct InitScripts {
  std::string roles;
  std::string mapping;   ///< empty = --mapping none
  std::string password;  ///< ALTER ROLE with the encrypted password; empty = leave it
  std::string node;
};

/// Throws std::runtime_error when the server is in a state that init must not touch (a foreign slot of our name,
/// missing extension files).
std::vector<Step> plan_init(const InitFacts& facts, const InitScripts& scripts);

}  // namespace masterbus::cli
