-- Every CNAIM vector through SQL, and scalar, composite and library agree.
BEGIN;
SELECT no_plan();
\ir csv.psql
\set pof `cat :repository/tests/data/engineering/cnaim_ofgem_appendixE_pof.csv`
\set in_year `cat :repository/tests/data/engineering/cnaim_ofgem_in_year_risk_matrix_t238.csv`
\set long_term `cat :repository/tests/data/engineering/cnaim_ofgem_long_term_risk_matrix_t241.csv`
\set switchgear `cat :repository/tests/data/engineering/cnaim_r_switchgear_health.csv`
\set examples `cat :repository/tests/data/engineering/cnaim_worked_examples.json`

-- Tables 237 and 240.
CREATE TEMP TABLE pof AS
SELECT v ->> 'asset_register_category' AS category, v ->> 'health_index_band' AS band, (v ->> 'k')::float8 AS k,
       (v ->> 'typical_health_score')::float8 AS score, (v ->> 'forecast_ageing_rate')::float8 AS rate,
       (v ->> 'ofgem_typical_pof_t237')::float8 AS t237, (v ->> 'ofgem_cum_discounted_pof_t240')::float8 AS t240
FROM pg_temp.csv(:'pof') AS v;
SELECT cmp_ok((SELECT count(*) FROM pof), '>=', 155::bigint, 'the vectors of Tables 237 and 240 are there');
SELECT is_empty($$
    SELECT * FROM pof WHERE abs(voltmetrics.cnaim_probability_of_failure(category, score) - t237) > 5e-7
       OR voltmetrics.cnaim_health_index(score) <> band
$$, 'Table 237: probability of failure by health index');
SELECT is_empty($$
    SELECT * FROM pof WHERE abs(voltmetrics.cnaim_long_term_risk(category, score, rate, 1) - t240) > 6e-5
$$, 'Table 240: 30 years of it, discounted');
SELECT is_empty($$
    SELECT * FROM pof JOIN voltmetrics.cnaim_asset_categories() AS c ON asset_category = category
    WHERE k <> k_per_year OR rate <> typical_ageing_rate_per_year
$$, 'K and ageing rates are the published ones');

-- Tables 238 and 241.
CREATE TEMP TABLE matrix AS
SELECT source, v ->> 'asset_register_category' AS category, v ->> 'health_index_band' AS band,
       v ->> 'criticality_band' AS criticality, (v ->> 'pof_term')::float8 AS pof, (v ->> 'cof_gbp')::float8 AS cost,
       (v ->> 'ofgem_risk_gbp')::float8 AS risk
FROM (SELECT 't238' AS source, v FROM pg_temp.csv(:'in_year') AS v
      UNION ALL SELECT 't241', v FROM pg_temp.csv(:'long_term') AS v) AS _;
SELECT cmp_ok((SELECT min(count) FROM (SELECT count(*) FROM matrix GROUP BY source) AS _), '>=', 620::bigint,
              'the cells of Tables 238 and 241 are there');
CREATE TEMP TABLE typical AS
SELECT c.asset_category AS category, t.* FROM voltmetrics.cnaim_asset_categories() AS c,
       LATERAL voltmetrics.cnaim_typical_risk(c.asset_category) AS t;
