-- The same scores both ways first, then the medians of :runs runs each (composites: three).
SET jit = off;
SET max_parallel_workers_per_gather = 0;
CREATE FUNCTION health_score_noop(text, text, float8, text, float8, float8, int4, float8, float8, float8, float8, float8, float8)
    RETURNS float8 LANGUAGE c IMMUTABLE PARALLEL SAFE AS :'noop', 'bench_noop';

CREATE FUNCTION pg_temp.scored(function text) RETURNS text LANGUAGE sql AS $$
    SELECT format('SELECT avg(%s(asset_category, sub_division, age_years, placement, distance_from_coast_km, altitude_m,
        corrosion_category, duty_factor, health_score_factor, health_score_cap, health_score_collar, reliability_factor,
        0.5)) FROM asset', function) $$;

DO $$
DECLARE differing bigint; every bigint;
BEGIN
    SELECT count(*), count(*) FILTER (WHERE float8send(a) <> float8send(b)) INTO every, differing
    FROM (SELECT voltmetrics.cnaim_health_score(asset_category, sub_division, age_years, placement,
                     distance_from_coast_km, altitude_m, corrosion_category, voltmetrics.cnaim_duty_factor(asset_category),
                     m.health_score_factor, m.health_score_cap, m.health_score_collar, reliability_factor, 0.5) AS a,
                 ((voltmetrics.cnaim_health(jsonb_strip_nulls(to_jsonb(r)))).main).current_health_score AS b
          FROM recorded AS r TABLESAMPLE SYSTEM (10), LATERAL voltmetrics.cnaim_condition_modifier(asset_category,
              jsonb_strip_nulls(jsonb_build_object('observed', observed))) AS m) AS both_ways;
    IF differing > 0 OR every = 0 THEN
        RAISE EXCEPTION '% of % scores differ between scalar and composite', differing, every;
    END IF;
END $$;

CREATE TEMP TABLE run (what text, place int, seconds float8);
CREATE PROCEDURE pg_temp.measure(what text, place int, query text, times int) LANGUAGE plpgsql AS $$
DECLARE started timestamptz;
BEGIN
    EXECUTE query;
    FOR n IN 1 .. times LOOP
        started := clock_timestamp();
        EXECUTE query;
        INSERT INTO run VALUES (what, place, extract(epoch FROM clock_timestamp() - started));
    END LOOP;
END $$;

CALL pg_temp.measure('scan with an average', 1, 'SELECT avg(age_years) FROM asset', :runs);
CALL pg_temp.measure('no-op C function', 2, pg_temp.scored('health_score_noop'), :runs);
CALL pg_temp.measure('voltmetrics.cnaim_health_score', 3, pg_temp.scored('voltmetrics.cnaim_health_score'), :runs);
CALL pg_temp.measure('voltmetrics.cnaim_condition_modifier', 4,
    'SELECT avg((voltmetrics.cnaim_condition_modifier(asset_category, condition)).health_score_factor) FROM document', least(3, :runs));
CALL pg_temp.measure('voltmetrics.cnaim_health', 5,
    'SELECT avg((voltmetrics.cnaim_health(asset)).health_score) FROM document', least(3, :runs));

\pset format aligned
\pset tuples_only off
\pset footer off
WITH medians AS (
    SELECT what, place, count(*) AS runs, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median, min(seconds) AS best
    FROM run GROUP BY what, place)
SELECT what, runs, round(median::numeric, 3) AS "median s", round(best::numeric, 3) AS "best s",
       round((SELECT count(*) FROM asset) / median::numeric) AS "calls a second",
       round((median / (SELECT median FROM medians WHERE place = 2))::numeric, 2) AS "times a no-op"
FROM medians ORDER BY place;
