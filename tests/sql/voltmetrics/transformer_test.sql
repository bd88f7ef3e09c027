-- Transformers: every reference vector through SQL, by arrays and by the aggregate, and every way to refuse.
BEGIN;
SELECT no_plan();
\ir transformer_vectors.psql

SELECT is((SELECT count(*) FROM profile), 33::bigint, 'all load profiles are read');
SELECT is((SELECT count(*) FROM ageing), 13::bigint, 'all ageing rates are read');

CREATE TEMP TABLE step AS
SELECT id, expected, t.*, coalesce((expected ->> 'tolerance')::float8, 1e-9) AS tolerance
FROM profile, LATERAL voltmetrics.transformer_temperatures(minutes, load_pu, ambient_c, design, initial_top_oil_c, initial_load_pu)
     WITH ORDINALITY AS t(minute, load, ambient, top_oil, hot_spot, normal, upgraded, place);
SELECT cmp_ok((SELECT count(*) FROM step WHERE expected ? 'top_oil_c'), '>', 700::bigint, 'hundreds of steps are compared');
SELECT is_empty($$
    SELECT id, minute FROM step
    WHERE expected ? 'top_oil_c'
      AND NOT coalesce(abs(top_oil - (expected -> 'top_oil_c' ->> (place - 1)::int)::float8) <= tolerance
                       AND abs(hot_spot - (expected -> 'hot_spot_c' ->> (place - 1)::int)::float8) <= tolerance, false)
$$, 'top oil and hot spot are met at every step');
SELECT results_eq($$
    SELECT count(*), bool_and(abs(top_oil - (point ->> 'top_oil_c')::float8) <= tolerance AND abs(hot_spot - (point ->> 'hot_spot_c')::float8) <= tolerance)
    FROM step, jsonb_array_elements(expected -> 'expected_points') AS point WHERE (point ->> 'minute')::float8 = minute
$$, 'VALUES (3::bigint, true)', 'the check points of the annex of IEC 60076-7 are met');
SELECT is_empty($$SELECT id FROM step WHERE normal <> voltmetrics.transformer_ageing_rate(hot_spot, 'normal')
                  OR upgraded <> voltmetrics.transformer_ageing_rate(hot_spot)$$, 'each step has its ageing rates');

CREATE TEMP TABLE by_array AS
SELECT id, expected, t.* FROM profile,
     LATERAL voltmetrics.transformer_load_profile(minutes, load_pu, ambient_c, design, initial_top_oil_c, initial_load_pu) AS t;
SELECT is((SELECT count(*) FROM by_array WHERE expected ? 'days_aged_normal_paper'), 30::bigint, 'thirty profiles are aged');
SELECT is_empty($$
    SELECT id FROM by_array
    WHERE expected ? 'days_aged_normal_paper'
      AND NOT coalesce(abs(aged_normal_paper_days - (expected ->> 'days_aged_normal_paper')::float8) <= 1e-9
                       AND abs(aged_upgraded_paper_days - (expected ->> 'days_aged_upgraded_paper')::float8) <= 1e-9, false)
$$, 'days of ageing of both papers are met');
SELECT is_empty($$
    SELECT a.id FROM by_array a,
        LATERAL (SELECT count(*) AS n, max(top_oil) AS top_oil, max(hot_spot) AS hot_spot, max(minute) - min(minute) AS minutes FROM step s WHERE s.id = a.id) AS s
    WHERE a.samples <> n OR a.max_top_oil_c <> top_oil OR a.max_hot_spot_c <> hot_spot OR abs(a.duration_hours - minutes / 60) > 1e-9
       OR abs(a.equivalent_ageing_factor - a.aged_upgraded_paper_days * 24 / a.duration_hours) > 1e-9 * a.equivalent_ageing_factor
       OR abs(a.loss_of_life_pct - voltmetrics.transformer_loss_of_life_pct(a.equivalent_ageing_factor, a.duration_hours)) > 1e-15
$$, 'the summary is that of the steps');