SELECT is((SELECT count(*) FROM typical), 1220::bigint, '61 categories of 20 cells');
SELECT is_empty($$
    SELECT m.*, t.probability_of_failure FROM matrix AS m JOIN typical AS t USING (category, criticality)
    WHERE source = 't238' AND band = health_index
      AND abs(voltmetrics.cnaim_in_year_risk(category, health_score, cost) - risk) > 0.5 + 5e-7 * cost
$$, 'Table 238: in-year risk');
SELECT is_empty($$
    SELECT m.*, r.typical_ageing_rate_per_year FROM matrix AS m JOIN typical AS t USING (category, criticality)
        JOIN voltmetrics.cnaim_asset_categories() AS r ON r.asset_category = category
    WHERE source = 't241' AND band = health_index
      AND abs(voltmetrics.cnaim_long_term_risk(category, health_score, typical_ageing_rate_per_year, cost) - risk) > 0.5 + 5e-5 * cost
$$, 'Table 241: long-term risk');
SELECT is_empty($$
    SELECT * FROM matrix AS m JOIN typical AS t USING (category, criticality)
    WHERE band = health_index AND abs(consequence - cost) > 2.5 * 2
       OR abs(in_year_risk - probability_of_failure * consequence) > 1e-9 * consequence
       OR abs(long_term_risk - cumulative_probability_of_failure * consequence) > 1e-9 * consequence
$$, 'typical risks are probability times cost; printed costs are rounded to a pound each');
SELECT is_empty($$ SELECT * FROM matrix WHERE abs(pof * cost - risk) > 0.51 $$, 'the printed probabilities give the printed risks');

-- Health scores of switchgear. "-Inf" and "10" name a band by its lower bound.
CREATE TEMP TABLE switchgear AS
SELECT v, jsonb_strip_nulls(jsonb_build_object(
           'asset_category', v ->> 'asset', 'age_years', (v ->> 'age_years')::float8,
           'placement', nullif(v ->> 'placement', 'Default'), 'operations', v ->> 'operations_per_year',
           'altitude_m', nullif(v ->> 'altitude_m', 'Default')::float8,
           'distance_from_coast_km', nullif(v ->> 'distance_from_coast_km', 'Default')::float8,
           'corrosion_category', nullif(v ->> 'corrosion_category', 'Default')::float8,
           'reliability_factor', (v ->> 'reliability_factor')::float8,
           'observed', pg_temp_inputs.observed, 'measured', pg_temp_inputs.measured)) AS asset,
       (v ->> 'current_health_score')::float8 AS expected
FROM pg_temp.csv(:'switchgear') AS v,
     LATERAL (SELECT jsonb_object_agg(substr(key, 5), criterion) FILTER (WHERE key LIKE 'obs%') AS observed,
                     jsonb_object_agg(substr(key, 5), criterion) FILTER (WHERE key LIKE 'mea%') AS measured
              FROM jsonb_each_text(v) AS _(key, word),
                   LATERAL (SELECT CASE word WHEN '-Inf' THEN 'Upto 10% deterioration from New'
                                             WHEN '10' THEN '> 10% deterioration from New' ELSE word END) AS c(criterion)
              WHERE key ~ '^(obs|mea)_' AND word <> '') AS pg_temp_inputs;
