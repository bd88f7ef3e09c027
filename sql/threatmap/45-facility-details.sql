CREATE FUNCTION threatmap.facility_assessment(organization_id text, facility_id text) RETURNS jsonb
    LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT voltmetrics.assess_facility(
        (SELECT coalesce(jsonb_agg(threatmap.assessment_document(i) ORDER BY i.equipment_id), '[]')
         FROM masterbus.equipment_result r
         JOIN masterbus.equipment_input i ON i.organization_id = r.organization_id AND i.equipment_id = r.equipment_id
         WHERE r.organization_id = f.organization_id AND r.facility_id = f.facility_id AND r.score_tenths IS NOT NULL),
        jsonb_build_object('facility_id', f.facility_id, 'name', f.name, 'additional_data', jsonb_strip_nulls(jsonb_build_object(
            'safety_program', nullif(f.safety_program, false), 'emergency_procedures', nullif(f.emergency_procedures, false)))),
        f.as_of, f.model_version)
    FROM masterbus.facility f
    WHERE f.organization_id = facility_assessment.organization_id AND f.facility_id = facility_assessment.facility_id
$$;
COMMENT ON FUNCTION threatmap.facility_assessment(text, text) IS
    'voltmetrics.assess_facility of a stored facility and its scored items, at its date and model.';

CREATE VIEW threatmap.facility_details WITH (security_invoker) AS
SELECT l.organization_id, l.id, l.name, l.location, l.coordinates, l.risk_score, l.risk_rating, l.compliance_status, l.last_inspection,
       l.contractor, l.equipment_count, l.critical_equipment_count, l.high_risk_equipment_count, l.risk_distribution, l.last_updated,
       (SELECT to_char(max(g.studied_on), 'YYYY-MM-DD') FROM masterbus.engineering_result g
        WHERE g.organization_id = l.organization_id AND g.facility_id = l.id) AS last_arc_flash_analysis,
       (SELECT to_char(max(i.inspected_on), 'YYYY-MM-DD') FROM masterbus.inspection i
        WHERE i.organization_id = l.organization_id AND i.facility_id = l.id AND i.type = 'thermographic' AND i.inspected_on <= f.as_of) AS last_infrared_scan,
       threatmap.age_text(masterbus.mean_age_years(l.organization_id, l.id, f.as_of)) AS system_age,
       CASE WHEN f.year_built BETWEEN 1800 AND extract(year FROM f.as_of) THEN extract(year FROM f.as_of)::int4 - f.year_built END AS facility_age,
       round(s.score_tenths_sum / (1000.0 * nullif(s.low_count + s.medium_count + s.high_count + s.critical_count, 0)), 2)::float8 AS average_equipment_risk,
       threatmap.humidity_risk(x.mean_humidity_pct) AS humidity_risk,
       jsonb_build_object('copper', x.copper_count, 'aluminum', x.aluminum_count) AS conductor_type_breakdown,
       (SELECT jsonb_agg(jsonb_build_object('factor', c.category -> 'category', 'score', c.category -> 'score', 'description', c.category -> 'description')
                         ORDER BY c.place)
        FROM jsonb_array_elements(x.categories) WITH ORDINALITY c(category, place)) AS risk_factors,
       threatmap.facility_history_by_month(l.organization_id, l.id) AS historical_risk,
       (SELECT coalesce(jsonb_agg(threatmap.equipment_json(e) ORDER BY t.rank), '[]')
        FROM (SELECT r.equipment_id, row_number() OVER (ORDER BY r.score_tenths DESC, r.equipment_id) AS rank
              FROM masterbus.equipment_result r
              WHERE r.organization_id = l.organization_id AND r.facility_id = l.id AND r.category >= 2
              ORDER BY r.score_tenths DESC, r.equipment_id LIMIT 5) t
        CROSS JOIN LATERAL (SELECT e.* FROM threatmap.equipment e WHERE e.organization_id = l.organization_id AND e.id = t.equipment_id OFFSET 0) e) AS top_threats,
       to_char(f.as_of, 'YYYY-MM-DD') AS as_of,
       f.model_version AS algorithm_version,
       l.updated_at,
       l.stale,
       l.confidence, l.completeness, l.missing_inputs, l.oldest_input,
       (SELECT jsonb_build_object('risk_matrix', m.matrix, 'health_index_counts', m.health_index_counts, 'rated_count', m.rated_count,
                                  'without_health_count', m.without_health_count, 'without_criticality_count', m.without_criticality_count,
                                  'expected_failures_per_year', m.expected_failures_per_year, 'in_year_risk', m.in_year_risk,
                                  'label_understated_count', m.label_understated_count)
        FROM threatmap.facility_risk_matrix m WHERE m.organization_id = l.organization_id AND m.id = l.id) AS engineering