SELECT is_empty($$
    SELECT p.id FROM profile p JOIN by_array a USING (id),
        LATERAL (SELECT voltmetrics.transformer_thermal('2026-01-01 00:00+00'::timestamptz + minute * interval '1 minute', load, ambient, design,
                     initial_top_oil_c, initial_load_pu ORDER BY minute) AS t
                 FROM unnest(minutes, load_pu, ambient_c) AS _(minute, load, ambient)) AS g
    WHERE NOT coalesce((t).samples = a.samples AND abs((t).hot_spot_c - a.hot_spot_c) < 1e-9 AND abs((t).top_oil_c - a.top_oil_c) < 1e-9
        AND abs((t).max_hot_spot_c - a.max_hot_spot_c) < 1e-9 AND abs((t).aged_upgraded_paper_days - a.aged_upgraded_paper_days) < 1e-9
        AND abs((t).aged_normal_paper_days - a.aged_normal_paper_days) < 1e-9 AND (t).above_140_c_hours = a.above_140_c_hours, false)
$$, 'the aggregate over ordered rows agrees with the arrays');
SELECT is_empty($$
    SELECT id FROM profile,
        LATERAL (SELECT voltmetrics.transformer_thermal('epoch'::timestamptz + minute * interval '1 minute', load, ambient, design ORDER BY minute) AS cold,
                        voltmetrics.transformer_thermal('epoch'::timestamptz + minute * interval '1 minute', load, ambient, design, NULL, NULL ORDER BY minute) AS nothing_known
                 FROM unnest(minutes, load_pu, ambient_c) AS _(minute, load, ambient)) AS g
    WHERE cold IS DISTINCT FROM nothing_known
$$, 'it begins cold where nothing is known');

SELECT is_empty($$SELECT hot_spot_c, paper, rate FROM ageing
                  WHERE NOT abs(voltmetrics.transformer_ageing_rate(hot_spot_c, paper) - rate) <= tolerance * rate$$, 'every ageing rate is met');
SELECT is(round(voltmetrics.transformer_life_per_unit(110)::numeric, 3), 1.000, 'life per unit is 1 at 110 °C');
SELECT is(voltmetrics.transformer_equivalent_ageing_factor('{110,110}', '{60,30}'), 1::float8, 'the equivalent ageing factor is 1 at 110 °C');
SELECT is(voltmetrics.transformer_equivalent_ageing_factor('{110,98}', '{60,180}'), (1 + 3 * voltmetrics.transformer_ageing_rate(98)) / 4, 'and a mean over time otherwise');
SELECT is(voltmetrics.transformer_equivalent_ageing_factor('{110}', '{0}'), NULL, 'no time, no mean');
SELECT is(voltmetrics.transformer_equivalent_ageing_factor('{}', '{}'), NULL, 'nor without samples');
SELECT is(voltmetrics.transformer_loss_of_life_pct(1, 24), 24 * 100 / 180000::float8, 'loss of life in a day');
SELECT is(voltmetrics.transformer_loss_of_life_pct(2, 65000, 65000), 200::float8, 'against another normal life');

