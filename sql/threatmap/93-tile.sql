-- Vector tiles in Web Mercator. Tile (z, x, y) is half open: each facility lies in exactly one tile of a zoom level, also
-- one on an edge, at longitude 180, or nearer to a pole than the map goes.
CREATE FUNCTION threatmap.tile_west(z int4, x int4) RETURNS float8
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN x * 360.0::float8 / 2.0::float8 ^ z - 180.0::float8;
COMMENT ON FUNCTION threatmap.tile_west(int4, int4) IS 'Longitude in degrees of the west edge of column x at zoom level z.';

CREATE FUNCTION threatmap.tile_north(z int4, y int4) RETURNS float8
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN y <= 0 THEN 90 WHEN y >= 2.0::float8 ^ z THEN -90
                ELSE degrees(atan(sinh(pi() * (1 - 2 * y / 2.0::float8 ^ z)))) END;
COMMENT ON FUNCTION threatmap.tile_north(int4, int4) IS
    'Latitude in degrees of the north edge of row y at zoom level z; the first row reaches to the North Pole and the last to the South Pole.';

CREATE FUNCTION threatmap.mercator_x(longitude float8) RETURNS float8
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (longitude + 180) / 360;
COMMENT ON FUNCTION threatmap.mercator_x(float8) IS 'Place of a longitude in degrees on the Web Mercator map: 0 west to 1 east.';

CREATE FUNCTION threatmap.mercator_y(latitude float8) RETURNS float8
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN 0.5 - asinh(tan(radians(latitude))) / (2 * pi());
COMMENT ON FUNCTION threatmap.mercator_y(float8) IS
    'Place of a latitude in degrees on the Web Mercator map: 0 north to 1 south; beyond that nearer to a pole than 85.05 degrees.';

CREATE FUNCTION threatmap.in_tile(place float8, tile int4, z int4) RETURNS int4
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN least(greatest(floor((place * 2.0::float8 ^ z - tile) * 4096), 0), 4095)::int4;
COMMENT ON FUNCTION threatmap.in_tile(float8, int4, int4) IS 'Place within a tile of a place on the map: 0 to 4095, an edge at most.';

