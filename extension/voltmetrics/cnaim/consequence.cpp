#include "voltmetrics/cnaim/consequence.hpp"

#include <limits>
#include <numeric>

#include "voltmetrics/cnaim/band.hpp"
#include "voltmetrics/cnaim/csv.hpp"
#include "voltmetrics/cnaim/csv_text.hpp"
#include "voltmetrics/cnaim/wording.hpp"

namespace voltmetrics::cnaim {
namespace {

/// A row of Table 219 or 230: the factor of a type, up to a rating.
struct TypeRow {
  std::string_view category;
  std::string_view type;
  double rated_up_to = 0;  ///< in the unit of the row
  bool in_mva = false;
  double factor = 1;
};

constexpr TypeRow type_row(const csv::Fields& fields) noexcept {
  TypeRow row{fields[0], fields[1], csv::number(fields[3]), fields[4].starts_with("MVA"), csv::number(fields[5])};
  constexpr std::string_view kSuffix = ", CMR equivalent";
  if (row.type.ends_with(kSuffix)) row.type.remove_suffix(kSuffix.size());
  return row;
}

constexpr auto kFinancialTypes =
    csv::rows<csv::row_count(csv::cof_type_financial_factors)>(csv::cof_type_financial_factors, type_row);
constexpr auto kSizes =
    csv::rows<csv::row_count(csv::cof_size_enviromental_factor)>(csv::cof_size_enviromental_factor, type_row);

/// The factors of a group of categories; a group without a row has the factor 1.
template <std::size_t N>
struct GroupRow {
  std::string_view group;
  std::array<double, N> factor{};
};

template <std::size_t N>
constexpr GroupRow<N> group_row(const csv::Fields& fields) noexcept {
  GroupRow<N> row{fields[0], {}};
  for (std::size_t i = 0; i < N; ++i) row.factor[i] = csv::number(fields[i + 1]);
  return row;
}

constexpr auto kAccess = csv::rows<8>(csv::cof_access_factor_swg_tf_asset, group_row<3>);
constexpr auto kEnvironmentalTypes = csv::rows<4>(csv::cof_type_enviromental_factor, group_row<4>);
constexpr auto kSurroundings = csv::rows<9>(csv::cof_location_environ_al_factor, group_row<6>);
constexpr auto kSafety = csv::rows<3>(csv::cof_safety_conseq_factor_sg_tf_oh, [](const csv::Fields& fields) {
  return std::array<double, 3>{csv::number(fields[2]), csv::number(fields[3]), csv::number(fields[4])};
});
constexpr auto kCableSafety = csv::rows<2>(csv::cof_safety_conseq_factor_cable, group_row<1>);
constexpr double kSafetyBlanket = 0.5;  // Table 227
constexpr double kNotSecure = 2.5;      // EQ42

/// How many ordinary customers one of high demand stands for, from so many kVA per customer on (Table 18).
constexpr auto kDemandCustomers = csv::rows<6>(csv::cof_customer_no_adjust_lv_hv_asset, [](const csv::Fields& fields) {
  return Band{csv::number(fields[0]), csv::number(fields[3].substr(0, fields[3].find(' ')))};
});

template <std::size_t Rows, std::size_t N>
double group_factor(const std::array<GroupRow<N>, Rows>& rows, std::string_view group, std::size_t column) noexcept {
  for (const GroupRow<N>& row : rows)
    if (row.group == group) return row.factor[column];
  return 1;
}

constexpr std::string_view access_group(const AssetCategory& category) noexcept {
  return category.health_index_category == "LV Switchgear and Other" ? "LV Switchgear" : category.health_index_category;
}

constexpr const char* kTypeHint =
    "Types are those of Table 219, as in \"Asbestos clad\", and windings of transformers, as in \"33/11 or 6.6kV\".";

/// The factor of a type at a rating. No type and no rating give 1; `factor` is left alone where the table has no row.
template <std::size_t N>
Status type_factor(const std::array<TypeRow, N>& rows, const AssetCategory& category,
                   const Circumstances& circumstances, double& factor) noexcept {
  bool of_category = false;
  bool of_type = false;
  for (const TypeRow& row : rows) {
    if (row.category != category.name) continue;
    of_category = true;
    if (!same_words(row.type, circumstances.type)) continue;
    of_type = true;
    const bool unbounded = row.rated_up_to == std::numeric_limits<double>::infinity();
    if (!circumstances.rated_kva && !unbounded)
      return circumstances.type.empty()
                 ? Status{}
                 : Status{Problem::missing, "rated_mva", "The factor of this type depends on the rating."};
    if (!unbounded && *circumstances.rated_kva > row.rated_up_to * (row.in_mva ? 1000 : 1)) continue;
    factor = row.factor;
    return {};
  }
  if (of_type) return {};
  if (!circumstances.type.empty()) return {Problem::unknown_value, "type", kTypeHint};
  if (of_category && circumstances.rated_kva)
    return {Problem::missing, "type", "Give the type, for transformers the winding, together with the rating."};
  return {};
}

struct Limit {
  const std::optional<double> Circumstances::*member;
  double from;
  double to;
  const char* field;
  const char* hint;
};
constexpr const char* kFactorHint = "A factor lies between 0 and 100.";
constexpr std::array<Limit, 14> kLimits{{
    {&Circumstances::rated_kva, 0, 1e7, "rated_kva", "A rating lies between 0 and 10,000,000 kVA."},
    {&Circumstances::distance_to_water_m, 0, 1e6, "distance_to_water_m",
     "The distance to water lies between 0 and 1,000,000 m."},
    {&Circumstances::customers, 0, 1e7, "customers", "Customers count from 0 to 10,000,000."},
    {&Circumstances::maximum_demand_kva, 0, 1e9, "maximum_demand_kva",
     "The maximum demand lies between 0 and 1,000,000,000 kVA."},
    {&Circumstances::reference_customers, 1, 1e7, "reference_customers",
     "Customers of reference count from 1 to 10,000,000."},
    {&Circumstances::load_mva, 0, 1e5, "load_mva", "A load lies between 0 and 100,000 MVA."},
    {&Circumstances::reference_load_mva, 0.001, 1e5, "reference_load_mva",
     "A load of reference lies between 0.001 and 100,000 MVA."},
    {&Circumstances::type_financial_factor, 0, 100, "type_financial_factor", kFactorHint},
    {&Circumstances::access_factor, 0, 100, "access_factor", kFactorHint},
    {&Circumstances::safety_factor, 0, 100, "safety_factor", kFactorHint},
    {&Circumstances::type_environmental_factor, 0, 100, "type_environmental_factor", kFactorHint},
    {&Circumstances::size_environmental_factor, 0, 100, "size_environmental_factor", kFactorHint},
    {&Circumstances::proximity_factor, 0, 100, "proximity_factor", kFactorHint},
    {&Circumstances::bunding_factor, 0, 100, "bunding_factor", kFactorHint},
}};

Status check(const Circumstances& circumstances) noexcept {
  for (const Limit& limit : kLimits)
    if (const auto& value = circumstances.*limit.member; value)
      if (const Status status = within(*value, limit.from, limit.to, limit.field, limit.hint); !status.ok())
        return status;
  return within(circumstances.sensitivity_factor, 1, 2, "sensitivity_factor",
                "The sensitivity of customers lies between 1 and 2.");
}

double proximity_factor(const AssetCategory& category, const Circumstances& circumstances) noexcept {
  const bool oil_free = circumstances.insulation == Insulation::sf6 || circumstances.insulation == Insulation::neither;
  if (!oil_free && !circumstances.distance_to_water_m) return 1;
  std::size_t column = 0;
  if (!oil_free) {
    const double distance_m = *circumstances.distance_to_water_m;
    column = (distance_m <= 120 ? 1U : 0U) + (distance_m < 80 ? 1U : 0U) + (distance_m < 40 ? 1U : 0U);
  }
  return group_factor(kSurroundings, category.health_index_category, column);
}

double safety_factor(const AssetCategory& category, const Circumstances& circumstances) noexcept {
  if (category.is_cable()) return kCableSafety[circumstances.exposed ? 1 : 0].factor[0];
  return kSafety[static_cast<std::size_t>(circumstances.location_risk)]
                [static_cast<std::size_t>(circumstances.type_risk)];
}

double customer_factor(const AssetCategory& category, const Circumstances& circumstances) noexcept {
  if (!circumstances.customers) return 1;
  const double customers = *circumstances.customers;
  double each = 1;
  if (customers > 0 && circumstances.maximum_demand_kva)
    for (const Band& band : kDemandCustomers)
      if (*circumstances.maximum_demand_kva / customers >= band.up_to) each = band.value;
  return customers * each / circumstances.reference_customers.value_or(category.reference_customers);
}

void network(const AssetCategory& category, const Circumstances& circumstances, Consequences& result) noexcept {
  if (category.reference_customers > 0) {
    result.network_factor = customer_factor(category, circumstances);
    result.sensitivity_factor = circumstances.sensitivity_factor;
    return;
  }
  const double reference_mva = circumstances.reference_load_mva.value_or(category.reference_load_mva);
  result.network_factor = circumstances.load_mva.value_or(reference_mva) / reference_mva;
  result.sensitivity_factor = circumstances.secure ? 1 : kNotSecure;
}

Status factors(const AssetCategory& category, const Circumstances& circumstances, Consequences& result) noexcept {
  if (const Status status = type_factor(kFinancialTypes, category, circumstances, result.type_financial_factor);
      !status.ok() && !circumstances.type_financial_factor)
    return status;
  if (category.is_transformer())
    if (const Status status = type_factor(kSizes, category, circumstances, result.size_environmental_factor);
        !status.ok() && !circumstances.size_environmental_factor)
      return status;
  for (const TypeRow& row : kSizes)  // 132 kV switchgear: by category
    if (row.type == category.name) result.size_environmental_factor = row.factor;
  const auto access = static_cast<std::size_t>(circumstances.access);
  const auto insulation = static_cast<std::size_t>(circumstances.insulation);
  result.access_factor = group_factor(kAccess, access_group(category), access);
  result.safety_factor = safety_factor(category, circumstances);
  result.type_environmental_factor = group_factor(kEnvironmentalTypes, category.health_index_category, insulation);
  result.proximity_factor = proximity_factor(category, circumstances);
  result.bunding_factor = circumstances.bunded ? group_factor(kSurroundings, category.health_index_category, 4) : 1;
  if (category.condition_class == ConditionClass::lv_ugb && circumstances.safety_blanket)
    result.safety_risk_reduction_factor = kSafetyBlanket;
  network(category, circumstances, result);
  return {};
}

/// Factors that are given instead of looked up.
void replace(const Circumstances& given, Consequences& result) noexcept {
  result.type_financial_factor = given.type_financial_factor.value_or(result.type_financial_factor);
  result.access_factor = given.access_factor.value_or(result.access_factor);
  result.safety_factor = given.safety_factor.value_or(result.safety_factor);
  result.type_environmental_factor = given.type_environmental_factor.value_or(result.type_environmental_factor);
  result.size_environmental_factor = given.size_environmental_factor.value_or(result.size_environmental_factor);
  result.proximity_factor = given.proximity_factor.value_or(result.proximity_factor);
  result.bunding_factor = given.bunding_factor.value_or(result.bunding_factor);
}

}  // namespace

Consequences consequences(const AssetCategory& category, const Circumstances& circumstances,
                          const Settings& settings) noexcept {
  Consequences result;
  result.status = check(settings);
  if (result.status.ok()) result.status = check(circumstances);
  if (result.status.ok()) result.status = factors(category, circumstances, result);
  if (!result.status.ok()) return result;
  replace(circumstances, result);
  result.reference_cost = reference_costs(category, settings);
  const auto& [financial, safety, environmental, network_performance] = result.reference_cost;
  result.cost = {
      financial * result.type_financial_factor * result.access_factor,
      safety * result.safety_factor * result.safety_risk_reduction_factor,
      environmental * result.type_environmental_factor * result.size_environmental_factor *
          (result.proximity_factor * result.bunding_factor),
      network_performance * result.network_factor * result.sensitivity_factor,
  };
  result.total = std::accumulate(result.cost.begin(), result.cost.end(), 0.0);
  result.reference_total = reference_total(category, settings);
  result.criticality_pct = result.reference_total > 0 ? 100 * result.total / result.reference_total : 100;
  result.band = criticality(result.criticality_pct);
  return result;
}

}  // namespace voltmetrics::cnaim
