-- Trends and forecasts of a series: values at equal distances of time, the oldest first.

CREATE TYPE voltmetrics.forecast_step AS (
    step     int4,
    forecast float8,
    lower    float8,
    upper    float8
);
COMMENT ON TYPE voltmetrics.forecast_step IS 'One step of a forecast with its prediction interval, in the unit of the series.';
COMMENT ON COLUMN voltmetrics.forecast_step.step IS 'Steps after the last value, from 1; of a regression the place among the x that were asked for.';
COMMENT ON COLUMN voltmetrics.forecast_step.forecast IS 'The value that is expected.';
COMMENT ON COLUMN voltmetrics.forecast_step.lower IS 'Lower end of the prediction interval; null where there are too few values for one.';
COMMENT ON COLUMN voltmetrics.forecast_step.upper IS 'Upper end of the prediction interval; null where there are too few values for one.';

CREATE TYPE voltmetrics.ols_trend AS (
    points                   int4,
    intercept                float8,
    slope                    float8,
    intercept_standard_error float8,
    slope_standard_error     float8,
    residual_sd              float8,
    residual_sum_of_squares  float8,
    r_squared                float8,
    f_statistic              float8,
    slope_p_value            float8,
    forecast                 voltmetrics.forecast_step[]
);
COMMENT ON TYPE voltmetrics.ols_trend IS 'A straight line by ordinary least squares, with its forecasts.';
COMMENT ON COLUMN voltmetrics.ols_trend.points IS 'Number of values.';
COMMENT ON COLUMN voltmetrics.ols_trend.intercept IS 'The line at x = 0; of a series that is one step before its first value.';
COMMENT ON COLUMN voltmetrics.ols_trend.slope IS 'Change per step, or per unit of x.';
COMMENT ON COLUMN voltmetrics.ols_trend.intercept_standard_error IS 'Standard error of the intercept.';
COMMENT ON COLUMN voltmetrics.ols_trend.slope_standard_error IS 'Standard error of the slope.';
COMMENT ON COLUMN voltmetrics.ols_trend.residual_sd IS 'Standard deviation of the residuals, with points - 2 degrees of freedom.';
COMMENT ON COLUMN voltmetrics.ols_trend.residual_sum_of_squares IS 'Sum of the squared residuals.';
COMMENT ON COLUMN voltmetrics.ols_trend.r_squared IS 'Share of the variation that the line explains, 0 to 1; null where all values are equal.';
COMMENT ON COLUMN voltmetrics.ols_trend.f_statistic IS 'F of the line against none; null where the line is exact.';
COMMENT ON COLUMN voltmetrics.ols_trend.slope_p_value IS 'Probability of such a slope without a trend, two-sided, by Student''s t.';
COMMENT ON COLUMN voltmetrics.ols_trend.forecast IS 'The line ahead with its prediction interval (Student''s t).';

CREATE TYPE voltmetrics.mann_kendall_test AS (
    points    int4,
    s         int4,
    variance  float8,
    z         float8,
    p_value   float8,
    tau_b     float8,
    sen_slope float8
);
COMMENT ON TYPE voltmetrics.mann_kendall_test IS 'The test of Mann and Kendall for a monotonic trend.';
COMMENT ON COLUMN voltmetrics.mann_kendall_test.points IS 'Number of values.';
COMMENT ON COLUMN voltmetrics.mann_kendall_test.s IS 'Pairs of values that rise less pairs that fall.';
COMMENT ON COLUMN voltmetrics.mann_kendall_test.variance IS 'Variance of s without a trend, corrected for ties.';
COMMENT ON COLUMN voltmetrics.mann_kendall_test.z IS 's over its standard deviation, without a continuity correction; 0 where all values are equal.';
COMMENT ON COLUMN voltmetrics.mann_kendall_test.p_value IS 'Probability of such a z without a trend, two-sided: below 0.05 the trend is usually taken for real.';
COMMENT ON COLUMN voltmetrics.mann_kendall_test.tau_b IS 'Kendall''s tau-b, -1 to 1; 0 where all values are equal.';
COMMENT ON COLUMN voltmetrics.mann_kendall_test.sen_slope IS 'Sen''s slope: the median of the slopes of all pairs, per step.';

