#pragma once

#include <string_view>

#include "voltmetrics/condition.hpp"
#include "voltmetrics/model.hpp"

#include "postgres/postgres.hpp"

namespace voltmetrics::sql {

/// The characters of a text value, valid as long as the value is.
[[nodiscard]] inline std::string_view view(const text* value) { return {VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)}; }

[[nodiscard]] inline Datum text_datum(std::string_view words) {
  return PointerGetDatum(cstring_to_text_with_len(words.data(), static_cast<int>(words.size())));
}

/// The characters as a string in the current memory context.
[[nodiscard]] inline char* c_string(std::string_view words) { return pnstrdup(words.data(), words.size()); }

inline constexpr Status kUnknownType{Problem::unknown_value, "type",
                                     "Known types are PANEL, TRANSFORMER, SWITCHGEAR, BREAKER and OTHER."};
/// The type or model of that name; anything else is raised, the unknown model with a list of the known ones. A model
/// may also be an organisation's own, written out; it lives as long as the text and the current memory context do.
[[nodiscard]] EquipmentType type_named(const text* name);
[[nodiscard]] const Model& model_named(const text* version);

}  // namespace voltmetrics::sql
