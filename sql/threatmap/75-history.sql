CREATE FUNCTION threatmap.factors_document(factor_tenths int2[]) RETURNS jsonb
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN jsonb_strip_nulls(jsonb_build_object(
        'age', factor_tenths[1] / 10.0::float8, 'material', factor_tenths[2] / 10.0::float8, 'maintenance', factor_tenths[3] / 10.0::float8,
        'environmental', factor_tenths[4] / 10.0::float8, 'operational', factor_tenths[5] / 10.0::float8, 'visual', factor_tenths[6] / 10.0::float8));
COMMENT ON FUNCTION threatmap.factors_document(int2[]) IS
    'Factors in tenths of points, as history keeps them, as {age, material, maintenance, environmental, operational, visual} in points; a factor that the model has not is left out.';

CREATE VIEW threatmap.equipment_history WITH (security_invoker) AS
SELECT h.organization_id,
       concat_ws('/', h.equipment_id, h.batch) AS id,
       h.equipment_id,
       h.facility_id,
       h.changed_at,
       h.as_of::text AS as_of,
       h.removed,
       h.score_tenths / 10.0::float8 AS risk_score,
       threatmap.risk_rating(h.category) AS risk_rating,
       threatmap.factors_document(h.factor_tenths) AS factors,
       threatmap.compliance_word(h.nfpa70b_status) AS nfpa_70b_status,
       threatmap.compliance_word(h.nfpa70e_status) AS nfpa_70e_status,
       h.model_version AS algorithm_version,
       h.cause,
       h.cause_lsn::text AS cause_lsn,
       h.changed_at AS updated_at
FROM masterbus.equipment_history h;
COMMENT ON VIEW threatmap.equipment_history IS 'Every published result that an item ever had, one row per change; read it by organization_id and equipment_id.';
COMMENT ON COLUMN threatmap.equipment_history.organization_id IS 'Organisation that the item belongs to.';
COMMENT ON COLUMN threatmap.equipment_history.id IS 'Id of the item and number of the batch that made the change; unique within the organisation.';
COMMENT ON COLUMN threatmap.equipment_history.equipment_id IS 'Condoit''s id of the item.';
COMMENT ON COLUMN threatmap.equipment_history.facility_id IS 'Facility that the item stood in.';
COMMENT ON COLUMN threatmap.equipment_history.changed_at IS 'From when on the row held.';
COMMENT ON COLUMN threatmap.equipment_history.as_of IS 'ISO 8601 UTC date at which the item was evaluated; NULL where it was removed.';
COMMENT ON COLUMN threatmap.equipment_history.removed IS 'True when the item left ThreatMap.';
COMMENT ON COLUMN threatmap.equipment_history.risk_score IS 'Published risk score, 0–100 with one decimal; NULL when the item could not be scored.';
COMMENT ON COLUMN threatmap.equipment_history.risk_rating IS 'Low, Medium, High or Critical; NULL without a score.';
COMMENT ON COLUMN threatmap.equipment_history.factors IS '{age, material, maintenance, environmental, operational, visual}: the factors that made the score, 0–100 each; NULL without a score.';
COMMENT ON COLUMN threatmap.equipment_history.nfpa_70b_status IS 'Compliant, Warning (partial) or Out of Compliance; NULL where it could not be told.';
COMMENT ON COLUMN threatmap.equipment_history.nfpa_70e_status IS 'Compliant, Warning (partial) or Out of Compliance; NULL where it could not be told.';
COMMENT ON COLUMN threatmap.equipment_history.algorithm_version IS 'Version of the factor model that made the score.';
COMMENT ON COLUMN threatmap.equipment_history.cause IS 'change (a Condoit write), day (time passed), model (another model), rebuild, or replay (a past day evaluated later).';
COMMENT ON COLUMN threatmap.equipment_history.cause_lsn IS 'Position in Condoit''s write-ahead log up to which its writes were known; NULL where no write was the cause.';
COMMENT ON COLUMN threatmap.equipment_history.updated_at IS 'The same as changed_at.';

CREATE VIEW threatmap.facility_history WITH (security_invoker) AS
SELECT h.organization_id,
       concat_ws('/', h.facility_id, h.batch) AS id,
       h.facility_id,
       h.changed_at,
       h.as_of::text AS as_of,
       h.removed,
       h.score_tenths / 10.0::float8 AS risk_score,
       threatmap.risk_rating(h.category) AS risk_rating,
       threatmap.compliance_word(h.nfpa70b_status) AS nfpa_70b_status,
       threatmap.compliance_word(h.nfpa70e_status) AS nfpa_70e_status,
       h.equipment_count,
       h.mean_age_years,
       h.model_version AS algorithm_version,
       h.cause,
       h.cause_lsn::text AS cause_lsn,
       h.changed_at AS updated_at
