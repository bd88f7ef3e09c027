#pragma once

#include <chrono>
#include <string>

#include "worker/cli/context.hpp"

namespace masterbus::cli {

/// One line that shows how far a long command is: rewritten in place on a terminal, else a new line every 10 s.
class ProgressLine {
public:
  explicit ProgressLine(Context& context) : context_(context), begun_(Clock::now()) {}

  /// `part` from 0 to 1; calls that come too often are passed over.
  void show(double part, const std::string& detail);
  /// Ends the line with how long it took.
  void finish();

private:
  using Clock = std::chrono::steady_clock;

  Context& context_;
  Clock::time_point begun_;
  Clock::time_point shown_{};
};

/// "[#####-----]  50 %".
std::string bar_text(double part, int width);

}  // namespace masterbus::cli