-- Designs.
SELECT is((SELECT count(*) FROM voltmetrics.transformer_profiles() WHERE source <> '' AND cooling IN ('ONAN', 'ONAF')), 4::bigint, 'four profiles, with their source');
SELECT is(voltmetrics.transformer_design('medium_large_onaf')::text, '(6,52,20,1.3,150,7,0.8,1.3,0.5,2,2,0)', 'a profile as published');
SELECT is(voltmetrics.transformer_design('distribution_onan', 5.5, k21 => 1.5)::text, '(5.5,60,23,1.2,180,4,0.8,1.6,1,1.5,2,0)', 'with values of one''s own');
SELECT is(voltmetrics.transformer_design(NULL, 5)::text, NULL, 'no profile, no design');
SELECT throws_ok($$SELECT voltmetrics.transformer_design('dry')$$, '22023', 'profile is not a known value: dry');
SELECT throws_ok($$SELECT voltmetrics.transformer_design('power_onan')$$, '22023', 'loss_ratio is missing');
SELECT throws_ok($$SELECT voltmetrics.transformer_design('power_onan', 0)$$, '22003', 'loss_ratio is out of range: 0');
SELECT throws_ok($$SELECT voltmetrics.transformer_design('power_onan', 5, oil_time_constant_min => 0)$$, '22003', 'oil_time_constant_min is out of range: 0');
SELECT throws_ok($$SELECT voltmetrics.transformer_design('power_onan', 5, winding_time_constant_min => -1)$$, '22003', 'winding_time_constant_min is out of range: -1');
SELECT throws_ok($$SELECT voltmetrics.transformer_design('power_onan', 5, k22 => 'NaN')$$, '22003', 'k22 is out of range: NaN');

-- Arrays that do not fit.
PREPARE thermal(float8[], float8[], float8[]) AS SELECT voltmetrics.transformer_load_profile($1, $2, $3, voltmetrics.transformer_design('power_onan', 5));
SELECT throws_ok($$EXECUTE thermal('{0,60}', '{1}', '{20,20}')$$, '22023', 'minutes has 2 numbers, but load_pu has 1');
SELECT throws_ok($$EXECUTE thermal('{0,60}', '{1,NULL}', '{20,20}')$$, '22023', 'load_pu has the wrong type: it is an array of numbers, of one dimension and without nulls');
SELECT throws_ok($$EXECUTE thermal('{0,60}', '{1,1}', '{{20,20}}')$$, '22023', 'ambient_c has the wrong type: it is an array of numbers, of one dimension and without nulls');
SELECT throws_ok($$EXECUTE thermal('{0,60,30}', '{1,1,1}', '{20,20,20}')$$, '22003', 'sample 3: minutes is out of range: 30');
SELECT throws_ok($$EXECUTE thermal('{NaN}', '{1}', '{20}')$$, '22003', 'sample 1: minutes is out of range: NaN');
SELECT throws_ok($$EXECUTE thermal('{0,60}', '{1,-0.1}', '{20,20}')$$, '22003', 'sample 2: load_pu is out of range: -0.1');
SELECT throws_ok($$EXECUTE thermal('{0,60}', '{1,NaN}', '{20,20}')$$, '22003', 'sample 2: load_pu is out of range: NaN');
SELECT throws_ok($$EXECUTE thermal('{0}', '{1}', '{121}')$$, '22003', 'sample 1: ambient_c is out of range: 121');
SELECT throws_ok($$SELECT voltmetrics.transformer_load_profile('{0}', '{1}', '{20}', voltmetrics.transformer_design('power_onan', 5), 'Infinity')$$, '22003', 'sample 1: initial_top_oil_c is out of range: Infinity');
SELECT throws_ok($$SELECT voltmetrics.transformer_load_profile('{0}', '{1}', '{20}', voltmetrics.transformer_design('power_onan', 5), initial_load_pu => 6)$$, '22003', 'sample 1: initial_load_pu is out of range: 6');
SELECT throws_ok($$SELECT voltmetrics.transformer_load_profile('{0,100000}', '{5,5}', '{20,20}', voltmetrics.transformer_design('power_onan', 5, hot_spot_factor => 5))$$, '22003',
                 NULL, 'a hot spot beyond 500 °C is refused');
