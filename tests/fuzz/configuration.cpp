// A TOML file and an environment as sources of configuration: read, or refused by a ConfigError and nothing else. The
// input is the file, and after a line of "---" the environment, NAME=value a line.
#include <sys/mman.h>
#include <unistd.h>

#include <sstream>

#include "tests/fuzz/law.hpp"
#include "worker/config/config_error.hpp"
#include "worker/config/load.hpp"
#include "worker/config/redact.hpp"
#include "worker/config/setting.hpp"
#include "worker/postgres/conninfo.hpp"

namespace masterbus::fuzz {
namespace {

constexpr std::string_view kMarker = "S3CRET";

/// A file without a place on disk, rewritten for each input.
class MemoryFile {
public:
  MemoryFile() : descriptor_(memfd_create("masterbus.toml", 0)) { law(descriptor_ >= 0, "memory for a file"); }

  std::string holding(std::string_view text) const {
    law(ftruncate(descriptor_, 0) == 0, "an empty file");
    law(pwrite(descriptor_, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()), "a written file");
    return "/proc/self/fd/" + std::to_string(descriptor_);
  }

private:
  int descriptor_;
};

Environment environment_of(std::string_view text) {
  Environment environment;
  while (!text.empty()) {
    auto value = take_until(text, '\n');
    const std::string name(take_until(value, '='));
    environment.emplace(name, value);
  }
  environment.erase("MASTERBUS_CONFIG");  // another file is none of this input
  return environment;
}

/// True when the marker stands in a password and nowhere else in the connection string.
bool hides_marker(const std::string& conninfo) {
  for (const auto& [keyword, value] : postgres::parse_conninfo(conninfo)) {
    if (keyword != "password" && keyword != "sslpassword" && value.find(kMarker) != std::string::npos) return false;
  }
  return true;
}

void check(const Config& config) {
  for (const Setting& setting : settings()) {
    Config copy;
    assign(copy, setting, value_text(config, setting), "the value in force");
    law(value_text(copy, setting) == value_text(config, setting), "what is in force could be given again", setting.key);
  }
  if (!hides_marker(config.database.url) || !hides_marker(config.database.admin_url)) return;
  std::ostringstream printed;
  print_redacted(printed, config);
  law(printed.str().find(kMarker) == std::string::npos, "the printed configuration hides passwords", printed.str());
}

void run(std::string_view input) {
  static const MemoryFile file;
  constexpr std::string_view kSeparator = "---\n";
  const auto separator = input.find(kSeparator);
  const bool both = separator != std::string_view::npos;
  const auto environment = both ? environment_of(input.substr(separator + kSeparator.size())) : Environment{};
  try {
    check(load_config({.file = file.holding(input.substr(0, separator)), .environment = environment, .flags = {}}));
  } catch (const ConfigError& error) {
    law(!std::string_view(error.what()).empty(), "a refusal says why");
  }
}

}  // namespace
}  // namespace masterbus::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  masterbus::fuzz::run(masterbus::fuzz::text_of(data, size));
  return 0;
}
