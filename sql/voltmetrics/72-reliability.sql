-- Reliability: the Weibull distribution, and what a failure history says without and with it.

CREATE TYPE voltmetrics.weibull AS (
    reliability                     float8,
    cumulative                      float8,
    hazard                          float8,
    density                         float8,
    conditional_failure_probability float8,
    mean_life_years                 float8,
    b10_life_years                  float8
);
COMMENT ON TYPE voltmetrics.weibull IS
    'The figures of a Weibull distribution at a time.';
COMMENT ON COLUMN voltmetrics.weibull.reliability IS 'Probability of surviving until then, 0 to 1.';
COMMENT ON COLUMN voltmetrics.weibull.cumulative IS 'Probability of having failed by then, 0 to 1.';
COMMENT ON COLUMN voltmetrics.weibull.hazard IS 'Failures per year then, of those that survive.';
COMMENT ON COLUMN voltmetrics.weibull.density IS 'Failures per year then, of all.';
COMMENT ON COLUMN voltmetrics.weibull.conditional_failure_probability IS 'Probability of failing within the interval that follows, of those that survive, 0 to 1.';
COMMENT ON COLUMN voltmetrics.weibull.mean_life_years IS 'Mean time to failure, years.';
COMMENT ON COLUMN voltmetrics.weibull.b10_life_years IS 'Time by which one in ten has failed, years.';

CREATE TYPE voltmetrics.weibull_fit AS (
    shape            float8,
    scale_years      float8,
    observations     int4,
    events           int4,
    exposure_years   float8,
    exponential_rate float8,
    log_likelihood   float8,
    mean_life_years  float8,
    b10_life_years   float8
);
COMMENT ON TYPE voltmetrics.weibull_fit IS
    'The Weibull distribution that makes a failure history most likely.';
COMMENT ON COLUMN voltmetrics.weibull_fit.shape IS 'Below 1 early failures, 1 failures at random, above 1 wear-out.';
COMMENT ON COLUMN voltmetrics.weibull_fit.scale_years IS 'Time by which 63.2 % have failed, years.';
COMMENT ON COLUMN voltmetrics.weibull_fit.observations IS 'Number of items that were seen.';
COMMENT ON COLUMN voltmetrics.weibull_fit.events IS 'Number of failures among them.';
COMMENT ON COLUMN voltmetrics.weibull_fit.exposure_years IS 'Years that all of them were seen for, together.';
COMMENT ON COLUMN voltmetrics.weibull_fit.exponential_rate IS 'Failures per year if age did not matter: events over exposure.';
COMMENT ON COLUMN voltmetrics.weibull_fit.log_likelihood IS 'Logarithm of the likelihood of the times in years.';
COMMENT ON COLUMN voltmetrics.weibull_fit.mean_life_years IS 'Mean time to failure, years.';
COMMENT ON COLUMN voltmetrics.weibull_fit.b10_life_years IS 'Time by which one in ten has failed, years.';

CREATE TYPE voltmetrics.survival_step AS (
    time_years         float8,
    at_risk            int4,
    events             int4,
    survival           float8,
    standard_error     float8,
    log_standard_error float8
);
COMMENT ON TYPE voltmetrics.survival_step IS
    'A step of the survival curve of Kaplan and Meier.';
COMMENT ON COLUMN voltmetrics.survival_step.time_years IS 'A time at which something failed, years.';
COMMENT ON COLUMN voltmetrics.survival_step.at_risk IS 'Items seen alive until just before.';
COMMENT ON COLUMN voltmetrics.survival_step.events IS 'Failures at that time.';
COMMENT ON COLUMN voltmetrics.survival_step.survival IS 'Share that survives beyond it, 0 to 1.';
COMMENT ON COLUMN voltmetrics.survival_step.standard_error IS 'Standard error of the survival (Greenwood); null once nobody survives.';
COMMENT ON COLUMN voltmetrics.survival_step.log_standard_error IS 'Standard error of the logarithm of the survival (Greenwood); null once nobody survives.';

