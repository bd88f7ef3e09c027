#include "voltmetrics/transformer/course.hpp"

#include "postgres/float8_array.hpp"
#include "postgres/refusal.hpp"
#include "postgres/transformer.hpp"

#include <cmath>

extern "C" {
#include <catalog/pg_type.h>
#include <utils/array.h>
#include <utils/timestamp.h>
}

namespace voltmetrics::sql {
namespace {

using namespace transformer;

/// The aggregate's state: where the course is, and the last sample's time. A plain float8[]: anybody may hand one in.
struct State {
  double sampled_at_us;
  Course course;
};
constexpr int kNumbers = 11;
static_assert(sizeof(State) == kNumbers * sizeof(double));

constexpr double kMicrosecondsPerMinute = 60e6;
constexpr double kMostSamples = PG_INT32_MAX;
constexpr double kMostMinutes = 1e40;
constexpr double kMostKelvin = 1e9;
constexpr double kLatest = 1e19;

/// Whether a state can be one that accumulating made: finite, with temperatures that the model goes on from.
bool sound(const State& state) {
  const Course& course = state.course;
  for (const double minutes :
       {course.elapsed_min, course.aged_normal_min, course.aged_upgraded_min, course.bubbling_min})
    if (!(minutes >= 0 && minutes <= kMostMinutes)) return false;
  for (const double kelvin :
       {course.now.rising_k, course.now.falling_k, course.now.top_oil_c, course.max_top_oil_c, course.max_hot_spot_c})
    if (!(std::fabs(kelvin) <= kMostKelvin)) return false;
  if (!(course.samples >= 0 && course.samples <= kMostSamples)) return false;
  return std::fabs(state.sampled_at_us) <= kLatest && kHotSpot.contains(course.now.hot_spot_c());
}

/// The state of an array. An empty one is the state before the first sample, with no samples.
State state_of(const Float8Array& array) {
  State state{};
  if (array.size == 0) return state;
  if (array.size == kNumbers) memcpy(static_cast<void*>(&state), array.values, sizeof state);
  if (array.size != kNumbers || !sound(state))
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("state is not a state of voltmetrics.transformer_thermal")));
  return state;
}

/// The state as an array: in place within an aggregate, whose own value it then is.
Datum array_of(FunctionCallInfo fcinfo, const State& state, int size_before) {
  if (size_before == kNumbers && AggCheckCallContext(fcinfo, nullptr) != 0) {
    ArrayType* const array = PG_GETARG_ARRAYTYPE_P(0);
    memcpy(ARR_DATA_PTR(array), &state, sizeof state);
    PG_RETURN_ARRAYTYPE_P(array);
  }
  Datum numbers[kNumbers];
  const auto* const values = reinterpret_cast<const double*>(&state);
  for (int i = 0; i < kNumbers; ++i) numbers[i] = Float8GetDatum(values[i]);
  PG_RETURN_ARRAYTYPE_P(
      construct_array(numbers, kNumbers, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

const char* text_of(TimestampTz moment) {
  return DatumGetCString(DirectFunctionCall1(timestamptz_out, TimestampTzGetDatum(moment)));
}

double microseconds(TimestampTz moment) {
  if (TIMESTAMP_NOT_FINITE(moment))
    raise({{Problem::unreadable, "sampled_at", "A sample has a finite time."}, text_of(moment)});
  return static_cast<double>(moment);
}

constexpr Status kUnordered{Problem::out_of_range, "sampled_at",
                            "Samples come in the order of their time: write ORDER BY inside the aggregate's brackets."};

/// Takes one sample into a state.
void take(State& state, TimestampTz moment, const Sample& sample, const Design& design, const Beginning& beginning) {
  const double sampled_at = microseconds(moment);
  const double minutes = (sampled_at - state.sampled_at_us) / kMicrosecondsPerMinute;
  const bool first = state.course.samples == 0;
  if (!first && minutes < 0) raise({kUnordered, text_of(moment)});
  const Checked found =
      first ? begin(state.course, design, sample, beginning) : advance(state.course, design, sample, minutes);
  if (!found.ok()) raise(found, psprintf("sample of %s", text_of(moment)));
  state.sampled_at_us = sampled_at;
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::transformer;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_transformer_thermal_accum);
Datum voltmetrics_transformer_thermal_accum(PG_FUNCTION_ARGS) {
  if (PG_ARGISNULL(0)) PG_RETURN_NULL();
  for (int argument = 1; argument < 5; ++argument)
    if (PG_ARGISNULL(argument)) PG_RETURN_DATUM(PG_GETARG_DATUM(0));
  const Float8Array before = float8_array(fcinfo, 0, "state");
  State state = state_of(before);
  const Beginning beginning = PG_NARGS() > 5 ? beginning_arguments(fcinfo, 5) : Beginning{};
  take(state, PG_GETARG_TIMESTAMPTZ(1), {PG_GETARG_FLOAT8(2), PG_GETARG_FLOAT8(3)}, design_argument(fcinfo, 4),
       beginning);
  return array_of(fcinfo, state, before.size);
}

MASTERBUS_FUNCTION(voltmetrics_transformer_thermal_final);
Datum voltmetrics_transformer_thermal_final(PG_FUNCTION_ARGS) {
  const State state = state_of(float8_array(fcinfo, 0, "state"));
  if (state.course.samples == 0) PG_RETURN_NULL();
  return thermal_row(fcinfo, state.course);
}
