#pragma once

#include "postgres/tuple.hpp"

namespace voltmetrics::sql {

/// An array of composite values under construction, palloc'd.
struct RowArray {
  Oid element;
  TupleDesc row_type;
  Datum* rows;
  int size;
  int room;
};

/// An array of the type of `array_type`'s elements, a composite; with room to begin with, and more as it is needed.
[[nodiscard]] RowArray begin_rows(Oid array_type, int room);

template <int N>
void add_row(RowArray& array, Row<N>& row) {
  if (array.size == array.room) {
    array.room *= 2;
    array.rows = static_cast<Datum*>(repalloc(array.rows, sizeof(Datum) * static_cast<Size>(array.room)));
  }
  array.rows[array.size++] = row.datum(array.row_type);
}

/// The array itself; `array` must not be used afterwards.
[[nodiscard]] Datum finish_rows(RowArray& array);

}  // namespace voltmetrics::sql
