#include "postgres/factor_tenths.hpp"

#include "voltmetrics/rounding.hpp"

#include "postgres/refusal.hpp"

extern "C" {
#include <catalog/pg_type.h>
#include <utils/array.h>
}

namespace voltmetrics::sql {
namespace {

constexpr int16 kLargest = 1000;

}  // namespace

Datum factor_tenths_datum(const Factors& factors, const Model& model) {
  Datum tenths[kFactors];
  for (int i = 0; i < model.factors; ++i) tenths[i] = Int16GetDatum(tenths_of(factors.value[i]));
  return PointerGetDatum(construct_array(tenths, model.factors, INT2OID, sizeof(int16), true, TYPALIGN_SHORT));
}

const int16* factor_tenths_argument(FunctionCallInfo fcinfo, int argument, const Model& model) {
  ArrayType* const array = PG_GETARG_ARRAYTYPE_P(argument);
  const int given = ARR_NDIM(array) == 1 ? ARR_DIMS(array)[0] : 0;
  if (given != model.factors)
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("factor_tenths has %d numbers, the model %d factors", given, model.factors)));
  if (ARR_HASNULL(array))
    ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("factor_tenths has a null among its numbers")));
  const auto* const tenths = reinterpret_cast<const int16*>(ARR_DATA_PTR(array));
  for (int i = 0; i < given; ++i)
    if (tenths[i] < 0 || tenths[i] > kLargest)
      raise({{Problem::out_of_range, "factor_tenths", "A factor lies between 0 and 1000 tenths of a point."},
             psprintf("%d", tenths[i])});
  return tenths;
}

}  // namespace voltmetrics::sql
