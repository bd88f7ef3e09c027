#include <cstring>
#include <string_view>

#include "postgres/postgres.hpp"

extern "C" {
#include <nodes/supportnodes.h>
#include <utils/formatting.h>
#include <utils/memutils.h>
}

namespace {

/// A term as it was given and in lower case, kept while a statement looks for it in one row after the other.
struct Term {
  std::string_view given;
  std::string_view folded;
};

std::string_view bytes_of(const text* value) { return {VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)}; }

const Term& term_argument(FunctionCallInfo fcinfo, int argument) {
  const std::string_view given = bytes_of(PG_GETARG_TEXT_PP(argument));
  auto* term = static_cast<Term*>(fcinfo->flinfo->fn_extra);
  if (term != nullptr && term->given == given) return *term;
  const MemoryContext caller = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
  term = static_cast<Term*>(palloc(sizeof(Term)));
  term->given = {pnstrdup(given.data(), given.size()), given.size()};
  term->folded = str_tolower(given.data(), given.size(), PG_GET_COLLATION());
  MemoryContextSwitchTo(caller);
  fcinfo->flinfo->fn_extra = term;
  return *term;
}

/// Of the rows that are searched, the share that is expected to be found. It is small so that the planner rather looks
/// through a table once than follows an index, row by row, in the hope of finding enough of them soon.
constexpr Selectivity kExpectedShare = 0.0002;

}  // namespace

MASTERBUS_FUNCTION(masterbus_contains);
Datum masterbus_contains(PG_FUNCTION_ARGS) {
  const std::string_view searched = bytes_of(PG_GETARG_TEXT_PP(0));
  const std::string_view term = term_argument(fcinfo, 1).folded;
  PG_RETURN_BOOL(memmem(searched.data(), searched.size(), term.data(), term.size()) != nullptr);
}

MASTERBUS_FUNCTION(masterbus_contains_support);
Datum masterbus_contains_support(PG_FUNCTION_ARGS) {
  auto* const request = reinterpret_cast<Node*>(PG_GETARG_POINTER(0));
  if (!IsA(request, SupportRequestSelectivity)) PG_RETURN_POINTER(nullptr);
  reinterpret_cast<SupportRequestSelectivity*>(request)->selectivity = kExpectedShare;
  PG_RETURN_POINTER(request);
}
