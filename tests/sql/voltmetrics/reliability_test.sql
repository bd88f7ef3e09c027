-- Reliability: every reference vector through SQL, the aggregates in any order and in parallel, and every way to refuse.
BEGIN;
SELECT no_plan();
\ir reliability_vectors.psql

-- The Weibull distribution.
SELECT is((SELECT count(*) FROM weibull_figure), 100::bigint, 'all figures are read');
SELECT is((SELECT count(*) FROM weibull_figure WHERE pg_temp.close(voltmetrics.weibull_density(t, shape, scale), pdf) AND pg_temp.close(voltmetrics.weibull_cumulative(t, shape, scale), cdf)
    AND pg_temp.close(voltmetrics.weibull_reliability(t, shape, scale), survival) AND pg_temp.close(voltmetrics.weibull_mean(shape, scale), mean)
    AND pg_temp.close(voltmetrics.weibull_b10_life(shape, scale), b10) AND pg_temp.close(voltmetrics.weibull_quantile(0.1, shape, scale), b10)), 100::bigint, 'every figure is met');
SELECT cmp_ok((SELECT count(*) FROM weibull_figure WHERE hazard IS NOT NULL), '>', 50::bigint, 'most have a hazard');
SELECT is_empty($$SELECT * FROM weibull_figure WHERE hazard IS NOT NULL AND NOT (pg_temp.close(voltmetrics.weibull_hazard(t, shape, scale), hazard)
                  AND pg_temp.close(voltmetrics.weibull_conditional_failure_probability(t, shape, scale), cond_fail_next_year))$$, 'every hazard and probability of the next year is met');
SELECT is_empty($$SELECT * FROM weibull_figure, LATERAL voltmetrics.weibull(t, shape, scale) AS w
    WHERE w::text <> ROW(voltmetrics.weibull_reliability(t, shape, scale), voltmetrics.weibull_cumulative(t, shape, scale), voltmetrics.weibull_hazard(t, shape, scale),
        voltmetrics.weibull_density(t, shape, scale), voltmetrics.weibull_conditional_failure_probability(t, shape, scale), voltmetrics.weibull_mean(shape, scale),
        voltmetrics.weibull_b10_life(shape, scale))::text$$, 'the composite holds the same');
SELECT is_empty($$SELECT * FROM weibull_figure, unnest('{0,0.001,0.5,0.9,0.999999}'::float8[]) AS p
    WHERE NOT abs(voltmetrics.weibull_cumulative(voltmetrics.weibull_quantile(p, shape, scale), shape, scale) - p) < 1e-12$$, 'a quantile is the inverse of the distribution');
SELECT is(voltmetrics.weibull_conditional_failure_probability(0, 2, 10, 5), voltmetrics.weibull_cumulative(5, 2, 10), 'from new, the interval is all there is');
SELECT is(voltmetrics.rescaled_failure_constant(0.00029, 12, 8), 0.00029 * 1.5::float8, 'K is rescaled to the failures that were observed');
SELECT is(voltmetrics.rescaled_failure_constant(0.00029, 0, 8), 0::float8, 'to none, too');

-- Failure histories.
CREATE TEMP TABLE fitted AS
SELECT d.*, f.*, (SELECT voltmetrics.kaplan_meier(years, failed) FROM seen WHERE seen.name = d.name) AS km,
       (SELECT voltmetrics.nelson_aalen(years, failed) FROM seen WHERE seen.name = d.name) AS na
FROM data_set d, LATERAL (SELECT (voltmetrics.weibull_fit(years, failed)).* FROM seen WHERE seen.name = d.name) AS f;
SELECT is((SELECT count(*) FROM fitted WHERE pg_temp.close(shape, (vector ->> 'weibull_shape')::float8, 1e-5) AND pg_temp.close(scale_years, (vector ->> 'weibull_scale')::float8, 1e-5)
    AND pg_temp.close(log_likelihood, (vector ->> 'loglik')::float8) AND pg_temp.close(exponential_rate, (vector ->> 'exp_rate')::float8)
    AND pg_temp.close(b10_life_years, voltmetrics.weibull_b10_life(shape, scale_years)) AND pg_temp.close(mean_life_years, voltmetrics.weibull_mean(shape, scale_years))
    AND observations = jsonb_array_length(vector -> 'time')), 3::bigint, 'every maximum likelihood is met');
