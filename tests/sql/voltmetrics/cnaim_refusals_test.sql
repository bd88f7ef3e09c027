-- Bad arguments of the CNAIM functions are named with their value, and no argument at all crashes one or leaves its range.
BEGIN;
SELECT no_plan();

CREATE FUNCTION pg_temp.refused(query text, message text, hint text DEFAULT '', code text DEFAULT '22003') RETURNS text LANGUAGE plpgsql AS $$
DECLARE m text; h text;
BEGIN
    EXECUTE query;
    RETURN fail('not refused: ' || query);
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS m = MESSAGE_TEXT, h = PG_EXCEPTION_HINT;
    RETURN ok(SQLSTATE = code AND m = message AND h LIKE '%' || hint || '%', query || ': ' || SQLSTATE || ' ' || m || ' / ' || h);
END $$;

-- Categories.
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_probability_of_failure('UPS', 4)$$, 'asset_category is not a known value: UPS', 'it has none for LV and MV land cables, dry-type transformers, raceways, conductors and UPS', '22023');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_condition_modifier('33kV UG Cable (Oil)', '{}')$$, 'asset_category with condition inputs is not a known value: 33kV UG Cable (Oil)', 'pressurised', '22023');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_condition_inputs('132kV Sub Cable')$$, 'asset_category with condition inputs is not a known value: 132kV Sub Cable', 'submarine', '22023');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_health('{"asset_category": "66kV Tower", "age_years": 1}')$$, 'asset_category with condition inputs is not a known value: 66kV Tower', 'overhead lines', '22023');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_oil_test('LV Board (WM)', 1, 1, 1)$$, 'asset_category of a transformer is not a known value: LV Board (WM)', '', '22023');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_location_factor('HV Sub Cable')$$, 'sub_division is not a known value', 'submarine', '22023');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_location_factor('LV Poles', 'Other (e.g. fibreglass)')$$, 'sub_division is not a known value: Other (e.g. fibreglass)', 'wood, steel and concrete', '22023');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_normal_expected_life_years('33kV Transformer (GM)')$$, 'sub_division is missing', '"Transformer - Pre 1980", "Transformer - Post 1980"', '22023');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_normal_expected_life_years('33kV RMU', 'Tapchanger')$$, 'sub_division is not a known value: Tapchanger', '', '22023');

