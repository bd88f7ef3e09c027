-- The map without PostGIS: every facility with coordinates lies in exactly one tile of each zoom level, filters keep what
-- they say, and a reader sees its own organisation's facilities only.
BEGIN;
SELECT no_plan();
CREATE ROLE map_reader LOGIN IN ROLE masterbus_reader;
INSERT INTO masterbus.login_organization VALUES ('map_reader', 'atlas');

-- Places that are awkward: edges of tiles, the antimeridian, the poles, off the map, off the Earth, nowhere.
CREATE TEMP TABLE place AS
SELECT n, latitude, longitude FROM (VALUES
    (1, 0::float8, 0::float8), (2, 90, 0), (3, -90, 12), (4, 85.0511287798066, 180), (5, -85.0511287798066, -180), (6, 66.51326044311186, 90),
    (7, 10, 179.9999999), (8, 10, -179.9999999), (9, 41.8781, -87.6298), (10, 41.8782, -87.6299), (11, 89.9, -45), (12, -0.0, -0.0)) v(n, latitude, longitude)
UNION ALL
SELECT 100 + n, -85 + mod(n * 37.123, 170)::float8, -180 + mod(n * 91.817, 360)::float8 FROM generate_series(1, 300) n;
INSERT INTO place VALUES (501, 400, 10), (502, 10, -200), (503, NULL, 10), (504, 'NaN', 10), (505, 10, 'Infinity');

INSERT INTO masterbus.facility (organization_id, facility_id, name, location, latitude, longitude, source, source_key)
SELECT 'atlas', 'f' || n, 'Place ' || n, CASE WHEN n % 2 = 0 THEN 'Even Town' END, latitude, longitude, 'site', 'atlas' || n FROM place;
INSERT INTO masterbus.facility_result (organization_id, facility_id, name, location, latitude, longitude, source, score_tenths, category, nfpa70b_status, nfpa70b_score, nfpa70e_status, nfpa70e_score,
                                       equipment_count, low_count, medium_count, high_count, critical_count, score_tenths_sum, missing_inputs, confidence,
                                       updated_at)
SELECT 'atlas', 'f' || n, 'Place ' || n, CASE WHEN n % 2 = 0 THEN 'Even Town' END, latitude, longitude, 'site', score, CASE WHEN score < 300 THEN 0 WHEN score < 600 THEN 1 WHEN score < 800 THEN 2 WHEN score IS NOT NULL THEN 3 END,
       n % 3, 50, n % 2, 50, 1 + n % 7, 0, 0, 0, 0, 0, 0, 0, now()
FROM (SELECT n, latitude, longitude, CASE WHEN n % 50 <> 0 THEN n * 7919 % 1001 END AS score FROM place) p;
UPDATE masterbus.facility SET latitude = 0, longitude = 0 WHERE organization_id = 'umbra';
SET SESSION AUTHORIZATION map_reader;

CREATE FUNCTION pg_temp.tiles(z int, query jsonb DEFAULT '{}') RETURNS TABLE (features bigint, facilities bigint, items bigint, worst float8) LANGUAGE sql AS $$
    SELECT count(*), sum(coalesce(p.point_count, 1)), sum(p.equipment_count), max(coalesce(p.worst_risk_score, p.risk_score))
    FROM generate_series(0, (2 ^ z)::int - 1) x, generate_series(0, (2 ^ z)::int - 1) y, threatmap.risk_points(z, x, y, query) p $$;

SELECT results_eq(
    'SELECT t.facilities, t.items, t.worst FROM generate_series(0, 5) z, pg_temp.tiles(z) t',
    $$SELECT count(*), sum(equipment_count), max(risk_score) FROM threatmap.facilities, generate_series(0, 5) z WHERE coordinates IS NOT NULL GROUP BY z$$,
    'the tiles of every zoom level together hold each facility with coordinates once');
SELECT is((SELECT count(*) FROM threatmap.facilities WHERE coordinates IS NOT NULL), 312::bigint, 'which are those on Earth, of the reader''s own organisation');
SELECT cmp_ok((SELECT features FROM pg_temp.tiles(0)), '<', 312::bigint, 'clustered at the first level');
SELECT is_empty(
    $$SELECT f.id, n FROM threatmap.facilities f CROSS JOIN LATERAL (
          SELECT count(*) AS n FROM generate_series(-1, 1) dx, generate_series(-1, 1) dy,
               LATERAL (SELECT least(floor(threatmap.mercator_x((f.coordinates ->> 'lng')::float8) * 2 ^ 12), 2 ^ 12 - 1)::int + dx AS x,
                               least(greatest(floor(threatmap.mercator_y((f.coordinates ->> 'lat')::float8) * 2 ^ 12), 0), 2 ^ 12 - 1)::int + dy AS y) t,
               LATERAL (SELECT FROM threatmap.risk_points(12, t.x, t.y) p WHERE p.id = f.id AND p.point_count IS NULL) p
          WHERE t.x BETWEEN 0 AND 2 ^ 12 - 1 AND t.y BETWEEN 0 AND 2 ^ 12 - 1) found
      WHERE f.coordinates IS NOT NULL AND n <> 1$$,
    'deep in, each facility is a feature of its own in the one tile that its coordinates fall into');
