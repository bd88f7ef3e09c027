CREATE FUNCTION masterbus.candidate_scores(organization_id text, model text, OUT facility_id text, OUT equipment_id text, OUT type text,
                                           OUT category int2, OUT candidate_score_tenths int2, OUT candidate_category int2) RETURNS SETOF record
    LANGUAGE plpgsql STABLE STRICT ROWS 10000 SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    version text := masterbus.resolve_model(organization_id, model);
BEGIN
    RETURN QUERY
    SELECT r.facility_id, r.equipment_id, i.type, r.category, x.score_tenths, x.category
    FROM masterbus.equipment_result r
    JOIN masterbus.equipment_input i ON i.organization_id = r.organization_id AND i.equipment_id = r.equipment_id
    CROSS JOIN LATERAL voltmetrics.try_assess(i.type, i.install_date, i.aluminum_conductor, i.humidity_pct, i.temperature_f, i.loading_pct,
        i.last_maintenance_date, i.attributes, i.maintenance_recorded, i.maintenance_dates, i.as_of, version) x
    WHERE r.organization_id = candidate_scores.organization_id AND x.score_tenths IS NOT NULL;
END
$$;
COMMENT ON FUNCTION masterbus.candidate_scores(text, text) IS
    'What another model would make of each of an organisation''s items at its facility''s date, by the production''s own code, beside the category now; writes nothing.';

CREATE FUNCTION masterbus.compare_model(organization_id text, model text, OUT facility_id text, OUT name text, OUT risk_score float8, OUT risk_rating text,
                                        OUT candidate_risk_score float8, OUT candidate_risk_rating text, OUT rises int4, OUT falls int4) RETURNS SETOF record
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    version text := masterbus.resolve_model(organization_id, model);
BEGIN
    RETURN QUERY
    SELECT s.facility_id, f.name, r.score_tenths / 10.0::float8, initcap(voltmetrics.category_name(r.category)),
           s.score, initcap(voltmetrics.category_name(voltmetrics.facility_category(s.score, version))), s.rises, s.falls
    FROM (SELECT c.facility_id, voltmetrics.facility_score(c.type, c.candidate_score_tenths / 10.0::float8, version) AS score,
                 count(*) FILTER (WHERE c.candidate_category > c.category)::int4 AS rises, count(*) FILTER (WHERE c.candidate_category < c.category)::int4 AS falls
          FROM masterbus.candidate_scores(organization_id, version) c GROUP BY c.facility_id) s
    JOIN masterbus.facility_result r ON r.organization_id = compare_model.organization_id AND r.facility_id = s.facility_id
    JOIN masterbus.facility f ON f.organization_id = compare_model.organization_id AND f.facility_id = s.facility_id
    ORDER BY abs(s.score - r.score_tenths / 10.0::float8) DESC, s.facility_id;
END
$$;
COMMENT ON FUNCTION masterbus.compare_model(text, text) IS
    'Dry run of a model over an organisation: each facility''s score and rating now and by the candidate, and how many of its items rise and fall in category, greatest change first; writes nothing.';

CREATE FUNCTION masterbus.model_moves(organization_id text, model text, OUT level text, OUT from_rating text, OUT to_rating text, OUT moved int4, OUT sentence text)
    RETURNS SETOF record
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    version text := masterbus.resolve_model(organization_id, model);
BEGIN
    RETURN QUERY
    WITH items AS MATERIALIZED (SELECT c.* FROM masterbus.candidate_scores(organization_id, version) c),
    facilities AS (
        SELECT r.category, voltmetrics.facility_category(voltmetrics.facility_score(i.type, i.candidate_score_tenths / 10.0::float8, version), version) AS candidate_category
        FROM items i JOIN masterbus.facility_result r ON r.organization_id = model_moves.organization_id AND r.facility_id = i.facility_id
        GROUP BY r.facility_id, r.category),
    moves AS (
        SELECT 'facility' AS level, x.category, x.candidate_category, count(*)::int4 AS moved FROM facilities x GROUP BY 1, 2, 3
        UNION ALL SELECT 'item', x.category, x.candidate_category, count(*)::int4 FROM items x GROUP BY 1, 2, 3)
    SELECT m.level, initcap(voltmetrics.category_name(m.category)), initcap(voltmetrics.category_name(m.candidate_category)), m.moved,
           CASE WHEN m.moved = 1 THEN format('1 %s moves', m.level)
                ELSE format('%s %s move', m.moved, CASE m.level WHEN 'item' THEN 'items' ELSE 'facilities' END) END
           || format(' to %s from %s', initcap(voltmetrics.category_name(m.candidate_category)), initcap(voltmetrics.category_name(m.category)))
    FROM moves m WHERE m.category <> m.candidate_category ORDER BY m.level, m.candidate_category DESC, m.category;
END
$$;
COMMENT ON FUNCTION masterbus.model_moves(text, text) IS
    'Dry run of a model over an organisation in a few lines: how many facilities and items move to another rating, in words too ("14 facilities move to High from Medium"); writes nothing.';
