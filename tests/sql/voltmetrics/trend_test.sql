-- Trends and forecasts: every reference vector through SQL, by arrays and by aggregates, and every way to refuse.
BEGIN;
SELECT no_plan();
\ir trend_vectors.psql

SELECT results_eq($$SELECT method, count(*) FROM vector GROUP BY 1 ORDER BY 1$$,
    $$VALUES ('ets_aan_optimised', 8::bigint), ('ets_ann_optimised', 8), ('holt_fixed', 24), ('mann_kendall', 8), ('ols_trend', 8), ('ses_fixed', 24)$$,
    'all vectors are read');

-- A straight line.
CREATE TEMP TABLE line AS
SELECT v.*, t.*, (SELECT array_agg(f.forecast ORDER BY step) FROM unnest(t.forecast) AS f) AS ahead,
       (SELECT array_agg(f.lower ORDER BY step) FROM unnest(t.forecast) AS f) AS lowers, (SELECT array_agg(f.upper ORDER BY step) FROM unnest(t.forecast) AS f) AS uppers
FROM vector v, LATERAL voltmetrics.trend_ols(y) AS t WHERE method = 'ols_trend';
SELECT is((SELECT count(*) FROM line WHERE pg_temp.close(intercept, pg_temp.expected(vector, 'intercept')) AND pg_temp.close(slope, pg_temp.expected(vector, 'slope'))
    AND pg_temp.close(intercept_standard_error, pg_temp.expected(vector, 'se_intercept')) AND pg_temp.close(slope_standard_error, pg_temp.expected(vector, 'se_slope'))
    AND pg_temp.close(residual_sd, pg_temp.expected(vector, 'sigma')) AND pg_temp.close(r_squared, pg_temp.expected(vector, 'r2'))
    AND pg_temp.close(slope_p_value, pg_temp.expected(vector, 'p_slope')) AND points = cardinality(y)), 8::bigint, 'every line is met');
SELECT is((SELECT count(*) FROM line WHERE pg_temp.close(ahead, vector -> 'fit') AND pg_temp.close(lowers, vector -> 'lwr95') AND pg_temp.close(uppers, vector -> 'upr95')),
          8::bigint, 'with its prediction intervals');
SELECT is_empty($$SELECT name FROM line WHERE voltmetrics.ols_slope(y) <> slope$$, 'the slope alone is the same');
SELECT is_empty($$
    SELECT name FROM line, LATERAL voltmetrics.regression_ols((SELECT array_agg(n::float8 ORDER BY n) FROM generate_subscripts(y, 1) AS n), y,
        (SELECT array_agg((points + n)::float8 ORDER BY n) FROM generate_series(1, 6) AS n)) AS t WHERE t.slope <> line.slope OR t.forecast <> line.forecast
$$, 'and so is the line over x = 1, 2, …');
SELECT is((SELECT count(*) FROM textbook, LATERAL voltmetrics.regression_ols(pg_temp.numbers(vector -> 'x'), y) AS t WHERE vector ->> 'method' = 'ols'
    AND pg_temp.close(intercept, pg_temp.expected(vector, 'intercept'), 1e-9) AND pg_temp.close(slope, pg_temp.expected(vector, 'slope'), 1e-9)
    AND pg_temp.close(intercept_standard_error, pg_temp.expected(vector, 'se_intercept'), 1e-9) AND pg_temp.close(slope_standard_error, pg_temp.expected(vector, 'se_slope'), 1e-9)
    AND pg_temp.close(residual_sd, pg_temp.expected(vector, 'residual_sd'), 1e-9) AND pg_temp.close(r_squared, pg_temp.expected(vector, 'r2'), 1e-9)
    AND pg_temp.close(residual_sum_of_squares, pg_temp.expected(vector, 'rss'), 1e-9) AND pg_temp.close(f_statistic, pg_temp.expected(vector, 'f'), 1e-9)
    AND cardinality(forecast) = 0), 1::bigint, 'NIST''s certified regression is met');

