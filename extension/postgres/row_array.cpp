#include "postgres/row_array.hpp"

#include <algorithm>

extern "C" {
#include <utils/array.h>
#include <utils/lsyscache.h>
#include <utils/typcache.h>
}

namespace voltmetrics::sql {

RowArray begin_rows(Oid array_type, int room) {
  const Oid element = get_element_type(array_type);
  if (!OidIsValid(element)) elog(ERROR, "type %u is not an array of rows", array_type);
  const int some = std::max(room, 1);
  return {element, lookup_rowtype_tupdesc_copy(element, -1),
          static_cast<Datum*>(palloc(sizeof(Datum) * static_cast<Size>(some))), 0, some};
}

Datum finish_rows(RowArray& array) {
  BlessTupleDesc(array.row_type);
  return PointerGetDatum(construct_array(array.rows, array.size, array.element, -1, false, TYPALIGN_DOUBLE));
}

}  // namespace voltmetrics::sql
