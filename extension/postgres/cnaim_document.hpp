#pragma once

#include "voltmetrics/cnaim/asset_health.hpp"
#include "voltmetrics/cnaim/consequence.hpp"

#include "postgres/json_members.hpp"

/// JSON documents of the CNAIM functions. Texts that are read stand in the document.
namespace voltmetrics::sql {

/// What was found on a component: observed {input: criterion}, measured {input: criterion or number}, oil
/// {moisture_ppm, acidity_mg_koh_g, breakdown_kv} and, on main tanks, dissolved_gas and previous_dissolved_gas
/// {hydrogen_ppm, methane_ppm, ethylene_ppm, ethane_ppm, acetylene_ppm} and furfural_ppm. Other members are not looked
/// at. `path` leads to the object.
[[nodiscard]] Refusal read_condition(const JsonReader& object, const char* path, const cnaim::AssetCategory& category,
                                     cnaim::Component component, cnaim::ComponentFacts& facts);

/// Refuses a document with members that read_condition does not know.
[[nodiscard]] Refusal expect_condition_members(const JsonReader& object, const char* path,
                                               const cnaim::AssetCategory& category, cnaim::Component component);

/// An asset: asset_category, sub_division, age_years, placement, distance_from_coast_km, altitude_m,
/// corrosion_category, operations, utilisation_pct, taps_per_day, operating_voltage_pct, reliability_factor,
/// reliability_collar, the members of a condition, and tapchanger {age_years, reliability_factor, reliability_collar,
/// observed, measured, oil}, whose age and reliability are the main tank's where they are not given.
[[nodiscard]] Refusal read_asset(const JsonReader& document, cnaim::AssetFacts& facts);

/// The circumstances of a failure, by the names of cnaim::Circumstances; rated_mva may stand for rated_kva.
[[nodiscard]] Refusal read_circumstances(const JsonReader& document, cnaim::Circumstances& circumstances);

/// The number of the document that a status is about, as text, or null.
[[nodiscard]] const char* number_named(const JsonReader& document, std::string_view field);

}  // namespace voltmetrics::sql
