#include "voltmetrics/maintenance/interval.hpp"

#include "postgres/refusal.hpp"
#include "postgres/tuple.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <catalog/pg_type.h>
#include <nodes/execnodes.h>
#include <utils/array.h>
#include <utils/date.h>
#include <utils/tuplestore.h>
}

namespace voltmetrics::sql {
namespace {

using namespace maintenance;

constexpr const char* kVerify = "Not taken from the standard itself: verify against NFPA 70B-2023, which NFPA lets "
                                "anybody read, before relying on it.";

int condition_argument(FunctionCallInfo fcinfo, int argument, const char* field) {
  const int32 condition = PG_GETARG_INT32(argument);
  const Range range{field, 1, kConditions, "A condition is 1 (best), 2 or 3."};
  if (const Checked found = check(range, condition); !found.ok()) raise(found);
  return condition;
}

/// The characters of an argument that is one of the known words; anything else is raised with a list of them.
template <std::size_t N>
std::string_view word_argument(FunctionCallInfo fcinfo, int argument, const char* field,
                               const std::array<std::string_view, N>& known) {
  const text* const word = PG_GETARG_TEXT_PP(argument);
  for (const std::string_view each : known)
    if (view(word) == each) return each;
  const char* hint = "Known values:";
  for (const std::string_view each : known) hint = psprintf("%s %s", hint, c_string(each));
  raise({{Problem::unknown_value, field, psprintf("%s.", hint)}, c_string(view(word))});
}

Day day_argument(FunctionCallInfo fcinfo, int argument, const char* field) {
  const Day day = PG_GETARG_DATEADT(argument);
  if (day < kFirstDay || day > kLastDay)
    raise({{Problem::out_of_range, field, "Dates lie between 0001-01-01 and 9000-12-31."},
           DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(day)))});
  return day;
}

/// The due date of the first two arguments.
Day due_argument(FunctionCallInfo fcinfo) {
  const Day last = day_argument(fcinfo, 0, "last_maintenance_date");
  const int32 months = PG_GETARG_INT32(1);
  if (const Checked found = check(kMonths, months); !found.ok()) raise(found);
  return months_later(last, months);
}

/// A list separated by commas as text[].
Datum words_datum(std::string_view list) {
  Datum words[kEquipment.size()];
  int count = 0;
  while (!list.empty() && count < static_cast<int>(kEquipment.size())) {
    const auto comma = list.find(", ");
    words[count++] = text_datum(list.substr(0, comma));
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 2);
  }
  return PointerGetDatum(construct_array(words, count, TEXTOID, -1, false, TYPALIGN_INT));
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::maintenance;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_nfpa70b_condition);
Datum voltmetrics_nfpa70b_condition(PG_FUNCTION_ARGS) {
  const int physical = condition_argument(fcinfo, 0, "physical_condition");
  const int criticality = condition_argument(fcinfo, 1, "criticality");
  PG_RETURN_INT32(overall_condition(physical, criticality, condition_argument(fcinfo, 2, "operating_environment")));
}

MASTERBUS_FUNCTION(voltmetrics_nfpa70b_condition_criteria);
Datum voltmetrics_nfpa70b_condition_criteria(PG_FUNCTION_ARGS) {
  InitMaterializedSRF(fcinfo, 0);
  auto* const result = reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo);
  for (const ConditionCriteria& each : kConditionCriteria) {
    Row<6> row;
    row.add(Int32GetDatum(each.condition));
    for (const std::string_view words :
         {each.rule, each.criteria, std::string_view{"single_source"},
          std::string_view{"a public summary of NFPA 70B-2023, paraphrased"}, std::string_view{kVerify}})
      row.add(text_datum(words));
    tuplestore_putvalues(result->setResult, result->setDesc, row.values, row.nulls);
  }
  return 0;
}

MASTERBUS_FUNCTION(voltmetrics_nfpa70b_intervals);
Datum voltmetrics_nfpa70b_intervals(PG_FUNCTION_ARGS) {
  InitMaterializedSRF(fcinfo, 0);
  auto* const result = reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo);
  for (const PublishedInterval& each : kIntervals) {
    Row<8> row;
    row.add(text_datum(each.activity));
    row.add(words_datum(each.equipment));
    for (const int months : each.months) row.add(Int32GetDatum(months));
    for (const std::string_view words : {each.confidence, each.source, std::string_view{kVerify}})
      row.add(text_datum(words));
    tuplestore_putvalues(result->setResult, result->setDesc, row.values, row.nulls);
  }
  return 0;
}

MASTERBUS_FUNCTION(voltmetrics_nfpa70b_interval_months);
Datum voltmetrics_nfpa70b_interval_months(PG_FUNCTION_ARGS) {
  const auto activity = word_argument(fcinfo, 0, "activity", kActivities);
  const auto equipment = word_argument(fcinfo, 1, "equipment", kEquipment);
  const int condition = condition_argument(fcinfo, 2, "condition");
  const PublishedInterval* const interval = find_interval(activity, equipment);
  if (interval == nullptr) PG_RETURN_NULL();
  PG_RETURN_INT32(interval->months[static_cast<std::size_t>(condition - 1)]);
}

MASTERBUS_FUNCTION(voltmetrics_maintenance_due_date);
Datum voltmetrics_maintenance_due_date(PG_FUNCTION_ARGS) { PG_RETURN_DATEADT(due_argument(fcinfo)); }

MASTERBUS_FUNCTION(voltmetrics_maintenance_overdue_ratio);
Datum voltmetrics_maintenance_overdue_ratio(PG_FUNCTION_ARGS) {
  const Day due = due_argument(fcinfo);
  PG_RETURN_FLOAT8(overdue_ratio(PG_GETARG_DATEADT(0), due, day_argument(fcinfo, 2, "as_of")));
}
