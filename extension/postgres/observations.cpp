#include <algorithm>
#include <array>
#include <optional>

#include "postgres/json_members.hpp"
#include "postgres/json_writer.hpp"
#include "postgres/words.hpp"

namespace voltmetrics::sql {
namespace {

enum Argument { kAttributes, kFindings, kCorrosionLevel, kDamageLevel, kPassed };

/// The attributes that the levels and the verdict of an inspection say, whatever its findings call the same.
constexpr std::array<std::string_view, 3> kSaid{"visible_corrosion", "physical_damage", "failed_inspection"};

/// Whether a level is one that shows; nothing where nobody noted it.
std::optional<bool> shows(FunctionCallInfo fcinfo, Argument level) {
  if (PG_ARGISNULL(level)) return std::nullopt;
  const std::string_view word = view(PG_GETARG_TEXT_PP(level));
  return word == "Moderate" || word == "Severe";
}

void put(JsonWriter& json, std::string_view name, std::optional<bool> said) {
  if (said) json.key(name).boolean(*said);
}

/// A finding without the nulls in it, which say nothing.
JsonReader without_nulls(const JsonReader& finding) {
  if (finding.kind() != JsonKind::object && finding.kind() != JsonKind::array) return finding;
  JsonbValue container = finding.value();
  const Datum document = PointerGetDatum(JsonbValueToJsonb(&container));
  return JsonReader(DatumGetJsonbP(DirectFunctionCall1(jsonb_strip_nulls, document)));
}

void put_findings(JsonWriter& json, const JsonReader& findings) {
  JsonMembers members(findings);
  while (members.next()) {
    if (!members.value().given() || std::find(kSaid.begin(), kSaid.end(), members.key()) != kSaid.end()) continue;
    json.key(members.key()).copy(without_nulls(members.value()).value());
  }
}

}  // namespace
}  // namespace voltmetrics::sql

using namespace voltmetrics::sql;

MASTERBUS_FUNCTION(masterbus_with_observations);
Datum masterbus_with_observations(PG_FUNCTION_ARGS) {
  JsonWriter json;
  json.begin_object();
  if (!PG_ARGISNULL(kAttributes)) {
    Jsonb* const attributes = PG_GETARG_JSONB_P(kAttributes);
    if (!JB_ROOT_IS_OBJECT(attributes)) PG_RETURN_JSONB_P(attributes);
    JsonMembers members{JsonReader(attributes)};
    while (members.next()) json.key(members.key()).copy(members.value().value());
  }
  // Of two members of one name the document keeps the later.
  if (!PG_ARGISNULL(kFindings)) put_findings(json, JsonReader(PG_GETARG_JSONB_P(kFindings)));
  put(json, kSaid[0], shows(fcinfo, kCorrosionLevel));
  put(json, kSaid[1], shows(fcinfo, kDamageLevel));
  put(json, kSaid[2], PG_ARGISNULL(kPassed) ? std::nullopt : std::optional{!PG_GETARG_BOOL(kPassed)});
  PG_RETURN_DATUM(json.end_object().datum());
}
