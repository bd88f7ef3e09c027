-- CNAIM v2.1: see 60-cnaim-types.sql.

CREATE FUNCTION voltmetrics.cnaim_asset_categories(
    OUT asset_category               text,
    OUT health_index_category        text,
    OUT facility_equipment           text,
    OUT scored_by_condition          boolean,
    OUT sub_divisions                text[],
    OUT default_placement            text,
    OUT duty_inputs                  text,
    OUT observed_inputs              text[],
    OUT measured_inputs              text[],
    OUT oil_tests                    boolean,
    OUT tapchanger                   boolean,
    OUT k_per_year                   float8,
    OUT reference_cost_gbp           float8,
    OUT typical_ageing_rate_per_year float8)
    RETURNS SETOF record
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 61 AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_asset_categories';
COMMENT ON FUNCTION voltmetrics.cnaim_asset_categories() IS
    'The 61 asset register categories of CNAIM v2.1 (Tables 1, 16, 20, 21, 26, 239): what each is in a facility (null: part of a distribution network), whether its health score is covered here, the sub-divisions that its life depends on, and the inputs of its duty and condition. LV and MV land cables, dry-type transformers, raceways, conductors and UPS have none and are refused.';

CREATE FUNCTION voltmetrics.cnaim_condition_inputs(
    asset_category  text,
    OUT component   text,
    OUT kind        text,
    OUT input       text,
    OUT criterion   text,
    OUT above       float8,
    OUT up_to       float8,
    OUT factor      float8,
    OUT cap         float8,
    OUT collar      float8,
    OUT cnaim_table int4)
    RETURNS SETOF record
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 60 AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_condition_inputs';
COMMENT ON FUNCTION voltmetrics.cnaim_condition_inputs(text) IS
    'The condition inputs of an asset category with their criteria (CNAIM v2.1, Tables 35 to 102 and 144 to 188); above and up_to bound a criterion that a number may stand for, in % of deterioration or faults a year and km.';

CREATE FUNCTION voltmetrics.cnaim_normal_expected_life_years(asset_category text, sub_division text DEFAULT '') RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_normal_expected_life_years';
COMMENT ON FUNCTION voltmetrics.cnaim_normal_expected_life_years(text, text) IS
    'Normal expected life in years (CNAIM v2.1, Table 20), 20 to 100. The sub-division may be left out where a category has one only, or all last as long.';

CREATE FUNCTION voltmetrics.cnaim_location_factor(
    asset_category         text,
    sub_division           text DEFAULT NULL,
    placement              text DEFAULT NULL,
    distance_from_coast_km float8 DEFAULT NULL,
    altitude_m             float8 DEFAULT NULL,
    corrosion_category     int4 DEFAULT NULL)
    RETURNS float8
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 3 AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_location_factor';
COMMENT ON FUNCTION voltmetrics.cnaim_location_factor(text, text, text, float8, float8, int4) IS
    'Location factor (CNAIM v2.1, EQ13 to EQ17, Tables 22 to 26), 0.75 to 3: placement Indoor or Outdoor, distance from the coast in km (0 to 10,000), altitude in m (-500 to 9,000), corrosion category 1 to 5; null is unknown and takes the default. 1 below ground.';

CREATE FUNCTION voltmetrics.cnaim_duty_factor(
    asset_category        text,
    operations            text DEFAULT NULL,
    utilisation_pct       float8 DEFAULT NULL,
    taps_per_day          float8 DEFAULT NULL,
    operating_voltage_pct float8 DEFAULT NULL,
    component             text DEFAULT 'main')
    RETURNS float8
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 3 AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_duty_factor';
COMMENT ON FUNCTION voltmetrics.cnaim_duty_factor(text, text, float8, float8, float8, text) IS
    'Duty factor (CNAIM v2.1, Tables 8 and 31 to 34), 0.75 to 1.5. Primary and higher switchgear: operations High or Normal/Low; transformers: greatest utilisation in % of rating (0 to 1,000), tapchangers (component tapchanger): mean taps a day (0 to 100,000); cables: utilisation and operating voltage in % of design voltage (0 to 200); null is unknown. Other categories have the factor 1.';

CREATE FUNCTION voltmetrics.cnaim_expected_life_years(
    normal_expected_life_years float8,
    duty_factor                float8 DEFAULT 1,
    location_factor            float8 DEFAULT 1)
    RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_expected_life_years';
