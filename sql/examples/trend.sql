-- Trends and forecasts of a series: values at equal distances of time, the oldest first.

-- 1. Is the trend real? Mann and Kendall's test (p_value below 0.05), and Sen's slope per month.
SELECT s, z, p_value, tau_b, sen_slope
FROM voltmetrics.mann_kendall('{52,53.5,51,55,54,57.5,58,56,60,61.5,63,62}');

-- 2. A straight line through the same series, and three months ahead with a prediction interval of 90 %.
SELECT t.slope, t.r_squared, t.slope_p_value, f.step, f.forecast, f.lower, f.upper
FROM voltmetrics.trend_ols('{52,53.5,51,55,54,57.5,58,56,60,61.5,63,62}', 3, 0.9) AS t, unnest(t.forecast) AS f;

-- 3. A line over days that are not equally far apart, and its value on day 400.
SELECT t.slope, f.forecast, f.lower, f.upper
FROM voltmetrics.regression_ols('{0,31,75,180,290}', '{1.2,1.3,1.5,1.9,2.4}', '{400}') AS t, unnest(t.forecast) AS f;

-- 4. A level without a trend: simple exponential smoothing with a given alpha.
SELECT level, variance, (forecast[1]).forecast AS next, (forecast[1]).lower, (forecast[1]).upper
FROM voltmetrics.simple_exponential_smoothing('{71,70,69,68,64,65,72,78,75,75,75,70}', 0.1, 1);

-- 5. A level with a trend: Holt's method, weights by maximum likelihood, six months ahead; scores end at 100.
SELECT h.alpha, h.beta, f.step, least(f.forecast, 100) AS forecast, greatest(f.lower, 0) AS lower, least(f.upper, 100) AS upper
FROM voltmetrics.holt('{52,53.5,51,55,54,57.5,58,56,60,61.5,63,62}') AS h, unnest(h.forecast) AS f;

-- 6. The same damped, for a trend that does not go on for ever.
SELECT f.step, f.forecast, f.lower, f.upper
FROM voltmetrics.holt('{52,53.5,51,55,54,57.5,58,56,60,61.5,63,62}', 0.4, 0.2, phi => 0.9, horizon => 12) AS h, unnest(h.forecast) AS f;

-- 7. Over rows, by aggregates: each panel's scores in the order of their month.
SELECT panel, (voltmetrics.mann_kendall_agg(score ORDER BY month)).p_value, voltmetrics.sen_slope_agg(score ORDER BY month) AS slope,
       ((voltmetrics.holt_agg(score, 0.4, 0.2, 0.9, 3, 0.95 ORDER BY month)).forecast)[3].forecast AS in_three_months
FROM (SELECT panel, month, 50 + panel * extract(month FROM month)::float8 + 3 * sin(extract(month FROM month)::float8) AS score
      FROM generate_series(0, 2) AS panel, generate_series('2025-01-01'::date, '2025-12-01', '1 month') AS month) AS scores
GROUP BY panel ORDER BY panel;

-- 8. The slopes and the forecasts alone.
SELECT voltmetrics.ols_slope(scores), voltmetrics.sen_slope(scores), voltmetrics.simple_exponential_smoothing_forecast(scores, 0.3),
       voltmetrics.holt_forecast(scores, 0.4, 0.2, horizon => 6)
FROM (SELECT '{52,53.5,51,55,54,57.5,58,56,60,61.5,63,62}'::float8[] AS scores) AS s;