FROM threatmap.facilities l
JOIN masterbus.facility f ON f.organization_id = l.organization_id AND f.facility_id = l.id
JOIN masterbus.facility_result s ON s.organization_id = l.organization_id AND s.facility_id = l.id
CROSS JOIN LATERAL (SELECT x.* FROM masterbus.facility_factors x WHERE x.organization_id = l.organization_id AND x.facility_id = l.id OFFSET 0) x;
COMMENT ON VIEW threatmap.facility_details IS 'Everything that the page of one facility shows; read it by id.';
COMMENT ON COLUMN threatmap.facility_details.organization_id IS 'Organisation that the facility belongs to.';
COMMENT ON COLUMN threatmap.facility_details.id IS 'Condoit''s id of the facility.';
COMMENT ON COLUMN threatmap.facility_details.name IS 'Name of the facility; NULL where unknown.';
COMMENT ON COLUMN threatmap.facility_details.location IS 'City and state, or what the mapping gives.';
COMMENT ON COLUMN threatmap.facility_details.coordinates IS '{lat, lng} in degrees; NULL where unknown or not on Earth.';
COMMENT ON COLUMN threatmap.facility_details.risk_score IS 'Weighted mean of published item scores, 0–100 with one decimal; NULL without scored items.';
COMMENT ON COLUMN threatmap.facility_details.risk_rating IS 'Low, Medium, High or Critical; NULL without scored items.';
COMMENT ON COLUMN threatmap.facility_details.compliance_status IS 'The worse of NFPA 70B and 70E: Compliant, Warning or Out of Compliance; NULL without equipment.';
COMMENT ON COLUMN threatmap.facility_details.last_inspection IS 'ISO 8601 date of the newest inspection in the facility; empty where there was none.';
COMMENT ON COLUMN threatmap.facility_details.contractor IS 'Electrical contractor of the facility.';
COMMENT ON COLUMN threatmap.facility_details.equipment_count IS 'Items in the facility.';
COMMENT ON COLUMN threatmap.facility_details.critical_equipment_count IS 'Items rated Critical.';
COMMENT ON COLUMN threatmap.facility_details.high_risk_equipment_count IS 'Items rated High.';
COMMENT ON COLUMN threatmap.facility_details.risk_distribution IS '{low, medium, high, critical}: items by rating.';
COMMENT ON COLUMN threatmap.facility_details.last_updated IS 'When the published score, category or a compliance status last changed.';
COMMENT ON COLUMN threatmap.facility_details.last_arc_flash_analysis IS 'ISO 8601 date of the newest arc-flash study of an item in the facility; NULL where there is none.';
COMMENT ON COLUMN threatmap.facility_details.last_infrared_scan IS 'ISO 8601 date of the newest infrared scan in the facility; NULL where there is none.';
COMMENT ON COLUMN threatmap.facility_details.system_age IS 'Mean age of the items in whole years, as text; NULL where unknown of every item.';
COMMENT ON COLUMN threatmap.facility_details.facility_age IS 'Years since the facility was built; NULL where unknown or absurd.';
COMMENT ON COLUMN threatmap.facility_details.average_equipment_risk IS 'Unweighted mean of the item scores, 0–1 with two decimals; NULL without scored items.';
COMMENT ON COLUMN threatmap.facility_details.humidity_risk IS 'Low, Medium or High, from the mean relative humidity at the items; NULL where unknown of every item.';
COMMENT ON COLUMN threatmap.facility_details.conductor_type_breakdown IS '{copper, aluminum}: items by conductor material.';
COMMENT ON COLUMN threatmap.facility_details.risk_factors IS '[{factor, score, description}]: mean of each factor over the items, highest first; NULL without scored items.';
COMMENT ON COLUMN threatmap.facility_details.historical_risk IS '[{month, risk_score, equipment_count, equipment_age}]: published values at the end of each UTC month.';
COMMENT ON COLUMN threatmap.facility_details.top_threats IS 'The at most five highest High and Critical items in ThreatMap''s shape.';
COMMENT ON COLUMN threatmap.facility_details.as_of IS 'ISO 8601 UTC date at which the facility is evaluated.';
COMMENT ON COLUMN threatmap.facility_details.algorithm_version IS 'Version of the factor model that made the scores.';
COMMENT ON COLUMN threatmap.facility_details.updated_at IS 'The same as last_updated.';
COMMENT ON COLUMN threatmap.facility_details.stale IS 'True while the row may not be what Condoit says now: a table that it is made from is being read again, or waits until its mapping fits.';
COMMENT ON COLUMN threatmap.facility_details.confidence IS 'How far the result can be relied on: what at least four fifths of the items reach of High, Medium and Low; Unknown where no item can be scored.';
COMMENT ON COLUMN threatmap.facility_details.completeness IS 'Mean share of the items'' inputs that is on record, 0–1 with two decimals; NULL without items.';
COMMENT ON COLUMN threatmap.facility_details.missing_inputs IS 'Inputs that at least one item lacks, of voltmetrics.inputs().';
COMMENT ON COLUMN threatmap.facility_details.oldest_input IS 'ISO 8601 date of the oldest dated input of any item; NULL where there is none.';
COMMENT ON COLUMN threatmap.facility_details.engineering IS 'CNAIM''s risk matrix and what belongs to it, as the columns of threatmap.facility_risk_matrix.';

