CREATE FUNCTION masterbus.facility_key(organization_id text, facility_id text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN length(organization_id) || ':' || organization_id || facility_id;
COMMENT ON FUNCTION masterbus.facility_key(text, text) IS 'Organisation and facility as one text.';

CREATE FUNCTION masterbus.facilities_at_other_model() RETURNS jsonb
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM masterbus.rescoring) THEN
        RETURN '{}'::jsonb;
    END IF;
    RETURN (SELECT coalesce(jsonb_object_agg(masterbus.facility_key(f.organization_id, f.facility_id), true), '{}')
            FROM masterbus.rescoring r
            CROSS JOIN LATERAL (SELECT mode() WITHIN GROUP (ORDER BY x.model_version) AS model
                                FROM masterbus.facility x WHERE x.organization_id = r.organization_id) m
            JOIN masterbus.facility f ON f.organization_id = r.organization_id AND f.model_version <> m.model);
END
$$;
COMMENT ON FUNCTION masterbus.facilities_at_other_model() IS
    'Facilities, as keys of masterbus.facility_key, that are scored by another model than most of their organisation''s: there are some while an activated model is worked in. A mean over facilities leaves them out, so that scores of two models never mix; {} otherwise, at the price of one look.';

CREATE FUNCTION masterbus.other_model_totals(organization_id text, OUT facilities int4, OUT weighted_tenths int8, OUT weight int8)
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    facilities := 0;
    weighted_tenths := 0;
    weight := 0;
    IF EXISTS (SELECT FROM masterbus.rescoring r WHERE r.organization_id = other_model_totals.organization_id) THEN
        SELECT count(*)::int4, coalesce(sum(r.score_tenths * r.equipment_count), 0)::int8,
               coalesce(sum(r.equipment_count) FILTER (WHERE r.score_tenths IS NOT NULL), 0)::int8
        INTO facilities, weighted_tenths, weight
        FROM masterbus.facility f
        JOIN masterbus.facility_result r ON r.organization_id = f.organization_id AND r.facility_id = f.facility_id
        WHERE f.organization_id = other_model_totals.organization_id
          AND f.model_version <> (SELECT mode() WITHIN GROUP (ORDER BY x.model_version) FROM masterbus.facility x
                                  WHERE x.organization_id = other_model_totals.organization_id);
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.other_model_totals(text) IS
    'What the facilities of masterbus.facilities_at_other_model() add to an organisation''s totals: their number, published scores in tenths of points times their items, and the items of scored ones. To be taken off before a mean is made; 0 at the price of one look when no model is being worked in.';