COMMENT ON FUNCTION voltmetrics.cnaim_expected_life_years(float8, float8, float8) IS
    'Expected life in years (CNAIM v2.1, EQ4): the normal one (1 to 1,000) over duty factor (0.5 to 2) and location factor (0.5 to 3).';

CREATE FUNCTION voltmetrics.cnaim_initial_ageing_rate(expected_life_years float8) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_initial_ageing_rate';
COMMENT ON FUNCTION voltmetrics.cnaim_initial_ageing_rate(float8) IS
    'Initial ageing rate beta1 per year (CNAIM v2.1, EQ5) for an expected life of 0.1 to 10,000 years.';

CREATE FUNCTION voltmetrics.cnaim_initial_health_score(ageing_rate_per_year float8, age_years float8) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_initial_health_score';
COMMENT ON FUNCTION voltmetrics.cnaim_initial_health_score(float8, float8) IS
    'Health score that age alone gives, 0.5 to 5.5 (CNAIM v2.1, EQ6); ageing rate 0 to 1,000 per year, age 0 to 1,000 years.';

CREATE FUNCTION voltmetrics.cnaim_combined_factor(
    factors          float8[],
    factor_divider_1 float8 DEFAULT 1.5,
    factor_divider_2 float8 DEFAULT 1.5,
    most_factors     int4 DEFAULT 2)
    RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_combined_factor';
COMMENT ON FUNCTION voltmetrics.cnaim_combined_factor(float8[], float8, float8, int4) IS
    'One factor for many by the maximum and multiple increment technique (CNAIM v2.1, 6.7.2), -9 to 1e7: factors 0 to 100, nulls among them left out, none give 1; dividers 0.1 to 100; at most so many factors above 1 count.';

CREATE FUNCTION voltmetrics.cnaim_oil_test(
    asset_category   text,
    moisture_ppm     float8,
    acidity_mg_koh_g float8,
    breakdown_kv     float8)
    RETURNS voltmetrics.cnaim_modifier
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_oil_test';
COMMENT ON FUNCTION voltmetrics.cnaim_oil_test(text, float8, float8, float8) IS
    'Oil test of a transformer (CNAIM v2.1, EQ22, Tables 203 to 207): moisture 0 to 1,000,000 ppm, acidity 0 to 1,000 mg KOH/g, breakdown strength 0 to 1,000 kV; where one is unknown (null) the test modifies nothing.';

CREATE FUNCTION voltmetrics.cnaim_dissolved_gas_test(
    asset_category text,
    hydrogen_ppm   float8,
    methane_ppm    float8,
    ethylene_ppm   float8,
    ethane_ppm     float8,
    acetylene_ppm  float8,
    previous_score float8 DEFAULT NULL)
    RETURNS voltmetrics.cnaim_modifier
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_dissolved_gas_test';
COMMENT ON FUNCTION voltmetrics.cnaim_dissolved_gas_test(text, float8, float8, float8, float8, float8, float8) IS
    'Dissolved-gas test of a transformer''s main tank (CNAIM v2.1, EQ23 to EQ25, Tables 208 to 214), gases 0 to 1,000,000 ppm each; previous_score is the score of the sample before (0 to 3,440, null: none), whose change makes the factor, from 33 kV up. After a score of 0 any rise counts as the greatest.';

CREATE FUNCTION voltmetrics.cnaim_furfural_test(furfural_ppm float8) RETURNS voltmetrics.cnaim_modifier
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_furfural_test';
COMMENT ON FUNCTION voltmetrics.cnaim_furfural_test(float8) IS
    'Furfural test of a transformer''s main tank (CNAIM v2.1, EQ26, Table 215), 0 to 1,000,000 ppm.';

CREATE FUNCTION voltmetrics.cnaim_condition_modifier(asset_category text, condition jsonb, component text DEFAULT 'main')
    RETURNS voltmetrics.cnaim_condition
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 40 AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_condition_modifier';
COMMENT ON FUNCTION voltmetrics.cnaim_condition_modifier(text, jsonb, text) IS
    'What the condition of a component does to its health score (CNAIM v2.1, 6.7 to 6.13): {"observed": {input: criterion}, "measured": {input: criterion or number}} by the names of voltmetrics.cnaim_condition_inputs(), null or left out is unknown; of transformers also "oil" {moisture_ppm, acidity_mg_koh_g, breakdown_kv} and, for the component main, "dissolved_gas" and "previous_dissolved_gas" {hydrogen_ppm, methane_ppm, ethylene_ppm, ethane_ppm, acetylene_ppm} and "furfural_ppm". Resolve a condition once, when it is recorded: voltmetrics.cnaim_health_score takes the last three columns.';

