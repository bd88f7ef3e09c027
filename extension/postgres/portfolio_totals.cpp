#include <algorithm>
#include <limits>

#include "voltmetrics/model.hpp"

#include "postgres/aggregate_state.hpp"
#include "postgres/refusal.hpp"

using namespace voltmetrics;
using namespace voltmetrics::sql;

namespace {

/// Arguments after the state: how often the facility counts, then columns of masterbus.facility_result.
enum Argument {
  kTimes = 1,
  kScoreTenths,
  kCategory,
  kNfpa70bStatus,
  kNfpa70bScore,
  kNfpa70eStatus,
  kNfpa70eScore,
  kEquipmentCount,
  kLowCount,
  kCriticalCount = kLowCount + 3,
  kCompletenessPct,
  kConfidence
};

/// Numbers of the state, which the view masterbus.portfolio_total names.
enum Total {
  kFacilities,
  kEquipment,
  kWeightedTenths,
  kScoredWeight,
  kHighRiskFacilities,
  kLowEquipment,
  kNfpa70bWeightedPct = kLowEquipment + 4,
  kNfpa70eWeightedPct,
  kJudgedWeight,
  kCompliantFacilities,
  kCompletenessWeightedPct = kCompliantFacilities + 3,
  kUnknownConfidenceFacilities,
  kTotals = kUnknownConfidenceFacilities + 4
};

constexpr int kNone = std::numeric_limits<int>::min();

int int2_or_none(FunctionCallInfo fcinfo, Argument argument) {
  return PG_ARGISNULL(argument) ? kNone : PG_GETARG_INT16(argument);
}

int64 times_argument(FunctionCallInfo fcinfo) {
  const int times = PG_ARGISNULL(kTimes) ? 0 : PG_GETARG_INT32(kTimes);
  if (times != 1 && times != -1)
    raise(
        {{Problem::out_of_range, "times", "A facility is counted once (1) or taken off (-1)."}, psprintf("%d", times)});
  return times;
}

int64 count_argument(FunctionCallInfo fcinfo, int argument) {
  return PG_ARGISNULL(argument) ? 0 : PG_GETARG_INT32(argument);
}

}  // namespace

MASTERBUS_FUNCTION(masterbus_portfolio_accum);
Datum masterbus_portfolio_accum(PG_FUNCTION_ARGS) {
  const AggregateState state = state_argument(fcinfo, kTotals);
  int64* const total = state.values;
  const int64 times = times_argument(fcinfo);
  const int64 equipment = times * count_argument(fcinfo, kEquipmentCount);
  total[kFacilities] += times;
  total[kEquipment] += equipment;
  if (const int tenths = int2_or_none(fcinfo, kScoreTenths); tenths != kNone) {
    total[kWeightedTenths] += tenths * equipment;
    total[kScoredWeight] += equipment;
  }
  if (int2_or_none(fcinfo, kCategory) >= static_cast<int>(RiskCategory::high)) total[kHighRiskFacilities] += times;
  for (int i = 0; i < 4; ++i) total[kLowEquipment + i] += times * count_argument(fcinfo, kLowCount + i);
  const int nfpa70b_pct = int2_or_none(fcinfo, kNfpa70bScore);
  const int nfpa70e_pct = int2_or_none(fcinfo, kNfpa70eScore);
  if (nfpa70b_pct != kNone) total[kNfpa70bWeightedPct] += nfpa70b_pct * equipment;
  if (nfpa70e_pct != kNone) total[kNfpa70eWeightedPct] += nfpa70e_pct * equipment;
  if (nfpa70b_pct != kNone && nfpa70e_pct != kNone) total[kJudgedWeight] += equipment;
  const int status = std::max(int2_or_none(fcinfo, kNfpa70bStatus), int2_or_none(fcinfo, kNfpa70eStatus));
  if (status != kNone) count_in(total + kCompliantFacilities, 3, "compliance status", status, times);
  if (const int pct = int2_or_none(fcinfo, kCompletenessPct); pct != kNone)
    total[kCompletenessWeightedPct] += pct * equipment;
  if (const int confidence = int2_or_none(fcinfo, kConfidence); confidence != kNone)
    count_in(total + kUnknownConfidenceFacilities, 4, "confidence", confidence, times);
  PG_RETURN_ARRAYTYPE_P(state.array);
}