SELECT throws_ok($$SELECT voltmetrics.transformer_load_profile('{0}', '{1}', '{20}', ROW(5,60,17,1.3,210,10,0.8,1.3,0.5,2,NULL,0)::voltmetrics.transformer_design)$$, '22023', 'k22 is missing');
SELECT throws_ok($$SELECT voltmetrics.transformer_load_profile('{0}', '{1}', '{20}', ROW(5,60,17,1.3,-1,10,0.8,1.3,0.5,2,2,0)::voltmetrics.transformer_design)$$, '22003', 'oil_time_constant_min is out of range: -1');
SELECT is(voltmetrics.transformer_load_profile('{}', '{}', '{}', voltmetrics.transformer_design('power_onan', 5))::text, NULL, 'no sample, no result');
SELECT is(voltmetrics.transformer_load_profile('{0}', '{1}', NULL, voltmetrics.transformer_design('power_onan', 5))::text, NULL, 'null in, null out');
SELECT is(voltmetrics.transformer_load_profile('{0}', '{1}', '{20}', NULL)::text, NULL, 'without a design too');
SELECT is(voltmetrics.transformer_load_profile('{0}', '{1}', '{20}', voltmetrics.transformer_design('power_onan', 5))::text, '(1,0,20,20,20,20,0,0,0,,)', 'one sample is a beginning: no time has passed');
SELECT is((SELECT count(*) FROM voltmetrics.transformer_temperatures('{}', '{}', '{}', voltmetrics.transformer_design('power_onan', 5))), 0::bigint, 'no sample, no row');
SELECT throws_ok($$SELECT voltmetrics.transformer_ageing_rate(98, 'old')$$, '22023', 'paper is not a known value: old');
SELECT throws_ok($$SELECT voltmetrics.transformer_ageing_rate('NaN')$$, '22003', 'hot_spot_c is out of range: NaN');
SELECT throws_ok($$SELECT voltmetrics.transformer_life_per_unit(-273)$$, '22003', 'hot_spot_c is out of range: -273');
SELECT throws_ok($$SELECT voltmetrics.transformer_equivalent_ageing_factor('{110,110}', '{1,-1}')$$, '22003', 'sample 2: duration_min is out of range: -1');
SELECT throws_ok($$SELECT voltmetrics.transformer_loss_of_life_pct(1, 1, 0)$$, '22003', 'normal_life_hours is out of range: 0');

-- The aggregate in bad company.
CREATE TEMP TABLE hour AS
SELECT n, '2026-01-01 00:00+00'::timestamptz + n * interval '1 hour' AS at, 0.5 + (n % 24) / 20.0::float8 AS load, (15 + n % 10)::float8 AS ambient,
       voltmetrics.transformer_design('power_onan', 5) AS design
FROM generate_series(0, 500) AS n;
CREATE FUNCTION pg_temp.of_hours(filter text, ordering text DEFAULT 'ORDER BY at') RETURNS text LANGUAGE plpgsql AS $$
DECLARE answer text;
BEGIN
    EXECUTE format('SELECT voltmetrics.transformer_thermal(at, load, ambient, design %s)::text FROM %s', ordering, filter) INTO answer;
    RETURN answer;
END $$;
SELECT isnt(pg_temp.of_hours('hour'), NULL, 'ordered rows are taken');
SELECT throws_ok($$SELECT pg_temp.of_hours('hour', 'ORDER BY at DESC')$$, '22003', NULL, 'unordered ones are refused');
SELECT is(pg_temp.of_hours('(TABLE hour UNION ALL SELECT n, NULL, 1, 1, design FROM hour UNION ALL SELECT n, at, NULL, 1, design FROM hour UNION ALL SELECT n, at, 1, 1, NULL FROM hour) AS x'),
          pg_temp.of_hours('hour'), 'rows with a null do not count');