-- Smoothing with given weights.
CREATE TEMP TABLE smoothed AS
SELECT v.vector, v.name, v.method, y, s.* FROM vector v, LATERAL (
    SELECT (voltmetrics.simple_exponential_smoothing(y, pg_temp.expected(vector, 'alpha'))).* WHERE method = 'ses_fixed' UNION ALL
    SELECT (voltmetrics.holt(y, pg_temp.expected(vector, 'alpha'), pg_temp.expected(vector, 'beta'))).* WHERE method = 'holt_fixed' UNION ALL
    SELECT (voltmetrics.simple_exponential_smoothing(y, pg_temp.expected(vector, 'alpha'), initial_level => pg_temp.expected(vector, 'l0'))).*
    WHERE method = 'ets_ann_optimised' UNION ALL
    SELECT (voltmetrics.holt(y, pg_temp.expected(vector, 'alpha'), pg_temp.expected(vector, 'beta') / pg_temp.expected(vector, 'alpha'),
        initial_level => pg_temp.expected(vector, 'l0'), initial_trend => pg_temp.expected(vector, 'b0'))).* WHERE method = 'ets_aan_optimised') AS s;
CREATE TEMP TABLE ahead AS
SELECT vector, name, method, array_agg(f.forecast ORDER BY step) AS forecasts, array_agg(f.lower ORDER BY step) AS lowers, array_agg(f.upper ORDER BY step) AS uppers
FROM smoothed, unnest(forecast) AS f GROUP BY 1, 2, 3;
SELECT is((SELECT count(*) FROM smoothed WHERE method = 'ses_fixed' AND pg_temp.close(squared_error, pg_temp.expected(vector, 'sse'))
    AND pg_temp.close(level, pg_temp.expected(vector, 'final_level')) AND pg_temp.close(fitted[2:], vector -> 'one_step_fitted_from_2') AND fitted[1] IS NULL),
    24::bigint, 'every level is met, and every one-step forecast');
SELECT is((SELECT count(*) FROM smoothed WHERE method = 'holt_fixed' AND pg_temp.close(squared_error, pg_temp.expected(vector, 'sse'))
    AND pg_temp.close(level, pg_temp.expected(vector, 'final_level')) AND pg_temp.close(trend, pg_temp.expected(vector, 'final_trend'))
    AND pg_temp.close(fitted[3:], vector -> 'one_step_fitted_from_3') AND fitted[2] IS NULL), 24::bigint, 'every level with a trend');
SELECT is((SELECT count(*) FROM ahead WHERE method = 'holt_fixed' AND pg_temp.close(forecasts, vector -> 'forecast_1_6')), 24::bigint, 'and its forecasts');
SELECT is((SELECT count(*) FROM smoothed WHERE method LIKE 'ets%' AND pg_temp.close(variance, pg_temp.expected(vector, 'sigma2'))
    AND pg_temp.close(log_likelihood, pg_temp.expected(vector, 'loglik'))), 16::bigint, 'every state space model is met with its own parameters');
SELECT is((SELECT count(*) FROM ahead WHERE method LIKE 'ets%' AND pg_temp.close(forecasts, vector -> 'mean') AND pg_temp.close(lowers, vector -> 'lwr95')
    AND pg_temp.close(uppers, vector -> 'upr95')), 16::bigint, 'with its forecasts and prediction intervals');
SELECT is_empty($$
    SELECT name, method FROM vector, LATERAL (SELECT (voltmetrics.simple_exponential_smoothing(y)).log_likelihood WHERE method = 'ets_ann_optimised' UNION ALL
                                              SELECT (voltmetrics.holt(y)).log_likelihood WHERE method = 'ets_aan_optimised') AS s
    WHERE NOT coalesce(log_likelihood >= pg_temp.expected(vector, 'loglik') - 1e-3, false)
$$, 'no optimum is worse than that of R');
SELECT is_empty($$SELECT name FROM ahead JOIN smoothed USING (vector, name, method) WHERE
    (method = 'ses_fixed' AND voltmetrics.simple_exponential_smoothing_forecast(y, alpha) <> forecasts[1])
    OR (method = 'holt_fixed' AND (voltmetrics.holt_forecast(y, alpha, beta) <> forecasts[1] OR voltmetrics.holt_forecast(y, alpha, beta, horizon => 5) <> forecasts[5]))$$,
    'the forecasts alone are the same');