CREATE TEMP TABLE step AS
SELECT name, k.*, n.cumulative_hazard, n.standard_error AS hazard_error, (vector -> 'km_time' ->> i)::float8 AS t, (vector -> 'km_n_risk' ->> i)::int AS n, (vector -> 'km_n_event' ->> i)::int AS d,
       (vector -> 'km_survival' ->> i)::float8 AS s, (vector -> 'km_std_err_greenwood_log' ->> i)::float8 AS g, (vector -> 'nelson_aalen' ->> i)::float8 AS h
FROM fitted, generate_series(0, cardinality(km) - 1) AS i, LATERAL (SELECT (km[i + 1]).*) AS k, LATERAL (SELECT (na[i + 1]).*) AS n;
SELECT is((SELECT count(*) FROM step), (SELECT sum(jsonb_array_length(vector -> 'km_time')) FROM data_set)::bigint, 'there are as many steps');
SELECT is_empty($$SELECT * FROM step WHERE NOT (pg_temp.close(time_years, t) AND at_risk = n AND events = d AND pg_temp.close(survival, s) AND pg_temp.close(cumulative_hazard, h))
                  OR (g IS NULL) <> (log_standard_error IS NULL) OR NOT (g IS NULL OR (pg_temp.close(log_standard_error, g) AND pg_temp.close(standard_error, g * s)))$$,
                'every step of the curves is met, with Greenwood''s error');
SELECT is_empty($$SELECT name FROM data_set, LATERAL (SELECT voltmetrics.median_life_years(years, failed) AS m, voltmetrics.exponential_rate(years, failed) AS r FROM seen
                  WHERE seen.name = data_set.name) AS s WHERE NOT (pg_temp.close(m, (vector ->> 'km_median')::float8) AND pg_temp.close(r, (vector ->> 'exp_rate')::float8))$$,
                'every median and rate is met');
SELECT is((SELECT array_agg((round(time_years), at_risk, events, round(survival::numeric, 4), log_standard_error IS NULL)::text) FROM unnest((
    SELECT voltmetrics.kaplan_meier(t, f) FROM (VALUES (1, true), (2, true), (2, false), (3, false), (4, true)) AS _(t, f))) AS s),
    '{"(1,5,1,0.8000,f)","(2,4,1,0.6000,f)","(4,1,1,0.0000,t)"}', 'items censored at the time of a failure were at risk; at the end nobody survives');

-- Any order, any plan.
CREATE TABLE voltmetrics_history AS SELECT row_number() OVER () AS n, name, years * (1 + copy * 1e-3) AS years, failed FROM seen, generate_series(0, 99) AS copy;
ANALYZE voltmetrics_history;
CREATE FUNCTION pg_temp.all_of() RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(r::text, ' ' ORDER BY name) FROM (SELECT name, voltmetrics.weibull_fit(years, failed), voltmetrics.exponential_rate(years, failed),
        voltmetrics.median_life_years(years, failed), md5(voltmetrics.kaplan_meier(years, failed)::text), md5(voltmetrics.nelson_aalen(years, failed)::text)
        FROM voltmetrics_history GROUP BY name) AS r $$;
