#pragma once

#include <stdexcept>
#include <string>

namespace masterbus::pipeline {

/// The worker must stop: what() says why and what to do.
class StopWorker : public std::runtime_error {
public:
  StopWorker(const std::string& reason, const std::string& remedy)
      : std::runtime_error(remedy.empty() ? reason : reason + "; " + remedy) {}
};

/// The mapping or a mapped table changed: attach anew with what is valid now.
class MappingChanged : public std::runtime_error {
public:
  MappingChanged() : std::runtime_error("the mapping or a mapped table changed") {}
};

}  // namespace masterbus::pipeline
