#pragma once

#include "voltmetrics/transformer/course.hpp"

#include "postgres/postgres.hpp"

namespace voltmetrics::sql {

/// The design in an argument of type voltmetrics.transformer_design. Raises a null member and one outside its range.
[[nodiscard]] transformer::Design design_argument(FunctionCallInfo fcinfo, int argument);

/// A row of type voltmetrics.transformer_thermal for the calling function.
[[nodiscard]] Datum thermal_row(FunctionCallInfo fcinfo, const transformer::Course& course);

/// The optional arguments initial_top_oil_c and initial_load_pu, from `first` on.
[[nodiscard]] transformer::Beginning beginning_arguments(FunctionCallInfo fcinfo, int first);

}  // namespace voltmetrics::sql
