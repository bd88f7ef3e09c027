#pragma once

#include "postgres/postgres.hpp"

namespace voltmetrics::sql {

/// The numbers of an argument of type float8[], valid as long as the call.
struct Float8Array {
  const char* name;
  const double* values;
  int size;
};

/// Reads an argument; raises one of several dimensions or with a null in it. An empty array has size 0.
[[nodiscard]] Float8Array float8_array(FunctionCallInfo fcinfo, int argument, const char* name);

/// Raises two arrays that do not belong together, naming both.
void require_equal_length(const Float8Array& one, const Float8Array& other);

}  // namespace voltmetrics::sql