FROM masterbus.facility_history h;
COMMENT ON VIEW threatmap.facility_history IS 'Every published result that a facility ever had, one row per change; read it by organization_id and facility_id.';
COMMENT ON COLUMN threatmap.facility_history.organization_id IS 'Organisation that the facility belongs to.';
COMMENT ON COLUMN threatmap.facility_history.id IS 'Id of the facility and number of the batch that made the change; unique within the organisation.';
COMMENT ON COLUMN threatmap.facility_history.facility_id IS 'Condoit''s id of the facility.';
COMMENT ON COLUMN threatmap.facility_history.changed_at IS 'From when on the row held.';
COMMENT ON COLUMN threatmap.facility_history.as_of IS 'ISO 8601 UTC date at which the facility was evaluated; NULL where it was removed.';
COMMENT ON COLUMN threatmap.facility_history.removed IS 'True when the facility left ThreatMap.';
COMMENT ON COLUMN threatmap.facility_history.risk_score IS 'Weighted mean of published item scores, 0–100 with one decimal; NULL without scored items.';
COMMENT ON COLUMN threatmap.facility_history.risk_rating IS 'Low, Medium, High or Critical; NULL without a score.';
COMMENT ON COLUMN threatmap.facility_history.nfpa_70b_status IS 'Compliant, Warning (partial) or Out of Compliance; NULL where it could not be told.';
COMMENT ON COLUMN threatmap.facility_history.nfpa_70e_status IS 'Compliant, Warning (partial) or Out of Compliance; NULL where it could not be told.';
COMMENT ON COLUMN threatmap.facility_history.equipment_count IS 'Items in the facility.';
COMMENT ON COLUMN threatmap.facility_history.mean_age_years IS 'Mean age of the items in years; NULL where it could not be told.';
COMMENT ON COLUMN threatmap.facility_history.algorithm_version IS 'Version of the factor model that made the score.';
COMMENT ON COLUMN threatmap.facility_history.cause IS 'change (a Condoit write), day (time passed), model (another model), rebuild, or replay (a past day evaluated later).';
COMMENT ON COLUMN threatmap.facility_history.cause_lsn IS 'Position in Condoit''s write-ahead log up to which its writes were known; NULL where no write was the cause.';
COMMENT ON COLUMN threatmap.facility_history.updated_at IS 'The same as changed_at.';

-- In PL/pgSQL with one plan for all moments: planning over all months takes longer than looking into them.
CREATE FUNCTION threatmap.equipment_as_of(equipment_id text, at timestamptz) RETURNS SETOF threatmap.equipment_history
    LANGUAGE plpgsql STABLE STRICT ROWS 1 SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
    AS $$
BEGIN
    RETURN QUERY
    SELECT h.* FROM masterbus.visible_organizations() o
    CROSS JOIN LATERAL (
        SELECT l.changed_at, l.batch, l.removed FROM masterbus.equipment_history l
        WHERE l.organization_id = o AND l.equipment_id = equipment_as_of.equipment_id AND l.changed_at <= equipment_as_of.at
        ORDER BY l.batch DESC LIMIT 1) last
    JOIN threatmap.equipment_history h ON h.organization_id = o AND h.equipment_id = equipment_as_of.equipment_id
         AND h.changed_at = last.changed_at AND h.id = concat_ws('/', equipment_as_of.equipment_id, last.batch)
    WHERE NOT last.removed ORDER BY o LIMIT 1;
END
$$;
COMMENT ON FUNCTION threatmap.equipment_as_of(text, timestamptz) IS
    'What was published of an item at a moment, out of history: no row before it was known or after it was removed.';

CREATE FUNCTION threatmap.facility_as_of(facility_id text, at timestamptz) RETURNS SETOF threatmap.facility_history
    LANGUAGE plpgsql STABLE STRICT ROWS 1 SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
    AS $$
BEGIN
    RETURN QUERY
    SELECT h.* FROM masterbus.visible_organizations() o
    CROSS JOIN LATERAL (
        SELECT l.changed_at, l.batch, l.removed FROM masterbus.facility_history l
        WHERE l.organization_id = o AND l.facility_id = facility_as_of.facility_id AND l.changed_at <= facility_as_of.at
        ORDER BY l.batch DESC LIMIT 1) last
    JOIN threatmap.facility_history h ON h.organization_id = o AND h.facility_id = facility_as_of.facility_id
         AND h.changed_at = last.changed_at AND h.id = concat_ws('/', facility_as_of.facility_id, last.batch)
    WHERE NOT last.removed ORDER BY o LIMIT 1;
END
$$;
COMMENT ON FUNCTION threatmap.facility_as_of(text, timestamptz) IS
    'What was published of a facility at a moment, out of history: no row before it was known or after it was removed.';

CREATE FUNCTION threatmap.score_as_of(equipment_id text, at timestamptz) RETURNS float8
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN (SELECT h.risk_score FROM threatmap.equipment_as_of(equipment_id, at) h);
END
$$;
COMMENT ON FUNCTION threatmap.score_as_of(text, timestamptz) IS
    'The risk score (0–100) of an item that was published at a moment, out of history; NULL before it was known, after it was removed, and while it could not be scored.';

CREATE FUNCTION threatmap.facility_score_as_of(facility_id text, at timestamptz) RETURNS float8
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN (SELECT h.risk_score FROM threatmap.facility_as_of(facility_id, at) h);
END
$$;
COMMENT ON FUNCTION threatmap.facility_score_as_of(text, timestamptz) IS
    'The risk score (0–100) of a facility that was published at a moment, out of history; NULL before it was known, after it was removed, and while nothing in it was scored.';