CREATE TEMP TABLE serial AS SELECT pg_temp.all_of() AS answer;
SELECT is((SELECT string_agg(r::text, ' ' ORDER BY name) FROM (SELECT name, voltmetrics.weibull_fit(years, failed ORDER BY md5(n::text)), voltmetrics.exponential_rate(years, failed ORDER BY n DESC),
    voltmetrics.median_life_years(years, failed ORDER BY failed), md5(voltmetrics.kaplan_meier(years, failed ORDER BY years DESC)::text),
    md5(voltmetrics.nelson_aalen(years, failed ORDER BY md5(n::text))::text) FROM voltmetrics_history GROUP BY name) AS r), (SELECT answer FROM serial), 'any order of rows gives the same bits');
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 4;
CREATE FUNCTION pg_temp.plan(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE line text; plan text := '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN ' || query LOOP plan := plan || line; END LOOP;
    RETURN plan;
END $$;
SELECT matches(pg_temp.plan('SELECT name, voltmetrics.kaplan_meier(years, failed) FROM voltmetrics_history GROUP BY name'), 'Partial', 'the plan is a parallel one');
SELECT is(pg_temp.all_of(), (SELECT answer FROM serial), 'a parallel plan gives the same bits');
RESET max_parallel_workers_per_gather;

-- Rows with nulls, no rows, no failures.
SELECT is((SELECT voltmetrics.weibull_fit(t, f)::text FROM (VALUES (1::float8, true), (NULL, true), (3, NULL), (2, true), (5, false)) AS _(t, f)),
          (SELECT voltmetrics.weibull_fit(t, f)::text FROM (VALUES (1::float8, true), (2, true), (5, false)) AS _(t, f)), 'rows with a null do not count');
SELECT is((SELECT voltmetrics.weibull_fit(t, f)::text || voltmetrics.kaplan_meier(t, f)::text || voltmetrics.exponential_rate(t, f) FROM (VALUES (NULL::float8, true)) AS _(t, f)), NULL, 'none that count, no result');
SELECT is((SELECT voltmetrics.kaplan_meier(1, false)::text || voltmetrics.nelson_aalen(1, false)::text || voltmetrics.exponential_rate(1, false)), '{}{}0', 'without a failure there is no step, and no rate');
SELECT is((SELECT voltmetrics.median_life_years(1, false)), NULL, 'nor a median');
SELECT is((SELECT voltmetrics.median_life_years(t, true) FROM generate_series(1, 4) AS t), 2.5::float8, 'the middle of where half survive');
SELECT is((SELECT array_agg(cardinality(c) ORDER BY n) FROM (SELECT n, voltmetrics.kaplan_meier(n, true) OVER (ORDER BY n) AS c FROM generate_series(1, 4) AS n) AS _), '{1,2,3,4}', 'as window functions they go on');
SELECT is((SELECT (voltmetrics.weibull_fit(1 + n % 997 / 10.0, n % 3 = 0)).observations FROM generate_series(1, 300000) AS n), 300000, '300,000 rows');

-- A sample of a known distribution leads back to it.
SELECT is((SELECT abs((f).shape - 2.5) < 0.05 AND abs((f).scale_years - 40) < 0.5 FROM (SELECT voltmetrics.weibull_fit(least(life, 45), life < 45) AS f
           FROM (SELECT voltmetrics.weibull_quantile((n - 0.5) / 5000, 2.5, 40) AS life FROM generate_series(1, 5000) AS n) AS lives) AS _), true, 'a sample leads back to its distribution');

-- Refusals.
SELECT throws_ok($$SELECT voltmetrics.weibull_fit(t, false) FROM generate_series(1, 3) AS t$$, '22003', 'number of failures is out of range: 0');
SELECT throws_ok($$SELECT voltmetrics.weibull_fit(5, true) FROM generate_series(1, 3)$$, '22003', 'shape is out of range: 1000');
SELECT throws_ok($$SELECT voltmetrics.weibull_fit(t, t = 3) FROM generate_series(1, 3) AS t$$, '22003', NULL, 'a failure at the longest time alone has no fit');
SELECT throws_ok($$SELECT voltmetrics.weibull_fit(0, true)$$, '22003', 'time_years is out of range: 0');
SELECT throws_ok($$SELECT voltmetrics.kaplan_meier(-1, true)$$, '22003', 'time_years is out of range: -1');
SELECT throws_ok($$SELECT voltmetrics.nelson_aalen('NaN', true)$$, '22003', 'time_years is out of range: NaN');
SELECT throws_ok($$SELECT voltmetrics.exponential_rate('Infinity', true)$$, '22003', 'time_years is out of range: Infinity');
SELECT throws_ok($$SELECT voltmetrics.median_life_years(1e7, true)$$, '22003', 'time_years is out of range: 10000000');
SELECT throws_ok($$SELECT voltmetrics.weibull_reliability(-1, 2, 10)$$, '22003', 'time_years is out of range: -1');
SELECT throws_ok($$SELECT voltmetrics.weibull_cumulative('NaN', 2, 10)$$, '22003', 'time_years is out of range: NaN');
SELECT throws_ok($$SELECT voltmetrics.weibull_reliability(1, 0, 10)$$, '22003', 'shape is out of range: 0');
SELECT throws_ok($$SELECT voltmetrics.weibull_mean(2, 0)$$, '22003', 'scale_years is out of range: 0');
SELECT throws_ok($$SELECT voltmetrics.weibull_b10_life('Infinity', 1)$$, '22003', 'shape is out of range: Infinity');
SELECT throws_ok($$SELECT voltmetrics.weibull_hazard(0, 0.5, 10)$$, '22003', 'time_years is out of range: 0');
SELECT throws_ok($$SELECT voltmetrics.weibull_density(0, 0.5, 10)$$, '22003', 'time_years is out of range: 0');
SELECT throws_ok($$SELECT voltmetrics.weibull(0, 0.5, 10)$$, '22003', 'time_years is out of range: 0');
SELECT throws_ok($$SELECT voltmetrics.weibull_quantile(1, 2, 10)$$, '22003', 'probability is out of range: 1');
SELECT throws_ok($$SELECT voltmetrics.weibull_conditional_failure_probability(1, 2, 10, 0)$$, '22003', 'interval_years is out of range: 0');
SELECT throws_ok($$SELECT voltmetrics.rescaled_failure_constant(-1, 1, 1)$$, '22003', 'k is out of range: -1');
SELECT throws_ok($$SELECT voltmetrics.rescaled_failure_constant(1, 'NaN', 1)$$, '22003', 'observed_failures is out of range: NaN');
SELECT throws_ok($$SELECT voltmetrics.rescaled_failure_constant(1, 1, 0)$$, '22003', 'expected_failures is out of range: 0');

-- Whatever is asked is answered soundly or refused: random calls from a fixed seed.
SELECT setseed(0.20260303);
CREATE FUNCTION pg_temp.pick(choices float8[]) RETURNS float8 LANGUAGE sql VOLATILE AS $$ SELECT choices[1 + floor(random() * array_length(choices, 1))::int] $$;
CREATE TEMP TABLE wild AS
SELECT n, pg_temp.pick('{0,5e-324,1e-300,1e-6,0.1,1,10,60,1e9,1e10,-1,NaN,Infinity}') AS t, pg_temp.pick('{0.01,0.011,0.5,1,2,3.4,50,1000,0,1001,NaN}') AS shape,
       pg_temp.pick('{1e-6,0.1,1,10,75,1e9,0,NaN,-Infinity}') AS scale, pg_temp.pick('{0,5e-324,1e-15,0.1,0.5,0.999999999,1,-0.1,NaN}') AS p, pg_temp.pick('{1,1e-6,1e9,0,NaN}') AS interval_years
FROM generate_series(1, 5000) AS n;
CREATE FUNCTION pg_temp.answer(w wild) RETURNS float8[] LANGUAGE plpgsql AS $$
BEGIN
    RETURN ARRAY[voltmetrics.weibull_reliability(w.t, w.shape, w.scale), voltmetrics.weibull_cumulative(w.t, w.shape, w.scale),
        voltmetrics.weibull_conditional_failure_probability(w.t, w.shape, w.scale, w.interval_years), voltmetrics.weibull_quantile(w.p, w.shape, w.scale),
        voltmetrics.weibull_mean(w.shape, w.scale), voltmetrics.weibull_hazard(w.t, w.shape, w.scale), voltmetrics.weibull_density(w.t, w.shape, w.scale)];
EXCEPTION WHEN numeric_value_out_of_range THEN RETURN NULL;
END $$;
CREATE TEMP TABLE answer AS SELECT w.*, a FROM wild w, LATERAL pg_temp.answer(w) AS a;
SELECT cmp_ok((SELECT count(*) FROM answer WHERE a IS NOT NULL), '>', 300::bigint, 'hundreds are answered');
SELECT is_empty($$SELECT * FROM answer WHERE NOT (a[1] BETWEEN 0 AND 1 AND a[2] BETWEEN 0 AND 1 AND a[3] BETWEEN 0 AND 1 AND a[4] >= 0 AND a[5] > 0 AND a[6] >= 0 AND a[7] >= 0)
                  OR 'Infinity' = ANY (a) OR 'NaN' = ANY (a)$$, 'each answer lies in its range');

SELECT * FROM finish();
ROLLBACK;