SELECT is((SELECT bool_and(abs(found - expected) <= (vector ->> 'tolerance_abs')::float8) AND bool_and(abs(squared_error - (vector ->> 'sse')::float8) <= (vector ->> 'sse_tolerance_abs')::float8)
           FROM textbook, LATERAL voltmetrics.simple_exponential_smoothing(y, 0.1), unnest(fitted[2:], pg_temp.numbers(vector -> 'smoothed_S2_to_S12')) AS _(found, expected)
           WHERE name LIKE '%6.4.3.1%'), true, 'the levels of NIST''s handbook are met');
SELECT is((SELECT abs(forecast[1].forecast - (vector ->> 'forecast')::float8) <= (vector ->> 'tolerance_abs')::float8
           FROM textbook, LATERAL voltmetrics.simple_exponential_smoothing(y, (vector ->> 'alpha')::float8, initial_level => (vector ->> 'l0')::float8)
           WHERE name LIKE '%oil%'), true, 'and the forecast of the oil production');

-- Mann and Kendall.
SELECT is((SELECT count(*) FROM vector, LATERAL voltmetrics.mann_kendall(y) AS t WHERE method = 'mann_kendall' AND pg_temp.close(z, pg_temp.expected(vector, 'z'))
    AND pg_temp.close(p_value, pg_temp.expected(vector, 'p_two_sided')) AND pg_temp.close(tau_b, pg_temp.expected(vector, 'tau_b'))
    AND pg_temp.close(sen_slope, pg_temp.expected(vector, 'sen_slope_median_of_pairs')) AND voltmetrics.sen_slope(y) = sen_slope), 8::bigint, 'every test of Mann and Kendall is met');
SELECT is(voltmetrics.mann_kendall('{5,5,5,5}')::text, '(4,0,0,0,1,0,0)', 'equal values have no trend');

-- Aggregates.
SELECT is_empty($$
    SELECT name, method FROM vector, LATERAL (
        SELECT voltmetrics.trend_ols_agg(v ORDER BY n) AS ols, voltmetrics.trend_ols_agg(v, 9, 0.8 ORDER BY n) AS ols_9,
               voltmetrics.mann_kendall_agg(v ORDER BY n) AS test, voltmetrics.sen_slope_agg(v ORDER BY n) AS sen,
               voltmetrics.simple_exponential_smoothing_agg(v, 0.3, 4, 0.9 ORDER BY n) AS level, voltmetrics.simple_exponential_smoothing_agg(v ORDER BY n) AS best_level,
               voltmetrics.holt_agg(v, 0.3, 0.1, 0.9, 4, 0.9 ORDER BY n) AS trend, voltmetrics.holt_agg(v ORDER BY n) AS best_trend
        FROM unnest(y) WITH ORDINALITY AS _(v, n)) AS a
    WHERE method = 'mann_kendall'
      AND (a.ols IS DISTINCT FROM voltmetrics.trend_ols(y) OR a.ols_9 IS DISTINCT FROM voltmetrics.trend_ols(y, 9, 0.8)
        OR a.test IS DISTINCT FROM voltmetrics.mann_kendall(y) OR a.sen IS DISTINCT FROM voltmetrics.sen_slope(y)
        OR a.level IS DISTINCT FROM voltmetrics.simple_exponential_smoothing(y, 0.3, 4, 0.9) OR a.best_level IS DISTINCT FROM voltmetrics.simple_exponential_smoothing(y)
        OR a.trend IS DISTINCT FROM voltmetrics.holt(y, 0.3, 0.1, 0.9, 4, 0.9) OR a.best_trend IS DISTINCT FROM voltmetrics.holt(y))
$$, 'the aggregates over ordered rows agree with the arrays');
SELECT is((SELECT voltmetrics.trend_ols_agg(v)::text || voltmetrics.holt_agg(v, NULL, NULL, 1, 6, 0.9)::text || voltmetrics.sen_slope_agg(v) FROM (SELECT 1::float8 AS v WHERE false) AS none),
          NULL, 'no rows, no result');
