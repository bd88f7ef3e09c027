-- The medians of :runs runs each: one session, one process.
SET jit = off;
SET max_parallel_workers_per_gather = 0;

CREATE FUNCTION pg_temp.energy(function text) RETURNS text LANGUAGE sql AS $$
    SELECT format('SELECT avg(%s(electrodes, voltage_kv, bolted_fault_current_ka, gap_mm, working_distance_mm, clearing_time_ms,
        enclosure_height_mm, enclosure_width_mm, enclosure_depth_mm)) FROM exposure', function) $$;

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

CALL pg_temp.measure('scan with an average', 1, 'SELECT avg(voltage_kv) FROM exposure', :runs);
CALL pg_temp.measure('no-op C function with the same arguments', 2, pg_temp.energy('energy_noop'), :runs);
CALL pg_temp.measure('voltmetrics.incident_energy_cal_cm2', 3, pg_temp.energy('voltmetrics.incident_energy_cal_cm2'), :runs);
CALL pg_temp.measure('voltmetrics.arc_flash, both evaluations', 4, $$
    SELECT avg((voltmetrics.arc_flash(electrodes, voltage_kv, bolted_fault_current_ka, gap_mm, working_distance_mm, clearing_time_ms,
        reduced_clearing_time_ms, enclosure_height_mm, enclosure_width_mm, enclosure_depth_mm)).incident_energy_cal_cm2) FROM exposure$$, :runs);

\pset format aligned
\pset tuples_only off
\pset footer off
WITH medians AS (
    SELECT what, place, count(*) AS runs, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median, min(seconds) AS best
    FROM run GROUP BY what, place)
SELECT what, runs, round(median::numeric, 3) AS "median s", round(best::numeric, 3) AS "best s",
       round((SELECT count(*) FROM exposure) / median) AS "calls per s",
       round((median / (SELECT median FROM medians WHERE place = 2))::numeric, 2) AS "times the no-op"
FROM medians ORDER BY place;

DO $$
DECLARE rate float8;
BEGIN
    SELECT (SELECT count(*) FROM exposure) / percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) INTO rate FROM run WHERE place = 3;
    IF rate < 500000 THEN
        RAISE EXCEPTION 'only % incident energies per second, 500000 were wanted', round(rate);
    END IF;
END $$;
