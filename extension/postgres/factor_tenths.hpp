#pragma once

#include "voltmetrics/risk.hpp"

#include "postgres/postgres.hpp"

namespace voltmetrics::sql {

/// A model's factors, each rounded to tenths of a point (0..1000), as an int2[] in the order of Factor.
[[nodiscard]] Datum factor_tenths_datum(const Factors& factors, const Model& model);

/// The numbers of such an array, as many as the model has factors. Raises what is none.
[[nodiscard]] const int16* factor_tenths_argument(FunctionCallInfo fcinfo, int argument, const Model& model);

}  // namespace voltmetrics::sql
