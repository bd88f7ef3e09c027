#include "postgres/transformer.hpp"

#include "postgres/float8_array.hpp"
#include "postgres/refusal.hpp"
#include "postgres/tuple.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <miscadmin.h>
#include <nodes/execnodes.h>
#include <utils/tuplestore.h>
#include <utils/typcache.h>
}

namespace voltmetrics::sql {

using namespace transformer;

namespace {

constexpr double kMinutesPerDay = 1440;
constexpr double kMinutesPerHour = 60;

constexpr Status kUnknownPaper{Problem::unknown_value, "paper", "Known papers are normal and thermally_upgraded."};
constexpr Status kUnknownProfile{Problem::unknown_value, "profile", "voltmetrics.transformer_profiles() lists them."};
constexpr Status kNoLossRatio{Problem::missing, "loss_ratio",
                              "This profile has none: give load loss over no-load loss at rated load."};
constexpr Range kMinutes{"minutes", -1e12, 1e12, "Samples lie between -1e12 and 1e12 minutes, in the order of time."};
constexpr const char* kNeedsMember = "voltmetrics.transformer_design(…) makes a whole design.";

Paper paper_named(const text* word) {
  const auto paper = parse_paper(view(word));
  if (!paper) raise({kUnknownPaper, c_string(view(word))});
  return *paper;
}

/// Three arrays of equal length from the first argument on.
struct Samples {
  Float8Array minutes;
  Float8Array load_pu;
  Float8Array ambient_c;
};

Samples sample_arguments(FunctionCallInfo fcinfo) {
  const Samples samples{float8_array(fcinfo, 0, "minutes"), float8_array(fcinfo, 1, "load_pu"),
                        float8_array(fcinfo, 2, "ambient_c")};
  require_equal_length(samples.minutes, samples.load_pu);
  require_equal_length(samples.minutes, samples.ambient_c);
  return samples;
}

/// Minutes from the sample before to sample i, 0 for the first; raises times that are out of order.
double duration_min(const Samples& samples, int i) {
  const double* const minutes = samples.minutes.values;
  Range allowed = kMinutes;
  if (i > 0) allowed.low = minutes[i - 1];
  if (const Checked found = check(allowed, minutes[i]); !found.ok()) raise(found, psprintf("sample %d", i + 1));
  return i == 0 ? 0 : minutes[i] - minutes[i - 1];
}

/// Takes sample i into the course; the first one begins it.
void take(Course& course, const Design& design, const Samples& samples, int i, const Beginning& beginning) {
  const Sample sample{samples.load_pu.values[i], samples.ambient_c.values[i]};
  const double minutes = duration_min(samples, i);
  const Checked found = i == 0 ? begin(course, design, sample, beginning) : advance(course, design, sample, minutes);
  if (!found.ok()) raise(found, psprintf("sample %d", i + 1));
}

void store_step(ReturnSetInfo* result, double minute, const Sample& sample, const Temperatures& now) {
  Row<7> row;
  const double hot_spot = now.hot_spot_c();
  for (const double value : {minute, sample.load_pu, sample.ambient_c, now.top_oil_c, hot_spot,
                             ageing_rate(hot_spot, Paper::normal), ageing_rate(hot_spot, Paper::thermally_upgraded)})
    row.add(Float8GetDatum(value));
  tuplestore_putvalues(result->setResult, result->setDesc, row.values, row.nulls);
}

Datum design_row(FunctionCallInfo fcinfo, const Design& design) {
  Row<kDesignMembers> row;
  for (const DesignMember& each : kDesignRanges) row.add(Float8GetDatum(design.*each.member));
  return row.datum(result_row_type(fcinfo));
}

}  // namespace

Design design_argument(FunctionCallInfo fcinfo, int argument) {
  constexpr int kMost = 64;
  HeapTupleHeader header = PG_GETARG_HEAPTUPLEHEADER(argument);
  TupleDesc type = lookup_rowtype_tupdesc(HeapTupleHeaderGetTypeId(header), HeapTupleHeaderGetTypMod(header));
  if (type->natts < kDesignMembers || type->natts > kMost)
    elog(ERROR, "a transformer design has %d columns, not %d", kDesignMembers, type->natts);
  HeapTupleData tuple{};
  tuple.t_len = HeapTupleHeaderGetDatumLength(header);
  tuple.t_data = header;
  Datum values[kMost];
  bool nulls[kMost];
  heap_deform_tuple(&tuple, type, values, nulls);
  ReleaseTupleDesc(type);
  Design design;
  for (int i = 0; i < kDesignMembers; ++i) {
    const DesignMember& each = kDesignRanges[static_cast<std::size_t>(i)];
    if (nulls[i]) raise(Refusal{{Problem::missing, each.range.field, kNeedsMember}});
    design.*each.member = DatumGetFloat8(values[i]);
  }
  if (const Checked found = check(design); !found.ok()) raise(found);
  return design;
}

Beginning beginning_arguments(FunctionCallInfo fcinfo, int first) {
  Beginning beginning;
  if (!PG_ARGISNULL(first)) beginning.top_oil_c = PG_GETARG_FLOAT8(first);
  if (!PG_ARGISNULL(first + 1)) beginning.load_pu = PG_GETARG_FLOAT8(first + 1);
  return beginning;
}

Datum thermal_row(FunctionCallInfo fcinfo, const Course& course) {
  Row<11> row;
  row.add(Int32GetDatum(static_cast<int32>(course.samples)));
  const double hours = course.elapsed_min / kMinutesPerHour;
  for (const double value : {hours, course.now.top_oil_c, course.now.hot_spot_c(), course.max_top_oil_c,
                             course.max_hot_spot_c, course.bubbling_min / kMinutesPerHour,
                             course.aged_normal_min / kMinutesPerDay, course.aged_upgraded_min / kMinutesPerDay})
    row.add(Float8GetDatum(value));
  if (const auto factor = course.equivalent_ageing_factor()) {
    row.add(Float8GetDatum(*factor));
    row.add(Float8GetDatum(loss_of_life_pct(*factor, hours, kNormalLifeHours)));
  }
  return row.datum(result_row_type(fcinfo));
}

}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::transformer;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_transformer_profiles);
Datum voltmetrics_transformer_profiles(PG_FUNCTION_ARGS) {
  InitMaterializedSRF(fcinfo, 0);
  auto* const result = reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo);
  for (const Profile& profile : kProfiles) {
    Row<kDesignMembers + 3> row;
    row.add(text_datum(profile.name));
    row.add(text_datum(profile.cooling));
    if (profile.design.loss_ratio > 0)
      row.add(Float8GetDatum(profile.design.loss_ratio));
    else
      row.skip();
    for (int i = 1; i < kDesignMembers; ++i)
      row.add(Float8GetDatum(profile.design.*kDesignRanges[static_cast<std::size_t>(i)].member));
    row.add(text_datum(profile.source));
    tuplestore_putvalues(result->setResult, result->setDesc, row.values, row.nulls);
  }
  return 0;
}