CREATE TYPE voltmetrics.smoothing AS (
    points         int4,
    alpha          float8,
    beta           float8,
    phi            float8,
    initial_level  float8,
    initial_trend  float8,
    level          float8,
    trend          float8,
    squared_error  float8,
    variance       float8,
    log_likelihood float8,
    fitted         float8[],
    forecast       voltmetrics.forecast_step[]
);
COMMENT ON TYPE voltmetrics.smoothing IS 'An exponentially smoothed series, with its forecasts.';
COMMENT ON COLUMN voltmetrics.smoothing.points IS 'Number of values.';
COMMENT ON COLUMN voltmetrics.smoothing.alpha IS 'Weight of the newest value in the level.';
COMMENT ON COLUMN voltmetrics.smoothing.beta IS 'Weight of the newest change of level in the trend; null without a trend.';
COMMENT ON COLUMN voltmetrics.smoothing.phi IS 'What is left of the trend after a step, 1 undamped; null without a trend.';
COMMENT ON COLUMN voltmetrics.smoothing.initial_level IS 'Level before the first value that was forecast.';
COMMENT ON COLUMN voltmetrics.smoothing.initial_trend IS 'Trend per step then; null without a trend.';
COMMENT ON COLUMN voltmetrics.smoothing.level IS 'Level after the last value.';
COMMENT ON COLUMN voltmetrics.smoothing.trend IS 'Trend per step after the last value; null without a trend.';
COMMENT ON COLUMN voltmetrics.smoothing.squared_error IS 'Sum of the squared errors of the one-step forecasts.';
COMMENT ON COLUMN voltmetrics.smoothing.variance IS 'Variance of the one-step errors, with 2 degrees of freedom less than values, 4 with a trend; null where none are left.';
COMMENT ON COLUMN voltmetrics.smoothing.log_likelihood IS '-points / 2 · ln(squared_error); null where every forecast was exact.';
COMMENT ON COLUMN voltmetrics.smoothing.fitted IS 'The one-step forecast of each value; null for the values that smoothing began with.';
COMMENT ON COLUMN voltmetrics.smoothing.forecast IS 'The forecasts that follow, with prediction intervals (normal distribution).';

CREATE FUNCTION voltmetrics.trend_ols(series float8[], horizon int4 DEFAULT 6, confidence float8 DEFAULT 0.95)
    RETURNS voltmetrics.ols_trend
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20 AS 'MODULE_PATHNAME', 'voltmetrics_trend_ols';
COMMENT ON FUNCTION voltmetrics.trend_ols(float8[], int4, float8) IS
    'The straight line through a series by ordinary least squares, and its forecast of 1 to 1000 steps ahead with prediction intervals of a confidence between 0.01 and 0.9999 (Student''s t). 3 to 10,000,000 values within ±1e15, the oldest first; gaps are the caller''s to fill, and raise.';

CREATE FUNCTION voltmetrics.regression_ols(
    x float8[], series float8[], forecast_x float8[] DEFAULT '{}', confidence float8 DEFAULT 0.95)
    RETURNS voltmetrics.ols_trend
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20 AS 'MODULE_PATHNAME', 'voltmetrics_regression_ols';
COMMENT ON FUNCTION voltmetrics.regression_ols(float8[], float8[], float8[], float8) IS
    'The same line for values at any x (±1e15), as days of irregular inspections, and its forecast at up to 1000 other x. As many x as values; x that do not differ raise.';

CREATE FUNCTION voltmetrics.ols_slope(series float8[]) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'voltmetrics_ols_slope';
COMMENT ON FUNCTION voltmetrics.ols_slope(float8[]) IS
    'The slope alone of voltmetrics.trend_ols, per step.';

CREATE FUNCTION voltmetrics.mann_kendall(series float8[]) RETURNS voltmetrics.mann_kendall_test
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'voltmetrics_mann_kendall';
COMMENT ON FUNCTION voltmetrics.mann_kendall(float8[]) IS
    'Whether a series has a monotonic trend (Mann 1945, Kendall 1975, with ties), and how steep it is (Sen 1968). Every pair of values is compared: 3 to 4000 values within ±1e15, more raise. Gaps are the caller''s to fill, and raise.';

CREATE FUNCTION voltmetrics.sen_slope(series float8[]) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'voltmetrics_sen_slope';
COMMENT ON FUNCTION voltmetrics.sen_slope(float8[]) IS
    'Sen''s slope alone (1968), the median of the slopes of all pairs of values, per step; 3 to 4000 values.';

CREATE FUNCTION voltmetrics.simple_exponential_smoothing(
    series        float8[],
    alpha         float8 DEFAULT NULL,
    horizon       int4 DEFAULT 6,
    confidence    float8 DEFAULT 0.95,
    initial_level float8 DEFAULT NULL)
    RETURNS voltmetrics.smoothing
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'voltmetrics_simple_exponential_smoothing';
COMMENT ON FUNCTION voltmetrics.simple_exponential_smoothing(float8[], float8, int4, float8, float8) IS
    'Simple exponential smoothing (a level, no trend) and its forecast of 1 to 1000 steps ahead, with the intervals of the state space model ETS(A,N,N). alpha above 0 and up to 1: 2 to 1,000,000 values, begun with the first, or from an initial level before it. alpha null: it and the initial level are those of maximum likelihood, 3 to 10,000 values. Null where the series, the horizon or the confidence is null; gaps raise.';

