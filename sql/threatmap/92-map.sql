CREATE FUNCTION threatmap.known_words(given text[], known text[], field text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    word text;
BEGIN
    FOREACH word IN ARRAY coalesce(given, '{}') LOOP
        CONTINUE WHEN word = ANY (known);
        RAISE invalid_parameter_value USING MESSAGE = format('unknown %s "%s"', field, word), HINT = 'Known are: ' || array_to_string(known, ', ') || '.';
    END LOOP;
    RETURN nullif(given, '{}');
END
$$;
COMMENT ON FUNCTION threatmap.known_words(text[], text[], text) IS
    'The words of a filter; an error for one that is not known; NULL, no filter, where none is given.';

CREATE FUNCTION threatmap.map_facilities(west float8, south float8, east float8, north float8, risk_ratings text[], min_risk_score float8,
                                         compliance_statuses text[], search text)
    RETURNS TABLE (organization_id text, id text, name text, location text, latitude float8, longitude float8, score_tenths int4, category int2,
                   compliance int2, equipment_count int4, critical_count int4, high_count int4)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT r.organization_id, r.facility_id, r.name, r.location, r.latitude, r.longitude, r.score_tenths, r.category,
           greatest(r.nfpa70b_status, r.nfpa70e_status), r.equipment_count, r.critical_count, r.high_count
    FROM masterbus.facility_result r
    WHERE r.latitude BETWEEN south AND north
      AND (west <= east AND r.longitude BETWEEN west AND east OR west > east AND (r.longitude BETWEEN west AND 180 OR r.longitude BETWEEN -180 AND east))
      AND (risk_ratings IS NULL OR threatmap.risk_rating(r.category) = ANY (risk_ratings))
      AND (min_risk_score IS NULL OR r.score_tenths / 10.0::float8 >= min_risk_score)
      AND (compliance_statuses IS NULL OR threatmap.compliance_word(greatest(r.nfpa70b_status, r.nfpa70e_status)) = ANY (compliance_statuses))
      AND (search IS NULL OR threatmap.contains(r.search_text, search));
END;
COMMENT ON FUNCTION threatmap.map_facilities(float8, float8, float8, float8, text[], float8, text[], text) IS
    'Live facilities whose coordinates lie in a box in degrees (west > east crosses the antimeridian), filtered; a NULL filter lets everything through.';

CREATE FUNCTION threatmap.check_box(west float8, south float8, east float8, north float8) RETURNS void
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF (west BETWEEN -180 AND 180 AND east BETWEEN -180 AND 180 AND south BETWEEN -90 AND north AND north <= 90) IS NOT TRUE THEN
        RAISE invalid_parameter_value USING
            MESSAGE = format('no box on Earth: west %s, south %s, east %s, north %s', west, south, east, north),
            HINT = 'Longitudes from -180 to 180, latitudes from -90 to 90 degrees; west may be greater than east (across the antimeridian), south may not exceed north.';
    END IF;
END
$$;
COMMENT ON FUNCTION threatmap.check_box(float8, float8, float8, float8) IS 'An error unless the four edges in degrees make a box on Earth.';

CREATE FUNCTION threatmap.facility_map(west float8 DEFAULT -180, south float8 DEFAULT -90, east float8 DEFAULT 180, north float8 DEFAULT 90,
                                       risk_ratings text[] DEFAULT NULL, min_risk_score float8 DEFAULT NULL,
                                       compliance_statuses text[] DEFAULT NULL, search text DEFAULT NULL, max_features int4 DEFAULT 1000)
    RETURNS jsonb
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan
    AS $$
BEGIN
    PERFORM threatmap.check_box(west, south, east, north);
    IF (max_features BETWEEN 1 AND 10000) IS NOT TRUE THEN
        RAISE invalid_parameter_value USING MESSAGE = format('max_features must be from 1 to 10000, not %s', max_features);
    END IF;
    risk_ratings := threatmap.known_words(risk_ratings, '{Low,Medium,High,Critical}', 'risk rating');
    compliance_statuses := threatmap.known_words(compliance_statuses, '{Compliant,Warning,Out of Compliance}', 'compliance status');
    RETURN (
        SELECT jsonb_build_object('type', 'FeatureCollection', 'numberMatched', coalesce(max(p.matched), 0), 'numberReturned', count(*),
            'features', coalesce(jsonb_agg(jsonb_build_object('type', 'Feature', 'id', p.id,
                'geometry', jsonb_build_object('type', 'Point', 'coordinates', jsonb_build_array(p.longitude, p.latitude)),
                'properties', jsonb_strip_nulls(jsonb_build_object(
                    'id', p.id, 'name', p.name, 'location', coalesce(p.location, ''), 'risk_score', p.score_tenths / 10.0::float8,
                    'risk_rating', threatmap.risk_rating(p.category), 'compliance_status', threatmap.compliance_word(p.compliance),
                    'equipment_count', p.equipment_count, 'critical_equipment_count', p.critical_count,
                    'high_risk_equipment_count', p.high_count))) ORDER BY p.score_tenths DESC NULLS LAST, p.id), '[]'))
        FROM (SELECT m.*, count(*) OVER () AS matched
              FROM threatmap.map_facilities(west, south, east, north, risk_ratings, min_risk_score, compliance_statuses, search) m
              ORDER BY m.score_tenths DESC NULLS LAST, m.id LIMIT max_features) p);
END
$$;
COMMENT ON FUNCTION threatmap.facility_map(float8, float8, float8, float8, text[], float8, text[], text, int4) IS
    'Facilities in a box in degrees as a GeoJSON FeatureCollection, highest risk first, at most max_features (up to 10000) of numberMatched; west > east crosses the antimeridian; coordinates that are not on Earth are left out. Filters: words of risk_rating and compliance_status, a least score, and a part of name or location in any case.';
