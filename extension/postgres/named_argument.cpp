#include "postgres/named_argument.hpp"

#include <string_view>

#include "postgres/refusal.hpp"

extern "C" {
#include <access/htup_details.h>
#include <catalog/pg_proc.h>
#include <funcapi.h>
#include <utils/lsyscache.h>
#include <utils/syscache.h>
}

namespace voltmetrics::sql {

void raise_argument(FunctionCallInfo fcinfo, const Status& status) {
  Refusal refusal{status};
  const HeapTuple function = SearchSysCache1(PROCOID, ObjectIdGetDatum(fcinfo->flinfo->fn_oid));
  if (!HeapTupleIsValid(function)) elog(ERROR, "cache lookup failed for function %u", fcinfo->flinfo->fn_oid);
  Oid* types = nullptr;
  char** names = nullptr;
  char* modes = nullptr;
  const int count = get_func_arg_info(function, &types, &names, &modes);
  for (int i = 0; names != nullptr && i < count && i < PG_NARGS(); ++i) {
    if (std::string_view(names[i]) != status.field || PG_ARGISNULL(i)) continue;
    Oid output = InvalidOid;
    bool is_varlena = false;
    getTypeOutputInfo(types[i], &output, &is_varlena);
    refusal.value = OidOutputFunctionCall(output, PG_GETARG_DATUM(i));
  }
  ReleaseSysCache(function);
  raise(refusal);
}

}  // namespace voltmetrics::sql
