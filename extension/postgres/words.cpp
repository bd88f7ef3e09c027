#include "voltmetrics/nfpa70b.hpp"
#include "voltmetrics/nfpa70e.hpp"
#include "voltmetrics/own_model.hpp"

#include "postgres/refusal.hpp"
#include "postgres/text_array.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <catalog/pg_type.h>
#include <utils/array.h>
}

namespace voltmetrics::sql {
namespace {

/// A hint that names every version there is, palloc'd.
const char* known_models() {
  const char* hint = "Known models:";
  for (const Model& model : kModels)
    hint = psprintf("%s %.*s", hint, static_cast<int>(model.version.size()), model.version.data());
  return psprintf("%s.", hint);
}

/// An own model in the current memory context; its version stands in `version`.
const Model& own_model(const text* version) {
  const OwnModel own = parse_own_model(view(version));
  if (!own.status.ok()) raise({own.status, c_string(view(version))});
  auto* const model = static_cast<Model*>(palloc(sizeof(Model)));
  *model = own.model;
  return *model;
}

}  // namespace

EquipmentType type_named(const text* name) {
  const auto type = parse_equipment_type(view(name));
  if (!type) raise({kUnknownType, c_string(view(name))});
  return *type;
}

const Model& model_named(const text* version) {
  const Model* const model = find_model(view(version));
  if (model != nullptr) return *model;
  if (is_own_model(view(version))) return own_model(version);
  raise({{Problem::unknown_value, "model", known_models()}, c_string(view(version))});
}

namespace {

constexpr Status kUnknownSeverity{Problem::unknown_value, "severity",
                                  "Known levels are None, Minimal, Moderate and Severe."};

/// The worse of `worst` and the level of an argument, where it is given.
Severity worse(FunctionCallInfo fcinfo, int argument, Severity worst) {
  if (PG_ARGISNULL(argument)) return worst;
  const text* const word = PG_GETARG_TEXT_PP(argument);
  const auto severity = parse_severity(view(word));
  if (!severity) raise({kUnknownSeverity, c_string(view(word))});
  return *severity > worst ? *severity : worst;
}

template <std::size_t N>
Datum name_at(const std::array<std::string_view, N>& names, int16 index, const char* field) {
  if (index < 0 || index >= static_cast<int>(N))
    raise({{Problem::out_of_range, field, "Numbers count from 0 in the order of severity."}, psprintf("%d", index)});
  return text_datum(names[static_cast<std::size_t>(index)]);
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics;
using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(voltmetrics_default_model);
Datum voltmetrics_default_model(PG_FUNCTION_ARGS) { return text_datum(kDefaultModel.version); }

MASTERBUS_FUNCTION(voltmetrics_category_name);
Datum voltmetrics_category_name(PG_FUNCTION_ARGS) {
  return name_at(kRiskCategoryNames, PG_GETARG_INT16(0), "category");
}

MASTERBUS_FUNCTION(voltmetrics_compliance_name);
Datum voltmetrics_compliance_name(PG_FUNCTION_ARGS) {
  return name_at(kComplianceStatusNames, PG_GETARG_INT16(0), "status");
}

MASTERBUS_FUNCTION(voltmetrics_service_life_years);
Datum voltmetrics_service_life_years(PG_FUNCTION_ARGS) {
  PG_RETURN_INT32(service_life_years(type_named(PG_GETARG_TEXT_PP(0))));
}

MASTERBUS_FUNCTION(voltmetrics_inspection_interval_months);
Datum voltmetrics_inspection_interval_months(PG_FUNCTION_ARGS) {
  PG_RETURN_INT32(nfpa70b::inspection_interval_months(type_named(PG_GETARG_TEXT_PP(0))));
}

MASTERBUS_FUNCTION(voltmetrics_required_maintenance);
Datum voltmetrics_required_maintenance(PG_FUNCTION_ARGS) {
  const EquipmentType type = type_named(PG_GETARG_TEXT_PP(0));
  std::array<std::string_view, nfpa70b::kMaintenanceTypes> names;
  std::size_t count = 0;
  for (int i = 0; i < nfpa70b::kMaintenanceTypes; ++i)
    if (nfpa70b::requires_maintenance(type, static_cast<nfpa70b::MaintenanceType>(i)))
      names[count++] = nfpa70b::kMaintenanceTypeNames[static_cast<std::size_t>(i)];
  PG_RETURN_DATUM(text_array_datum({names.data(), count}));
}

MASTERBUS_FUNCTION(voltmetrics_requires_arc_flash_assessment);
Datum voltmetrics_requires_arc_flash_assessment(PG_FUNCTION_ARGS) {
  PG_RETURN_BOOL(nfpa70e::requires_arc_flash_assessment(type_named(PG_GETARG_TEXT_PP(0))));
}

MASTERBUS_FUNCTION(voltmetrics_maintenance_types);
Datum voltmetrics_maintenance_types(PG_FUNCTION_ARGS) {
  std::array<Datum, nfpa70b::kMaintenanceTypes> names{};
  for (int i = 0; i < nfpa70b::kMaintenanceTypes; ++i) names[i] = text_datum(nfpa70b::kMaintenanceTypeNames[i]);
  PG_RETURN_ARRAYTYPE_P(construct_array(names.data(), names.size(), TEXTOID, -1, false, TYPALIGN_INT));
}

MASTERBUS_FUNCTION(voltmetrics_condition);
Datum voltmetrics_condition(PG_FUNCTION_ARGS) {
  Severity worst = Severity::none;
  for (int argument = 0; argument < 3; ++argument) worst = worse(fcinfo, argument, worst);
  std::optional<double> life_share;
  if (!PG_ARGISNULL(3) && !PG_ARGISNULL(4))
    life_share = PG_GETARG_FLOAT8(3) / service_life_years(type_named(PG_GETARG_TEXT_PP(4)));
  return text_datum(kConditionNames[static_cast<std::size_t>(condition_of(worst, life_share))]);
}

MASTERBUS_FUNCTION(voltmetrics_observations);
Datum voltmetrics_observations(PG_FUNCTION_ARGS) {
  uint32 mask = 0;
  for (int bit = 0; bit < kObservations; ++bit)
    if (!PG_ARGISNULL(bit) && PG_GETARG_BOOL(bit)) mask |= 1U << bit;
  PG_RETURN_INT32(static_cast<int32>(mask));
}
