#include "postgres/refusal.hpp"

#include <array>
#include <string_view>

#include "postgres/postgres.hpp"
extern "C" {
#include <utils/date.h>
}

namespace voltmetrics::sql {
namespace {

struct Measurement {
  std::string_view field;
  double Item::*member;
};
constexpr std::array<Measurement, 5> kMeasurements{{{"humidity_pct", &Item::humidity_pct},
                                                    {"temperature_f", &Item::temperature_f},
                                                    {"loading_pct", &Item::loading_pct},
                                                    {"harmonics_percentage", &Item::harmonics_pct},
                                                    {"power_factor", &Item::power_factor}}};

const char* text_of_day(Day day) { return DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(day))); }

}  // namespace

const char* value_of(const Item& item, int as_of, const Status& status) {
  const std::string_view field = status.field;
  for (const Measurement& measurement : kMeasurements)
    if (field == measurement.field)
      return DatumGetCString(DirectFunctionCall1(float8out, Float8GetDatum(item.*measurement.member)));
  if (field == "install_date") return text_of_day(item.install_date);
  if (field == "last_maintenance_date") return text_of_day(item.last_maintenance_date.value_or(0));
  if (field == "as_of") return text_of_day(as_of);
  if (field == "observations") return psprintf("%d", static_cast<int>(item.observations));
  return psprintf("%d", item.documented_issues);
}

void raise(const Refusal& refusal, const char* item_name) {
  const bool numeric = refusal.status.problem == Problem::out_of_range;
  const char* const separator = refusal.value == nullptr ? "" : ": ";
  const char* const value = refusal.value == nullptr ? "" : refusal.value;
  const char* const of_item = item_name == nullptr ? "" : psprintf("%s: ", item_name);
  ereport(ERROR, (errcode(numeric ? ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE : ERRCODE_INVALID_PARAMETER_VALUE),
                  errmsg("%s%s %s%s%s", of_item, refusal.status.field, problem_phrase(refusal.status.problem),
                         separator, value),
                  errhint("%s", refusal.status.hint)));
}

void raise(const Checked& checked, const char* item_name) {
  raise({checked.status, DatumGetCString(DirectFunctionCall1(float8out, Float8GetDatum(checked.value)))}, item_name);
}

}  // namespace voltmetrics::sql