SELECT is_empty($$SELECT p.* FROM generate_series(0, 7) x, generate_series(0, 7) y, threatmap.risk_points(3, x, y) p
                  WHERE NOT (p.tile_x BETWEEN 0 AND 4095 AND p.tile_y BETWEEN 0 AND 4095)$$, 'and is drawn within its tile');
SELECT is_empty($$SELECT p.* FROM threatmap.risk_points(0, 0, 0) p WHERE p.cluster
                  AND NOT (p.point_count > 1 AND p.id IS NULL AND p.name IS NULL AND p.risk_score IS NULL AND p.mean_risk_score <= p.worst_risk_score)$$,
    'a cluster has a number, a worst and a mean score, and is no facility');
SELECT results_eq(
    $$SELECT (p.mean_risk_score * 10)::int, p.worst_risk_score, p.risk_rating, p.compliance_status FROM threatmap.risk_points(0, 0, 0, '{"search": "Place 1"}') p
      WHERE p.point_count = (SELECT max(point_count) FROM threatmap.risk_points(0, 0, 0, '{"search": "Place 1"}')) ORDER BY p.tile_x LIMIT 1$$,
    $$SELECT round(avg(r.score_tenths))::int, max(r.score_tenths) / 10.0::float8, threatmap.risk_rating(max(r.category)),
             threatmap.compliance_word(max(greatest(r.nfpa70b_status, r.nfpa70e_status)))
      FROM masterbus.facility f JOIN masterbus.facility_result r USING (organization_id, facility_id)
      WHERE f.latitude BETWEEN -90 AND 90 AND f.longitude BETWEEN -180 AND 180 AND f.name LIKE 'Place 1%'
      GROUP BY threatmap.in_tile(threatmap.mercator_x(f.longitude), 0, 0) / 256, threatmap.in_tile(threatmap.mercator_y(f.latitude), 0, 0) / 256
      ORDER BY count(*) DESC, avg(threatmap.in_tile(threatmap.mercator_x(f.longitude), 0, 0)) LIMIT 1$$,
    'its figures are those of its facilities');

CREATE FUNCTION pg_temp.mapped(collection jsonb) RETURNS SETOF text LANGUAGE sql AS $$ SELECT jsonb_array_elements(collection -> 'features') ->> 'id' $$;
SELECT bag_eq('SELECT pg_temp.mapped(threatmap.facility_map())', 'SELECT id FROM threatmap.facilities WHERE coordinates IS NOT NULL', 'the whole map');
SELECT bag_eq('SELECT pg_temp.mapped(threatmap.facility_map(170, -20, -170, 20))',
              $$SELECT id FROM threatmap.facilities WHERE (coordinates ->> 'lat')::float8 BETWEEN -20 AND 20 AND abs((coordinates ->> 'lng')::float8) >= 170$$,
              'a box across the antimeridian');
SELECT bag_eq('SELECT pg_temp.mapped(threatmap.facility_map(170, -20, 180, 20)) UNION ALL SELECT pg_temp.mapped(threatmap.facility_map(-180, -20, -170, 20))',
              'SELECT pg_temp.mapped(threatmap.facility_map(170, -20, -170, 20))', 'is its two halves');
SELECT bag_eq($$SELECT pg_temp.mapped(threatmap.facility_map(risk_ratings => '{High,Critical}', min_risk_score => 75.5, compliance_statuses => '{Warning}'))$$,
              $$SELECT id FROM threatmap.facilities WHERE coordinates IS NOT NULL AND risk_rating IN ('High', 'Critical') AND risk_score >= 75.5
                AND compliance_status = 'Warning'$$, 'filters together');
SELECT bag_eq($$SELECT pg_temp.mapped(threatmap.facility_map(search => 'even TOWN'))$$,
              $$SELECT id FROM threatmap.facilities WHERE coordinates IS NOT NULL AND location = 'Even Town'$$, 'a search in any case, of the location too');
