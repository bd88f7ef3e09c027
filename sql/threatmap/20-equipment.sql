CREATE FUNCTION threatmap.accepted_attributes(attributes jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    refused text := voltmetrics.refused_attribute(attributes);
BEGIN
    WHILE refused IS NOT NULL LOOP
        attributes := CASE WHEN jsonb_typeof(attributes) = 'object' THEN attributes - refused ELSE '{}' END;
        refused := voltmetrics.refused_attribute(attributes);
    END LOOP;
    RETURN attributes;
END
$$;
COMMENT ON FUNCTION threatmap.accepted_attributes(jsonb) IS
    'An item''s attributes without those that voltmetrics.assess refuses: the item is scored as if nobody had observed them.';

CREATE FUNCTION threatmap.assessment_document(input masterbus.equipment_input) RETURNS jsonb
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT jsonb_strip_nulls(jsonb_build_object(
               'id', input.equipment_id, 'facility_id', input.facility_id, 'name', input.name, 'type', input.type, 'install_date', input.install_date,
               'aluminum_conductor', input.aluminum_conductor, 'humidity_pct', input.humidity_pct, 'temperature_f', input.temperature_f,
               'loading_pct', input.loading_pct, 'last_maintenance_date', input.last_maintenance_date, 'attributes',
               CASE WHEN voltmetrics.refused_attribute(input.attributes) IS NULL THEN input.attributes ELSE threatmap.accepted_attributes(input.attributes) END))
           || jsonb_build_object('maintenance', (
        SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('type', r.type, 'date', r.day)) ORDER BY r.day, r.type), '[]')
        FROM (SELECT m.type, m.performed_on AS day FROM masterbus.maintenance m
              WHERE m.organization_id = input.organization_id AND m.equipment_id = input.equipment_id AND m.performed_on <= input.as_of
              UNION ALL
              SELECT i.type, i.inspected_on FROM masterbus.inspection i
              WHERE i.organization_id = input.organization_id AND i.equipment_id = input.equipment_id AND i.inspected_on <= input.as_of) r));
END;
COMMENT ON FUNCTION threatmap.assessment_document(masterbus.equipment_input) IS 'A row of masterbus.equipment_input as the item document that voltmetrics.assess takes, with each record of maintenance.';

CREATE FUNCTION threatmap.assessment_input(equipment_id text) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT threatmap.assessment_document(i) FROM masterbus.equipment_input i WHERE i.equipment_id = assessment_input.equipment_id
    ORDER BY i.organization_id LIMIT 1
$$;
COMMENT ON FUNCTION threatmap.assessment_input(text) IS
    'The document of a stored item as voltmetrics.assess takes it, at its facility''s date; NULL for an unknown item.';

CREATE FUNCTION threatmap.equipment_assessment(organization_id text, equipment_id text) RETURNS jsonb
    LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT voltmetrics.assess(threatmap.assessment_document(i), i.as_of, i.model_version)
    FROM masterbus.equipment_result r
    JOIN masterbus.equipment_input i ON i.organization_id = r.organization_id AND i.equipment_id = r.equipment_id
    WHERE r.organization_id = equipment_assessment.organization_id AND r.equipment_id = equipment_assessment.equipment_id
      AND r.score_tenths IS NOT NULL
$$;
COMMENT ON FUNCTION threatmap.equipment_assessment(text, text) IS
    'voltmetrics.assess of a stored item at its facility''s date and model; NULL for an item that cannot be scored.';

