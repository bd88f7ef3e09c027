#pragma once

#include <memory>
#include <spdlog/formatter.h>
#include <string>

#include "worker/config/config.hpp"

namespace masterbus::telemetry {

/// Makes spdlog's default logger write to standard error: JSON lines, or text for people when the format says so or,
/// with the automatic one, when standard error is a terminal. Call once, before threads log.
/// Throws std::invalid_argument for an unknown level.
void set_up_logging(const LogConfig& config);

/// One JSON object per line: {"time":"2026-11-22T19:51:08.855Z","level":"info","message":"…"}.
class JsonFormatter final : public spdlog::formatter {
public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& line) override;
  std::unique_ptr<spdlog::formatter> clone() const override;
};

}  // namespace masterbus::telemetry