SELECT is(threatmap.facility_map(search => '%_'), '{"type": "FeatureCollection", "numberMatched": 0, "numberReturned": 0, "features": []}', 'wildcards are letters');
SELECT results_eq($$SELECT p.id FROM generate_series(0, 1023) x, threatmap.risk_points(10, x, 511, '{"risk_rating": "Low,Medium", "min_risk_score": "20", "token": "x"}') p$$,
                  $$SELECT p.id FROM generate_series(0, 1023) x, threatmap.risk_points(10, x, 511, '{"risk_rating": ["Low", "Medium"], "min_risk_score": 20, "search": null}') p$$,
                  'a tile''s filters as texts or as JSON, unknown fields let be');
SELECT results_eq($$SELECT facilities FROM pg_temp.tiles(2, '{"risk_rating": "Critical", "compliance_status": "Out of Compliance", "search": "place"}')$$,
                  $$SELECT count(*) FROM threatmap.facilities WHERE coordinates IS NOT NULL AND risk_rating = 'Critical' AND compliance_status = 'Out of Compliance'$$,
                  'filters of tiles');
SELECT results_eq($$SELECT (c ->> 'numberMatched')::int, (c ->> 'numberReturned')::int, c #>> '{features,0,properties,risk_score}' FROM threatmap.facility_map(max_features => 3) c$$,
                  $$SELECT 312, 3, max(risk_score)::text FROM threatmap.facilities WHERE coordinates IS NOT NULL$$, 'a limit keeps the worst and tells how many there are');
SELECT is_empty($$SELECT m FROM jsonb_array_elements(threatmap.facility_map() -> 'features') m JOIN threatmap.facilities f ON f.id = m ->> 'id'
                  WHERE m - 'properties' IS DISTINCT FROM jsonb_build_object('type', 'Feature', 'id', f.id, 'geometry',
                            jsonb_build_object('type', 'Point', 'coordinates', jsonb_build_array(f.coordinates -> 'lng', f.coordinates -> 'lat')))
                     OR m -> 'properties' IS DISTINCT FROM (SELECT jsonb_strip_nulls(to_jsonb(x)) FROM (SELECT f.id, f.name, f.location, f.risk_score, f.risk_rating,
                            f.compliance_status, f.equipment_count, f.critical_equipment_count, f.high_risk_equipment_count) x)$$,
    'a feature says what the portfolio list says, longitude first');

SELECT throws_ok('SELECT threatmap.facility_map(-200)', '22023', NULL, 'no longitude -200');
SELECT throws_ok('SELECT threatmap.facility_map(south => 10, north => -10)', '22023', NULL, 'no box upside down');
SELECT throws_ok($$SELECT threatmap.facility_map(east => 'NaN')$$, '22023', NULL, 'no edge that is no number');
SELECT throws_ok('SELECT threatmap.facility_map(max_features => 0)', '22023', NULL, 'no limit of 0');
SELECT throws_ok('SELECT threatmap.facility_map(max_features => 10001)', '22023', NULL, 'no limit beyond 10000');
SELECT throws_ok($$SELECT threatmap.facility_map(risk_ratings => '{Hgih}')$$, '22023', 'unknown risk rating "Hgih"', 'no unknown word');
SELECT throws_ok($$SELECT * FROM threatmap.risk_points(0, 0, 0, '{"compliance_status": "ok"}')$$, '22023', NULL, 'in a tile''s filter either');
SELECT throws_ok('SELECT * FROM threatmap.risk_points(1, 2, 0)', '22023', NULL, 'no tile off the map');
SELECT throws_ok('SELECT * FROM threatmap.risk_points(2147483647, 0, 0)', '22023', NULL, 'no endless zoom');
SELECT throws_ok('SELECT threatmap.risk_tile(0, 0, 0)', '0A000', 'vector tiles need PostGIS, which is not installed in this database', 'without PostGIS, risk_tile says so');

RESET SESSION AUTHORIZATION;
CREATE FUNCTION pg_temp.plan(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    line text;
    lines text := '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
        lines := lines || line || E'\n';
    END LOOP;
    RETURN lines;
END
$$;
SET LOCAL enable_seqscan = off;
SET ROLE masterbus_reader;
SELECT matches(pg_temp.plan('SELECT * FROM threatmap.map_facilities(-88, 41, -87, 42, NULL, NULL, NULL, NULL)'),
               'Index Cond: .*organization_id.*latitude.*longitude', 'a small box is found by the index on coordinates, under row-level security');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