SELECT cmp_ok((SELECT count(*) FROM switchgear), '>=', 330::bigint, 'the vectors of switchgear are there');
SELECT is_empty($$
    SELECT v, (voltmetrics.cnaim_health(asset)).health_score, expected FROM switchgear
    WHERE abs((voltmetrics.cnaim_health(asset)).health_score - expected) > 1e-9
$$, 'health scores of switchgear, from documents');
SELECT is_empty($$
    SELECT v, expected FROM switchgear,
        LATERAL voltmetrics.cnaim_condition_modifier(asset ->> 'asset_category',
            jsonb_build_object('observed', asset -> 'observed', 'measured', asset -> 'measured')) AS m,
        LATERAL voltmetrics.cnaim_health(asset) AS h,
        LATERAL voltmetrics.cnaim_health_score(asset ->> 'asset_category', NULL, (asset ->> 'age_years')::float8,
            asset ->> 'placement', (asset ->> 'distance_from_coast_km')::float8, (asset ->> 'altitude_m')::float8,
            (asset ->> 'corrosion_category')::int, voltmetrics.cnaim_duty_factor(asset ->> 'asset_category', asset ->> 'operations'),
            m.health_score_factor, m.health_score_cap, m.health_score_collar, (asset ->> 'reliability_factor')::float8) AS score
    WHERE abs(score - expected) > 1e-9 OR score IS DISTINCT FROM h.health_score
$$, 'the same by the scalar function, to the last bit of the composite');
SELECT is_empty($$
    SELECT v FROM switchgear, LATERAL voltmetrics.cnaim_health(asset) AS h, LATERAL (SELECT (h.main).*) AS m
    WHERE m.expected_life_years IS DISTINCT FROM voltmetrics.cnaim_expected_life_years(m.normal_expected_life_years, m.duty_factor, m.location_factor)
       OR m.normal_expected_life_years IS DISTINCT FROM voltmetrics.cnaim_normal_expected_life_years(asset ->> 'asset_category')
       OR m.location_factor IS DISTINCT FROM voltmetrics.cnaim_location_factor(asset ->> 'asset_category', NULL, asset ->> 'placement',
              (asset ->> 'distance_from_coast_km')::float8, (asset ->> 'altitude_m')::float8, (asset ->> 'corrosion_category')::int)
       OR m.initial_ageing_rate_per_year IS DISTINCT FROM voltmetrics.cnaim_initial_ageing_rate(m.expected_life_years)
       OR m.initial_health_score IS DISTINCT FROM voltmetrics.cnaim_initial_health_score(m.initial_ageing_rate_per_year, (asset ->> 'age_years')::float8)
       OR m.health_score_factor IS DISTINCT FROM voltmetrics.cnaim_combined_factor(ARRAY[m.observed_factor, m.measured_factor])
       OR m.current_health_score IS DISTINCT FROM voltmetrics.cnaim_current_health_score(m.initial_health_score, m.health_score_factor,
              m.health_score_cap, m.health_score_collar, (asset ->> 'reliability_factor')::float8)
       OR m.future_ageing_rate_per_year IS DISTINCT FROM voltmetrics.cnaim_future_ageing_rate(m.current_health_score,
              (asset ->> 'age_years')::float8, m.initial_ageing_rate_per_year)
       OR h.future_health_score IS DISTINCT FROM voltmetrics.cnaim_future_health_score(h.health_score, m.future_ageing_rate_per_year, 5)
       OR h.probability_of_failure IS DISTINCT FROM voltmetrics.cnaim_probability_of_failure(asset ->> 'asset_category', h.health_score)
       OR h.health_index IS DISTINCT FROM voltmetrics.cnaim_health_index(h.health_score)
       OR h.cumulative_probability_of_failure IS DISTINCT FROM voltmetrics.cnaim_long_term_risk(asset ->> 'asset_category',
              h.health_score, m.future_ageing_rate_per_year, 1)
$$, 'each step of the composite is the step''s own function');

-- The worked examples, section by section.
CREATE TEMP TABLE example AS
SELECT section, e ->> 'id' AS id, coalesce(e -> 'inputs', e -> 'args', e) AS i, e -> 'expected' AS x, e
FROM jsonb_each(:'examples'::jsonb) AS _(section, list), jsonb_array_elements(list) AS e;
SELECT is((SELECT array_agg(DISTINCT section ORDER BY section) FROM example),
          '{cof_examples,health_score_factor,mmi,pof_examples,scalar}', 'every section is known');

-- F.1: printed to five decimals. A coast factor of 1.2 is that of steel poles 1 to 5 km from the sea.
CREATE FUNCTION pg_temp.printed(value float8, expected jsonb) RETURNS boolean LANGUAGE sql AS
    $$ SELECT expected IS NULL OR abs(value - expected::float8) <= 0.5e-5 + 1e-12 $$;
