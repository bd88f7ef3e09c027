#pragma once

#include <cstdint>
#include <string>

namespace masterbus::pipeline {

/// What a leader is attached to, for as long as it leads without attaching anew.
struct Attached {
  std::uint32_t database_oid = 0;
  std::int64_t mapping_generation = 0;
  std::string slot_name;
  int walsender_pid = 0;  ///< backend that streams the slot to us
};

}  // namespace masterbus::pipeline