-- Numbers.
SELECT pg_temp.refused(format($$SELECT voltmetrics.cnaim_health_index(%L)$$, bad), 'health_score is out of range: ' || bad, 'between 0.5 and 15')
FROM unnest('{0.4,15.1,NaN,Infinity,-Infinity}'::text[]) AS bad;
SELECT pg_temp.refused(format($$SELECT voltmetrics.cnaim_health_score('33kV RMU', NULL, %L, NULL, NULL, NULL, NULL)$$, bad), 'age_years is out of range: ' || bad, '1,000 years')
FROM unnest('{-1,NaN,1001}'::text[]) AS bad;
SELECT pg_temp.refused(format($$SELECT voltmetrics.cnaim_health_score('33kV RMU', NULL, 1, NULL, NULL, NULL, NULL, reliability_factor => %L)$$, bad), 'reliability_factor is out of range: ' || bad, '0.6 and 1.5')
FROM unnest('{0.59,1.51,NaN}'::text[]) AS bad;
SELECT pg_temp.refused(format($$SELECT voltmetrics.cnaim_health_score('33kV RMU', NULL, 1, NULL, NULL, NULL, %s)$$, bad), 'corrosion_category is out of range: ' || bad, '1, 2, 3, 4 and 5')
FROM unnest('{0,6,-1}'::text[]) AS bad;
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_health_score('33kV RMU', NULL, 1, 'Attic', NULL, NULL, NULL)$$, 'placement is not a known value: Attic', 'Indoor and Outdoor', '22023');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_health_score('33kV RMU', NULL, 1, NULL, -1, NULL, NULL)$$, 'distance_from_coast_km is out of range: -1', '10,000 km');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_health_score('33kV RMU', NULL, 1, NULL, NULL, 9001, NULL)$$, 'altitude_m is out of range: 9001', '9,000 m');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_health_score('33kV RMU', NULL, 1, NULL, NULL, NULL, NULL, 3)$$, 'duty_factor is out of range: 3', '0.5 and 2');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_health_score('33kV RMU', NULL, 1, NULL, NULL, NULL, NULL, 1, 0)$$, 'health_score_factor is out of range: 0', '0.01 and 100');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_health_score('33kV RMU', NULL, 1, NULL, NULL, NULL, NULL, 1, 1, 11)$$, 'health_score_cap is out of range: 11', '0.5 and 10');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_health_score('33kV RMU', NULL, 1, NULL, NULL, NULL, NULL, 1, 1, 10, 0)$$, 'health_score_collar is out of range: 0', '0.5 and 10');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_duty_factor('20kV Transformer (GM)', utilisation_pct => -1)$$, 'utilisation_pct is out of range: -1', '1,000 %');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_duty_factor('33kV RMU', 'Often')$$, 'operations is not a known value: Often', 'Normal/Low and High', '22023');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_duty_factor('20kV Transformer (GM)', component => 'tapchanger')$$, 'component is not a known value: tapchanger', '33 kV', '22023');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_oil_test('20kV Transformer (GM)', -1, 0, 0)$$, 'moisture_ppm is out of range: -1', 'ppm');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_dissolved_gas_test('66kV Transformer (GM)', 1, 1, 1, 1, 'NaN')$$, 'acetylene_ppm is out of range: NaN', 'ppm');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_dissolved_gas_test('66kV Transformer (GM)', 1, 1, 1, 1, 1, 3441)$$, 'previous_score is out of range: 3441', '3,440');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_furfural_test(-0.1)$$, 'furfural_ppm is out of range: -0.1', 'ppm');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_expected_life_years(0)$$, 'normal_expected_life_years is out of range: 0', '1,000 years');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_initial_ageing_rate(0)$$, 'expected_life_years is out of range: 0', '0.1');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_combined_factor('{1,101}')$$, 'factors is out of range: {1,101}', '0 to 100');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_combined_factor('{1}', 0)$$, 'factor_divider_1 is out of range: 0', '0.1 and 100');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_current_health_score(6)$$, 'initial_health_score is out of range: 6', '0.5 and 5.5');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_future_health_score(5, -1, 1)$$, 'ageing_rate_per_year is out of range: -1', '1,000 a year');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_future_health_score(5, 0.1, -1)$$, 'years is out of range: -1', 'years');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_in_year_risk('33kV RMU', 5, -1)$$, 'consequence is out of range: -1', '1e15');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_long_term_risk('33kV RMU', 5, 0.1, 1, 101)$$, 'years is out of range: 101', '100 years');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_long_term_risk('33kV RMU', 5, 0.1, 1, 30, -0.01)$$, 'discount_rate is out of range: -0.01', '0.035');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_risk_matrix('HI6', 'C1', 1)$$, 'health_index is not a known value: HI6', 'HI1', '22023');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_risk_matrix('HI1', 'C0', 1)$$, 'criticality is not a known value: C0', 'C1', '22023');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_risk_matrix('HI1', 'C1', 'NaN')$$, 'risk is out of range: NaN', '1e12');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_risk_matrix_final('{1,2}')$$, 'the state of a risk matrix is an int8[] of 40 numbers', '', '22023');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_risk_matrix_accum(array_fill(9223372036854775807, ARRAY[40]), 'HI1', 'C1', 1)$$, 'the risk in a cell of the matrix is out of range', '9e14');

