#pragma once

#include <string>
#include <string_view>

namespace masterbus::pipeline {

/// What the worker was doing when an error came.
enum class Stage { connecting, streaming, applying };

/// What is to be done about an error.
enum class Reaction {
  retry,      ///< roll the batch back and try it again on the same session
  reconnect,  ///< the server or the network is unwell: back off, connect anew
  standby,    ///< another worker holds the slot or the origin: wait for it
  gap,        ///< the slot cannot carry on: changes may have been missed
  fenced,     ///< another worker has taken over: stop
  stop,       ///< no retry will help: stop and say the remedy
  persist     ///< not expected: say it loudly, back off, try again
};

Reaction classify(std::string_view sqlstate, Stage stage);

/// What the operator can do about an error that stops the worker; empty when the message says all.
std::string remedy(std::string_view sqlstate);

}  // namespace masterbus::pipeline