MASTERBUS_FUNCTION(voltmetrics_transformer_design);
Datum voltmetrics_transformer_design(PG_FUNCTION_ARGS) {
  if (PG_ARGISNULL(0)) PG_RETURN_NULL();
  const text* const name = PG_GETARG_TEXT_PP(0);
  const Profile* const profile = find_profile(view(name));
  if (profile == nullptr) raise({kUnknownProfile, c_string(view(name))});
  Design design = profile->design;
  for (int i = 0; i < kDesignMembers; ++i)
    if (!PG_ARGISNULL(i + 1)) design.*kDesignRanges[static_cast<std::size_t>(i)].member = PG_GETARG_FLOAT8(i + 1);
  if (PG_ARGISNULL(1) && !(design.loss_ratio > 0)) raise(Refusal{kNoLossRatio});
  if (const Checked found = check(design); !found.ok()) raise(found);
  return design_row(fcinfo, design);
}

MASTERBUS_FUNCTION(voltmetrics_transformer_temperatures);
Datum voltmetrics_transformer_temperatures(PG_FUNCTION_ARGS) {
  InitMaterializedSRF(fcinfo, 0);
  for (int argument = 0; argument < 4; ++argument)
    if (PG_ARGISNULL(argument)) return 0;
  auto* const result = reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo);
  const Samples samples = sample_arguments(fcinfo);
  const Design design = design_argument(fcinfo, 3);
  const Beginning beginning = beginning_arguments(fcinfo, 4);
  Course course;
  for (int i = 0; i < samples.minutes.size; ++i) {
    CHECK_FOR_INTERRUPTS();
    take(course, design, samples, i, beginning);
    store_step(result, samples.minutes.values[i], {samples.load_pu.values[i], samples.ambient_c.values[i]}, course.now);
  }
  return 0;
}

