#include "worker/telemetry/logging.hpp"

#include <fmt/chrono.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <chrono>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace masterbus::telemetry {
namespace {

spdlog::level::level_enum parse_level(const std::string& word) {
  const auto level = spdlog::level::from_str(word);
  // from_str answers "off" for every word that it does not know.
  if (level == spdlog::level::off && word != "off") {
    throw std::invalid_argument("unknown log level \"" + word + "\": trace, debug, info, warn, error or off");
  }
  return level;
}

bool wants_json(LogFormat format) {
  if (format == LogFormat::automatic) return ::isatty(STDERR_FILENO) == 0;
  return format == LogFormat::json;
}

}  // namespace

void JsonFormatter::format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& line) {
  const auto since_1970 = message.time.time_since_epoch();
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count();
  const auto level = spdlog::level::to_string_view(message.level);
  // Invalid UTF-8 (a server with another encoding) must not cost us the line.
  const auto text = nlohmann::json(std::string(message.payload.data(), message.payload.size()))
                        .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  fmt::format_to(std::back_inserter(line),
                 R"({{"time":"{:%Y-%m-%dT%H:%M:%S}.{:03}Z","level":"{}","message":{}}})"
                 "\n",
                 fmt::gmtime(spdlog::log_clock::to_time_t(message.time)), milliseconds % 1000,
                 fmt::string_view(level.data(), level.size()), text);
}

std::unique_ptr<spdlog::formatter> JsonFormatter::clone() const { return std::make_unique<JsonFormatter>(); }

void set_up_logging(const LogConfig& config) {
  const auto level = parse_level(config.level);
  auto logger = std::make_shared<spdlog::logger>("masterbus", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
  if (wants_json(config.format)) {
    logger->set_formatter(std::make_unique<JsonFormatter>());
  } else {
    logger->set_pattern("%H:%M:%S.%e %^%-5l%$ %v");
  }
  logger->set_level(level);
  logger->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace masterbus::telemetry