CREATE TYPE voltmetrics.hazard_step AS (
    time_years        float8,
    at_risk           int4,
    events            int4,
    cumulative_hazard float8,
    standard_error    float8
);
COMMENT ON TYPE voltmetrics.hazard_step IS
    'A step of the cumulative hazard of Nelson and Aalen.';
COMMENT ON COLUMN voltmetrics.hazard_step.time_years IS 'A time at which something failed, years.';
COMMENT ON COLUMN voltmetrics.hazard_step.at_risk IS 'Items seen alive until just before.';
COMMENT ON COLUMN voltmetrics.hazard_step.events IS 'Failures at that time.';
COMMENT ON COLUMN voltmetrics.hazard_step.cumulative_hazard IS 'Failures to be expected of one item until then, had it always been replaced.';
COMMENT ON COLUMN voltmetrics.hazard_step.standard_error IS 'Standard error of the cumulative hazard.';

CREATE FUNCTION voltmetrics.weibull_reliability(time_years float8, shape float8, scale_years float8) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_weibull_reliability';
COMMENT ON FUNCTION voltmetrics.weibull_reliability(float8, float8, float8) IS
    'Probability of surviving a time (0 to 1e9 years) by a Weibull distribution, exp(-(t / scale)^shape). Shape 0.01 to 1000, scale_years 1e-6 to 1e9.';

CREATE FUNCTION voltmetrics.weibull_cumulative(time_years float8, shape float8, scale_years float8) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_weibull_cumulative';
COMMENT ON FUNCTION voltmetrics.weibull_cumulative(float8, float8, float8) IS
    'Probability of failing within a time (0 to 1e9 years) by a Weibull distribution. Shape 0.01 to 1000, scale_years 1e-6 to 1e9.';

CREATE FUNCTION voltmetrics.weibull_hazard(time_years float8, shape float8, scale_years float8) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_weibull_hazard';
COMMENT ON FUNCTION voltmetrics.weibull_hazard(float8, float8, float8) IS
    'Failures per year at an age (0 to 1e9 years) of those that survive to it, by a Weibull distribution. Shape 0.01 to 1000, scale_years 1e-6 to 1e9; where the rate is infinite, as at 0 below shape 1, it raises.';

CREATE FUNCTION voltmetrics.weibull_density(time_years float8, shape float8, scale_years float8) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_weibull_density';
COMMENT ON FUNCTION voltmetrics.weibull_density(float8, float8, float8) IS
    'Failures per year at an age (0 to 1e9 years) of all, by a Weibull distribution. Shape 0.01 to 1000, scale_years 1e-6 to 1e9; where the density is infinite, as at 0 below shape 1, it raises.';

CREATE FUNCTION voltmetrics.weibull_conditional_failure_probability(time_years float8, shape float8, scale_years float8, interval_years float8 DEFAULT 1) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_weibull_conditional_failure_probability';
COMMENT ON FUNCTION voltmetrics.weibull_conditional_failure_probability(float8, float8, float8, float8) IS
    'Probability of failing within an interval (1e-6 to 1e9 years, one year unless told) by those that survive to an age (0 to 1e9 years), by a Weibull distribution. Shape 0.01 to 1000, scale_years 1e-6 to 1e9.';

CREATE FUNCTION voltmetrics.weibull_quantile(probability float8, shape float8, scale_years float8) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_weibull_quantile';
COMMENT ON FUNCTION voltmetrics.weibull_quantile(float8, float8, float8) IS
    'Time in years within which a share (0 to 1, 1 left out) has failed, by a Weibull distribution. Shape 0.01 to 1000, scale_years 1e-6 to 1e9.';

CREATE FUNCTION voltmetrics.weibull_mean(shape float8, scale_years float8) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_weibull_mean';
COMMENT ON FUNCTION voltmetrics.weibull_mean(float8, float8) IS
    'Mean time to failure in years of a Weibull distribution, scale · Γ(1 + 1 / shape). Shape 0.01 to 1000, scale_years 1e-6 to 1e9.';

