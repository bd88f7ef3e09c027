#include "postgres/samples.hpp"

#include "postgres/refusal.hpp"

#include <algorithm>

extern "C" {
#include <catalog/pg_type.h>
}

namespace voltmetrics::sql {
namespace {

constexpr int64 kFirstRoom = 64;

MemoryContext aggregate_context(FunctionCallInfo fcinfo) {
  MemoryContext context = nullptr;
  if (AggCheckCallContext(fcinfo, &context) == 0)
    ereport(ERROR,
            (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("this is a part of an aggregate: call that instead")));
  return context;
}

Samples* new_samples(MemoryContext context, int64 room) {
  auto* const samples = static_cast<Samples*>(MemoryContextAllocZero(context, sizeof(Samples)));
  samples->context = context;
  samples->room = std::max(room, kFirstRoom);
  samples->numbers = static_cast<double*>(MemoryContextAlloc(context, sizeof(double) * samples->room));
  return samples;
}

void reserve(Samples* samples, int64 size) {
  if (size <= samples->room) return;
  samples->room = std::max(size, samples->room * 2);
  samples->numbers = static_cast<double*>(repalloc(samples->numbers, sizeof(double) * samples->room));
}

Samples* state(FunctionCallInfo fcinfo, int argument) {
  return PG_ARGISNULL(argument) ? nullptr : reinterpret_cast<Samples*>(PG_GETARG_POINTER(argument));
}

void append_all(Samples* samples, const double* numbers, int64 count) {
  reserve(samples, samples->size + count);
  std::copy(numbers, numbers + count, samples->numbers + samples->size);
  samples->size += count;
}

}  // namespace

Samples* samples_of_transition(FunctionCallInfo fcinfo) {
  MemoryContext context = aggregate_context(fcinfo);
  Samples* const samples = state(fcinfo, 0);
  return samples != nullptr ? samples : new_samples(context, 0);
}

const Samples* samples_of_result(FunctionCallInfo fcinfo) {
  aggregate_context(fcinfo);
  return state(fcinfo, 0);
}

void append(Samples* samples, const double* numbers, int count, const Range& size) {
  const double samples_then = static_cast<double>(samples->size) / count + 1;
  if (samples_then > size.high) raise(check(size, samples_then));
  append_all(samples, numbers, count);
}

void take_options(Samples* samples, FunctionCallInfo fcinfo, int first) {
  for (int argument = first; argument < PG_NARGS(); ++argument) {
    const int option = argument - first;
    if (option >= Samples::kMostOptions) elog(ERROR, "an aggregate has at most %d options", Samples::kMostOptions);
    samples->options_taken = option + 1;
    samples->given[option] = !PG_ARGISNULL(argument);
    if (PG_ARGISNULL(argument)) continue;
    const bool whole = get_fn_expr_argtype(fcinfo->flinfo, argument) == INT4OID;
    samples->options[option] = whole ? PG_GETARG_INT32(argument) : PG_GETARG_FLOAT8(argument);
  }
}

}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_samples_combine);
Datum voltmetrics_samples_combine(PG_FUNCTION_ARGS) {
  MemoryContext context = aggregate_context(fcinfo);
  Samples* samples = state(fcinfo, 0);
  const Samples* const other = state(fcinfo, 1);
  if (other == nullptr) {
    if (samples == nullptr) PG_RETURN_NULL();
    PG_RETURN_POINTER(samples);
  }
  if (samples == nullptr) samples = new_samples(context, other->size);
  append_all(samples, other->numbers, other->size);
  PG_RETURN_POINTER(samples);
}

MASTERBUS_FUNCTION(voltmetrics_samples_serialize);
Datum voltmetrics_samples_serialize(PG_FUNCTION_ARGS) {
  const Samples* const samples = samples_of_result(fcinfo);
  const Size size = sizeof(double) * static_cast<Size>(samples->size);
  auto* const bytes = static_cast<bytea*>(palloc(VARHDRSZ + size));
  SET_VARSIZE(bytes, VARHDRSZ + size);
  memcpy(VARDATA(bytes), samples->numbers, size);
  PG_RETURN_BYTEA_P(bytes);
}

MASTERBUS_FUNCTION(voltmetrics_samples_deserialize);
Datum voltmetrics_samples_deserialize(PG_FUNCTION_ARGS) {
  aggregate_context(fcinfo);
  const bytea* const bytes = PG_GETARG_BYTEA_PP(0);
  const auto size = static_cast<int64>(VARSIZE_ANY_EXHDR(bytes) / sizeof(double));
  Samples* const samples = new_samples(CurrentMemoryContext, size);
  memcpy(samples->numbers, VARDATA_ANY(bytes), sizeof(double) * static_cast<Size>(size));
  samples->size = size;
  PG_RETURN_POINTER(samples);
}
