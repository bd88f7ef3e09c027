CREATE FUNCTION threatmap.facility_priority_actions(organization_id text, facility_id text) RETURNS jsonb
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN (
        WITH item AS MATERIALIZED (
            SELECT i.equipment_id, i.type, r.category = 3 AS critical,
                   voltmetrics.try_action_tenths(i.type, i.install_date, i.aluminum_conductor, i.humidity_pct, i.temperature_f, i.loading_pct,
                                                 i.last_maintenance_date, i.own_attributes, i.as_of, i.model_version) AS tenths
            FROM masterbus.equipment_input i
            JOIN masterbus.equipment_result r ON r.organization_id = i.organization_id AND r.equipment_id = i.equipment_id
            WHERE i.organization_id = facility_priority_actions.organization_id AND i.facility_id = facility_priority_actions.facility_id
              AND r.category >= 2),
        action AS (
            SELECT m.action, jsonb_agg(i.equipment_id ORDER BY m.tenths DESC, i.equipment_id) AS items, round(sum(m.tenths) / 10.0, 1) AS points,
                   sum(c.cost::numeric) AS cost, CASE WHEN bool_or(i.critical) THEN 'high' ELSE 'medium' END AS urgency
            FROM item i CROSS JOIN LATERAL unnest(voltmetrics.actions(), i.tenths) m(action, tenths)
            LEFT JOIN masterbus.action_costs(facility_priority_actions.organization_id) c ON c.type = i.type AND c.action = m.action
            WHERE m.tenths > 0
            GROUP BY m.action)
        SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                   'action', a.action, 'affected_equipment', a.items, 'risk_reduction', a.points, 'estimated_cost', a.cost, 'urgency', a.urgency))
                   ORDER BY a.points DESC, a.action), '[]') FROM action a);
END
$$;
COMMENT ON FUNCTION threatmap.facility_priority_actions(text, text) IS
    'What could be done about a facility''s High and Critical items, most effective first: [{action, affected_equipment, risk_reduction, estimated_cost, urgency}], the ids of the items, the points that it takes off them and what it costs in total; urgency is high where a Critical item is among them, else medium.';

CREATE VIEW threatmap.facility_risks WITH (security_invoker) AS
SELECT r.organization_id,
       r.facility_id AS id,
       f.name,
       r.score_tenths / 10.0::float8 AS risk_score,
       threatmap.risk_rating(r.category) AS risk_level,
       r.equipment_count,
       r.critical_count AS critical_equipment_count,
       r.high_count AS high_risk_equipment_count,
       r.medium_count AS medium_risk_equipment_count,
       r.low_count AS low_risk_equipment_count,
       r.equipment_count - r.critical_count - r.high_count - r.medium_count - r.low_count AS unknown_risk_equipment_count,
       (SELECT x.categories FROM masterbus.facility_factors x
        WHERE x.organization_id = r.organization_id AND x.facility_id = r.facility_id) AS risk_categories,
       threatmap.facility_history_by_month(r.organization_id, r.facility_id) AS historical_trend,
       (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'equipment_id', e.id, 'name', coalesce(e.name, ''), 'type', coalesce(e.type, ''), 'location', e.location, 'risk_score', e.risk_score, 'risk_rating', e.risk_rating,
                   'condition', e.condition, 'primary_risk_factor', replace(e.risk_factors #>> '{0,factor}', '_risk', ''))
                   ORDER BY e.risk_score DESC, e.id), '[]')
        FROM threatmap.equipment e
        WHERE e.organization_id = r.organization_id AND e.facility_id = r.facility_id AND e.risk_rating IN ('High', 'Critical')) AS high_risk_items,
       threatmap.facility_priority_actions(r.organization_id, r.facility_id) AS priority_actions,
       r.updated_at,
       f.source = ANY ((SELECT masterbus.stale_sources())::text[]) AS stale,
       voltmetrics.confidence_name(r.confidence) AS confidence,
       r.completeness_pct / 100.0::float8 AS completeness,
       voltmetrics.missing_inputs(r.missing_inputs) AS missing_inputs,
       nullif(threatmap.date_text(r.oldest_input), '') AS oldest_input