SELECT throws_ok($$SELECT voltmetrics.holt_agg(v ORDER BY v) FROM (VALUES (1::float8), (NULL), (3)) AS _(v)$$, '22023', 'value is missing');
SELECT throws_ok($$SELECT voltmetrics.mann_kendall_agg(v) FROM unnest('{1,2,NaN}'::float8[]) AS v$$, '22003', 'value is out of range: NaN');
SELECT throws_ok($$SELECT voltmetrics.trend_ols_agg(v) FROM unnest('{1,2}'::float8[]) AS v$$, '22003', 'number of values is out of range: 2');
SELECT throws_ok($$SELECT voltmetrics.trend_ols_agg(v, 0, 0.9) FROM unnest('{1,2,3}'::float8[]) AS v$$, '22003', 'horizon is out of range: 0');
SELECT is((SELECT voltmetrics.trend_ols_agg(v, NULL, 0.9)::text FROM unnest('{1,2,3}'::float8[]) AS v), NULL, 'a null horizon gives null');
SELECT is((SELECT voltmetrics.holt_agg(v, 0.5, 0.5, NULL, 2, 0.9)::text FROM unnest('{1,2,3}'::float8[]) AS v), NULL, 'a null phi too');
SELECT is((SELECT max((w).points) FROM (SELECT voltmetrics.simple_exponential_smoothing_agg(v, 0.2, 1, 0.9) OVER (ORDER BY n ROWS BETWEEN 11 PRECEDING AND 1 FOLLOWING) AS w
           FROM (SELECT n, sin(n) AS v FROM generate_series(1, 40) AS n) AS s) AS running), 13, 'as window functions they follow the frame');
SELECT is((SELECT (voltmetrics.trend_ols_agg(n ORDER BY n)).points FROM generate_series(1, 500000) AS n), 500000, '500,000 rows');

-- What is no forecast.
SELECT is((voltmetrics.holt('{1,2,3,4,5}', 1, 1, horizon => 3)).forecast::text, '{"(1,6,6,6)","(2,7,7,7)","(3,8,8,8)"}', 'a straight line goes on');
SELECT is((voltmetrics.holt('{1,2,4}', 1, 1, horizon => 1)).forecast::text, '{"(1,6,,)"}', 'too few values have no interval');
SELECT is((voltmetrics.simple_exponential_smoothing('{1,3}', 0.5, 1)).forecast::text, '{"(1,2,,)"}', 'of a level too');
SELECT is((voltmetrics.simple_exponential_smoothing('{1,3}', 0.5, 1)).beta, NULL, 'a level has no trend');
SELECT is((SELECT array_agg(round(f.forecast::numeric, 4) ORDER BY step) FROM unnest((voltmetrics.holt('{1,2,3,4,5,6}', 0.5, 0.5, 0.5, 4)).forecast) AS f),
          (SELECT array_agg(round((s.level + (1 - 0.5 ^ h) * s.trend)::numeric, 4) ORDER BY h) FROM voltmetrics.holt('{1,2,3,4,5,6}', 0.5, 0.5, 0.5) AS s, generate_series(1, 4) AS h),
          'a damped trend dies out');

