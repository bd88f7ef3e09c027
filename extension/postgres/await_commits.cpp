#include "postgres/postgres.hpp"
extern "C" {
#include <access/transam.h>
#include <catalog/pg_type.h>
#include <miscadmin.h>
#include <storage/procarray.h>
#include <utils/array.h>
}

namespace {

constexpr int kNapUs = 50;
constexpr int kNaps = 50;

/// Whether the transaction ended within some milliseconds: a commit is in the write-ahead log, and may have been
/// decoded, a moment before snapshots can see it.
bool ends_soon(TransactionId xid) {
  for (int nap = 0; TransactionIdIsInProgress(xid); ++nap) {
    if (nap == kNaps) return false;
    CHECK_FOR_INTERRUPTS();
    pg_usleep(kNapUs);
  }
  return true;
}

}  // namespace

MASTERBUS_FUNCTION(masterbus_await_commits);
Datum masterbus_await_commits(PG_FUNCTION_ARGS) {
  ArrayType* const xids = PG_GETARG_ARRAYTYPE_P(0);
  const ArrayIterator each = array_create_iterator(xids, 0, nullptr);
  Datum value = 0;
  bool is_null = false;
  while (array_iterate(each, &value, &is_null)) {
    const auto xid = static_cast<TransactionId>(DatumGetInt64(value));
    if (!is_null && TransactionIdIsNormal(xid) && !ends_soon(xid)) PG_RETURN_BOOL(false);
  }
  PG_RETURN_BOOL(true);
}
