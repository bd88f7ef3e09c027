#pragma once

#include <span>
#include <string_view>

#include "postgres/words.hpp"
extern "C" {
#include <catalog/pg_type.h>
#include <utils/array.h>
}

namespace voltmetrics::sql {

/// A text[] of these words, in the current memory context.
[[nodiscard]] inline Datum text_array_datum(std::span<const std::string_view> words) {
  auto* const elements = static_cast<Datum*>(palloc(sizeof(Datum) * (words.size() + 1)));
  for (std::size_t i = 0; i < words.size(); ++i) elements[i] = text_datum(words[i]);
  return PointerGetDatum(construct_array(elements, static_cast<int>(words.size()), TEXTOID, -1, false, TYPALIGN_INT));
}

}  // namespace voltmetrics::sql