CREATE TEMP TABLE pole AS
SELECT id, x, location, life, beta1, initial, current, beta2, future, (i ->> 'k')::float8 / c.k_per_year AS k_multiplier
FROM example, voltmetrics.cnaim_asset_categories() AS c,
     LATERAL voltmetrics.cnaim_location_factor('LV Poles', 'Steel', 'Outdoor', 3, 50, 3) AS location,
     LATERAL voltmetrics.cnaim_expected_life_years(voltmetrics.cnaim_normal_expected_life_years('LV Poles', 'Steel'),
         (i ->> 'duty_factor')::float8, location) AS life,
     LATERAL voltmetrics.cnaim_initial_ageing_rate(life) AS beta1,
     LATERAL voltmetrics.cnaim_initial_health_score(beta1, (i ->> 'age_years')::float8) AS initial,
     LATERAL voltmetrics.cnaim_current_health_score(initial, (i ->> 'health_score_factor')::float8, (i ->> 'cap')::float8,
         (i ->> 'collar')::float8) AS current,
     LATERAL voltmetrics.cnaim_future_ageing_rate(current, (i ->> 'age_years')::float8, beta1) AS beta2,
     LATERAL voltmetrics.cnaim_future_health_score(current, beta2, (i ->> 't_future')::float8) AS future
WHERE section = 'pof_examples' AND i ? 'coast_factor' AND c.asset_category = 'LV Poles';
SELECT cmp_ok((SELECT count(*) FROM pole), '>=', 2::bigint, 'examples of poles are there');
SELECT is_empty($$
    SELECT * FROM pole WHERE NOT (pg_temp.printed(location, x -> 'location_factor') AND pg_temp.printed(life, x -> 'expected_life')
        AND pg_temp.printed(beta1, x -> 'beta1') AND pg_temp.printed(initial, x -> 'initial_health')
        AND pg_temp.printed(current, x -> 'current_health') AND pg_temp.printed(beta2, x -> 'beta2')
        AND pg_temp.printed(future, x -> 'future_health_t5')
        AND pg_temp.printed(voltmetrics.cnaim_probability_of_failure('LV Poles', current,
                voltmetrics.cnaim_settings(k_multiplier => k_multiplier)), x -> 'pof_current')
        AND pg_temp.printed(voltmetrics.cnaim_probability_of_failure('LV Poles', future,
                voltmetrics.cnaim_settings(k_per_year => 0.00029)), x -> 'pof_future')
        AND voltmetrics.cnaim_health_index(current) = x ->> 'hi_band'
        AND voltmetrics.cnaim_health_index(future) = x ->> 'future_hi_band')
$$, 'F.1: poles');
CREATE TEMP TABLE transformer AS
SELECT x, h, (h.main).*, h.tapchanger AS t FROM example,
     LATERAL voltmetrics.cnaim_health(jsonb_build_object('asset_category', i -> 'asset_register_category',
         'sub_division', i -> 'sub_division', 'age_years', i -> 'age_years', 'placement', i -> 'placement',
         'distance_from_coast_km', i -> 'distance_from_coast_km', 'altitude_m', i -> 'altitude_m',
         'corrosion_category', i -> 'corrosion_category', 'utilisation_pct', i -> 'utilisation_pct',
         'taps_per_day', i -> 'taps_per_day')) AS h
WHERE id = 'F1-4';
SELECT is_empty($$
    SELECT * FROM transformer WHERE NOT (pg_temp.printed(location_factor, x -> 'location_factor')
        AND pg_temp.printed(duty_factor, x -> 'duty_factor_transformer') AND pg_temp.printed((t).duty_factor, x -> 'duty_factor_tapchanger')
        AND pg_temp.printed(expected_life_years, x -> 'expected_life_transformer')
        AND pg_temp.printed((t).expected_life_years, x -> 'expected_life_tapchanger')
        AND pg_temp.printed(initial_ageing_rate_per_year, x -> 'beta1_transformer')
        AND pg_temp.printed((t).initial_ageing_rate_per_year, x -> 'beta1_tapchanger')
        AND pg_temp.printed(initial_health_score, x -> 'initial_health_transformer')
        AND pg_temp.printed((t).initial_health_score, x -> 'initial_health_tapchanger')
        AND pg_temp.printed(current_health_score, x -> 'current_health_transformer')
        AND pg_temp.printed((t).current_health_score, x -> 'current_health_tapchanger')
        AND pg_temp.printed((h).health_score, x -> 'current_health') AND (h).health_index = x ->> 'hi_band')
$$, 'F.1: a transformer');
SELECT is((SELECT count(*) FROM transformer), 1::bigint, 'which is there');

