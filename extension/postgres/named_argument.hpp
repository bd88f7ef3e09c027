#pragma once

#include "voltmetrics/status.hpp"

#include "postgres/postgres.hpp"

namespace voltmetrics::sql {

/// Raises a status about the argument of the running SQL function that bears the field's name, with its value.
[[noreturn]] void raise_argument(FunctionCallInfo fcinfo, const Status& status);

/// Raises a status that is not ok.
inline void expect_argument(FunctionCallInfo fcinfo, const Status& status) {
  if (!status.ok()) raise_argument(fcinfo, status);
}

}  // namespace voltmetrics::sql