CREATE FUNCTION voltmetrics.cnaim_current_health_score(
    initial_health_score float8,
    health_score_factor  float8 DEFAULT 1,
    health_score_cap     float8 DEFAULT 10,
    health_score_collar  float8 DEFAULT 0.5,
    reliability_factor   float8 DEFAULT 1,
    reliability_collar   float8 DEFAULT 0.5)
    RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_current_health_score';
COMMENT ON FUNCTION voltmetrics.cnaim_current_health_score(float8, float8, float8, float8, float8, float8) IS
    'Current health score, 0.5 to 10 (CNAIM v2.1, EQ7 to EQ9), from the initial one (0.5 to 5.5), the health score factor (0.01 to 100), cap and collar (0.5 to 10), the reliability factor (0.6 to 1.5) and collar (0.5 to 10): the cap first, then the greater collar.';

CREATE FUNCTION voltmetrics.cnaim_health_score(
    asset_category         text,
    sub_division           text,
    age_years              float8,
    placement              text,
    distance_from_coast_km float8,
    altitude_m             float8,
    corrosion_category     int4,
    duty_factor            float8 DEFAULT 1,
    health_score_factor    float8 DEFAULT 1,
    health_score_cap       float8 DEFAULT 10,
    health_score_collar    float8 DEFAULT 0.5,
    reliability_factor     float8 DEFAULT 1,
    reliability_collar     float8 DEFAULT 0.5)
    RETURNS float8
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 6 AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_health_score';
COMMENT ON FUNCTION voltmetrics.cnaim_health_score(text, text, float8, text, float8, float8, int4, float8, float8, float8, float8, float8, float8) IS
    'Current health score of a component, 0.5 to 10 (CNAIM v2.1, EQ4 to EQ9, EQ13 to EQ17), fast enough for whole populations: the condition comes as the three numbers of voltmetrics.cnaim_condition_modifier and the duty as that of voltmetrics.cnaim_duty_factor, which change with an inspection and not with the day. Age 0 to 1,000 years; null sub_division where a category has one only; null placement, distance, altitude or corrosion category is unknown. Of a transformer take the greater of the main tank''s and the tapchanger''s (sub_division Tapchanger).';

CREATE FUNCTION voltmetrics.cnaim_health(
    asset       jsonb,
    years_ahead float8 DEFAULT 5,
    settings    voltmetrics.cnaim_settings DEFAULT voltmetrics.cnaim_settings())
    RETURNS voltmetrics.cnaim_health
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 150 AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_health';
COMMENT ON FUNCTION voltmetrics.cnaim_health(jsonb, float8, voltmetrics.cnaim_settings) IS
    'The health of an asset with every step to it (CNAIM v2.1): {"asset_category", "age_years", "sub_division" (transformers: their main tank''s), "placement", "distance_from_coast_km", "altitude_m", "corrosion_category", "operations", "utilisation_pct", "taps_per_day", "operating_voltage_pct", "reliability_factor", "reliability_collar", the members of voltmetrics.cnaim_condition_modifier, "tapchanger": {"age_years", "observed", "measured", "oil", ...}}. Only category and age must be known; a tapchanger is as old as its tank unless it says otherwise. years_ahead 0 to 1,000. Call it in FROM LATERAL: (cnaim_health(…)).* would compute it once per column.';

CREATE FUNCTION voltmetrics.cnaim_future_ageing_rate(health_score float8, age_years float8, initial_ageing_rate_per_year float8)
    RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_future_ageing_rate';
COMMENT ON FUNCTION voltmetrics.cnaim_future_ageing_rate(float8, float8, float8) IS
    'Forecast ageing rate beta2 per year (CNAIM v2.1, EQ10, EQ11) from the current health score (0.5 to 15), age in years and beta1: at most twice beta1, and beta1 itself for a new asset (age 0), which has no history to tell it by.';