SELECT is_empty($$
    SELECT id FROM example WHERE section = 'mmi' AND NOT pg_temp.printed(voltmetrics.cnaim_combined_factor(
        (SELECT array_agg(f::float8) FROM jsonb_array_elements_text(i -> 'factors') AS f),
        (i ->> 'factor_divider_1')::float8, (i ->> 'factor_divider_2')::float8, (i ->> 'max_no')::int), x)
$$, '6.7.2: combined factors');
SELECT is_empty($$
    SELECT id FROM example WHERE section = 'health_score_factor' AND NOT pg_temp.printed(
        voltmetrics.cnaim_combined_factor(ARRAY[(i ->> 'observed')::float8, (i ->> 'measured')::float8]), x)
$$, 'Table 9: health score factors');

SELECT is_empty($$
    SELECT e FROM example WHERE section = 'scalar' AND NOT coalesce(CASE e ->> 'fn'
        WHEN 'beta1' THEN abs(voltmetrics.cnaim_initial_ageing_rate((i ->> 'expected_life')::float8) - x::float8) < 1e-8
        WHEN 'beta2_uncapped' THEN abs(voltmetrics.cnaim_future_ageing_rate((i ->> 'current_health')::float8, (i ->> 'age')::float8, 100) - x::float8) < 1e-8
        WHEN 'initial_health' THEN voltmetrics.cnaim_initial_health_score((i ->> 'beta1')::float8, (i ->> 'age')::float8) = x::float8
        WHEN 'current_health' THEN voltmetrics.cnaim_current_health_score((i ->> 'initial')::float8, (i ->> 'factor')::float8) = x::float8
        WHEN 'oil_test_modifier' THEN (SELECT (o.factor, o.cap, o.collar) = ((x ->> 'factor')::float8, (x ->> 'cap')::float8, (x ->> 'collar')::float8)
            FROM voltmetrics.cnaim_oil_test('20kV Transformer (GM)', (i ->> 'moisture')::float8, (i ->> 'acidity')::float8, (i ->> 'breakdown')::float8) AS o)
        WHEN 'ffa_collar' THEN abs((voltmetrics.cnaim_furfural_test((i ->> 'ffa_ppm')::float8)).collar - x::float8) <= (e ->> 'tol')::float8
        WHEN 'duty_distribution_transformer' THEN voltmetrics.cnaim_duty_factor('20kV Transformer (GM)', utilisation_pct => (i ->> 'utilisation_pct')::float8) = x::float8
        WHEN 'duty_grid_transformer' THEN
            voltmetrics.cnaim_duty_factor('66kV Transformer (GM)', utilisation_pct => (i ->> 'utilisation_pct')::float8) = (x ->> 'transformer')::float8
            AND voltmetrics.cnaim_duty_factor('66kV Transformer (GM)', taps_per_day => (i ->> 'taps')::float8, component => 'tapchanger') = (x ->> 'tapchanger')::float8
        WHEN 'present_value_future_risk' THEN true  -- discounts the first year, which CNAIM does not
        END, false)
$$, 'scalar assertions');

