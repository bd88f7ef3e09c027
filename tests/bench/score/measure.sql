-- The same answers first, then the medians of :runs runs each (PL/pgSQL: three).
SET jit = off;
SET max_parallel_workers_per_gather = 0;

CREATE FUNCTION pg_temp.scored(function text) RETURNS text LANGUAGE sql AS $$
    SELECT format('SELECT avg(%s(type, install_date, aluminum_conductor, humidity_pct, temperature_f, loading_pct,
        last_maintenance_date, observations, documented_issues, harmonics_pct, power_factor, ''2026-01-01'')) FROM item', function) $$;

DO $$
DECLARE differing bigint; every bigint;
BEGIN
    SELECT count(*), count(*) FILTER (WHERE float8send(a) <> float8send(b)) INTO every, differing
    FROM (SELECT voltmetrics.risk_score(type, install_date, aluminum_conductor, humidity_pct, temperature_f, loading_pct,
                     last_maintenance_date, observations, documented_issues, harmonics_pct, power_factor, '2026-01-01') AS a,
                 score_plpgsql(type, install_date, aluminum_conductor, humidity_pct, temperature_f, loading_pct,
                     last_maintenance_date, observations, documented_issues, harmonics_pct, power_factor, '2026-01-01') AS b
          FROM item) AS both_ways;
    IF differing > 0 THEN
        RAISE EXCEPTION '% of % scores differ between C++ and PL/pgSQL', differing, every;
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

CALL pg_temp.measure('scan with an average', 1, 'SELECT avg(loading_pct) FROM item', :runs);
CALL pg_temp.measure('no-op C function', 2, pg_temp.scored('score_noop'), :runs);
CALL pg_temp.measure('voltmetrics.risk_score', 3, pg_temp.scored('voltmetrics.risk_score'), :runs);
CALL pg_temp.measure('the same model in PL/pgSQL', 4, pg_temp.scored('score_plpgsql'), least(3, :runs));

\pset format aligned
\pset tuples_only off
\pset footer off
WITH medians AS (
    SELECT what, place, count(*) AS runs, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median, min(seconds) AS best
    FROM run GROUP BY what, place)
SELECT what, runs, round(median::numeric, 3) AS "median s", round(best::numeric, 3) AS "best s",
       round((median / (SELECT median FROM medians WHERE place = 3))::numeric, 2) AS "times risk_score"
FROM medians ORDER BY place;

SELECT format('risk_score of %s items: %s s, %s times as fast as PL/pgSQL (same bits), %s s above a no-op call',
              (SELECT count(*) FROM item), round(score::numeric, 3), round((plpgsql / score)::numeric, 1),
              round((score - noop)::numeric, 3)) AS result
FROM (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE place = 2) AS noop,
             percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE place = 3) AS score,
             percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE place = 4) AS plpgsql FROM run) AS _;
