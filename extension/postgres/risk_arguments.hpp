#pragma once

#include "voltmetrics/risk.hpp"

#include "postgres/postgres.hpp"

namespace voltmetrics::sql {

/// The typed arguments of voltmetrics.risk_score and voltmetrics.risk_factors.
struct RiskArguments {
  Item item;
  Day as_of = 0;
  const Model* model = nullptr;
};

/// Reads them; false where one is null that has no meaning as null. Raises an unknown type or model.
[[nodiscard]] bool read(FunctionCallInfo fcinfo, RiskArguments& arguments);

/// Raises what check() refused of the arguments' item.
[[noreturn]] void raise(const RiskArguments& arguments, const Status& status);

}  // namespace voltmetrics::sql
