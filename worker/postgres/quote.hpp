#pragma once

#include <span>
#include <string>
#include <string_view>

namespace masterbus::postgres {

/// "name", always in double quotes.
std::string quote_identifier(std::string_view name);
/// "schema"."name".
std::string quote_qualified(std::string_view schema, std::string_view name);
/// 'text', safe whatever standard_conforming_strings says (a backslash makes it an E'' literal).
std::string quote_literal(std::string_view text);
/// A text[] in PostgreSQL's array syntax: {"a","b \" c"}. Every element is quoted, so that NULL stays a word.
std::string text_array(std::span<const std::string_view> elements);
std::string text_array(std::span<const std::string> elements);

}  // namespace masterbus::postgres
