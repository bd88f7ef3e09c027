#pragma once

#include <stdexcept>

namespace masterbus {

/// A configuration that cannot be used. The text names its place (file and line, variable or flag) and holds no secret.
class ConfigError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

}  // namespace masterbus
