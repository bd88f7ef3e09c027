-- The median, the 95th percentile and the best of :runs drawings of the fullest tile of each zoom level, as the role that is logged in.
SET jit = off;
SET max_parallel_workers_per_gather = 0;

CREATE TEMP TABLE fullest AS
SELECT DISTINCT ON (z) z, x, y, count(*) AS facilities
FROM (SELECT z, least(floor(threatmap.mercator_x((f.coordinates ->> 'lng')::float8) * 2 ^ z), 2 ^ z - 1)::int4 AS x,
             least(floor(threatmap.mercator_y((f.coordinates ->> 'lat')::float8) * 2 ^ z), 2 ^ z - 1)::int4 AS y
      FROM threatmap.facilities f, unnest('{0,3,5,7,9,10,12,14}'::int4[]) z WHERE f.coordinates IS NOT NULL) tile
GROUP BY z, x, y ORDER BY z, count(*) DESC, x, y;

CREATE TEMP TABLE run (z int, ms float8);
CREATE PROCEDURE pg_temp.measure(times int) LANGUAGE plpgsql AS $$
DECLARE
    tile record;
    started timestamptz;
BEGIN
    FOR tile IN SELECT * FROM fullest LOOP
        FOR n IN 0 .. times LOOP
            started := clock_timestamp();
            PERFORM threatmap.risk_tile(tile.z, tile.x, tile.y, '{}');
            INSERT INTO run SELECT tile.z, 1000 * extract(epoch FROM clock_timestamp() - started) WHERE n > 0;
        END LOOP;
    END LOOP;
END $$;
CALL pg_temp.measure(:runs);

\pset format aligned
\pset tuples_only off
\pset footer off
SELECT z, x, y, facilities, (SELECT count(*) FROM threatmap.risk_points(z, x, y)) AS features,
       length(threatmap.risk_tile(z, x, y)) AS bytes, round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms)::numeric, 1) AS "median ms",
       round(percentile_cont(0.95) WITHIN GROUP (ORDER BY ms)::numeric, 1) AS "p95 ms", round(min(ms)::numeric, 1) AS "best ms"
FROM fullest JOIN run USING (z) GROUP BY z, x, y, facilities ORDER BY z;
