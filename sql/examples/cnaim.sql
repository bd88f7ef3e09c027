-- Ofgem CNAIM v2.1: health, probability of failure, criticality and monetised risk of distribution equipment.
-- Contains public sector information licensed under the Open Government Licence v3.0 (Ofgem and the British DNOs).

-- Which equipment of a facility is covered, and what its score is made from.
SELECT asset_category, facility_equipment, sub_divisions, duty_inputs, observed_inputs, measured_inputs
FROM voltmetrics.cnaim_asset_categories()
WHERE scored_by_condition AND facility_equipment IS NOT NULL
ORDER BY facility_equipment, asset_category;

-- What an inspector may say about a switchboard, and what that does to its score.
SELECT kind, input, criterion, factor, cap, collar
FROM voltmetrics.cnaim_condition_inputs('LV Board (WM)');

-- A switchboard of 30 years with signs of heating: today, in ten years, and every step to it.
SELECT h.health_score, h.health_index, h.probability_of_failure, h.future_health_score, h.future_health_index,
       (h.main).expected_life_years, (h.main).initial_health_score, (h.main).health_score_factor, (h.main).health_score_collar
FROM voltmetrics.cnaim_health('{
         "asset_category": "LV Board (WM)", "age_years": 30, "placement": "Indoor", "distance_from_coast_km": 12,
         "altitude_m": 150, "corrosion_category": 3,
         "observed": {"signs_of_heating": "Major Deterioration", "phase_barriers": "Missing"},
         "measured": {"operational_adequacy": "Operable"}}', 10) AS h;

-- A transformer of 33 kV: main tank and tapchanger are judged apart, and the worse of them counts.
SELECT h.health_score, h.health_index, (h.main).current_health_score AS main_tank, (h.main).oil_factor,
       (h.main).dissolved_gas_collar, (h.main).furfural_collar, (h.tapchanger).current_health_score AS tapchanger
FROM voltmetrics.cnaim_health('{
         "asset_category": "33kV Transformer (GM)", "sub_division": "Transformer - Pre 1980", "age_years": 48,
         "utilisation_pct": 65, "taps_per_day": 16,
         "observed": {"main_tank_condition": "Some Deterioration", "bushings_condition": "Superficial/minor deterioration"},
         "oil": {"moisture_ppm": 28, "acidity_mg_koh_g": 0.12, "breakdown_kv": 42},
         "dissolved_gas": {"hydrogen_ppm": 90, "methane_ppm": 40, "ethylene_ppm": 60, "ethane_ppm": 15, "acetylene_ppm": 2},
         "previous_dissolved_gas": {"hydrogen_ppm": 40, "methane_ppm": 20, "ethylene_ppm": 30, "ethane_ppm": 10, "acetylene_ppm": 1},
         "furfural_ppm": 2.1,
         "tapchanger": {"age_years": 20, "observed": {"drive_mechanism_condition": "Some Deterioration"}}}') AS h;

-- The steps one by one: expected life, the score by age alone, the current score and the coming one.
SELECT life_years, initial, current, voltmetrics.cnaim_future_health_score(current, rate, 15) AS in_15_years
FROM voltmetrics.cnaim_location_factor('6.6/11kV CB (GM) Primary', placement => 'Outdoor', distance_from_coast_km => 0.8) AS location,
     LATERAL voltmetrics.cnaim_duty_factor('6.6/11kV CB (GM) Primary', operations => 'High') AS duty,
     LATERAL voltmetrics.cnaim_expected_life_years(voltmetrics.cnaim_normal_expected_life_years('6.6/11kV CB (GM) Primary'), duty, location) AS life_years,
     LATERAL voltmetrics.cnaim_initial_ageing_rate(life_years) AS beta1,
     LATERAL voltmetrics.cnaim_initial_health_score(beta1, 25) AS initial,
     LATERAL voltmetrics.cnaim_current_health_score(initial, health_score_factor => 1.2, health_score_collar => 3) AS current,
     LATERAL voltmetrics.cnaim_future_ageing_rate(current, 25, beta1) AS rate;