CREATE FUNCTION voltmetrics.holt(
    series        float8[],
    alpha         float8 DEFAULT NULL,
    beta          float8 DEFAULT NULL,
    phi           float8 DEFAULT 1,
    horizon       int4 DEFAULT 6,
    confidence    float8 DEFAULT 0.95,
    initial_level float8 DEFAULT NULL,
    initial_trend float8 DEFAULT NULL)
    RETURNS voltmetrics.smoothing
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 1000 AS 'MODULE_PATHNAME', 'voltmetrics_holt';
COMMENT ON FUNCTION voltmetrics.holt(float8[], float8, float8, float8, int4, float8, float8, float8) IS
    'Holt''s linear method (a level and a trend, damped where phi is below 1) and its forecast of 1 to 1000 steps ahead, with the intervals of the state space model ETS(A,A,N) or ETS(A,Ad,N), whose own beta is alpha · beta. alpha and beta above 0 and up to 1, phi from 0.01 to 1. Both given: 3 to 1,000,000 values, begun with the second and the first change, or from an initial level and trend before the first. One or both null: they and the initial level and trend are those of maximum likelihood, 3 to 10,000 values. Null where another argument is null; gaps raise.';

CREATE FUNCTION voltmetrics.simple_exponential_smoothing_forecast(series float8[], alpha float8) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'voltmetrics_simple_exponential_smoothing_forecast';
COMMENT ON FUNCTION voltmetrics.simple_exponential_smoothing_forecast(float8[], float8) IS
    'The forecast alone of voltmetrics.simple_exponential_smoothing with a given alpha, the same for every step.';

CREATE FUNCTION voltmetrics.holt_forecast(
    series float8[], alpha float8, beta float8, phi float8 DEFAULT 1, horizon int4 DEFAULT 1)
    RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'voltmetrics_holt_forecast';
COMMENT ON FUNCTION voltmetrics.holt_forecast(float8[], float8, float8, float8, int4) IS
    'The forecast alone of voltmetrics.holt with given weights, so many steps ahead.';

-- Aggregates over rows. Their state is the server's own; without an order of rows a series has no meaning, so that there is
-- nothing to combine.

CREATE FUNCTION voltmetrics.series_accum(state internal, value float8) RETURNS internal
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_series_accum';
COMMENT ON FUNCTION voltmetrics.series_accum(internal, float8) IS
    'State of the aggregates over series with one more value.';

CREATE FUNCTION voltmetrics.series_accum(state internal, value float8, horizon int4, confidence float8) RETURNS internal
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_series_accum';
COMMENT ON FUNCTION voltmetrics.series_accum(internal, float8, int4, float8) IS
    'State of the aggregates over series with one more value.';

CREATE FUNCTION voltmetrics.series_accum(state internal, value float8, alpha float8, horizon int4, confidence float8) RETURNS internal
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_series_accum';
COMMENT ON FUNCTION voltmetrics.series_accum(internal, float8, float8, int4, float8) IS
    'State of the aggregates over series with one more value.';

CREATE FUNCTION voltmetrics.series_accum(state internal, value float8, alpha float8, beta float8, phi float8, horizon int4, confidence float8) RETURNS internal
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_series_accum';
COMMENT ON FUNCTION voltmetrics.series_accum(internal, float8, float8, float8, float8, int4, float8) IS
    'State of the aggregates over series with one more value.';

CREATE FUNCTION voltmetrics.trend_ols_final(state internal) RETURNS voltmetrics.ols_trend
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_trend_ols_final';
COMMENT ON FUNCTION voltmetrics.trend_ols_final(internal) IS 'The result of voltmetrics.trend_ols_agg.';

