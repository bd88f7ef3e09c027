#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "worker/config/config.hpp"
#include "worker/pipeline/apply_session.hpp"
#include "worker/pipeline/attached.hpp"
#include "worker/postgres/connection.hpp"
#include "worker/replication/source_catalog.hpp"
#include "worker/replication/stream.hpp"
#include "worker/telemetry/statistics.hpp"

namespace masterbus::pipeline {

/// A leader's sessions, ready to work: the slot is ours, the epoch is raised, earlier writers are ended.
struct Attachment {
  postgres::Connection control;  ///< for the monitor; without a replication origin
  replication::Stream stream;    ///< started
  ApplySession apply;
  std::unique_ptr<const replication::SourceCatalog> catalog;  ///< at a stable address
  Attached attached;
  replication::Lsn mark;  ///< everything up to here is in our tables
};

/// Becomes the leader: judges the slot, heals a gap by the policy, takes the slot, claims a new epoch. While another
/// worker holds the slot, stands by and tries again every standby_interval_ms. Answers nothing when stopped meanwhile.
/// Throws StopWorker where no retry helps, postgres::Error otherwise.
std::optional<Attachment> attach(const Config& config, const std::stop_token& stop, telemetry::Statistics& statistics);

}  // namespace masterbus::pipeline