-- Settings.
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_reference_cost('33kV RMU', voltmetrics.cnaim_settings(k_per_year => 0))$$, 'k_per_year is out of range: 0', 'above 0');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_reference_cost('33kV RMU', voltmetrics.cnaim_settings(k_multiplier => 'NaN'))$$, 'k_multiplier is out of range: NaN', '1,000');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_reference_cost('33kV RMU', voltmetrics.cnaim_settings(safety_reference_cost => -1))$$, 'safety_reference_cost is out of range: -1', '1e12');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_reference_cost('33kV RMU', voltmetrics.cnaim_settings(currency => 'Euro'))$$, 'currency is not a known value: Euro', 'EUR', '22023');
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_reference_cost('33kV RMU', voltmetrics.cnaim_settings(currency => 'EUR'))$$, 'currency_per_gbp is missing', 'Published costs are in GBP', '22023');
SELECT is(voltmetrics.cnaim_reference_cost('33kV RMU', ROW(NULL, NULL, 1, 2, 3, 4, 'CHF', NULL)::voltmetrics.cnaim_settings), 10::float8, 'own costs need no rate');
SELECT is(voltmetrics.cnaim_criticality('33kV RMU', 12.5, ROW(NULL, NULL, 1, 2, 3, 4, 'CHF', NULL)::voltmetrics.cnaim_settings), 'C3', 'and their own bands');
SELECT is(voltmetrics.cnaim_reference_cost('33kV RMU', ROW(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::voltmetrics.cnaim_settings),
          voltmetrics.cnaim_reference_cost('33kV RMU'), 'settings of nulls are the published ones');
SELECT is(voltmetrics.cnaim_reference_cost('33kV RMU', NULL), NULL, 'no settings at all are unknown');

-- Documents.
SELECT pg_temp.refused(format($$SELECT voltmetrics.cnaim_health(%L)$$, document), message, hint, code) FROM (VALUES
    ('[]', 'asset has the wrong type: an array', 'JSON object', '22023'),
    ('{}', 'asset_category is missing', 'JSON string', '22023'),
    ('{"asset_category": "33kV RMU"}', 'age_years is missing', 'JSON number', '22023'),
    ('{"asset_category": "33kV RMU", "age_years": "old"}', 'age_years has the wrong type: old', 'JSON number', '22023'),
    ('{"asset_category": "33kV RMU", "age_years": 1e400}', 'age_years is out of range: 1' || repeat('0', 63), '1,000 years', '22003'),
    ('{"asset_category": "33kV RMU", "age_years": 1, "utilization_pct": 1}', 'utilization_pct is not a known value', 'utilisation_pct', '22023'),
    ('{"asset_category": "33kV RMU", "age_years": 1, "observed": 1}', 'observed has the wrong type: 1', 'JSON object', '22023'),
    ('{"asset_category": "33kV RMU", "age_years": 1, "observed": {"x": 1}}', 'observed.x is not a known value', 'external_condition', '22023'),
    ('{"asset_category": "33kV RMU", "age_years": 1, "measured": {"trip_test": "Slow"}}', 'measured.trip_test is not a known value: Slow', '"Pass", "Fail"', '22023'),
    ('{"asset_category": "33kV RMU", "age_years": 1, "measured": {"trip_test": 3}}', 'measured.trip_test is not a known value: 3', '"Pass", "Fail"', '22023'),
    ('{"asset_category": "6.6/11kV RMU", "age_years": 1, "measured": {"oil_tests": -3}}', 'measured.oil_tests is not a known value: -3', 'a number from 0', '22023'),
    ('{"asset_category": "33kV RMU", "age_years": 1, "tapchanger": {}}', 'tapchanger is not a known value: an object', '33 kV', '22023'),
    ('{"asset_category": "33kV RMU", "age_years": 1, "oil": {}}', 'oil is not a known value', 'oil_gas_tests', '22023'),
    ('{"asset_category": "20kV Transformer (GM)", "age_years": 1, "oil": {"moisture_ppm": -1}}', 'moisture_ppm is out of range: -1', 'ppm', '22003'),
    ('{"asset_category": "20kV Transformer (GM)", "age_years": 1, "oil": {"water": 1}}', 'oil.water is not a known value', 'moisture_ppm', '22023'),
    ('{"asset_category": "20kV Transformer (GM)", "age_years": 1, "dissolved_gas": {"hydrogen_ppm": 1}}', 'dissolved_gas.methane_ppm is missing', 'all five gases', '22023'),
    ('{"asset_category": "33kV Transformer (GM)", "age_years": 1}', 'sub_division is missing', 'Pre 1980', '22023'),
    ('{"asset_category": "33kV Transformer (GM)", "age_years": 1, "sub_division": "Transformer - Pre 1980", "tapchanger": {"age_years": -2}}', 'age_years is out of range: -2', 'years', '22003'),
    ('{"asset_category": "33kV Transformer (GM)", "age_years": 1, "sub_division": "Transformer - Pre 1980", "tapchanger": {"observed": {"kiosk_condition": "x"}}}', 'tapchanger.observed.kiosk_condition is not a known value', 'drive_mechanism_condition', '22023')
    ) AS _(document, message, hint, code);
SELECT pg_temp.refused($$SELECT voltmetrics.cnaim_health('{"asset_category": "33kV RMU", "age_years": 1}', -1)$$, 'years_ahead is out of range: -1', 'years');
SELECT pg_temp.refused(format($$SELECT voltmetrics.cnaim_consequences(%L, %L)$$, category, document), message, hint, code) FROM (VALUES
    ('33kV RMU', '3', 'circumstances has the wrong type: 3', 'JSON object', '22023'),
    ('33kV RMU', '{"voltage": 1}', 'voltage is not a known value', 'location_risk', '22023'),
    ('33kV RMU', '{"access": "D"}', 'access is not a known value: D', 'A (normal)', '22023'),
    ('33kV RMU', '{"type_risk": "low"}', 'type_risk is not a known value: low', 'Low, Medium and High', '22023'),
    ('33kV RMU', '{"load_mva": -1}', 'load_mva is out of range: -1', 'MVA', '22003'),
    ('33kV RMU', '{"bunded": "yes"}', 'bunded has the wrong type: yes', 'true or false', '22023'),
    ('LV Board (WM)', '{"type": "Plastic"}', 'type is not a known value: Plastic', 'Asbestos clad', '22023'),
    ('33kV Transformer (GM)', '{"rated_mva": 24}', 'type is missing', 'winding', '22023'),
    ('33kV Transformer (GM)', '{"type": "33/20kV"}', 'rated_mva is missing', 'rating', '22023')
    ) AS _(category, document, message, hint, code);

-- Nulls.
SELECT is(voltmetrics.cnaim_health_score('33kV RMU', NULL, NULL, NULL, NULL, NULL, NULL), NULL, 'an unknown age gives no score');
SELECT is(voltmetrics.cnaim_health_score(NULL, NULL, 1, NULL, NULL, NULL, NULL), NULL, 'nor an unknown category');
SELECT is(voltmetrics.cnaim_health_score('33kV RMU', NULL, 0, NULL, NULL, NULL, NULL), 0.5::float8, 'a new asset is as good as can be');
SELECT is((voltmetrics.cnaim_oil_test('33kV Transformer (GM)', NULL, 1, 1)).factor, 1::float8, 'an incomplete oil test modifies nothing');
SELECT is(voltmetrics.cnaim_dissolved_gas_test('33kV Transformer (GM)', NULL, 1, 1, 1, 1), NULL, 'no sample, no test');
SELECT is(voltmetrics.cnaim_dissolved_gas_test('33kV Transformer (GM)', 30, 0, 0, 0, 0, 0)::text, '(1.5,10,0.5,100)', 'any rise from a score of 0 counts as the greatest');
SELECT is((voltmetrics.cnaim_health('{"asset_category": "33kV RMU", "age_years": 1, "observed": {"external_condition": null}, "altitude_m": null}')).health_score,
          (voltmetrics.cnaim_health('{"asset_category": "33kV RMU", "age_years": 1}')).health_score, 'a JSON null is unknown');
SELECT is(((voltmetrics.cnaim_health('{"asset_category": "6.6/11kV RMU", "age_years": 1, "measured": {"oil_tests": 12}}')).main).measured_factor, 1.3::float8, 'a number finds its band');
SELECT is((voltmetrics.cnaim_condition_modifier('33kV UG Cable (Non Pressurised)', '{"measured": {"fault_history": 0}}')).health_score_cap, 5.4::float8, 'no fault on record caps a cable');

-- Whatever comes, each function answers within its range or refuses with one of its two codes.
SELECT setseed(0.20210401);
CREATE FUNCTION pg_temp.any_number() RETURNS float8 LANGUAGE sql VOLATILE AS $$
    SELECT CASE WHEN kind < 0.15 THEN (ARRAY['NaN', 'Infinity', '-Infinity', '0', '-0', '1e300', '-1e300', '5e-324', '-1', '15', '10', '0.5'])[1 + floor(random() * 12)::int]::float8
                WHEN kind < 0.6 THEN 0.6 + 0.9 * random()  -- in the range of most arguments
                ELSE random() * 10 ^ floor(random() * 5) END FROM random() AS kind $$;
CREATE FUNCTION pg_temp.any_json(depth int) RETURNS jsonb LANGUAGE sql VOLATILE AS $$
    SELECT CASE floor(random() * 5)::int
        WHEN 0 THEN 'null'::jsonb
        WHEN 1 THEN to_jsonb((ARRAY['Default', 'Some Deterioration', 'Indoor', 'High', 'A', 'Low', '', 'Oil', 'No Deterioration'])[1 + floor(random() * 9)::int])
        WHEN 2 THEN to_jsonb(round((random() * 100)::numeric, 2))
        WHEN 3 THEN to_jsonb(random() < 0.5)
        ELSE CASE WHEN depth = 0 THEN '[]' ELSE '{}'::jsonb END END $$;
CREATE FUNCTION pg_temp.any_call(query text, ok text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE good boolean;
BEGIN
    EXECUTE format('SELECT coalesce((%s), true) FROM (SELECT %s AS x) AS _', ok, query) INTO good;
    RETURN CASE WHEN good THEN 'answered' ELSE 'OUT OF RANGE ' || query END;
EXCEPTION WHEN numeric_value_out_of_range OR invalid_parameter_value THEN RETURN 'refused';
END $$;
CREATE TEMP TABLE call AS
SELECT what, pg_temp.any_call(query, ok) AS outcome FROM (
    SELECT what, ok, format(template, category, n1, n2, n3, n4, n5, n6, document) AS query
    FROM (SELECT n, (SELECT asset_category FROM voltmetrics.cnaim_asset_categories() ORDER BY md5(asset_category || n) LIMIT 1) AS category,
                 pg_temp.any_number() AS n1, pg_temp.any_number() AS n2, pg_temp.any_number() AS n3, pg_temp.any_number() AS n4,
                 pg_temp.any_number() AS n5, pg_temp.any_number() AS n6,
                 jsonb_object_agg(key, pg_temp.any_json(0)) AS document
          FROM generate_series(1, 1000) AS n,
               unnest('{placement,altitude_m,corrosion_category,operations,utilisation_pct,observed,measured,oil,reliability_factor,access,customers,load_mva,type,insulation,bunded}'::text[]) AS key
          WHERE random() < 0.3 AND n > 0 GROUP BY n) AS arguments,
         (VALUES ('pof', $t$voltmetrics.cnaim_probability_of_failure(%1$L, %2$L)$t$, 'x > 0 AND x < 1000'),
                 ('index', $t$voltmetrics.cnaim_health_index(%2$L)$t$, $t$x ~ '^HI[1-5]$'$t$),
                 ('life', $t$voltmetrics.cnaim_expected_life_years(%2$L, %3$L, %4$L)$t$, 'x > 0 AND x <= 4000'),
                 ('rate', $t$voltmetrics.cnaim_initial_ageing_rate(%2$L)$t$, 'x > 0 AND x < 24'),
                 ('initial', $t$voltmetrics.cnaim_initial_health_score(%2$L, %3$L)$t$, 'x >= 0.5 AND x <= 5.5'),
                 ('current', $t$voltmetrics.cnaim_current_health_score(%2$L, %3$L, %4$L, %5$L, %6$L)$t$, 'x >= 0.5 AND x <= 10'),
                 ('score', $t$voltmetrics.cnaim_health_score(%1$L, NULL, %2$L, NULL, %3$L, %4$L, NULL, 1, %5$L, %6$L)$t$, 'x >= 0.5 AND x <= 10'),
                 ('location', $t$voltmetrics.cnaim_location_factor(%1$L, NULL, NULL, %2$L, %3$L)$t$, 'x >= 0.75 AND x <= 2'),
                 ('duty', $t$voltmetrics.cnaim_duty_factor(%1$L, NULL, %2$L, %3$L, %4$L)$t$, 'x >= 0.75 AND x <= 1.5'),
                 ('combined', $t$voltmetrics.cnaim_combined_factor(ARRAY[%2$L, %3$L, %4$L]::float8[], %5$L, %6$L, 3)$t$, 'x >= -10 AND x <= 1e7'),
                 ('oil', $t$(voltmetrics.cnaim_oil_test(%1$L, %2$L, %3$L, %4$L)).factor$t$, 'x >= 0.9 AND x <= 1.4'),
                 ('gas', $t$(voltmetrics.cnaim_dissolved_gas_test(%1$L, %2$L, %3$L, %4$L, %5$L, %6$L, %7$L)).collar$t$, 'x >= 0.5 AND x <= 10'),
                 ('furfural', $t$(voltmetrics.cnaim_furfural_test(%2$L)).collar$t$, 'x >= 0.5 AND x <= 10'),
                 ('beta2', $t$voltmetrics.cnaim_future_ageing_rate(%2$L, %3$L, %4$L)$t$, 'x >= 0 AND x <= 2000'),
                 ('future', $t$voltmetrics.cnaim_future_health_score(%2$L, %3$L, %4$L)$t$, 'x >= 0.5 AND x <= 15'),
                 ('risk', $t$voltmetrics.cnaim_in_year_risk(%1$L, %2$L, %3$L)$t$, 'x >= 0 AND x <= 1e18'),
                 ('long', $t$voltmetrics.cnaim_long_term_risk(%1$L, %2$L, %3$L, %4$L)$t$, 'x >= 0 AND x <= 1e20'),
                 ('criticality', $t$voltmetrics.cnaim_criticality(%1$L, %2$L, voltmetrics.cnaim_settings(safety_reference_cost => %3$L))$t$, $t$x ~ '^C[1-4]$'$t$),
                 ('settings', $t$voltmetrics.cnaim_reference_cost(%1$L, voltmetrics.cnaim_settings(%2$L, %3$L, %4$L, currency_per_gbp => %5$L))$t$, 'x >= 0 AND x <= 1e16'),
                 ('health', $t$(voltmetrics.cnaim_health(jsonb_build_object('asset_category', %1$L::text, 'sub_division', nullif((SELECT sub_divisions[1] FROM voltmetrics.cnaim_asset_categories() WHERE asset_category = %1$L), ''), 'age_years', floor(random() * 80)) || (%8$L::jsonb - '{access,customers,load_mva,type,insulation,bunded}'::text[]))).health_score$t$, 'x >= 0.5 AND x <= 10'),
                 ('condition', $t$(voltmetrics.cnaim_condition_modifier(%1$L, jsonb_build_object('measured', '{}'::jsonb, 'observed',
                     (SELECT coalesce(jsonb_object_agg(input, criterion), '{}') FROM (SELECT DISTINCT ON (input) input, criterion
                      FROM voltmetrics.cnaim_condition_inputs(%1$L) WHERE kind = 'observed' AND component = 'main' ORDER BY input, random()) AS c))
                     || (%8$L::jsonb - '{placement,altitude_m,corrosion_category,operations,utilisation_pct,observed,reliability_factor,access,customers,load_mva,type,insulation,bunded}'::text[]))).health_score_factor$t$, 'x >= 0.01 AND x <= 100'),
                 ('consequences', $t$(voltmetrics.cnaim_consequences(%1$L, %8$L::jsonb - '{placement,altitude_m,corrosion_category,operations,utilisation_pct,observed,measured,oil,reliability_factor}'::text[])).consequence$t$, 'x >= 0 AND x <= 1e26')
         ) AS _(what, template, ok)) AS queries;
SELECT is_empty($$SELECT DISTINCT outcome FROM call WHERE outcome LIKE 'OUT%'$$, 'no answer is out of range');
SELECT is_empty($$SELECT what, count(*) FILTER (WHERE outcome = 'answered') FROM call GROUP BY what HAVING count(*) FILTER (WHERE outcome = 'answered') = 0$$,
                'each function answered some');
SELECT cmp_ok((SELECT count(*) FROM call), '>=', 20000::bigint, 'of thousands of calls');

SELECT * FROM finish();
ROLLBACK;
