#include "worker/pipeline/failpoint.hpp"

#ifdef MASTERBUS_FAILPOINTS

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <mutex>
#include <sstream>
#include <string>

#include "worker/postgres/error.hpp"

namespace masterbus::pipeline {
namespace {

std::string settings() {
  if (const char* const path = std::getenv("MASTERBUS_FAILPOINTS_FILE"); path != nullptr) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }
  const char* const text = std::getenv("MASTERBUS_FAILPOINTS");
  return text == nullptr ? "" : text;
}

/// The action set for `name`, if this passing is the one that it names.
std::string action_at(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, int> passings;
  int passing = 0;
  {
    const std::lock_guard lock(mutex);
    passing = ++passings[name];
  }
  std::istringstream words(settings());
  for (std::string word; words >> word;) {
    if (word.rfind(name + "=", 0) != 0) continue;
    auto action = word.substr(name.size() + 1);
    const auto at = action.find('@');
    if (at == std::string::npos) return action;
    return std::stoi(action.substr(at + 1)) == passing ? action.substr(0, at) : "";
  }
  return "";
}

bool still_hangs(const std::string& name) { return settings().find(name + "=hang") != std::string::npos; }

}  // namespace

void failpoint(const char* name) {
  const auto action = action_at(name);
  if (action == "crash") ::kill(::getpid(), SIGKILL);
  if (action == "throw") {
    throw postgres::ConnectionError({.sqlstate = "08006", .message = std::string("failpoint ") + name});
  }
  if (action == "hang") {
    while (still_hangs(name)) ::poll(nullptr, 0, 20);
  }
}

}  // namespace masterbus::pipeline

#endif
