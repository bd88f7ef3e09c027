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
