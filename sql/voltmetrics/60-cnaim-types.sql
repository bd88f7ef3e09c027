-- Ofgem/DNO "Common Network Asset Indices Methodology" (CNAIM) v2.1, 1 April 2021. Contains public sector information
-- licensed under the Open Government Licence v3.0. COST counts units of cpu_operator_cost; measured, one is about 0.05 µs here.

CREATE TYPE voltmetrics.cnaim_settings AS (
    k_per_year                         float8,
    k_multiplier                       float8,
    financial_reference_cost           float8,
    safety_reference_cost              float8,
    environmental_reference_cost       float8,
    network_performance_reference_cost float8,
    currency                           text,
    currency_per_gbp                   float8
);
COMMENT ON TYPE voltmetrics.cnaim_settings IS
    'What an organisation puts in the place of published CNAIM v2.1 values of one asset category; null is the published value.';
COMMENT ON COLUMN voltmetrics.cnaim_settings.k_per_year IS 'K of the probability of failure (Table 21), per year and asset, for cables per year and km; above 0, at most 1.';
COMMENT ON COLUMN voltmetrics.cnaim_settings.k_multiplier IS 'What K is multiplied with, above 0, at most 1000: failures seen over the sum of probabilities fits K to an own population.';
COMMENT ON COLUMN voltmetrics.cnaim_settings.financial_reference_cost IS 'Financial cost of a failure of reference (Table 16), in the currency; 0 to 1e12.';
COMMENT ON COLUMN voltmetrics.cnaim_settings.safety_reference_cost IS 'Safety cost of a failure of reference (Table 16), in the currency; 0 to 1e12.';
COMMENT ON COLUMN voltmetrics.cnaim_settings.environmental_reference_cost IS 'Environmental cost of a failure of reference (Table 16), in the currency; 0 to 1e12.';
COMMENT ON COLUMN voltmetrics.cnaim_settings.network_performance_reference_cost IS 'Network performance cost of a failure of reference (Table 16), in the currency; 0 to 1e12.';
COMMENT ON COLUMN voltmetrics.cnaim_settings.currency IS 'Currency of all costs, three capital letters; null is GBP, of the years 2020/21 where costs are the published ones.';
COMMENT ON COLUMN voltmetrics.cnaim_settings.currency_per_gbp IS 'What published costs, which are in GBP, are multiplied with; needed with another currency unless all four costs are given.';

CREATE FUNCTION voltmetrics.cnaim_settings(
    k_per_year                         float8 DEFAULT NULL,
    k_multiplier                       float8 DEFAULT NULL,
    financial_reference_cost           float8 DEFAULT NULL,
    safety_reference_cost              float8 DEFAULT NULL,
    environmental_reference_cost       float8 DEFAULT NULL,
    network_performance_reference_cost float8 DEFAULT NULL,
    currency                           text DEFAULT NULL,
    currency_per_gbp                   float8 DEFAULT NULL)
    RETURNS voltmetrics.cnaim_settings
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ROW(k_per_year, k_multiplier, financial_reference_cost, safety_reference_cost, environmental_reference_cost,
               network_performance_reference_cost, currency, currency_per_gbp)::voltmetrics.cnaim_settings;
COMMENT ON FUNCTION voltmetrics.cnaim_settings(float8, float8, float8, float8, float8, float8, text, float8) IS
    'Settings for the CNAIM functions by named arguments; what is left out keeps the value that CNAIM v2.1 publishes. They are checked where they are used.';

CREATE TYPE voltmetrics.cnaim_modifier AS (
    factor float8,
    cap    float8,
    collar float8,
    score  float8
);
COMMENT ON TYPE voltmetrics.cnaim_modifier IS
    'What a test of a transformer''s oil does to its health score (CNAIM v2.1, Tables 203 to 215).';
COMMENT ON COLUMN voltmetrics.cnaim_modifier.factor IS 'Factor on the health score.';
COMMENT ON COLUMN voltmetrics.cnaim_modifier.cap IS 'The worst that the health score may then be, 0.5 to 10.';
COMMENT ON COLUMN voltmetrics.cnaim_modifier.collar IS 'The best that the health score may then be, 0.5 to 10.';
COMMENT ON COLUMN voltmetrics.cnaim_modifier.score IS 'Score of the test that the others are read from; for furfural its concentration in ppm; 0 where there was no test.';

CREATE TYPE voltmetrics.cnaim_condition AS (
    observed_factor      float8,
    observed_cap         float8,
    observed_collar      float8,
    measured_factor      float8,
    measured_cap         float8,
    measured_collar      float8,
    oil_factor           float8,
    oil_cap              float8,
    oil_collar           float8,
    dissolved_gas_factor float8,
    dissolved_gas_cap    float8,
    dissolved_gas_collar float8,
    furfural_factor      float8,
    furfural_cap         float8,
    furfural_collar      float8,
    health_score_factor  float8,
    health_score_cap     float8,
    health_score_collar  float8
);
COMMENT ON TYPE voltmetrics.cnaim_condition IS
    'What the condition of a component does to its health score (CNAIM v2.1, 6.7): each modifier and all of them combined.';