-- Refusals.
SELECT throws_ok($$SELECT voltmetrics.trend_ols('{1,2}')$$, '22003', 'number of values is out of range: 2');
SELECT throws_ok($$SELECT voltmetrics.trend_ols('{}')$$, '22003', 'number of values is out of range: 0');
SELECT throws_ok($$SELECT voltmetrics.trend_ols('{1,NaN,3}')$$, '22003', 'value 2: series is out of range: NaN');
SELECT throws_ok($$SELECT voltmetrics.trend_ols('{1,2,Infinity}')$$, '22003', 'value 3: series is out of range: Infinity');
SELECT throws_ok($$SELECT voltmetrics.trend_ols('{1,NULL,3}')$$, '22023', 'series has the wrong type: it is an array of numbers, of one dimension and without nulls');
SELECT throws_ok($$SELECT voltmetrics.trend_ols('{{1,2},{3,4}}')$$, '22023', 'series has the wrong type: it is an array of numbers, of one dimension and without nulls');
SELECT throws_ok($$SELECT voltmetrics.trend_ols('{1,2,3}', 1001)$$, '22003', 'horizon is out of range: 1001');
SELECT throws_ok($$SELECT voltmetrics.trend_ols('{1,2,3}', 6, 1)$$, '22003', 'confidence is out of range: 1');
SELECT throws_ok($$SELECT voltmetrics.regression_ols('{1,1,1}', '{1,2,3}')$$, '22003', 'x is out of range: 1');
SELECT throws_ok($$SELECT voltmetrics.regression_ols('{1,2}', '{1,2,3}')$$, '22023', 'x has 2 numbers, but series has 3');
SELECT throws_ok($$SELECT voltmetrics.regression_ols('{1,2,NaN}', '{1,2,3}')$$, '22003', 'x is out of range: NaN');
SELECT throws_ok($$SELECT voltmetrics.regression_ols('{1,2,3}', '{1,2,3}', '{4,Infinity}')$$, '22003', 'forecast 2: x is out of range: Infinity');
SELECT throws_ok($$SELECT voltmetrics.regression_ols('{1,2,3}', '{1,2,3}', array_fill(1::float8, '{1001}'))$$, '22003', 'number of forecast_x is out of range: 1001');
SELECT throws_ok($$SELECT voltmetrics.ols_slope('{1,2}')$$, '22003', 'number of values is out of range: 2');
SELECT throws_ok($$SELECT voltmetrics.mann_kendall(array_fill(1::float8, '{4001}'))$$, '22003', 'number of values is out of range: 4001');
SELECT throws_ok($$SELECT voltmetrics.sen_slope('{1,2}')$$, '22003', 'number of values is out of range: 2');
SELECT is(voltmetrics.sen_slope((SELECT array_agg(n::float8) FROM generate_series(1, 4000) AS n)), 1::float8, 'as many values as there may be');
SELECT throws_ok($$SELECT voltmetrics.simple_exponential_smoothing('{1,2,3}', 0)$$, '22003', 'alpha is out of range: 0');
SELECT throws_ok($$SELECT voltmetrics.simple_exponential_smoothing('{1,2,3}', 1.01)$$, '22003', 'alpha is out of range: 1.01');
SELECT throws_ok($$SELECT voltmetrics.simple_exponential_smoothing('{1,2,3}', 'NaN')$$, '22003', 'alpha is out of range: NaN');
SELECT throws_ok($$SELECT voltmetrics.simple_exponential_smoothing('{1}', 0.5)$$, '22003', 'number of values is out of range: 1');
SELECT throws_ok($$SELECT voltmetrics.simple_exponential_smoothing('{1,2}')$$, '22003', 'number of values is out of range: 2');
SELECT throws_ok($$SELECT voltmetrics.simple_exponential_smoothing(array_fill(1::float8, '{10001}'))$$, '22003', 'number of values is out of range: 10001');
SELECT throws_ok($$SELECT voltmetrics.simple_exponential_smoothing('{1,2,3}', initial_level => 1)$$, '22023', 'alpha is missing');
SELECT throws_ok($$SELECT voltmetrics.simple_exponential_smoothing('{1,2,3}', 0.5, initial_level => 'Infinity')$$, '22003', 'initial_level is out of range: Infinity');
SELECT throws_ok($$SELECT voltmetrics.holt('{1,2}', 0.5, 0.5)$$, '22003', 'number of values is out of range: 2');
SELECT throws_ok($$SELECT voltmetrics.holt('{1,2,3}', 0.5, 0)$$, '22003', 'beta is out of range: 0');
SELECT throws_ok($$SELECT voltmetrics.holt('{1,2,3}', 0.5, 2)$$, '22003', 'beta is out of range: 2');
SELECT throws_ok($$SELECT voltmetrics.holt('{1,2,3}', 0.5, 0.5, 0)$$, '22003', 'phi is out of range: 0');
SELECT throws_ok($$SELECT voltmetrics.holt('{1,2,3}', phi => 1.1)$$, '22003', 'phi is out of range: 1.1');
SELECT throws_ok($$SELECT voltmetrics.holt('{1,2,3}', 0.5, 0.5, initial_level => 1)$$, '22023', 'initial_trend is missing');
SELECT throws_ok($$SELECT voltmetrics.holt('{1,2,3}', 0.5, 0.5, initial_trend => 1)$$, '22023', 'initial_level is missing');
SELECT throws_ok($$SELECT voltmetrics.holt('{1,2,3}', 0.5, initial_level => 1, initial_trend => 1)$$, '22023', 'beta is missing');
SELECT throws_ok($$SELECT voltmetrics.holt_forecast('{1,2,3}', 0.5, 0.5, horizon => 0)$$, '22003', 'horizon is out of range: 0');
SELECT is(voltmetrics.holt(NULL)::text, NULL, 'null in, null out');
SELECT is(voltmetrics.holt('{1,2,3}', horizon => NULL)::text, NULL, 'for the horizon too');
SELECT is(voltmetrics.simple_exponential_smoothing('{1,2,3}', confidence => NULL)::text, NULL, 'and for the confidence');