CREATE FUNCTION voltmetrics.cnaim_future_health_score(health_score float8, ageing_rate_per_year float8, years float8)
    RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_future_health_score';
COMMENT ON FUNCTION voltmetrics.cnaim_future_health_score(float8, float8, float8) IS
    'Health score in so many years (0 to 1,000), 0.5 to 15 (CNAIM v2.1, EQ12, Table 216), from the current one and the forecast ageing rate beta2 per year (0 to 1,000).';

CREATE FUNCTION voltmetrics.cnaim_remaining_life_years(health_score float8, ageing_rate_per_year float8, expected_life_years float8)
    RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_remaining_life_years';
COMMENT ON FUNCTION voltmetrics.cnaim_remaining_life_years(float8, float8, float8) IS
    'Years until a health score of 0.5 to 15 reaches 5.5, where an expected life ends (CNAIM v2.1, EQ5), at the forecast ageing rate beta2 per year (0 to 1,000; EQ12 solved for the time): 0 from 5.5 on, at most the expected life of 0.1 to 10,000 years.';

CREATE FUNCTION voltmetrics.cnaim_probability_of_failure(
    asset_category text,
    health_score   float8,
    settings       voltmetrics.cnaim_settings DEFAULT voltmetrics.cnaim_settings())
    RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_probability_of_failure';
COMMENT ON FUNCTION voltmetrics.cnaim_probability_of_failure(text, float8, voltmetrics.cnaim_settings) IS
    'Probability of failure in failures a year, for cables a year and km (CNAIM v2.1, EQ3, Table 21), at a health score of 0.5 to 15. K is calibrated on the networks of Great Britain: for one plant it is indicative, see k_multiplier.';

CREATE FUNCTION voltmetrics.cnaim_health_index(health_score float8) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_health_index';
COMMENT ON FUNCTION voltmetrics.cnaim_health_index(float8) IS
    'Health index band HI1 to HI5 of a health score of 0.5 to 15 (CNAIM v2.1, Table 5).';

CREATE FUNCTION voltmetrics.cnaim_reference_cost(
    asset_category text,
    settings       voltmetrics.cnaim_settings DEFAULT voltmetrics.cnaim_settings())
    RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_reference_cost';
COMMENT ON FUNCTION voltmetrics.cnaim_reference_cost(text, voltmetrics.cnaim_settings) IS
    'Reference cost of a failure, the sum of its four parts (CNAIM v2.1, Table 16), in GBP of 2020/21 or the settings'' currency.';

CREATE FUNCTION voltmetrics.cnaim_consequences(
    asset_category text,
    circumstances  jsonb DEFAULT '{}',
    settings       voltmetrics.cnaim_settings DEFAULT voltmetrics.cnaim_settings())
    RETURNS voltmetrics.cnaim_consequences
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 60 AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_consequences';
COMMENT ON FUNCTION voltmetrics.cnaim_consequences(text, jsonb, voltmetrics.cnaim_settings) IS
    'What a failure of an asset costs (CNAIM v2.1, EQ28 to EQ42), in GBP of 2020/21 or the settings'' currency. Circumstances, all of which may be unknown: "type" (Table 219; of transformers the winding, as 33/11 or 6.6kV), "rated_kva" or "rated_mva", "access" A, B or C, "location_risk" and "type_risk" Low, Medium or High, "exposed" (cables), "safety_blanket" (link boxes), "insulation" Oil, SF6 or Neither, "distance_to_water_m", "bunded"; up to 20 kV "customers", "maximum_demand_kva", "sensitivity_factor" 1 to 2, "reference_customers"; above "load_mva", "reference_load_mva", "secure"; and any factor of the result up to bunding_factor but the risk reduction, to stand in for its table.';

CREATE FUNCTION voltmetrics.cnaim_criticality(
    asset_category text,
    consequence    float8,
    settings       voltmetrics.cnaim_settings DEFAULT voltmetrics.cnaim_settings())
    RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_criticality';
COMMENT ON FUNCTION voltmetrics.cnaim_criticality(text, float8, voltmetrics.cnaim_settings) IS
    'Criticality band C1 to C4 (CNAIM v2.1, Table 7) of what a failure costs (0 to 1e15, in GBP or the settings'' currency) beside the category''s reference cost.';