FROM masterbus.facility_result r
JOIN masterbus.facility f ON f.organization_id = r.organization_id AND f.facility_id = r.facility_id;
COMMENT ON VIEW threatmap.facility_risks IS 'Where the risk of each facility comes from and what could be done about it; read it by id.';
COMMENT ON COLUMN threatmap.facility_risks.organization_id IS 'Organisation that the facility belongs to.';
COMMENT ON COLUMN threatmap.facility_risks.id IS 'Condoit''s id of the facility.';
COMMENT ON COLUMN threatmap.facility_risks.name IS 'Name of the facility; NULL where unknown.';
COMMENT ON COLUMN threatmap.facility_risks.risk_score IS 'Weighted mean of published item scores, 0–100 with one decimal; NULL without scored items.';
COMMENT ON COLUMN threatmap.facility_risks.risk_level IS 'Low, Medium, High or Critical; NULL without scored items.';
COMMENT ON COLUMN threatmap.facility_risks.equipment_count IS 'Items in the facility.';
COMMENT ON COLUMN threatmap.facility_risks.critical_equipment_count IS 'Items rated Critical.';
COMMENT ON COLUMN threatmap.facility_risks.high_risk_equipment_count IS 'Items rated High.';
COMMENT ON COLUMN threatmap.facility_risks.medium_risk_equipment_count IS 'Items rated Medium.';
COMMENT ON COLUMN threatmap.facility_risks.low_risk_equipment_count IS 'Items rated Low.';
COMMENT ON COLUMN threatmap.facility_risks.unknown_risk_equipment_count IS 'Items that cannot be scored.';
COMMENT ON COLUMN threatmap.facility_risks.risk_categories IS '[{category, score, description, affected_equipment_count, percentage_of_facility}], highest first: each risk factor with its mean over the items, and the items that would be High or Critical by it alone, also in percent with one decimal.';
COMMENT ON COLUMN threatmap.facility_risks.historical_trend IS '[{month, risk_score, equipment_count, equipment_age}]: published values at the end of each of the last twelve UTC months.';
COMMENT ON COLUMN threatmap.facility_risks.high_risk_items IS '[{equipment_id, name, type, location, risk_score, risk_rating, condition, primary_risk_factor}]: High and Critical items, highest first, with the factor that most points come from.';
COMMENT ON COLUMN threatmap.facility_risks.priority_actions IS '[{action, affected_equipment, risk_reduction, estimated_cost, urgency}], as threatmap.facility_priority_actions gives it.';
COMMENT ON COLUMN threatmap.facility_risks.updated_at IS 'When the published score, category or a compliance status last changed.';
COMMENT ON COLUMN threatmap.facility_risks.stale IS 'True while the row may not be what Condoit says now.';
COMMENT ON COLUMN threatmap.facility_risks.confidence IS 'How far the result can be relied on: High, Medium or Low; Unknown where no item can be scored.';
COMMENT ON COLUMN threatmap.facility_risks.completeness IS 'Mean share of the items'' inputs that is on record, 0–1 with two decimals; NULL without items.';
COMMENT ON COLUMN threatmap.facility_risks.missing_inputs IS 'Inputs that at least one item lacks, of voltmetrics.inputs().';
COMMENT ON COLUMN threatmap.facility_risks.oldest_input IS 'ISO 8601 date of the oldest dated input of any item; NULL where there is none.';

CREATE FUNCTION threatmap.facility_risks_document(facility_id text) RETURNS jsonb
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN (
        SELECT jsonb_strip_nulls(jsonb_build_object(
            'facility_id', d.id, 'facility_name', coalesce(d.name, ''),
            'risk_summary', jsonb_build_object('risk_score', d.risk_score, 'risk_level', d.risk_level, 'equipment_count', d.equipment_count,
                'critical_equipment_count', d.critical_equipment_count, 'high_risk_equipment_count', d.high_risk_equipment_count,
                'medium_risk_equipment_count', d.medium_risk_equipment_count, 'low_risk_equipment_count', d.low_risk_equipment_count,
                'unknown_risk_equipment_count', d.unknown_risk_equipment_count, 'confidence', d.confidence),
            'risk_categories', d.risk_categories, 'historical_trend', d.historical_trend, 'high_risk_items', d.high_risk_items,
            'risk_recommendation', jsonb_build_object('priority_actions', d.priority_actions)))
        FROM threatmap.facility_risks d WHERE d.id = facility_risks_document.facility_id ORDER BY d.organization_id LIMIT 1);
END
$$;
COMMENT ON FUNCTION threatmap.facility_risks_document(text) IS
    'The risks of a facility as /facilities/{id}/risks answers them; what is unknown is left out. NULL for an unknown facility.';

CREATE VIEW threatmap.recommendations WITH (security_invoker) AS
SELECT r.organization_id, r.facility_id || '/' || n.place AS id, r.facility_id, n.place::int4 AS rank,
       n.entry ->> 'priority' AS priority, n.entry ->> 'category' AS category, n.entry ->> 'recommendation' AS recommendation,
       n.entry ->> 'details' AS details, r.updated_at
FROM masterbus.facility_result r
CROSS JOIN LATERAL jsonb_array_elements(voltmetrics.recommendations(r.critical_count, r.high_count, r.nfpa70b_status, r.nfpa70e_status))
    WITH ORDINALITY n(entry, place);
COMMENT ON VIEW threatmap.recommendations IS 'What each facility should do, as voltmetrics.assess_facility recommends it; read it by facility_id.';
COMMENT ON COLUMN threatmap.recommendations.organization_id IS 'Organisation that the facility belongs to.';
COMMENT ON COLUMN threatmap.recommendations.id IS 'Facility and rank; unique within the organisation.';
COMMENT ON COLUMN threatmap.recommendations.facility_id IS 'Facility that it is for.';
COMMENT ON COLUMN threatmap.recommendations.rank IS 'Place among the facility''s recommendations, 1 is the most urgent.';
COMMENT ON COLUMN threatmap.recommendations.priority IS 'high or medium.';
COMMENT ON COLUMN threatmap.recommendations.category IS 'risk, compliance or safety.';
COMMENT ON COLUMN threatmap.recommendations.recommendation IS 'What to do, in words.';
COMMENT ON COLUMN threatmap.recommendations.details IS 'Why, in words.';
COMMENT ON COLUMN threatmap.recommendations.updated_at IS 'When the facility''s published score, category or a compliance status last changed.';
