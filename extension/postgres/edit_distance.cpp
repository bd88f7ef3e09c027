#include "postgres/words.hpp"
extern "C" {
#include <utils/varlena.h>
}

using voltmetrics::sql::view;

/// Levenshtein distance of two texts of at most 255 characters each; the backend raises longer ones.
MASTERBUS_FUNCTION(masterbus_edit_distance);
Datum masterbus_edit_distance(PG_FUNCTION_ARGS) {
  const auto a = view(PG_GETARG_TEXT_PP(0));
  const auto b = view(PG_GETARG_TEXT_PP(1));
  PG_RETURN_INT32(
      varstr_levenshtein(a.data(), static_cast<int>(a.size()), b.data(), static_cast<int>(b.size()), 1, 1, 1, false));
}