-- Whatever is asked is answered soundly or refused: random calls from a fixed seed.
SELECT setseed(0.20260202);
CREATE FUNCTION pg_temp.pick(choices anyarray) RETURNS anyelement LANGUAGE sql VOLATILE AS
    $$ SELECT choices[1 + floor(random() * array_length(choices, 1))::int] $$;
CREATE TEMP TABLE wild AS
SELECT n, (SELECT array_agg(pg_temp.pick(CASE (n + 0 * i) % 4 WHEN 0 THEN '{0,1,-1,1e15,-1e15,5e-324,1e-300,NaN,1e16,Infinity}'::float8[] WHEN 1 THEN '{0,0,0,1}'
                                              WHEN 2 THEN ARRAY[random(), 1e15 * random(), -1e15] ELSE ARRAY[50 + 10 * random()] END))
            FROM generate_series(1, n % 13) AS i) AS series,
       pg_temp.pick('{NULL,NULL,0.5,1,1e-300,5e-324,0.99,0.01,0,2,NaN}'::float8[]) AS alpha, pg_temp.pick('{NULL,NULL,0.5,1,1e-300,0.99,0.01,-1,NaN}'::float8[]) AS beta,
       pg_temp.pick('{1,1,1,0.9,0.01,0.5,0,NaN}'::float8[]) AS phi, pg_temp.pick('{1,2,6,1000,0,-1,2147483647}'::int4[]) AS horizon,
       pg_temp.pick('{0.95,0.95,0.01,0.9999,0.5,0,1,NaN}'::float8[]) AS confidence
FROM generate_series(1, 4000) AS n;
CREATE FUNCTION pg_temp.answer(w wild, method text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
    RETURN CASE method WHEN 'ols' THEN to_jsonb(voltmetrics.trend_ols(w.series, w.horizon, w.confidence))
        WHEN 'mk' THEN to_jsonb(voltmetrics.mann_kendall(w.series))
        WHEN 'ses' THEN to_jsonb(voltmetrics.simple_exponential_smoothing(w.series, w.alpha, w.horizon, w.confidence))
        ELSE to_jsonb(voltmetrics.holt(w.series, w.alpha, w.beta, w.phi, w.horizon, w.confidence)) END;
EXCEPTION WHEN invalid_parameter_value OR numeric_value_out_of_range THEN RETURN '"refused"';
END $$;
CREATE TEMP TABLE answer AS SELECT n, method, pg_temp.answer(w, method) AS answer FROM wild w, unnest('{ols,mk,ses,holt}'::text[]) AS method;
SELECT is_empty($$SELECT method FROM unnest('{ols,mk,ses,holt}'::text[]) AS method WHERE (SELECT count(*) FROM answer a WHERE a.method = method.method AND answer ? 'points') < 100
                  OR (SELECT count(*) FROM answer a WHERE a.method = method.method AND answer = '"refused"') < 100$$, 'of each method hundreds are answered, and hundreds refused');
SELECT is_empty($$SELECT n, method FROM answer WHERE answer::text ~ 'NaN|Infinity'$$, 'no number that is answered is none');
SELECT is_empty($$SELECT n, method FROM answer, jsonb_array_elements(answer -> 'forecast') AS f WHERE jsonb_typeof(answer -> 'forecast') = 'array'
                  AND ((f ->> 'lower')::float8 > (f ->> 'forecast')::float8 OR (f ->> 'upper')::float8 < (f ->> 'forecast')::float8)$$, 'forecasts lie within their intervals');
SELECT is_empty($$SELECT n, method FROM answer WHERE NOT coalesce((answer ->> 'p_value')::float8 BETWEEN 0 AND 1, true) OR NOT coalesce((answer ->> 'tau_b')::float8 BETWEEN -1 AND 1, true)
                  OR NOT coalesce((answer ->> 'slope_p_value')::float8 BETWEEN 0 AND 1, true) OR NOT coalesce((answer ->> 'r_squared')::float8 BETWEEN 0 AND 1, true)
                  OR NOT coalesce((answer ->> 'variance')::float8 >= 0, true)$$, 'whatever is answered lies in its range');

SELECT * FROM finish();
ROLLBACK;