COMMENT ON COLUMN voltmetrics.cnaim_condition.observed_factor IS 'Factor of the observed condition; 1 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_condition.observed_cap IS 'Cap of the observed condition; 10 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_condition.observed_collar IS 'Collar of the observed condition; 0.5 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_condition.measured_factor IS 'Factor of the measured condition; 1 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_condition.measured_cap IS 'Cap of the measured condition; 10 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_condition.measured_collar IS 'Collar of the measured condition; 0.5 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_condition.oil_factor IS 'Factor of the oil test; 1 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_condition.oil_cap IS 'Cap of the oil test; 10 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_condition.oil_collar IS 'Collar of the oil test; 0.5 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_condition.dissolved_gas_factor IS 'Factor of the dissolved-gas test; 1 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_condition.dissolved_gas_cap IS 'Cap of the dissolved-gas test; 10 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_condition.dissolved_gas_collar IS 'Collar of the dissolved-gas test; 0.5 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_condition.furfural_factor IS 'Factor of the furfural test; 1 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_condition.furfural_cap IS 'Cap of the furfural test; 10 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_condition.furfural_collar IS 'Collar of the furfural test; 0.5 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_condition.health_score_factor IS 'Health score factor: all factors combined (Tables 9 to 11).';
COMMENT ON COLUMN voltmetrics.cnaim_condition.health_score_cap IS 'Health score cap: the least of all caps.';
COMMENT ON COLUMN voltmetrics.cnaim_condition.health_score_collar IS 'Health score collar: the greatest of all collars.';

CREATE TYPE voltmetrics.cnaim_component_health AS (
    normal_expected_life_years   float8,
    duty_factor                  float8,
    location_factor              float8,
    expected_life_years          float8,
    initial_ageing_rate_per_year float8,
    initial_health_score         float8,
    observed_factor              float8,
    observed_cap                 float8,
    observed_collar              float8,
    measured_factor              float8,
    measured_cap                 float8,
    measured_collar              float8,
    oil_factor                   float8,
    oil_cap                      float8,
    oil_collar                   float8,
    dissolved_gas_factor         float8,
    dissolved_gas_cap            float8,
    dissolved_gas_collar         float8,
    furfural_factor              float8,
    furfural_cap                 float8,
    furfural_collar              float8,
    health_score_factor          float8,
    health_score_cap             float8,
    health_score_collar          float8,
    current_health_score         float8,
    future_ageing_rate_per_year  float8,
    ageing_reduction_factor      float8
);
COMMENT ON TYPE voltmetrics.cnaim_component_health IS
    'The health of one component of an asset with every step to it (CNAIM v2.1, EQ4 to EQ26).';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.normal_expected_life_years IS 'Normal expected life in years (Table 20).';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.duty_factor IS 'Duty factor (Tables 31 to 34).';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.location_factor IS 'Location factor (EQ13 to EQ17, Tables 22 to 26).';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.expected_life_years IS 'Expected life in years (EQ4).';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.initial_ageing_rate_per_year IS 'Initial ageing rate beta1 per year (EQ5).';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.initial_health_score IS 'Health score that age alone gives, 0.5 to 5.5 (EQ6).';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.observed_factor IS 'Factor of the observed condition; 1 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.observed_cap IS 'Cap of the observed condition; 10 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.observed_collar IS 'Collar of the observed condition; 0.5 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.measured_factor IS 'Factor of the measured condition; 1 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.measured_cap IS 'Cap of the measured condition; 10 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.measured_collar IS 'Collar of the measured condition; 0.5 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.oil_factor IS 'Factor of the oil test; 1 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.oil_cap IS 'Cap of the oil test; 10 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.oil_collar IS 'Collar of the oil test; 0.5 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.dissolved_gas_factor IS 'Factor of the dissolved-gas test; 1 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.dissolved_gas_cap IS 'Cap of the dissolved-gas test; 10 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.dissolved_gas_collar IS 'Collar of the dissolved-gas test; 0.5 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.furfural_factor IS 'Factor of the furfural test; 1 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.furfural_cap IS 'Cap of the furfural test; 10 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.furfural_collar IS 'Collar of the furfural test; 0.5 where nothing is known.';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.health_score_factor IS 'Health score factor: all factors combined (Tables 9 to 11).';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.health_score_cap IS 'Health score cap: the least of all caps.';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.health_score_collar IS 'Health score collar: the greatest of all collars.';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.current_health_score IS 'Current health score, 0.5 to 10 (EQ7 to EQ9).';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.future_ageing_rate_per_year IS 'Forecast ageing rate beta2 per year (EQ10, EQ11).';
COMMENT ON COLUMN voltmetrics.cnaim_component_health.ageing_reduction_factor IS 'What the forecast ageing rate is divided by, 1 to 1.5 (Table 216).';