CREATE AGGREGATE voltmetrics.trend_ols_agg(value float8) (
    SFUNC = voltmetrics.series_accum, STYPE = internal, FINALFUNC = voltmetrics.trend_ols_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.trend_ols_agg(float8) IS
    'voltmetrics.trend_ols over the values of rows (6 steps ahead, confidence 0.95): write ORDER BY within the brackets, as in (score ORDER BY month). A null value is a gap, which raises; no rows give null.';

CREATE AGGREGATE voltmetrics.trend_ols_agg(value float8, horizon int4, confidence float8) (
    SFUNC = voltmetrics.series_accum, STYPE = internal, FINALFUNC = voltmetrics.trend_ols_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.trend_ols_agg(float8, int4, float8) IS
    'voltmetrics.trend_ols over the values of rows: write ORDER BY within the brackets, as in (score ORDER BY month). The horizon and confidence of the first row count. A null value is a gap, which raises; no rows give null.';

CREATE FUNCTION voltmetrics.mann_kendall_final(state internal) RETURNS voltmetrics.mann_kendall_test
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_mann_kendall_final';
COMMENT ON FUNCTION voltmetrics.mann_kendall_final(internal) IS 'The result of voltmetrics.mann_kendall_agg.';

CREATE AGGREGATE voltmetrics.mann_kendall_agg(value float8) (
    SFUNC = voltmetrics.series_accum, STYPE = internal, FINALFUNC = voltmetrics.mann_kendall_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.mann_kendall_agg(float8) IS
    'voltmetrics.mann_kendall over the values of rows: write ORDER BY within the brackets, as in (score ORDER BY month). A null value is a gap, which raises; no rows give null.';

CREATE FUNCTION voltmetrics.sen_slope_final(state internal) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_sen_slope_final';
COMMENT ON FUNCTION voltmetrics.sen_slope_final(internal) IS 'The result of voltmetrics.sen_slope_agg.';

CREATE AGGREGATE voltmetrics.sen_slope_agg(value float8) (
    SFUNC = voltmetrics.series_accum, STYPE = internal, FINALFUNC = voltmetrics.sen_slope_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.sen_slope_agg(float8) IS
    'voltmetrics.sen_slope over the values of rows: write ORDER BY within the brackets, as in (score ORDER BY month). A null value is a gap, which raises; no rows give null.';

CREATE FUNCTION voltmetrics.simple_exponential_smoothing_final(state internal) RETURNS voltmetrics.smoothing
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_simple_exponential_smoothing_final';
COMMENT ON FUNCTION voltmetrics.simple_exponential_smoothing_final(internal) IS 'The result of voltmetrics.simple_exponential_smoothing_agg.';

CREATE AGGREGATE voltmetrics.simple_exponential_smoothing_agg(value float8) (
    SFUNC = voltmetrics.series_accum, STYPE = internal, FINALFUNC = voltmetrics.simple_exponential_smoothing_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.simple_exponential_smoothing_agg(float8) IS
    'voltmetrics.simple_exponential_smoothing over the values of rows (optimised, 6 steps ahead, confidence 0.95): write ORDER BY within the brackets, as in (score ORDER BY month). A null value is a gap, which raises; no rows give null.';

CREATE AGGREGATE voltmetrics.simple_exponential_smoothing_agg(value float8, alpha float8, horizon int4, confidence float8) (
    SFUNC = voltmetrics.series_accum, STYPE = internal, FINALFUNC = voltmetrics.simple_exponential_smoothing_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.simple_exponential_smoothing_agg(float8, float8, int4, float8) IS
    'voltmetrics.simple_exponential_smoothing over the values of rows: write ORDER BY within the brackets, as in (score ORDER BY month). The alpha (null: optimised), horizon and confidence of the first row count. A null value is a gap, which raises; no rows give null.';

CREATE FUNCTION voltmetrics.holt_final(state internal) RETURNS voltmetrics.smoothing
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_holt_final';
COMMENT ON FUNCTION voltmetrics.holt_final(internal) IS 'The result of voltmetrics.holt_agg.';

CREATE AGGREGATE voltmetrics.holt_agg(value float8) (
    SFUNC = voltmetrics.series_accum, STYPE = internal, FINALFUNC = voltmetrics.holt_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.holt_agg(float8) IS
    'voltmetrics.holt over the values of rows (optimised, undamped, 6 steps ahead, confidence 0.95): write ORDER BY within the brackets, as in (score ORDER BY month). A null value is a gap, which raises; no rows give null.';

CREATE AGGREGATE voltmetrics.holt_agg(value float8, alpha float8, beta float8, phi float8, horizon int4, confidence float8) (
    SFUNC = voltmetrics.series_accum, STYPE = internal, FINALFUNC = voltmetrics.holt_final, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.holt_agg(float8, float8, float8, float8, int4, float8) IS
    'voltmetrics.holt over the values of rows: write ORDER BY within the brackets, as in (score ORDER BY month). The alpha, beta (null: optimised), phi, horizon and confidence of the first row count. A null value is a gap, which raises; no rows give null.';
