#include "postgres/cnaim_arguments.hpp"

#include "voltmetrics/cnaim/wording.hpp"

#include "postgres/refusal.hpp"
#include "postgres/words.hpp"

extern "C" {
#include <access/htup_details.h>
#include <utils/lsyscache.h>
#include <utils/typcache.h>
}

namespace voltmetrics::sql {

using cnaim::AssetCategory;
using cnaim::Component;
using cnaim::SubDivision;

const AssetCategory& category_named(std::string_view name) {
  const AssetCategory* const category = cnaim::find_asset_category(name);
  if (category == nullptr) raise({kUnknownAssetCategory, c_string(name)});
  return *category;
}

const AssetCategory& category_argument(FunctionCallInfo fcinfo, int argument) {
  return category_named(view(PG_GETARG_TEXT_PP(argument)));
}

void expect_condition_inputs(const AssetCategory& category) {
  if (category.condition_class == cnaim::ConditionClass::not_covered)
    raise(
        {{Problem::unknown_value, "asset_category with condition inputs",
          "The condition of overhead lines, pressurised cables and submarine cables is not covered; their probability "
          "of failure, consequences and risk are."},
         c_string(category.name)});
}

void expect_transformer(const AssetCategory& category) {
  if (!category.is_transformer())
    raise({{Problem::unknown_value, "asset_category of a transformer", "Oil is tested in transformers."},
           c_string(category.name)});
}

const char* known_sub_divisions(const AssetCategory& category, Component component) {
  const char* hint = "Sub-divisions of this category:";
  const char* separator = "";
  for (const SubDivision& known : cnaim::sub_divisions(category))
    if (known.component == component) {
      hint = psprintf("%s%s \"%.*s\"", hint, separator, static_cast<int>(known.name.size()), known.name.data());
      separator = ",";
    }
  return psprintf("%s.", hint);
}

const SubDivision& sub_division_argument(FunctionCallInfo fcinfo, int argument, const AssetCategory& category) {
  const std::string_view name = PG_ARGISNULL(argument) ? std::string_view() : view(PG_GETARG_TEXT_PP(argument));
  const SubDivision* found = cnaim::find_sub_division(category, name);
  if (found == nullptr && !name.empty()) found = cnaim::find_sub_division(category, name, Component::tapchanger);
  if (found == nullptr) {
    const Problem problem = name.empty() ? Problem::missing : Problem::unknown_value;
    raise({{problem, "sub_division", known_sub_divisions(category, Component::main)},
           name.empty() ? nullptr : c_string(name)});
  }
  return *found;
}

std::optional<cnaim::Placement> parse_placement(std::string_view word) noexcept {
  if (cnaim::same_words(word, "Indoor")) return cnaim::Placement::indoor;
  if (cnaim::same_words(word, "Outdoor")) return cnaim::Placement::outdoor;
  return {};
}

cnaim::Placement placement_argument(FunctionCallInfo fcinfo, int argument) {
  if (PG_ARGISNULL(argument)) return cnaim::Placement::none;
  const auto placement = parse_placement(view(PG_GETARG_TEXT_PP(argument)));
  if (!placement) raise_argument(fcinfo, {Problem::unknown_value, "placement", "Placements are Indoor and Outdoor."});
  return *placement;
}

Component component_argument(FunctionCallInfo fcinfo, int argument, const AssetCategory& category) {
  const std::string_view word = view(PG_GETARG_TEXT_PP(argument));
  if (word == "main") return Component::main;
  if (word == "tapchanger" && category.has_tapchanger()) return Component::tapchanger;
  raise_argument(fcinfo, {Problem::unknown_value, "component",
                          "Components are main and, of transformers of 33 kV and above, tapchanger."});
}

std::optional<bool> parse_operations(std::string_view word) noexcept {
  if (cnaim::same_words(word, "High")) return true;
  if (cnaim::same_words(word, "Normal/Low") || cnaim::same_words(word, "Normal") || cnaim::same_words(word, "Low"))
    return false;
  return {};
}

std::optional<bool> operations_argument(FunctionCallInfo fcinfo, int argument) {
  if (PG_ARGISNULL(argument)) return {};
  const auto high = parse_operations(view(PG_GETARG_TEXT_PP(argument)));
  if (!high)
    raise_argument(fcinfo, {Problem::unknown_value, "operations", "Numbers of operations are Normal/Low and High."});
  return high;
}

namespace {

constexpr int kSettings = 8;

struct SettingValues {
  TupleDesc row_type;
  Datum values[kSettings];
  bool nulls[kSettings];

  [[nodiscard]] std::optional<double> number(int i) const {
    if (nulls[i]) return {};
    return DatumGetFloat8(values[i]);
  }
};

/// Takes the composite apart; one with fewer columns, of an older SQL script, leaves the rest null.
SettingValues take_apart(HeapTupleHeader composite) {
  SettingValues taken{};
  const TupleDesc shared =
      lookup_rowtype_tupdesc(HeapTupleHeaderGetTypeId(composite), HeapTupleHeaderGetTypMod(composite));
  taken.row_type = CreateTupleDescCopy(shared);
  ReleaseTupleDesc(shared);
  HeapTupleData tuple;
  tuple.t_len = HeapTupleHeaderGetDatumLength(composite);
  ItemPointerSetInvalid(&tuple.t_self);
  tuple.t_tableOid = InvalidOid;
  tuple.t_data = composite;
  const int count = taken.row_type->natts;
  auto* const values = static_cast<Datum*>(palloc(sizeof(Datum) * static_cast<Size>(count)));
  auto* const nulls = static_cast<bool*>(palloc(sizeof(bool) * static_cast<Size>(count)));
  heap_deform_tuple(&tuple, taken.row_type, values, nulls);
  for (int i = 0; i < kSettings; ++i) {
    taken.nulls[i] = i >= count || nulls[i];
    taken.values[i] = taken.nulls[i] ? 0 : values[i];
  }
  return taken;
}

[[noreturn]] void raise_setting(const SettingValues& taken, const Status& status) {
  Refusal refusal{status};
  for (int i = 0; i < kSettings && i < taken.row_type->natts; ++i) {
    const Form_pg_attribute column = TupleDescAttr(taken.row_type, i);
    if (std::string_view(NameStr(column->attname)) != status.field || taken.nulls[i]) continue;
    Oid output = InvalidOid;
    bool is_varlena = false;
    getTypeOutputInfo(column->atttypid, &output, &is_varlena);
    refusal.value = OidOutputFunctionCall(output, taken.values[i]);
  }
  raise(refusal);
}

}  // namespace

cnaim::Settings settings_argument(FunctionCallInfo fcinfo, int argument) {
  const HeapTupleHeader composite = PG_GETARG_HEAPTUPLEHEADER(argument);
  if (HeapTupleHeaderGetDatumLength(composite) <= composite->t_hoff) return {};  // nothing but nulls
  const SettingValues taken = take_apart(composite);
  cnaim::Settings settings;
  settings.k_per_year = taken.number(0);
  settings.k_multiplier = taken.number(1).value_or(1);
  for (int i = 0; i < cnaim::kConsequences; ++i)
    settings.reference_cost[static_cast<std::size_t>(i)] = taken.number(2 + i);
  if (!taken.nulls[6]) settings.currency = view(DatumGetTextPP(taken.values[6]));
  settings.currency_per_gbp = taken.number(7);
  if (const Status status = cnaim::check(settings); !status.ok()) raise_setting(taken, status);
  return settings;
}

}  // namespace voltmetrics::sql
