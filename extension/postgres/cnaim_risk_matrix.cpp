#include "voltmetrics/cnaim/risk_matrix.hpp"

#include "postgres/json_writer.hpp"
#include "postgres/named_argument.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <catalog/pg_type.h>
#include <utils/array.h>
}

namespace voltmetrics::sql {
namespace {

using cnaim::RiskMatrix;

struct State {
  ArrayType* array;
  RiskMatrix* matrix;
};
static_assert(sizeof(RiskMatrix) == sizeof(std::int64_t) * RiskMatrix::kNumbers);

State state_of(ArrayType* array) {
  if (ARR_NDIM(array) != 1 || ARR_DIMS(array)[0] != RiskMatrix::kNumbers || ARR_HASNULL(array) ||
      ARR_ELEMTYPE(array) != INT8OID)
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("the state of a risk matrix is an int8[] of %d numbers", RiskMatrix::kNumbers)));
  return {array, reinterpret_cast<RiskMatrix*>(ARR_DATA_PTR(array))};
}

/// The state that an aggregate may change; a copy elsewhere.
State own_state(FunctionCallInfo fcinfo) {
  const bool in_place = AggCheckCallContext(fcinfo, nullptr) != 0;
  return state_of(in_place ? PG_GETARG_ARRAYTYPE_P(0) : PG_GETARG_ARRAYTYPE_P_COPY(0));
}

template <std::size_t N>
std::size_t band_argument(FunctionCallInfo fcinfo, int argument, const std::array<std::string_view, N>& names,
                          const char* field, const char* hint) {
  const std::string_view name = view(PG_GETARG_TEXT_PP(argument));
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return i;
  raise_argument(fcinfo, {Problem::unknown_value, field, hint});
}

void expect_room(bool fits) {
  if (!fits)
    ereport(ERROR,
            (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("the risk in a cell of the matrix is out of range"),
             errhint("A cell holds up to 9e14 of a currency.")));
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_cnaim_risk_matrix_accum);
Datum voltmetrics_cnaim_risk_matrix_accum(PG_FUNCTION_ARGS) {
  const State state = own_state(fcinfo);
  const std::size_t health = band_argument(fcinfo, 1, cnaim::kHealthIndexNames, "health_index",
                                           "Health indices are HI1, HI2, HI3, HI4 and HI5.");
  const std::size_t cost =
      band_argument(fcinfo, 2, cnaim::kCriticalityNames, "criticality", "Criticalities are C1, C2, C3 and C4.");
  const double risk = PG_GETARG_FLOAT8(3);
  const Status status = cnaim::within(risk, 0, RiskMatrix::kMostRisk, "risk", "A risk lies between 0 and 1e12.");
  expect_argument(fcinfo, status);
  expect_room(state.matrix->add(health, cost, risk));
  PG_RETURN_ARRAYTYPE_P(state.array);
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_risk_matrix_combine);
Datum voltmetrics_cnaim_risk_matrix_combine(PG_FUNCTION_ARGS) {
  const State state = own_state(fcinfo);
  expect_room(state.matrix->add(*state_of(PG_GETARG_ARRAYTYPE_P(1)).matrix));
  PG_RETURN_ARRAYTYPE_P(state.array);
}

MASTERBUS_FUNCTION(voltmetrics_cnaim_risk_matrix_final);
Datum voltmetrics_cnaim_risk_matrix_final(PG_FUNCTION_ARGS) {
  const State state = state_of(PG_GETARG_ARRAYTYPE_P(0));
  JsonWriter json;
  json.begin_object();
  for (std::size_t health = 0; health < cnaim::kHealthIndices; ++health) {
    json.key(cnaim::kHealthIndexNames[health]).begin_object();
    for (std::size_t cost = 0; cost < cnaim::kCriticalities; ++cost) {
      json.key(cnaim::kCriticalityNames[cost]).begin_object();
      json.key("assets").integer(state.matrix->assets(health, cost));
      json.key("risk").decimal(state.matrix->risk(health, cost)).end_object();
    }
    json.end_object();
  }
  return json.end_object().datum();
}