SELECT is(pg_temp.of_hours('hour WHERE false'), NULL, 'no rows, no result');
SELECT is(pg_temp.of_hours('(SELECT n, at, load, ambient, NULL::voltmetrics.transformer_design AS design FROM hour) AS x'), NULL, 'no design, no result');
SELECT throws_ok($$SELECT pg_temp.of_hours('(SELECT at, ''NaN''::float8 AS load, ambient, design FROM hour) AS x')$$, '22003', NULL, 'a load that is not a number is refused');
SELECT throws_ok($$SELECT pg_temp.of_hours('(SELECT ''infinity''::timestamptz AS at, load, ambient, design FROM hour) AS x')$$, '22023', 'sampled_at is not a readable date: infinity');
SELECT matches(pg_temp.of_hours('(SELECT at, load, ambient, design FROM hour WHERE n = 3 UNION ALL SELECT ''294276-12-31 00:00+00'', 1, 20, design FROM hour WHERE n = 3 UNION ALL SELECT ''4714-11-24 00:00+00 BC'', 1, 20, design FROM hour WHERE n = 3) AS x'), '^[(]3,', 'times as far apart as they can be');
SELECT is(pg_temp.of_hours('(SELECT at, load, ambient, design FROM hour UNION ALL SELECT at, load, ambient, design FROM hour) AS x') IS NOT NULL, true, 'samples at the same moment are taken');
SELECT is((SELECT (voltmetrics.transformer_thermal('epoch'::timestamptz + n * interval '1 minute', 1, 20, d ORDER BY n)).samples
           FROM generate_series(1, 300000) AS n, voltmetrics.transformer_design('power_onan', 5) AS d), 300000, '300,000 samples, in a state of constant size');
SELECT results_eq($$SELECT max((w).samples), bool_and((w).max_hot_spot_c >= (w).hot_spot_c)
                    FROM (SELECT voltmetrics.transformer_thermal(at, load, ambient, design) OVER (ORDER BY at) AS w FROM hour) AS running$$,
                  'VALUES (501, true)', 'as a window function it gives every state on the way');

-- States that somebody made up.
CREATE FUNCTION pg_temp.state_refused(state float8[]) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM voltmetrics.transformer_thermal_final(state);
    PERFORM voltmetrics.transformer_thermal_accum(state, '2026-01-01', 1, 20, voltmetrics.transformer_design('power_onan', 5));
    RETURN false;
EXCEPTION WHEN invalid_parameter_value THEN RETURN true;
END $$;
SELECT is(pg_temp.state_refused(state::float8[]), true, 'refused: ' || state) FROM unnest(ARRAY[
    '{1}', '{1,2,3}', '{{0,1,20,0,0,0,0,0,0,20,20}}', '{0,1,20,0,0,0,0,0,0,20,NULL}', '{NaN,1,20,0,0,0,0,0,0,20,20}', '{0,-1,20,0,0,0,0,0,0,20,20}',
    '{0,1,1e300,0,0,0,0,0,0,20,20}', '{0,1,NaN,0,0,0,0,0,0,20,20}', '{0,1,20,Infinity,Infinity,0,0,0,0,20,20}', '{0,1,20,0,0,Infinity,0,0,0,20,20}',
    '{0,1,20,0,0,0,NaN,0,0,20,20}', '{0,1,20,0,0,0,0,1e308,0,20,20}', '{0,1,20,600,0,0,0,0,0,20,20}', '{0,1e300,20,0,0,0,0,0,0,20,20}',
    '{1e300,1,20,0,0,0,0,0,0,20,20}', '{0,1,20,0,0,0,0,0,0,NaN,20}']) AS state;
SELECT is(pg_temp.state_refused('{0,1,20,0,0,0,0,0,0,20,20}'), false, 'a state that accumulating could have made is taken');
SELECT is(voltmetrics.transformer_thermal_accum(NULL, '2026-01-01', 1, 20, voltmetrics.transformer_design('power_onan', 5)), NULL, 'no state, no state');
SELECT results_eq($$WITH s AS MATERIALIZED (SELECT '{0,1,20,0,0,0,0,0,0,20,20}'::float8[] AS state)
                    SELECT cardinality(voltmetrics.transformer_thermal_accum(state, '2026-01-01', 1, 20, voltmetrics.transformer_design('power_onan', 5))), state FROM s$$,
                  $$VALUES (11, '{0,1,20,0,0,0,0,0,0,20,20}'::float8[])$$, 'outside an aggregate a state is not changed in place');

SELECT * FROM finish();
ROLLBACK;