CREATE FUNCTION voltmetrics.cnaim_in_year_risk(
    asset_category text,
    health_score   float8,
    consequence    float8,
    settings       voltmetrics.cnaim_settings DEFAULT voltmetrics.cnaim_settings())
    RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_in_year_risk';
COMMENT ON FUNCTION voltmetrics.cnaim_in_year_risk(text, float8, float8, voltmetrics.cnaim_settings) IS
    'Monetised risk of a year: probability of failure at a health score of 0.5 to 15 times what a failure costs (0 to 1e15), in its currency (CNAIM v2.1, EQ1).';

CREATE FUNCTION voltmetrics.cnaim_long_term_risk(
    asset_category       text,
    health_score         float8,
    ageing_rate_per_year float8,
    consequence          float8,
    years                int4 DEFAULT 30,
    discount_rate        float8 DEFAULT 0.035,
    settings             voltmetrics.cnaim_settings DEFAULT voltmetrics.cnaim_settings())
    RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 40 AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_long_term_risk';
COMMENT ON FUNCTION voltmetrics.cnaim_long_term_risk(text, float8, float8, float8, int4, float8, voltmetrics.cnaim_settings) IS
    'Monetised risk of this year and the coming ones (0 to 100), discounted (0 to 1 a year; CNAIM v2.1, EQ2), in the currency of the consequence (0 to 1e15); the health score (0.5 to 15) grows at the forecast ageing rate beta2 per year.';

CREATE FUNCTION voltmetrics.cnaim_typical_risk(
    asset_category                        text,
    settings                              voltmetrics.cnaim_settings DEFAULT voltmetrics.cnaim_settings(),
    OUT health_index                      text,
    OUT criticality                       text,
    OUT health_score                      float8,
    OUT probability_of_failure            float8,
    OUT cumulative_probability_of_failure float8,
    OUT consequence                       float8,
    OUT in_year_risk                      float8,
    OUT long_term_risk                    float8,
    OUT currency                          text)
    RETURNS SETOF record
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 20 AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_typical_risk';
COMMENT ON FUNCTION voltmetrics.cnaim_typical_risk(text, voltmetrics.cnaim_settings) IS
    'The 20 cells of a category''s risk matrices (CNAIM v2.1, Tables 236 to 241): typical health score and multiple of the reference cost per band, the probability of failure of a year and, discounted, of 31, and both risks in GBP of 2020/21 or the settings'' currency.';

CREATE FUNCTION voltmetrics.cnaim_risk_matrix_accum(
    state        int8[],
    health_index text,
    criticality  text,
    risk         float8)
    RETURNS int8[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_risk_matrix_accum';
COMMENT ON FUNCTION voltmetrics.cnaim_risk_matrix_accum(int8[], text, text, float8) IS
    'State {assets by cell, risk by cell in ten-thousandths} of voltmetrics.cnaim_risk_matrix with one more asset.';

CREATE FUNCTION voltmetrics.cnaim_risk_matrix_combine(state int8[], other int8[]) RETURNS int8[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_risk_matrix_combine';
COMMENT ON FUNCTION voltmetrics.cnaim_risk_matrix_combine(int8[], int8[]) IS
    'The sum of two states of voltmetrics.cnaim_risk_matrix.';

CREATE FUNCTION voltmetrics.cnaim_risk_matrix_final(state int8[]) RETURNS jsonb
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_cnaim_risk_matrix_final';
COMMENT ON FUNCTION voltmetrics.cnaim_risk_matrix_final(int8[]) IS
    'The matrix {HI1: {C1: {assets, risk}, ...}, ...} from a state of voltmetrics.cnaim_risk_matrix.';

CREATE AGGREGATE voltmetrics.cnaim_risk_matrix(health_index text, criticality text, risk float8) (
    SFUNC = voltmetrics.cnaim_risk_matrix_accum, STYPE = int8[],
    INITCOND = '{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}',
    FINALFUNC = voltmetrics.cnaim_risk_matrix_final, COMBINEFUNC = voltmetrics.cnaim_risk_matrix_combine,
    PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.cnaim_risk_matrix(text, text, float8) IS
    'Risk matrix of health index HI1 to HI5 by criticality C1 to C4 (CNAIM v2.1, Tables 238 and 241): number of assets and their risk (0 to 1e12 each, of one currency), added up in whole ten-thousandths so that any order gives the same; nulls do not count.';