CREATE FUNCTION voltmetrics.weibull_b10_life(shape float8, scale_years float8) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_weibull_b10_life';
COMMENT ON FUNCTION voltmetrics.weibull_b10_life(float8, float8) IS
    'Time in years within which one in ten has failed, by a Weibull distribution. Shape 0.01 to 1000, scale_years 1e-6 to 1e9.';

CREATE FUNCTION voltmetrics.weibull(time_years float8, shape float8, scale_years float8, interval_years float8 DEFAULT 1) RETURNS voltmetrics.weibull
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_weibull';
COMMENT ON FUNCTION voltmetrics.weibull(float8, float8, float8, float8) IS
    'All figures of a Weibull distribution at an age (0 to 1e9 years), with the probability of failing in the interval that follows. Shape 0.01 to 1000, scale_years 1e-6 to 1e9; where the hazard is infinite, as at 0 below shape 1, it raises.';

CREATE FUNCTION voltmetrics.rescaled_failure_constant(k float8, observed_failures float8, expected_failures float8) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_rescaled_failure_constant';
COMMENT ON FUNCTION voltmetrics.rescaled_failure_constant(float8, float8, float8) IS
    'The constant K of a probability of failure (Ofgem CNAIM v2.1, EQ 3) made to fit one''s own history: K · observed failures / expected failures, the latter being the sum of the probabilities of failure over the same items and years. K 0 to 1e6, failures up to 1e9.';

-- Aggregates over a failure history. They put the rows in order themselves, so that any order and any parallel plan gives
-- the same bits; their state is the server's own.

CREATE FUNCTION voltmetrics.failure_history_accum(state internal, time_years float8, failed boolean) RETURNS internal
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_failure_history_accum';
COMMENT ON FUNCTION voltmetrics.failure_history_accum(internal, float8, boolean) IS
    'State of the aggregates over failure histories with one more observation.';

CREATE FUNCTION voltmetrics.samples_combine(state internal, other internal) RETURNS internal
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_samples_combine';
COMMENT ON FUNCTION voltmetrics.samples_combine(internal, internal) IS
    'The observations of two states of the aggregates over failure histories.';

CREATE FUNCTION voltmetrics.samples_serialize(state internal) RETURNS bytea
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_samples_serialize';
COMMENT ON FUNCTION voltmetrics.samples_serialize(internal) IS
    'A state of the aggregates over failure histories, for another process of the server.';

CREATE FUNCTION voltmetrics.samples_deserialize(bytes bytea, state internal) RETURNS internal
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_samples_deserialize';
COMMENT ON FUNCTION voltmetrics.samples_deserialize(bytea, internal) IS
    'A state of the aggregates over failure histories, from another process of the server.';

CREATE FUNCTION voltmetrics.weibull_fit_final(state internal) RETURNS voltmetrics.weibull_fit
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_weibull_fit_final';
COMMENT ON FUNCTION voltmetrics.weibull_fit_final(internal) IS 'The result of voltmetrics.weibull_fit.';