CREATE VIEW threatmap.equipment WITH (security_invoker) AS
SELECT r.organization_id,
       r.equipment_id AS id,
       r.facility_id,
       e.name,
       e.kind AS type,
       coalesce(e.location, '') AS location,
       threatmap.date_text(e.install_date) AS install_date,
       voltmetrics.condition(i.corrosion_level, i.rust_level, i.damage_level, (f.as_of - e.install_date) / 365.25::float8, e.type) AS condition,
       threatmap.risk_rating(r.category) AS risk_rating,
       r.score_tenths / 10.0::float8 AS risk_score,
       threatmap.date_text(i.last_maintenance_date) AS last_service,
       (SELECT round(t.hottest_reading_c)::int4::text || '°C' FROM masterbus.inspection t
        WHERE t.organization_id = r.organization_id AND t.equipment_id = r.equipment_id AND t.inspected_on <= f.as_of AND t.type = 'thermographic'
        ORDER BY t.inspected_on DESC, t.inspection_id DESC LIMIT 1) AS temperature,
       i.rust_level,
       i.corrosion_level,
       (SELECT p.url FROM masterbus.photo p WHERE p.organization_id = r.organization_id AND p.equipment_id = r.equipment_id
        ORDER BY p.taken_at DESC NULLS LAST, p.photo_id DESC LIMIT 1) AS photo_url,
       i.intervention_count,
       CASE e.aluminum_conductor WHEN true THEN 'Aluminum' WHEN false THEN 'Copper' END AS conductor_material,
       e.clearance_issue,
       threatmap.compliance_word(greatest(r.nfpa70b_status, r.nfpa70e_status)) AS compliance_status,
       voltmetrics.risk_factor_points(e.type, e.install_date, e.aluminum_conductor, i.humidity_pct, i.temperature_f, e.loading_pct,
                                      i.last_maintenance_date, i.own_attributes, f.as_of, f.model_version) AS risk_factors,
       e.type AS voltmetrics_type,
       r.updated_at AS last_updated,
       r.updated_at,
       e.source = ANY ((SELECT masterbus.stale_sources())::text[]) AS stale,
       voltmetrics.confidence_name(r.confidence) AS confidence,
       round(100 * voltmetrics.completeness(e.type, r.missing_inputs)) / 100.0::float8 AS completeness,
       voltmetrics.missing_inputs(r.missing_inputs) AS missing_inputs,
       nullif(threatmap.date_text(r.oldest_input), '') AS oldest_input
