#pragma once

#include "voltmetrics/status.hpp"

#include "postgres/postgres.hpp"

namespace voltmetrics::sql {

/// Raises a status about the argument of the running SQL function that bears the field's name, with its value.
[[noreturn]] void raise_argument(FunctionCallInfo fcinfo, const Status& status);

}  // namespace voltmetrics::sql
