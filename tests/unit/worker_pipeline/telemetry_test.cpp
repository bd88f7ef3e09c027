#include <gtest/gtest.h>
#include <spdlog/details/log_msg.h>

#include <nlohmann/json.hpp>

#include "worker/telemetry/histogram.hpp"
#include "worker/telemetry/logging.hpp"
#include "worker/telemetry/statistics.hpp"

namespace masterbus::telemetry {
namespace {

TEST(Histogram, CountsIntoItsBuckets) {
  Histogram histogram;
  for (const std::int64_t duration_us : {0, 500, 501, 5'000, 400'000'000, -3}) histogram.observe_us(duration_us);
  const auto now = histogram.snapshot();
  EXPECT_EQ(now.count, 6U);
  EXPECT_EQ(now.counts[0], 3U) << "0, 0.5 and a clock that went back";
  EXPECT_EQ(now.counts[1], 1U);
  EXPECT_EQ(now.counts.back(), 1U);
  EXPECT_DOUBLE_EQ(now.sum_ms, 400'006.001);
}

TEST(Histogram, Quantiles) {
  Histogram histogram;
  EXPECT_EQ(histogram.snapshot().quantile_ms(0.5), 0);
  for (int count = 0; count < 99; ++count) histogram.observe_us(1'900);
  histogram.observe_us(80'000);
  const auto now = histogram.snapshot();
  EXPECT_EQ(now.quantile_ms(0.5), 2);
  EXPECT_EQ(now.quantile_ms(0.99), 2);
  EXPECT_EQ(now.quantile_ms(1), 100);
}

TEST(Phase, EveryPhaseHasItsWord) {
  for (int phase = 0; phase <= static_cast<int>(Phase::stopped); ++phase) {
    EXPECT_NE(name(static_cast<Phase>(phase)), "unknown");
  }
}

TEST(JsonFormatter, OneParsableObjectPerLineWhateverTheText) {
  const std::string text = "quote \" backslash \\ newline\n invalid \xff end";
  const spdlog::log_clock::time_point moment(std::chrono::milliseconds(1'795'377'068'007));
  const spdlog::details::log_msg message(moment, {}, "masterbus", spdlog::level::info, text);
  spdlog::memory_buf_t line;
  JsonFormatter().format(message, line);
  const std::string written(line.data(), line.size());
  EXPECT_EQ(written.find('\n'), written.size() - 1);
  const auto parsed = nlohmann::json::parse(written);
  EXPECT_EQ(parsed["time"], "2026-11-22T19:51:08.007Z");
  EXPECT_EQ(parsed["level"], "info");
  EXPECT_EQ(parsed["message"], "quote \" backslash \\ newline\n invalid \uFFFD end");
}

TEST(Logging, AnUnknownLevelIsRefused) {
  EXPECT_THROW(set_up_logging({.level = "loud", .format = LogFormat::json}), std::invalid_argument);
}

}  // namespace
}  // namespace masterbus::telemetry