SELECT is_empty($$
    SELECT id, c FROM example, LATERAL voltmetrics.cnaim_consequences(e ->> 'asset', jsonb_strip_nulls(jsonb_build_object(
        'type_financial_factor', i -> 'type_financial', 'access_factor', i -> 'access_factor', 'safety_factor', i -> 'safety_factor',
        'type_environmental_factor', i -> 'type_env', 'size_environmental_factor', i -> 'size_env', 'proximity_factor', i -> 'proximity',
        'bunding_factor', i -> 'bunding', 'customers', i -> 'customers', 'reference_customers', i -> 'reference_customers',
        'reference_load_mva', i -> 'reference_mva',
        'load_mva', coalesce(to_jsonb((i ->> 'load_factor_as_printed')::float8 * (i ->> 'reference_mva')::float8), i -> 'load_mva')))) AS c
    WHERE section = 'cof_examples' AND NOT (abs(c.financial - (x ->> 'financial')::float8) <= 0.5 AND abs(c.safety - (x ->> 'safety')::float8) <= 0.5
        AND abs(c.environmental - (x ->> 'environmental')::float8) <= 0.5 AND abs(c.network_performance - (x ->> 'network')::float8) <= 0.5
        AND abs(c.consequence - (x ->> 'total')::float8) <= 1 AND abs(c.reference_cost - (x ->> 'reference_total')::float8) <= 0.5
        AND round(c.criticality_pct) = (x ->> 'pct')::float8 AND c.criticality = x ->> 'band'
        AND c.criticality = voltmetrics.cnaim_criticality(e ->> 'asset', c.consequence))
$$, 'F.2: consequences');
SELECT cmp_ok((SELECT count(*) FROM example WHERE section = 'cof_examples'), '>=', 2::bigint, 'which are there');

-- The aggregate.
SELECT is((SELECT voltmetrics.cnaim_risk_matrix(health_index, criticality, in_year_risk) FROM typical WHERE category = 'LV Board (WM)') #> '{HI5,C4}',
          (SELECT jsonb_build_object('assets', 1, 'risk', round(in_year_risk::numeric, 4)) FROM typical
           WHERE category = 'LV Board (WM)' AND health_index = 'HI5' AND criticality = 'C4'), 'a matrix holds each cell');
SELECT is((SELECT voltmetrics.cnaim_risk_matrix_final(voltmetrics.cnaim_risk_matrix_combine(
               voltmetrics.cnaim_risk_matrix_accum(array_fill(0::int8, ARRAY[40]), 'HI2', 'C3', 1.5),
               voltmetrics.cnaim_risk_matrix_accum(array_fill(0::int8, ARRAY[40]), 'HI2', 'C3', 2.25))) #> '{HI2,C3}'),
          '{"assets": 2, "risk": 3.75}', 'states add up');
SELECT is((SELECT sum((cell ->> 'assets')::int) FROM (SELECT voltmetrics.cnaim_risk_matrix(health_index, criticality, long_term_risk) AS m FROM typical) AS _,
           jsonb_each(m) AS r(band, row_of), jsonb_each(row_of) AS c(name, cell)), 1220::bigint, 'no asset is lost');
SELECT is((SELECT voltmetrics.cnaim_risk_matrix('HI1', 'C1', NULL) #>> '{HI1,C1,assets}'), '0', 'nulls do not count');

-- Remaining life is the time that EQ12 needs to 5.5, within what is left of a life at all.
SELECT is_empty($$
    SELECT s, b FROM generate_series(0.5, 15, 0.25) s, unnest('{0.001,0.02,0.04,0.09,0.3}'::float8[]) b,
         LATERAL voltmetrics.cnaim_remaining_life_years(s, b, 60) AS years
    WHERE NOT CASE WHEN s >= 5.5 THEN years = 0 WHEN years < 60 THEN abs(voltmetrics.cnaim_future_health_score(s, b, years) - 5.5) < 1e-9
                   ELSE years = 60 AND voltmetrics.cnaim_future_health_score(s, b, 60) <= 5.5 END
$$, 'the remaining life ends where the health score reaches 5.5');
SELECT is(voltmetrics.cnaim_remaining_life_years(0.5, voltmetrics.cnaim_initial_ageing_rate(60), 60), 60::float8, 'a new asset has its expected life before it');
SELECT is(voltmetrics.cnaim_remaining_life_years(1, 0, 60), 60::float8, 'what does not age has no more than that either');
SELECT throws_ok('SELECT voltmetrics.cnaim_remaining_life_years(0.4, 0.1, 60)', '22003', NULL, 'no score is below 0.5');

SELECT * FROM finish();
ROLLBACK;
