-- Reliability: the Weibull distribution, and what one's own failure history says.

-- 1. Breakers that wear out (shape 3.4, scale 45 years): how many survive, and who fails next year.
SELECT age, w.reliability, w.hazard, w.conditional_failure_probability
FROM generate_series(10, 60, 10) AS age, LATERAL voltmetrics.weibull(age, 3.4, 45) AS w;

-- 2. Single figures: survival for 30 years, the mean life, the time by which 10 % and 25 % have failed.
SELECT voltmetrics.weibull_reliability(30, 3.4, 45) AS survives_30_years, voltmetrics.weibull_mean(3.4, 45) AS mean_life_years,
       voltmetrics.weibull_b10_life(3.4, 45) AS b10_life_years, voltmetrics.weibull_quantile(0.25, 3.4, 45) AS b25_life_years;

-- 3. The distribution of one's own failure history: years until the failure, or until today where there was none.
SELECT (voltmetrics.weibull_fit(years, failed)).*
FROM (VALUES (12.5, true), (30.1, false), (22.4, true), (8.2, true), (27.9, true), (35, false), (18.3, false), (31.7, true)) AS history(years, failed);

-- 4. The same without a distribution: the survival curve of Kaplan and Meier, with its standard error.
SELECT step.*
FROM (SELECT voltmetrics.kaplan_meier(years, failed) AS curve
      FROM (VALUES (12.5, true), (30.1, false), (22.4, true), (8.2, true), (27.9, true), (35, false), (18.3, false), (31.7, true)) AS history(years, failed)) AS k,
     unnest(curve) AS step;

-- 5. The cumulative hazard of Nelson and Aalen, the median life, and the rate if age did not matter.
SELECT step.time_years, step.cumulative_hazard, step.standard_error, median, rate
FROM (SELECT voltmetrics.nelson_aalen(years, failed) AS curve, voltmetrics.median_life_years(years, failed) AS median,
             voltmetrics.exponential_rate(years, failed) AS rate
      FROM (VALUES (12.5, true), (30.1, false), (22.4, true), (8.2, true), (27.9, true), (35, false), (18.3, false), (31.7, true)) AS history(years, failed)) AS n,
     unnest(curve) AS step;

-- 6. The constant K of a probability of failure, made to fit twelve failures where eight were expected.
SELECT voltmetrics.rescaled_failure_constant(0.00029, 12, 8) AS k;