CREATE TYPE voltmetrics.cnaim_health AS (
    asset_category                    text,
    health_score                      float8,
    health_index                      text,
    probability_of_failure            float8,
    years_ahead                       float8,
    future_health_score               float8,
    future_health_index               text,
    future_probability_of_failure     float8,
    cumulative_probability_of_failure float8,
    main                              voltmetrics.cnaim_component_health,
    tapchanger                        voltmetrics.cnaim_component_health
);
COMMENT ON TYPE voltmetrics.cnaim_health IS
    'The health of an asset today and in some years, its probability of failure, and its components (CNAIM v2.1).';
COMMENT ON COLUMN voltmetrics.cnaim_health.asset_category IS 'Asset register category.';
COMMENT ON COLUMN voltmetrics.cnaim_health.health_score IS 'Current health score, 0.5 to 10: that of the worse component.';
COMMENT ON COLUMN voltmetrics.cnaim_health.health_index IS 'HI1 to HI5 (Table 5).';
COMMENT ON COLUMN voltmetrics.cnaim_health.probability_of_failure IS 'Failures a year (EQ3), for cables a year and km.';
COMMENT ON COLUMN voltmetrics.cnaim_health.years_ahead IS 'How many years ahead the future members look.';
COMMENT ON COLUMN voltmetrics.cnaim_health.future_health_score IS 'Health score then, 0.5 to 15 (EQ12).';
COMMENT ON COLUMN voltmetrics.cnaim_health.future_health_index IS 'HI1 to HI5 then.';
COMMENT ON COLUMN voltmetrics.cnaim_health.future_probability_of_failure IS 'Failures a year then, for cables a year and km.';
COMMENT ON COLUMN voltmetrics.cnaim_health.cumulative_probability_of_failure IS 'Probabilities of failure of this year and the next 30, discounted by 3.5 % a year and added up (EQ2): times the consequences it is the long-term risk.';
COMMENT ON COLUMN voltmetrics.cnaim_health.main IS 'The asset itself; of a transformer its main tank.';
COMMENT ON COLUMN voltmetrics.cnaim_health.tapchanger IS 'The tapchanger; null where the category has none.';

CREATE TYPE voltmetrics.cnaim_consequences AS (
    currency                           text,
    financial_reference_cost           float8,
    safety_reference_cost              float8,
    environmental_reference_cost       float8,
    network_performance_reference_cost float8,
    reference_cost                     float8,
    type_financial_factor              float8,
    access_factor                      float8,
    safety_factor                      float8,
    safety_risk_reduction_factor       float8,
    type_environmental_factor          float8,
    size_environmental_factor          float8,
    proximity_factor                   float8,
    bunding_factor                     float8,
    network_factor                     float8,
    sensitivity_factor                 float8,
    financial                          float8,
    safety                             float8,
    environmental                      float8,
    network_performance                float8,
    consequence                        float8,
    criticality_pct                    float8,
    criticality                        text
);
COMMENT ON TYPE voltmetrics.cnaim_consequences IS
    'What a failure of an asset costs, with every factor (CNAIM v2.1, 7).';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.currency IS 'Currency of all costs.';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.financial_reference_cost IS 'Financial cost of a failure of reference (Table 16).';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.safety_reference_cost IS 'Safety cost of a failure of reference (Table 16).';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.environmental_reference_cost IS 'Environmental cost of a failure of reference (Table 16).';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.network_performance_reference_cost IS 'Network performance cost of a failure of reference (Table 16).';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.reference_cost IS 'Sum of the four reference costs.';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.type_financial_factor IS 'Financial factor of the type (Table 219).';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.access_factor IS 'Factor of access to the asset (Table 221).';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.safety_factor IS 'Safety factor of location and type, for cables of their laying (Tables 225, 226).';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.safety_risk_reduction_factor IS '0.5 for a link box with a safety blanket, else 1 (Table 227).';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.type_environmental_factor IS 'Environmental factor of the insulation (Table 229).';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.size_environmental_factor IS 'Environmental factor of the size (Table 230).';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.proximity_factor IS 'Factor of the distance to a watercourse (Table 231).';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.bunding_factor IS '0.5 where oil is bunded, else 1 (Table 231).';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.network_factor IS 'Customers or load beside those of reference (Tables 18, 233, 235).';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.sensitivity_factor IS 'Up to 20 kV the customers'' sensitivity, 1 to 2; above, 2.5 where the network is not secure.';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.financial IS 'Financial consequence of a failure (EQ28, EQ29).';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.safety IS 'Safety consequence of a failure (EQ30, EQ31).';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.environmental IS 'Environmental consequence of a failure (EQ33 to EQ35).';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.network_performance IS 'Network performance consequence of a failure (EQ37 to EQ42).';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.consequence IS 'Sum of the four consequences.';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.criticality_pct IS 'The sum in % of the reference cost.';
COMMENT ON COLUMN voltmetrics.cnaim_consequences.criticality IS 'C1 (below 75 %), C2 (below 125 %), C3 (below 200 %) or C4 (Table 7).';
