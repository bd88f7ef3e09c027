#include "postgres/postgres.hpp"

extern "C" {
PG_MODULE_MAGIC;
}

/// Takes what voltmetrics.cnaim_health_score takes and does nothing: what the call itself costs.
MASTERBUS_FUNCTION(bench_noop);
Datum bench_noop(PG_FUNCTION_ARGS) { PG_RETURN_FLOAT8(fcinfo->nargs); }
