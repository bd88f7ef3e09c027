#include "postgres/aggregate_state.hpp"
#include "postgres/refusal.hpp"

extern "C" {
#include <catalog/pg_type.h>
}

namespace voltmetrics::sql {
namespace {

/// Far beyond any sum over real rows, and far enough from the integers' end for every sum and product of ours.
constexpr int64 kLargestSum = int64{1} << 53;

AggregateState checked_size(AggregateState state, int size) {
  if (state.size != size)
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("an aggregate state of %d numbers was expected, not of %d", size, state.size)));
  return state;
}

}  // namespace

AggregateState state_of(ArrayType* array) {
  const int size = ARR_NDIM(array) == 1 ? ARR_DIMS(array)[0] : 0;
  if (size <= 0 || ARR_HASNULL(array) || ARR_ELEMTYPE(array) != INT8OID)
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("an aggregate state is an int8[] of one dimension without nulls")));
  auto* const values = reinterpret_cast<int64*>(ARR_DATA_PTR(array));
  for (int i = 0; i < size; ++i)
    if (values[i] < -kLargestSum || values[i] > kLargestSum)
      ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
                      errmsg("aggregate state is out of range: " INT64_FORMAT, values[i])));
  return {array, values, size};
}

AggregateState state_of(ArrayType* array, int size) { return checked_size(state_of(array), size); }

AggregateState state_argument(FunctionCallInfo fcinfo) {
  if (PG_ARGISNULL(0))
    ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("an aggregate state is not null")));
  const bool in_place = AggCheckCallContext(fcinfo, nullptr) != 0;
  return state_of(in_place ? PG_GETARG_ARRAYTYPE_P(0) : PG_GETARG_ARRAYTYPE_P_COPY(0));
}

AggregateState state_argument(FunctionCallInfo fcinfo, int size) { return checked_size(state_argument(fcinfo), size); }

void count_in(int64* buckets, int size, const char* name, int bucket, int64 times) {
  if (bucket < 0 || bucket >= size)
    raise({{Problem::out_of_range, name, "Numbers count from 0 in the order of severity."}, psprintf("%d", bucket)});
  buckets[bucket] += times;
}

}  // namespace voltmetrics::sql