CREATE FUNCTION threatmap.filter_words(query jsonb, field text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT CASE jsonb_typeof(query -> field)
           WHEN 'array' THEN ARRAY(SELECT jsonb_array_elements_text(query -> field))
           WHEN 'null' THEN NULL
           ELSE string_to_array(query ->> field, ',') END
$$;
COMMENT ON FUNCTION threatmap.filter_words(jsonb, text) IS 'Words of a filter in a query: an array, or one text with commas between; NULL where it is absent.';

CREATE FUNCTION threatmap.check_tile(z int4, x int4, y int4) RETURNS void
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF (z BETWEEN 0 AND 30 AND x BETWEEN 0 AND 2 ^ z - 1 AND y BETWEEN 0 AND 2 ^ z - 1) IS NOT TRUE THEN
        RAISE invalid_parameter_value USING MESSAGE = format('no tile of the map: z %s, x %s, y %s', z, x, y),
            HINT = 'z is from 0 to 30, x and y are from 0 to 2^z - 1.';
    END IF;
END
$$;
COMMENT ON FUNCTION threatmap.check_tile(int4, int4, int4) IS 'An error unless the numbers name a tile of the map.';

CREATE FUNCTION threatmap.risk_points(z int4, x int4, y int4, query jsonb DEFAULT '{}')
    RETURNS TABLE (tile_x int4, tile_y int4, id text, name text, risk_score float8, risk_rating text, compliance_status text, equipment_count int4,
                   cluster boolean, point_count int4, worst_risk_score float8, mean_risk_score float8)
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan
    AS $$
DECLARE
    west float8;
    south float8;
    east float8;
    north float8;
    clustered CONSTANT boolean := z < 10;
    ratings CONSTANT text[] := threatmap.known_words(threatmap.filter_words(query, 'risk_rating'), '{Low,Medium,High,Critical}', 'risk rating');
    statuses CONSTANT text[] := threatmap.known_words(threatmap.filter_words(query, 'compliance_status'), '{Compliant,Warning,Out of Compliance}',
                                                      'compliance status');
    least_score CONSTANT float8 := nullif(query ->> 'min_risk_score', '')::float8;
    words CONSTANT text := nullif(query ->> 'search', '');
    other_model CONSTANT jsonb := masterbus.facilities_at_other_model();
    one_model CONSTANT boolean := other_model = '{}';
BEGIN
    PERFORM threatmap.check_tile(z, x, y);
    west := threatmap.tile_west(z, x);
    east := threatmap.tile_west(z, x + 1);
    north := threatmap.tile_north(z, y);
    south := threatmap.tile_north(z, y + 1);
    -- A box of the whole world and one of a street want different plans, and usually all facilities have one model, which a plan
    -- with constants knows. OFFSET 0: a facility's place is calculated once.
    RETURN QUERY
    SELECT round(avg(p.px))::int4, round(avg(p.py))::int4,
           CASE WHEN count(*) = 1 THEN min(p.id COLLATE "C") END,
           CASE WHEN count(*) = 1 THEN min(p.name COLLATE "C") END,
           CASE WHEN count(*) = 1 THEN max(p.score_tenths) / 10.0::float8 END,
           threatmap.risk_rating(max(p.category)),
           threatmap.compliance_word(max(p.compliance)),
           sum(p.equipment_count)::int4,
           CASE WHEN count(*) > 1 THEN true END,
           CASE WHEN count(*) > 1 THEN count(*)::int4 END,
           CASE WHEN count(*) > 1 THEN max(p.score_tenths) / 10.0::float8 END,
           CASE WHEN count(*) > 1 THEN
               (round(avg(p.score_tenths) FILTER (WHERE one_model OR NOT other_model ? masterbus.facility_key(p.organization_id, p.id)) / 10, 1))::float8 END
    FROM (SELECT m.*, threatmap.in_tile(threatmap.mercator_x(m.longitude), x, z) AS px, threatmap.in_tile(threatmap.mercator_y(m.latitude), y, z) AS py
          FROM threatmap.map_facilities(west, south, east, north, ratings, least_score, statuses, words) m
          WHERE (m.longitude < east OR east = 180) AND (m.latitude > south OR south = -90) OFFSET 0) p
    GROUP BY p.px / 256, p.py / 256, CASE WHEN NOT clustered THEN p.organization_id END, CASE WHEN NOT clustered THEN p.id END
    ORDER BY max(p.score_tenths) NULLS FIRST, min(p.id COLLATE "C");
END
$$;
COMMENT ON FUNCTION threatmap.risk_points(int4, int4, int4, jsonb) IS
    'What threatmap.risk_tile draws, worst last: facilities, and below zoom level 10 one cluster for those in the same of 16 by 16 cells of the tile, with their number, worst rating, worst and mean score; tile_x and tile_y are from 0 to 4095 from the north-west corner.';

CREATE FUNCTION threatmap.risk_tile(z integer, x integer, y integer, query json DEFAULT '{}') RETURNS bytea
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    postgis CONSTANT name := (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'postgis');
    tile bytea;
BEGIN
    IF postgis IS NULL THEN
        RAISE feature_not_supported USING MESSAGE = 'vector tiles need PostGIS, which is not installed in this database',
            HINT = 'CREATE EXTENSION postgis; or take threatmap.facility_map, which needs nothing.';
    END IF;
    EXECUTE format('SELECT %1$I.st_asmvt(t, ''facilities'', 4096, ''place'')
                    FROM (SELECT %1$I.st_makepoint(p.tile_x, p.tile_y) AS place, p.id, p.name, p.risk_score, p.risk_rating, p.compliance_status,
                                 p.equipment_count, p.cluster, p.point_count, p.worst_risk_score, p.mean_risk_score
                          FROM threatmap.risk_points($1, $2, $3, $4) p) t', postgis)
        INTO tile USING z, x, y, coalesce(query, '{}')::jsonb;
    RETURN tile;
END
$$;
COMMENT ON FUNCTION threatmap.risk_tile(integer, integer, integer, json) IS
    'Facilities as a Mapbox vector tile, layer "facilities", for pg_tileserv and Martin; clustered below zoom level 10 (see threatmap.risk_points). query may hold risk_rating, compliance_status (words, commas between), min_risk_score and search. Needs PostGIS.';
