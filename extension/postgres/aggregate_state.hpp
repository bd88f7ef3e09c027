#pragma once

#include "postgres/postgres.hpp"

extern "C" {
#include <utils/array.h>
}

namespace voltmetrics::sql {

/// The integers of an aggregate's state, which SQL keeps as an int8[], changed in place where the server allows it.
struct AggregateState {
  ArrayType* array;
  int64* values;
  int size;
};

/// The state in an array; raises what is not one: nulls, further dimensions, numbers beyond any sum over real rows.
[[nodiscard]] AggregateState state_of(ArrayType* array);

/// As state_of; raises a state that is not of `size` numbers.
[[nodiscard]] AggregateState state_of(ArrayType* array, int size);

/// The state in a transition function's first argument, a copy of it where the server does not let it be changed.
[[nodiscard]] AggregateState state_argument(FunctionCallInfo fcinfo);

/// As state_argument; raises a state that is not of `size` numbers.
[[nodiscard]] AggregateState state_argument(FunctionCallInfo fcinfo, int size);

/// `times` more in a bucket; raises a number that is none of `size`, counting from 0, by the name of what it stands
/// for.
void count_in(int64* buckets, int size, const char* name, int bucket, int64 times = 1);

}  // namespace voltmetrics::sql
