#pragma once
/// Keeps passwords out of everything that is printed.

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "worker/config/config.hpp"

namespace masterbus {

/// A connection string (URL or keyword form) with every password replaced by ***.
std::string redact_conninfo(std::string_view conninfo);

/// Takes the passwords of a configuration's connection strings out of any text, such as an error of libpq.
/// Immutable; safe to share between threads.
class Redactor {
public:
  explicit Redactor(const Config& config);

  std::string operator()(std::string text) const;

private:
  std::vector<std::string> secrets_;  // longest first, so that no secret survives inside another
};

/// The configuration in force as TOML, each line with where it came from; secrets are replaced by ***.
void print_redacted(std::ostream& out, const Config& config);

}  // namespace masterbus
