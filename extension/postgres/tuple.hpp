#pragma once

#include "postgres/postgres.hpp"
extern "C" {
#include <access/htup_details.h>
#include <funcapi.h>
}

namespace voltmetrics::sql {

/// The row type that the calling SQL function was declared with, looked up once per call site.
[[nodiscard]] inline TupleDesc result_row_type(FunctionCallInfo fcinfo) {
  if (fcinfo->flinfo->fn_extra != nullptr) return static_cast<TupleDesc>(fcinfo->flinfo->fn_extra);
  TupleDesc row_type = nullptr;
  if (get_call_result_type(fcinfo, nullptr, &row_type) != TYPEFUNC_COMPOSITE)
    elog(ERROR, "function must be declared to return a row type");
  const MemoryContext previous = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
  row_type = BlessTupleDesc(CreateTupleDescCopy(row_type));
  MemoryContextSwitchTo(previous);
  fcinfo->flinfo->fn_extra = row_type;
  return row_type;
}

/// A row of N columns under construction; columns are null until they are set. The row type may have more columns than
/// this library knows (a newer SQL script): those stay null. It may have fewer (an older one): the rest is left out.
template <int N>
struct Row {
  static constexpr int kRoom = N + 16;
  Datum values[kRoom];
  bool nulls[kRoom];
  int next = 0;

  Row() {
    for (int i = 0; i < kRoom; ++i) {
      values[i] = 0;
      nulls[i] = true;
    }
  }
  void add(Datum value) {
    values[next] = value;
    nulls[next++] = false;
  }
  void skip(int columns = 1) { next += columns; }
  [[nodiscard]] Datum datum(TupleDesc row_type) {
    if (row_type->natts > kRoom)
      elog(ERROR, "row type has %d columns, at most %d are supported", row_type->natts, kRoom);
    return HeapTupleGetDatum(heap_form_tuple(row_type, values, nulls));
  }
};

}  // namespace voltmetrics::sql