MASTERBUS_FUNCTION(voltmetrics_transformer_load_profile);
Datum voltmetrics_transformer_load_profile(PG_FUNCTION_ARGS) {
  for (int argument = 0; argument < 4; ++argument)
    if (PG_ARGISNULL(argument)) PG_RETURN_NULL();
  const Samples samples = sample_arguments(fcinfo);
  const Design design = design_argument(fcinfo, 3);
  const Beginning beginning = beginning_arguments(fcinfo, 4);
  if (samples.minutes.size == 0) PG_RETURN_NULL();
  Course course;
  for (int i = 0; i < samples.minutes.size; ++i) {
    CHECK_FOR_INTERRUPTS();
    take(course, design, samples, i, beginning);
  }
  return thermal_row(fcinfo, course);
}

MASTERBUS_FUNCTION(voltmetrics_transformer_ageing_rate);
Datum voltmetrics_transformer_ageing_rate(PG_FUNCTION_ARGS) {
  const double hot_spot = PG_GETARG_FLOAT8(0);
  const Paper paper = paper_named(PG_GETARG_TEXT_PP(1));
  if (const Checked found = check(kHotSpot, hot_spot); !found.ok()) raise(found);
  PG_RETURN_FLOAT8(ageing_rate(hot_spot, paper));
}

MASTERBUS_FUNCTION(voltmetrics_transformer_life_per_unit);
Datum voltmetrics_transformer_life_per_unit(PG_FUNCTION_ARGS) {
  const double hot_spot = PG_GETARG_FLOAT8(0);
  if (const Checked found = check(kHotSpot, hot_spot); !found.ok()) raise(found);
  PG_RETURN_FLOAT8(life_per_unit(hot_spot));
}

MASTERBUS_FUNCTION(voltmetrics_transformer_equivalent_ageing_factor);
Datum voltmetrics_transformer_equivalent_ageing_factor(PG_FUNCTION_ARGS) {
  constexpr Range kDurationMin{"duration_min", 0, 1e12, "A temperature lasts 0 to 1e12 minutes."};
  const Float8Array hot_spots = float8_array(fcinfo, 0, "hot_spot_c");
  const Float8Array durations = float8_array(fcinfo, 1, "duration_min");
  require_equal_length(hot_spots, durations);
  double aged = 0;
  double elapsed = 0;
  for (int i = 0; i < hot_spots.size; ++i) {
    CHECK_FOR_INTERRUPTS();
    for (const Checked& found : {check(kHotSpot, hot_spots.values[i]), check(kDurationMin, durations.values[i])})
      if (!found.ok()) raise(found, psprintf("sample %d", i + 1));
    aged += ageing_rate(hot_spots.values[i], Paper::thermally_upgraded) * durations.values[i];
    elapsed += durations.values[i];
  }
  if (!(elapsed > 0)) PG_RETURN_NULL();
  PG_RETURN_FLOAT8(aged / elapsed);
}

MASTERBUS_FUNCTION(voltmetrics_transformer_loss_of_life_pct);
Datum voltmetrics_transformer_loss_of_life_pct(PG_FUNCTION_ARGS) {
  constexpr Range kFactor{"equivalent_ageing_factor", 0, 1e12, "An ageing factor lies between 0 and 1e12."};
  constexpr Range kHours{"duration_hours", 0, 1e9, "A duration lies between 0 and 1e9 hours."};
  constexpr Range kLife{"normal_life_hours", 1, 1e9, "A normal life lies between 1 and 1e9 hours."};
  const double factor = PG_GETARG_FLOAT8(0);
  const double hours = PG_GETARG_FLOAT8(1);
  const double life = PG_GETARG_FLOAT8(2);
  for (const Checked& found : {check(kFactor, factor), check(kHours, hours), check(kLife, life)})
    if (!found.ok()) raise(found);
  PG_RETURN_FLOAT8(loss_of_life_pct(factor, hours, life));
}