CREATE AGGREGATE voltmetrics.weibull_fit(time_years float8, failed boolean) (
    SFUNC = voltmetrics.failure_history_accum, STYPE = internal, FINALFUNC = voltmetrics.weibull_fit_final,
    COMBINEFUNC = voltmetrics.samples_combine, SERIALFUNC = voltmetrics.samples_serialize,
    DESERIALFUNC = voltmetrics.samples_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.weibull_fit(float8, boolean) IS
    'The Weibull distribution that makes a failure history most likely, with items that have not failed counted as right-censored. One row per item: the years until it failed, or until it was last seen alive (1e-6 to 1e6), and whether it failed; 1 to 4,000,000 of them. Rows with a null do not count, none give null. Without a failure, or with all of them at the longest time seen, there is none: that raises, so count the failures first.';

CREATE FUNCTION voltmetrics.kaplan_meier_final(state internal) RETURNS voltmetrics.survival_step[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_kaplan_meier_final';
COMMENT ON FUNCTION voltmetrics.kaplan_meier_final(internal) IS 'The result of voltmetrics.kaplan_meier.';

CREATE AGGREGATE voltmetrics.kaplan_meier(time_years float8, failed boolean) (
    SFUNC = voltmetrics.failure_history_accum, STYPE = internal, FINALFUNC = voltmetrics.kaplan_meier_final,
    COMBINEFUNC = voltmetrics.samples_combine, SERIALFUNC = voltmetrics.samples_serialize,
    DESERIALFUNC = voltmetrics.samples_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.kaplan_meier(float8, boolean) IS
    'The survival curve of a failure history without any assumption on its shape (Kaplan and Meier 1958), with Greenwood''s standard error: a step for each time at which something failed. One row per item: the years until it failed, or until it was last seen alive (1e-6 to 1e6), and whether it failed; 1 to 4,000,000 of them. Rows with a null do not count, none give null. Without a failure there is no step.';

CREATE FUNCTION voltmetrics.nelson_aalen_final(state internal) RETURNS voltmetrics.hazard_step[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_nelson_aalen_final';
COMMENT ON FUNCTION voltmetrics.nelson_aalen_final(internal) IS 'The result of voltmetrics.nelson_aalen.';

CREATE AGGREGATE voltmetrics.nelson_aalen(time_years float8, failed boolean) (
    SFUNC = voltmetrics.failure_history_accum, STYPE = internal, FINALFUNC = voltmetrics.nelson_aalen_final,
    COMBINEFUNC = voltmetrics.samples_combine, SERIALFUNC = voltmetrics.samples_serialize,
    DESERIALFUNC = voltmetrics.samples_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.nelson_aalen(float8, boolean) IS
    'The cumulative hazard of a failure history without any assumption on its shape (Nelson 1972, Aalen 1978): a step for each time at which something failed. One row per item: the years until it failed, or until it was last seen alive (1e-6 to 1e6), and whether it failed; 1 to 4,000,000 of them. Rows with a null do not count, none give null. Without a failure there is no step.';

CREATE FUNCTION voltmetrics.median_life_years_final(state internal) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_median_life_years_final';
COMMENT ON FUNCTION voltmetrics.median_life_years_final(internal) IS 'The result of voltmetrics.median_life_years.';

CREATE AGGREGATE voltmetrics.median_life_years(time_years float8, failed boolean) (
    SFUNC = voltmetrics.failure_history_accum, STYPE = internal, FINALFUNC = voltmetrics.median_life_years_final,
    COMBINEFUNC = voltmetrics.samples_combine, SERIALFUNC = voltmetrics.samples_serialize,
    DESERIALFUNC = voltmetrics.samples_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.median_life_years(float8, boolean) IS
    'Time in years by which half have failed, by the survival curve of Kaplan and Meier; null where more than half survive. One row per item: the years until it failed, or until it was last seen alive (1e-6 to 1e6), and whether it failed; 1 to 4,000,000 of them. Rows with a null do not count, none give null.';

CREATE FUNCTION voltmetrics.exponential_rate_final(state internal) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_exponential_rate_final';
COMMENT ON FUNCTION voltmetrics.exponential_rate_final(internal) IS 'The result of voltmetrics.exponential_rate.';

CREATE AGGREGATE voltmetrics.exponential_rate(time_years float8, failed boolean) (
    SFUNC = voltmetrics.failure_history_accum, STYPE = internal, FINALFUNC = voltmetrics.exponential_rate_final,
    COMBINEFUNC = voltmetrics.samples_combine, SERIALFUNC = voltmetrics.samples_serialize,
    DESERIALFUNC = voltmetrics.samples_deserialize, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.exponential_rate(float8, boolean) IS
    'Failures per year over all years that items were seen: the maximum likelihood of the rate if age does not matter. One row per item: the years until it failed, or until it was last seen alive (1e-6 to 1e6), and whether it failed; 1 to 4,000,000 of them. Rows with a null do not count, none give null.';