-- Whole populations: resolve a condition when it is recorded, then score from plain columns, a million and more a second.
WITH inspected AS (
    SELECT id, asset_category, age_years, m.health_score_factor, m.health_score_cap, m.health_score_collar
    FROM (VALUES ('MDP-1', 'LV Board (WM)', 34.0, '{"observed": {"compound_leaks": "Superficial/minor deterioration"}}'::jsonb),
                 ('ACB-7', 'LV Circuit Breaker', 21.5, '{"measured": {"operational_adequacy": "Unacceptable"}}'),
                 ('RMU-2', '6.6/11kV RMU', 12.0, '{"measured": {"oil_tests": 8}}')) AS asset(id, asset_category, age_years, condition),
         LATERAL voltmetrics.cnaim_condition_modifier(asset_category, condition) AS m)
SELECT id, score, voltmetrics.cnaim_health_index(score), voltmetrics.cnaim_probability_of_failure(asset_category, score)
FROM inspected,
     LATERAL voltmetrics.cnaim_health_score(asset_category, NULL, age_years, 'Indoor', NULL, NULL, NULL,
         health_score_factor => health_score_factor, health_score_cap => health_score_cap,
         health_score_collar => health_score_collar) AS score;

-- What a failure of a transformer costs, and how critical it is among its like.
SELECT currency, financial, safety, environmental, network_performance, consequence, criticality_pct, criticality
FROM voltmetrics.cnaim_consequences('33kV Transformer (GM)',
         '{"type": "33/11 or 6.6kV", "rated_mva": 24, "bunded": true, "distance_to_water_m": 60, "load_mva": 10}');

-- The same in euros, with an own cost of repair and with K fitted to an own population: 3 failures seen, 1.9 expected.
SELECT currency, financial_reference_cost, consequence, criticality,
       voltmetrics.cnaim_in_year_risk('33kV Transformer (GM)', 5.8, consequence, own) AS risk_a_year
FROM (SELECT voltmetrics.cnaim_settings(k_multiplier => 3 / 1.9, financial_reference_cost => 140000, currency => 'EUR',
                                        currency_per_gbp => 1.17) AS own) AS _,
     LATERAL voltmetrics.cnaim_consequences('33kV Transformer (GM)', '{"load_mva": 10}', own);

-- Risk of this year and of the 30 after it, discounted by 3.5 % a year.
SELECT voltmetrics.cnaim_in_year_risk('LV Board (WM)', 5.5, 27000) AS in_year,
       voltmetrics.cnaim_long_term_risk('LV Board (WM)', 5.5, 0.06, 27000) AS long_term;

-- The published risk matrix of a category (Tables 238 and 241).
SELECT health_index, criticality, round(in_year_risk) AS in_year_gbp, round(long_term_risk) AS long_term_gbp
FROM voltmetrics.cnaim_typical_risk('LV Circuit Breaker');

-- An own risk matrix over a population: how many assets and how much risk stand in each cell.
SELECT jsonb_pretty(voltmetrics.cnaim_risk_matrix(voltmetrics.cnaim_health_index(score), voltmetrics.cnaim_criticality(category, cost),
           voltmetrics.cnaim_in_year_risk(category, score, cost)))
FROM (VALUES ('LV Board (WM)', 2.1, 24000), ('LV Board (WM)', 6.2, 41000), ('6.6/11kV RMU', 8.4, 60000)) AS asset(category, score, cost);

-- How long until the score reaches 5.5, where an expected life ends.
SELECT round(voltmetrics.cnaim_remaining_life_years((h.main).current_health_score, (h.main).future_ageing_rate_per_year, (h.main).expected_life_years)::numeric, 1) AS years
FROM voltmetrics.cnaim_health('{"asset_category": "LV Board (WM)", "age_years": 30}') AS h;

-- Operators (masterbus_admin) put an organisation's own figures in the place of published ones, version by version:
--   SELECT masterbus.set_cnaim('org_1', 'LV Board (WM)', voltmetrics.cnaim_settings(currency => 'USD', currency_per_gbp => 1.27),
--                              '{"location_risk": "Medium", "type_risk": "Medium", "customers": 120}', 'first survey');
--   SELECT * FROM masterbus.fit_cnaim_k('org_1', 'LV Board (WM)', '2020-01-01', '2026-01-01');      -- K from own failures
--   SELECT masterbus.activate_cnaim('org_1', 'LV Board (WM)', 0);                                   -- the published values
