CREATE FUNCTION threatmap.explain(equipment_id text)
    RETURNS TABLE (organization_id text, id text, factor text, score float8, weight float8, points float8, description text, rule text,
                   raw_values jsonb, source text, source_key text, source_time timestamptz, inputs jsonb)
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN QUERY
    WITH item AS MATERIALIZED (
        SELECT e.*, f.as_of, f.model_version, x.inspection_id, x.observed, x.last_maintenance_date
        FROM masterbus.equipment e
        JOIN masterbus.facility f ON f.organization_id = e.organization_id AND f.facility_id = e.facility_id
        JOIN masterbus.equipment_result r ON r.organization_id = e.organization_id AND r.equipment_id = e.equipment_id AND r.score_tenths IS NOT NULL
        CROSS JOIN LATERAL masterbus.input_by(e.organization_id, e.equipment_id, e.humidity_pct, e.temperature_f, e.attributes, f.as_of) x
        WHERE e.equipment_id = explain.equipment_id ORDER BY e.organization_id LIMIT 1),
    document AS MATERIALIZED (
        SELECT i.organization_id, i.equipment_id, i.as_of, i.model_version, threatmap.assessment_document(n) AS body
        FROM item i JOIN masterbus.equipment_input n ON n.organization_id = i.organization_id AND n.equipment_id = i.equipment_id),
    rows AS MATERIALIZED (
        SELECT 'equipment' AS kind, i.source, i.source_key, i.copied_at, NULL::date AS noted_on, NULL::jsonb AS noted FROM item i
        UNION ALL
        SELECT 'inspection', n.source, n.source_key, n.copied_at, n.inspected_on,
               i.observed || jsonb_strip_nulls(jsonb_build_object('humidity_pct', n.humidity_pct, 'temperature_f', n.temperature_f))
        FROM item i JOIN masterbus.inspection n ON n.organization_id = i.organization_id AND n.inspection_id = i.inspection_id
        UNION ALL
        (SELECT 'maintenance', m.source, m.source_key, m.copied_at, m.performed_on, '{"last_maintenance_date": true}'
         FROM item i JOIN masterbus.maintenance m ON m.organization_id = i.organization_id AND m.equipment_id = i.equipment_id
              AND m.performed_on = i.last_maintenance_date
         ORDER BY m.maintenance_id DESC LIMIT 1)),
    factors AS MATERIALIZED (
        SELECT d.organization_id, d.equipment_id, d.body, f.* FROM document d CROSS JOIN LATERAL voltmetrics.explain(d.body, d.as_of, d.model_version) f)
    SELECT f.organization_id, f.equipment_id, f.factor, f.score, f.weight, f.points, f.description, f.rule, n.raw_values, n.source, n.source_key,
           n.source_time, n.inputs
    FROM factors f
    CROSS JOIN LATERAL (
        SELECT jsonb_object_agg(o.input, o.value) AS raw_values,
               (array_agg(o.source ORDER BY o.newest))[1] AS source,
               (array_agg(o.source_key ORDER BY o.newest))[1] AS source_key,
               (array_agg(o.copied_at ORDER BY o.newest))[1] AS source_time,
               jsonb_agg(jsonb_build_object('input', o.input, 'value', o.value, 'source', o.source, 'source_key', o.source_key,
                                            'source_time', o.copied_at, 'noted_on', o.noted_on) ORDER BY o.n) AS inputs
        FROM (SELECT i.input, i.n, coalesce(f.body -> i.input, f.body #> ARRAY['attributes', i.input]) AS value, r.*,
                     row_number() OVER (ORDER BY r.noted_on DESC NULLS LAST, i.n) AS newest
              FROM unnest(f.inputs) WITH ORDINALITY i(input, n)
              LEFT JOIN LATERAL (
                  SELECT r.source, r.source_key, r.copied_at, r.noted_on FROM rows r
                  WHERE r.noted ? i.input OR r.kind = 'equipment' AND i.input <> 'last_maintenance_date'
                  ORDER BY r.noted ? i.input DESC NULLS LAST LIMIT 1) r ON true) o) n
    ORDER BY f.points DESC, f.factor;
END
$$;
COMMENT ON FUNCTION threatmap.explain(text) IS
    'Why an item has its published score, one row per factor, most points first: the factor (0–100), its weight, the points that it accounts for (they add up to the score exactly), what it came from and the rule that applied in words, the raw values by name; source, source_key and source_time are the mapping line, the key and the last change of Condoit''s row that its newest input came from, inputs says the same of every raw value: [{input, value, source, source_key, source_time, noted_on}]. No rows for an item without a score.';

CREATE FUNCTION threatmap.explain_facility(facility_id text)
    RETURNS TABLE (organization_id text, id text, factor text, score float8, weight float8, points float8, affected_equipment_count int4,
                   worst_equipment_id text, worst_score float8, rule text, source text, source_key text, source_time timestamptz)
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN QUERY
    WITH place AS MATERIALIZED (
        SELECT f.organization_id, f.facility_id, f.as_of, f.model_version, r.score_tenths,
               jsonb_build_object('PANEL', m.panel_weight, 'TRANSFORMER', m.transformer_weight, 'SWITCHGEAR', m.switchgear_weight,
                                  'BREAKER', m.breaker_weight, 'OTHER', m.other_weight) AS type_weights
        FROM masterbus.facility f
        JOIN masterbus.facility_result r ON r.organization_id = f.organization_id AND r.facility_id = f.facility_id
        CROSS JOIN LATERAL voltmetrics.factor_model_of(f.model_version) m
        WHERE f.facility_id = explain_facility.facility_id AND r.score_tenths IS NOT NULL ORDER BY f.organization_id LIMIT 1),
    part AS MATERIALIZED (
        SELECT i.equipment_id, x.factor, x.score, x.weight, x.points, round(10 * (p.type_weights ->> i.type)::numeric) AS type_weight
        FROM place p
        JOIN masterbus.equipment_result r ON r.organization_id = p.organization_id AND r.facility_id = p.facility_id AND r.score_tenths IS NOT NULL
        JOIN masterbus.equipment_input i ON i.organization_id = r.organization_id AND i.equipment_id = r.equipment_id
        CROSS JOIN LATERAL voltmetrics.explain(threatmap.assessment_document(i), i.as_of, i.model_version) x),
    mean AS MATERIALIZED (
        SELECT t.factor, (sum(t.type_weight * t.score::numeric) / sum(t.type_weight))::float8 AS score, max(t.weight) AS weight,
               sum(t.type_weight * round(10 * t.points::numeric)) / sum(t.type_weight) AS quota_tenths,
               count(*) FILTER (WHERE t.score > 50)::int4 AS affected,
               (array_agg(t.equipment_id ORDER BY t.points * t.type_weight::float8 DESC, t.equipment_id))[1] AS worst
        FROM part t GROUP BY t.factor),
    allotted AS (
        SELECT m.*, floor(m.quota_tenths) + (row_number() OVER (ORDER BY m.quota_tenths - floor(m.quota_tenths) DESC, m.factor)
                                             <= p.score_tenths - sum(floor(m.quota_tenths)) OVER ())::int4 AS points_tenths
        FROM mean m CROSS JOIN place p)
    SELECT p.organization_id, p.facility_id, a.factor, a.score, a.weight, a.points_tenths::float8 / 10, a.affected, a.worst, w.score,
           format('%s of %s items above 50; most weight on %s: %s', a.affected, (SELECT count(DISTINCT t.equipment_id) FROM part t), w.name, w.rule),
           w.source, w.source_key, w.source_time
    FROM allotted a CROSS JOIN place p
    LEFT JOIN LATERAL (
        SELECT x.score, x.rule, x.source, x.source_key, x.source_time, e.name
        FROM threatmap.explain(a.worst) x
        JOIN masterbus.equipment e ON e.organization_id = x.organization_id AND e.equipment_id = x.id
        WHERE x.factor = a.factor AND x.organization_id = p.organization_id) w ON true
    ORDER BY a.points_tenths DESC, a.factor;
END
$$;
COMMENT ON FUNCTION threatmap.explain_facility(text) IS
    'Why a facility has its published score, one row per factor, most points first: the mean of the factor (0–100) over the scored items weighted by type, its weight, the points that it accounts for (they add up to the facility''s score exactly), how many items have it above 50, and the item that weighs most in it with its rule and Condoit''s row. No rows without scored items.';
