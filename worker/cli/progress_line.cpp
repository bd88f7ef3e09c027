#include "worker/cli/progress_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>

#include "worker/cli/slot_facts.hpp"

namespace masterbus::cli {

std::string bar_text(double part, int width) {
  const double bounded = std::clamp(std::isfinite(part) ? part : 0.0, 0.0, 1.0);
  const int filled = static_cast<int>(bounded * width);
  return fmt::format("[{}{}] {:3d} %", std::string(static_cast<std::size_t>(filled), '#'),
                     std::string(static_cast<std::size_t>(width - filled), '-'), static_cast<int>(bounded * 100));
}

void ProgressLine::show(double part, const std::string& detail) {
  const auto now = Clock::now();
  const auto pause = context_.terminal ? std::chrono::milliseconds(100) : std::chrono::seconds(10);
  if (now - shown_ < pause) return;
  shown_ = now;
  if (context_.terminal) {
    context_.err << "\r\033[K" << bar_text(part, 30) << "  " << detail << std::flush;
  } else {
    context_.err << "masterbus: " << static_cast<int>(std::clamp(part, 0.0, 1.0) * 100) << " %, " << detail
                 << std::endl;
  }
}

void ProgressLine::finish() {
  const double seconds = std::chrono::duration<double>(Clock::now() - begun_).count();
  context_.err << (context_.terminal ? "\r\033[K" : "") << "masterbus: done in " << duration_text(seconds) << '\n';
}

}  // namespace masterbus::cli
