#include <cstring>

#include "postgres/words.hpp"

extern "C" {
#include <catalog/pg_collation.h>
#include <nodes/supportnodes.h>
#include <utils/formatting.h>
}

namespace voltmetrics::sql {
namespace {

/// A term as it was given and in lower case, kept while a statement looks for it in one row after the other.
struct Term {
  char* given;
  std::size_t given_size;
  char* folded;
};

void keep(Term& term, std::string_view given, MemoryContext where) {
  const MemoryContext caller = MemoryContextSwitchTo(where);
  // Folded as the column folds its own text, whatever collation the term has.
  const Term next{c_string(given), given.size(), str_tolower(given.data(), given.size(), DEFAULT_COLLATION_OID)};
  MemoryContextSwitchTo(caller);
  if (term.given != nullptr) {
    pfree(term.given);
    pfree(term.folded);
  }
  term = next;
}

std::string_view folded_term(FunctionCallInfo fcinfo, int argument) {
  FmgrInfo* const function = fcinfo->flinfo;
  const std::string_view given = view(PG_GETARG_TEXT_PP(argument));
  if (function->fn_extra == nullptr) function->fn_extra = MemoryContextAllocZero(function->fn_mcxt, sizeof(Term));
  auto& term = *static_cast<Term*>(function->fn_extra);
  if (term.given == nullptr || given != std::string_view{term.given, term.given_size})
    keep(term, given, function->fn_mcxt);
  return term.folded;
}

/// Of the rows that are searched, the share that is expected to be found. It is small so that the planner rather looks
/// through a table once than follows an index, row by row, in the hope of finding enough of them soon.
constexpr Selectivity kExpectedShare = 0.0002;

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(masterbus_contains);
Datum masterbus_contains(PG_FUNCTION_ARGS) {
  const std::string_view searched = view(PG_GETARG_TEXT_PP(0));
  const std::string_view term = folded_term(fcinfo, 1);
  PG_RETURN_BOOL(memmem(searched.data(), searched.size(), term.data(), term.size()) != nullptr);
}

MASTERBUS_FUNCTION(masterbus_contains_support);
Datum masterbus_contains_support(PG_FUNCTION_ARGS) {
  auto* const request = reinterpret_cast<Node*>(PG_GETARG_POINTER(0));
  if (!IsA(request, SupportRequestSelectivity)) PG_RETURN_POINTER(nullptr);
  reinterpret_cast<SupportRequestSelectivity*>(request)->selectivity = kExpectedShare;
  PG_RETURN_POINTER(request);
}
