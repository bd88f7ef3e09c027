#include "postgres/float8_array.hpp"

extern "C" {
#include <catalog/pg_type.h>
#include <utils/array.h>
}

namespace voltmetrics::sql {

Float8Array float8_array(FunctionCallInfo fcinfo, int argument, const char* name) {
  ArrayType* const array = PG_GETARG_ARRAYTYPE_P(argument);
  if (ARR_NDIM(array) > 1 || ARR_ELEMTYPE(array) != FLOAT8OID || array_contains_nulls(array))
    ereport(ERROR,
            (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
             errmsg("%s has the wrong type: it is an array of numbers, of one dimension and without nulls", name)));
  const int size = ARR_NDIM(array) == 0 ? 0 : ARR_DIMS(array)[0];
  return {name, reinterpret_cast<const double*>(ARR_DATA_PTR(array)), size};
}

void require_equal_length(const Float8Array& one, const Float8Array& other) {
  if (one.size != other.size)
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("%s has %d numbers, but %s has %d", one.name, one.size, other.name, other.size),
                    errhint("Give as many of the one as of the other.")));
}

}  // namespace voltmetrics::sql