FROM masterbus.equipment_result r
JOIN masterbus.equipment e ON e.organization_id = r.organization_id AND e.equipment_id = r.equipment_id
JOIN masterbus.facility f ON f.organization_id = r.organization_id AND f.facility_id = r.facility_id
CROSS JOIN LATERAL masterbus.input_by(r.organization_id, r.equipment_id, e.humidity_pct, e.temperature_f, e.attributes, f.as_of) i;
COMMENT ON VIEW threatmap.equipment IS 'Every item of a live facility with its published result, one row each.';
COMMENT ON COLUMN threatmap.equipment.organization_id IS 'Organisation that the item belongs to.';
COMMENT ON COLUMN threatmap.equipment.id IS 'Condoit''s id of the item.';
COMMENT ON COLUMN threatmap.equipment.facility_id IS 'Facility that the item stands in.';
COMMENT ON COLUMN threatmap.equipment.name IS 'Name of the item; NULL where unknown.';
COMMENT ON COLUMN threatmap.equipment.type IS 'Condoit''s word for the kind of equipment, such as Panel or Transformer; NULL where unknown.';
COMMENT ON COLUMN threatmap.equipment.location IS 'Where in the facility the item stands; empty where unknown.';
COMMENT ON COLUMN threatmap.equipment.install_date IS 'ISO 8601 date of installation; empty where unknown.';
COMMENT ON COLUMN threatmap.equipment.condition IS 'Excellent, Good, Fair, Poor or Critical, from the newest inspection and the age.';
COMMENT ON COLUMN threatmap.equipment.risk_rating IS 'Low, Medium, High or Critical; NULL when the item cannot be scored.';
COMMENT ON COLUMN threatmap.equipment.risk_score IS 'Published risk score, 0–100 with one decimal; NULL when the item cannot be scored.';
COMMENT ON COLUMN threatmap.equipment.last_service IS 'ISO 8601 date of the newest maintenance; empty where there was none.';
COMMENT ON COLUMN threatmap.equipment.temperature IS 'Hottest reading of the newest infrared scan in whole degrees Celsius, as text; NULL where none observed it.';
COMMENT ON COLUMN threatmap.equipment.rust_level IS 'None, Minimal, Moderate or Severe, from the newest inspection; NULL where none observed it.';
COMMENT ON COLUMN threatmap.equipment.corrosion_level IS 'None, Minimal, Moderate or Severe, from the newest inspection; NULL where none observed it.';
COMMENT ON COLUMN threatmap.equipment.photo_url IS 'Address of the newest photo; NULL where there is none.';
COMMENT ON COLUMN threatmap.equipment.intervention_count IS 'Repairs and emergency services on record.';
COMMENT ON COLUMN threatmap.equipment.conductor_material IS 'Copper or Aluminum; NULL where unknown.';
COMMENT ON COLUMN threatmap.equipment.clearance_issue IS 'Whether working clearance is obstructed; NULL where unknown.';
COMMENT ON COLUMN threatmap.equipment.compliance_status IS 'The worse of NFPA 70B and 70E: Compliant, Warning or Out of Compliance; NULL when it cannot be judged.';
COMMENT ON COLUMN threatmap.equipment.risk_factors IS 'Factors with score, weight, points and description, most points first; the points add up to the score; NULL when the item cannot be scored.';
COMMENT ON COLUMN threatmap.equipment.voltmetrics_type IS 'Type that the factor models use: PANEL, TRANSFORMER, SWITCHGEAR, BREAKER or OTHER; NULL where the mapping gives none.';
COMMENT ON COLUMN threatmap.equipment.last_updated IS 'When the published score, category or a compliance status last changed.';
COMMENT ON COLUMN threatmap.equipment.updated_at IS 'The same as last_updated.';
COMMENT ON COLUMN threatmap.equipment.stale IS 'True while the row may not be what Condoit says now: a table that it is made from is being read again, or waits until its mapping fits.';
COMMENT ON COLUMN threatmap.equipment.confidence IS 'How far the result can be relied on: High, Medium or Low, as voltmetrics.confidence_name says; Unknown when the item cannot be scored.';
COMMENT ON COLUMN threatmap.equipment.completeness IS 'Share of the inputs that is on record, 0–1 with two decimals.';
COMMENT ON COLUMN threatmap.equipment.missing_inputs IS 'Inputs that are not on record, of voltmetrics.inputs().';
COMMENT ON COLUMN threatmap.equipment.oldest_input IS 'ISO 8601 date of the oldest of the newest maintenance, visual and thermographic inspection and arc-flash study; NULL where there was none.';

CREATE FUNCTION threatmap.equipment_json(item threatmap.equipment) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN item.id IS NOT NULL THEN jsonb_strip_nulls(jsonb_build_object(
        'id', item.id, 'name', coalesce(item.name, ''), 'type', coalesce(item.type, ''), 'location', item.location, 'installDate', item.install_date,
        'condition', item.condition, 'riskRating', item.risk_rating, 'lastService', item.last_service,
        'temperature', item.temperature, 'rustLevel', item.rust_level, 'corrosionLevel', item.corrosion_level, 'photo', item.photo_url,
        'interventionCount', item.intervention_count, 'conductorMaterial', item.conductor_material, 'clearanceIssue', item.clearance_issue)) END;
COMMENT ON FUNCTION threatmap.equipment_json(threatmap.equipment) IS 'A row of threatmap.equipment in ThreatMap''s camelCase shape; absent optional fields are left out.';

CREATE FUNCTION threatmap.equipment_document(equipment_id text) RETURNS jsonb
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN (SELECT threatmap.equipment_json(e) FROM threatmap.equipment e
            WHERE e.id = equipment_document.equipment_id ORDER BY e.organization_id LIMIT 1);
END
$$;
COMMENT ON FUNCTION threatmap.equipment_document(text) IS 'An item in ThreatMap''s exact camelCase shape; NULL for an unknown item.';