CREATE FUNCTION threatmap.facility_document(facility_id text) RETURNS jsonb
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN (
        SELECT jsonb_strip_nulls(jsonb_build_object(
            'id', d.id, 'name', coalesce(d.name, ''), 'location', d.location, 'coordinates', d.coordinates,
            'riskScore', d.risk_score, 'complianceStatus', d.compliance_status,
            'lastInspection', d.last_inspection, 'contractor', d.contractor, 'topThreats', d.top_threats,
            'lastArcFlashAnalysis', d.last_arc_flash_analysis, 'lastInfraredScan', d.last_infrared_scan, 'systemAge', d.system_age,
            'facilityAge', d.facility_age, 'equipmentCount', d.equipment_count, 'criticalEquipmentCount', d.critical_equipment_count,
            'highRiskEquipmentCount', d.high_risk_equipment_count, 'averageEquipmentRisk', d.average_equipment_risk, 'humidityRisk', d.humidity_risk,
            'conductorTypeBreakdown', d.conductor_type_breakdown, 'equipmentRiskDistribution', d.risk_distribution,
            'historicalRisk', (SELECT jsonb_agg(jsonb_build_object('month', h -> 'month', 'riskScore', h -> 'risk_score',
                                                                   'equipmentCount', h -> 'equipment_count', 'equipmentAge', h -> 'equipment_age') ORDER BY n)
                               FROM jsonb_array_elements(d.historical_risk) WITH ORDINALITY AS x(h, n))))
        FROM threatmap.facility_details d WHERE d.id = facility_document.facility_id ORDER BY d.organization_id LIMIT 1);
END
$$;
COMMENT ON FUNCTION threatmap.facility_document(text) IS
    'A facility in ThreatMap''s exact camelCase shape; NULL for an unknown one. Without scored equipment riskScore is left out, without equipment complianceStatus too: what is unknown is not shown as low.';

CREATE FUNCTION threatmap.facility_details_document(facility_id text) RETURNS jsonb
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN (
        SELECT jsonb_strip_nulls(jsonb_build_object(
            'id', d.id, 'name', coalesce(d.name, ''), 'location', d.location, 'coordinates', d.coordinates, 'risk_score', d.risk_score, 'risk_rating', d.risk_rating,
            'compliance_status', d.compliance_status, 'last_inspection', d.last_inspection, 'contractor', d.contractor,
            'equipment_count', d.equipment_count, 'critical_equipment_count', d.critical_equipment_count,
            'high_risk_equipment_count', d.high_risk_equipment_count, 'risk_distribution', d.risk_distribution, 'last_updated', d.last_updated,
            'last_arc_flash_analysis', d.last_arc_flash_analysis, 'last_infrared_scan', d.last_infrared_scan, 'system_age', d.system_age,
            'facility_age', d.facility_age, 'average_equipment_risk', d.average_equipment_risk, 'humidity_risk', d.humidity_risk,
            'conductor_type_breakdown', d.conductor_type_breakdown, 'risk_factors', coalesce(d.risk_factors, '[]'), 'historical_risk', d.historical_risk,
            'top_threats', (
                SELECT coalesce(jsonb_agg(to_jsonb(t) - '{organization_id,facility_id,rank,updated_at,stale,confidence,completeness,missing_inputs,oldest_input}'::text[]
                                          ORDER BY t.rank), '[]')
                FROM threatmap.top_threats t WHERE t.organization_id = d.organization_id AND t.facility_id = d.id),
            'as_of', d.as_of, 'algorithm_version', d.algorithm_version,
            'confidence', jsonb_build_object('level', d.confidence, 'completeness', d.completeness, 'missing_inputs', to_jsonb(d.missing_inputs),
                                             'oldest_input', d.oldest_input),
            'engineering', d.engineering))
        FROM threatmap.facility_details d WHERE d.id = facility_details_document.facility_id ORDER BY d.organization_id LIMIT 1);
END
$$;
COMMENT ON FUNCTION threatmap.facility_details_document(text) IS
    'A facility as /facilities/{id} answers it; what is unknown is left out. NULL for an unknown facility.';
