CREATE VIEW threatmap.facilities WITH (security_invoker) AS
SELECT r.organization_id,
       r.facility_id AS id,
       f.name,
       coalesce(f.location, '') AS location,
       CASE WHEN f.latitude BETWEEN -90 AND 90 AND f.longitude BETWEEN -180 AND 180
            THEN jsonb_build_object('lat', f.latitude, 'lng', f.longitude) END AS coordinates,
       r.score_tenths / 10.0::float8 AS risk_score,
       threatmap.risk_rating(r.category) AS risk_rating,
       threatmap.compliance_word(greatest(r.nfpa70b_status, r.nfpa70e_status)) AS compliance_status,
       (SELECT threatmap.date_text(max(i.inspected_on)) FROM masterbus.inspection i
        WHERE i.organization_id = r.organization_id AND i.facility_id = r.facility_id AND i.inspected_on <= f.as_of) AS last_inspection,
       coalesce(f.contractor, '') AS contractor,
       r.equipment_count,
       r.critical_count AS critical_equipment_count,
       r.high_count AS high_risk_equipment_count,
       jsonb_build_object('low', r.low_count, 'medium', r.medium_count, 'high', r.high_count, 'critical', r.critical_count) AS risk_distribution,
       r.updated_at AS last_updated,
       r.updated_at,
       f.source = ANY ((SELECT masterbus.stale_sources())::text[]) AS stale
FROM masterbus.facility_result r
JOIN masterbus.facility f ON f.organization_id = r.organization_id AND f.facility_id = r.facility_id;
COMMENT ON VIEW threatmap.facilities IS 'The portfolio list: every live facility with its published result, one row each.';
COMMENT ON COLUMN threatmap.facilities.organization_id IS 'Organisation that the facility belongs to.';
COMMENT ON COLUMN threatmap.facilities.id IS 'Condoit''s id of the facility.';
COMMENT ON COLUMN threatmap.facilities.name IS 'Name of the facility.';
COMMENT ON COLUMN threatmap.facilities.location IS 'City and state, or what the mapping gives; empty where unknown.';
COMMENT ON COLUMN threatmap.facilities.coordinates IS '{lat, lng} in degrees; NULL where unknown or not on Earth.';
COMMENT ON COLUMN threatmap.facilities.risk_score IS 'Weighted mean of published item scores, 0–100 with one decimal; NULL without scored items.';
COMMENT ON COLUMN threatmap.facilities.risk_rating IS 'Low, Medium, High or Critical by the active model''s thresholds; NULL without scored items.';
COMMENT ON COLUMN threatmap.facilities.compliance_status IS 'The worse of NFPA 70B and 70E: Compliant, Warning or Out of Compliance; NULL without equipment.';
COMMENT ON COLUMN threatmap.facilities.last_inspection IS 'ISO 8601 date of the newest inspection in the facility; empty where there was none.';
COMMENT ON COLUMN threatmap.facilities.contractor IS 'Electrical contractor of the facility; empty where unknown.';
COMMENT ON COLUMN threatmap.facilities.equipment_count IS 'Items in the facility.';
COMMENT ON COLUMN threatmap.facilities.critical_equipment_count IS 'Items rated Critical.';
COMMENT ON COLUMN threatmap.facilities.high_risk_equipment_count IS 'Items rated High (Critical ones not among them).';
COMMENT ON COLUMN threatmap.facilities.risk_distribution IS '{low, medium, high, critical}: items by rating.';
COMMENT ON COLUMN threatmap.facilities.last_updated IS 'When the published score, category or a compliance status last changed.';
COMMENT ON COLUMN threatmap.facilities.updated_at IS 'The same as last_updated.';
COMMENT ON COLUMN threatmap.facilities.stale IS 'True while the row may not be what Condoit says now: a table that it is made from is being read again, or waits until its mapping fits.';

CREATE FUNCTION threatmap.facility_history_by_month(organization_id text, facility_id text, months int4 DEFAULT 12) RETURNS jsonb
    LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('month', to_char(m.first_day, 'Mon YYYY'), 'risk_score', h.score_tenths / 10.0::float8,
                                                 'equipment_count', h.equipment_count, 'equipment_age', round(h.mean_age_years::numeric, 1))
                              ORDER BY m.first_day), '[]')
    FROM (SELECT date_trunc('month', now() AT TIME ZONE 'UTC') - n * interval '1 month' AS first_day
          FROM generate_series(0, months - 1) n) m
    CROSS JOIN LATERAL (
        SELECT h.* FROM masterbus.facility_history h
        WHERE h.organization_id = facility_history_by_month.organization_id AND h.facility_id = facility_history_by_month.facility_id
          AND h.changed_at < (m.first_day + interval '1 month') AT TIME ZONE 'UTC'
        ORDER BY h.batch DESC LIMIT 1) h
    WHERE NOT h.removed AND h.score_tenths IS NOT NULL
$$;
COMMENT ON FUNCTION threatmap.facility_history_by_month(text, text, int4) IS
    'A facility''s published values at the end of each of the last UTC months, the current one as it stands: [{month, risk_score, equipment_count, equipment_age}].';

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

CREATE FUNCTION threatmap.factor_description(factor text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE factor
        WHEN 'age' THEN 'Age of the equipment against its service life'
        WHEN 'material' THEN 'Conductor material, connections and insulation'
        WHEN 'maintenance' THEN 'Time since maintenance and what it found'
        WHEN 'environmental' THEN 'Humidity, temperature and surroundings'
        WHEN 'operational' THEN 'Load, power quality and operation'
        WHEN 'visual' THEN 'Corrosion, damage and other visible signs' END;
COMMENT ON FUNCTION threatmap.factor_description(text) IS 'What a risk factor stands for, in words.';

CREATE VIEW threatmap.facility_details WITH (security_invoker) AS
SELECT l.organization_id, l.id, l.name, l.location, l.coordinates, l.risk_score, l.risk_rating, l.compliance_status, l.last_inspection,
       l.contractor, l.equipment_count, l.critical_equipment_count, l.high_risk_equipment_count, l.risk_distribution, l.last_updated,
       (SELECT max(s.assessed_on)::text FROM masterbus.equipment_result r JOIN masterbus.arc_flash_study s
            ON s.organization_id = r.organization_id AND s.equipment_id = r.equipment_id AND s.assessed_on <= f.as_of
        WHERE r.organization_id = l.organization_id AND r.facility_id = l.id) AS last_arc_flash_analysis,
       (SELECT max(i.inspected_on)::text FROM masterbus.inspection i
        WHERE i.organization_id = l.organization_id AND i.facility_id = l.id AND i.type = 'thermographic' AND i.inspected_on <= f.as_of) AS last_infrared_scan,
       threatmap.age_text(masterbus.mean_age_years(l.organization_id, l.id, f.as_of)) AS system_age,
       CASE WHEN f.year_built BETWEEN 1800 AND extract(year FROM f.as_of) THEN extract(year FROM f.as_of)::int4 - f.year_built END AS facility_age,
       round(s.score_tenths_sum / (1000.0 * nullif(s.low_count + s.medium_count + s.high_count + s.critical_count, 0)), 2)::float8 AS average_equipment_risk,
       (SELECT threatmap.humidity_risk(avg(i.humidity_pct)) FROM masterbus.equipment_input i
        WHERE i.organization_id = l.organization_id AND i.facility_id = l.id) AS humidity_risk,
       (SELECT jsonb_build_object('copper', count(*) FILTER (WHERE NOT e.aluminum_conductor), 'aluminum', count(*) FILTER (WHERE e.aluminum_conductor))
        FROM masterbus.equipment e WHERE e.organization_id = l.organization_id AND e.facility_id = l.id) AS conductor_type_breakdown,
       (SELECT jsonb_agg(jsonb_build_object('factor', n.factor, 'score', x -> 'average_score', 'description', threatmap.factor_description(n.factor))
                         ORDER BY (x ->> 'average_score')::float8 DESC, n.factor)
        FROM jsonb_array_elements(threatmap.facility_assessment(l.organization_id, l.id) -> 'risk_factors') x,
             LATERAL (SELECT replace(x ->> 'factor', '_risk', '')) n(factor)) AS risk_factors,
       threatmap.facility_history_by_month(l.organization_id, l.id) AS historical_risk,
       (SELECT coalesce(jsonb_agg(threatmap.equipment_json(e) ORDER BY e.risk_score DESC, e.id), '[]')
        FROM threatmap.top_threats t JOIN threatmap.equipment e ON e.organization_id = t.organization_id AND e.id = t.id
        WHERE t.organization_id = l.organization_id AND t.facility_id = l.id) AS top_threats,
       f.as_of::text AS as_of,
       f.model_version AS algorithm_version,
       l.updated_at,
       l.stale
FROM threatmap.facilities l
JOIN masterbus.facility f ON f.organization_id = l.organization_id AND f.facility_id = l.id
JOIN masterbus.facility_result s ON s.organization_id = l.organization_id AND s.facility_id = l.id;
COMMENT ON VIEW threatmap.facility_details IS 'Everything that the page of one facility shows; read it by id.';
COMMENT ON COLUMN threatmap.facility_details.organization_id IS 'Organisation that the facility belongs to.';
COMMENT ON COLUMN threatmap.facility_details.id IS 'Condoit''s id of the facility.';
COMMENT ON COLUMN threatmap.facility_details.name IS 'Name of the facility.';
COMMENT ON COLUMN threatmap.facility_details.location IS 'City and state, or what the mapping gives.';
COMMENT ON COLUMN threatmap.facility_details.coordinates IS '{lat, lng} in degrees.';
COMMENT ON COLUMN threatmap.facility_details.risk_score IS 'Weighted mean of published item scores, 0–100 with one decimal.';
COMMENT ON COLUMN threatmap.facility_details.risk_rating IS 'Low, Medium, High or Critical.';
COMMENT ON COLUMN threatmap.facility_details.compliance_status IS 'The worse of NFPA 70B and 70E: Compliant, Warning or Out of Compliance.';
COMMENT ON COLUMN threatmap.facility_details.last_inspection IS 'ISO 8601 date of the newest inspection in the facility; empty where there was none.';
COMMENT ON COLUMN threatmap.facility_details.contractor IS 'Electrical contractor of the facility.';
COMMENT ON COLUMN threatmap.facility_details.equipment_count IS 'Items in the facility.';
COMMENT ON COLUMN threatmap.facility_details.critical_equipment_count IS 'Items rated Critical.';
COMMENT ON COLUMN threatmap.facility_details.high_risk_equipment_count IS 'Items rated High.';
COMMENT ON COLUMN threatmap.facility_details.risk_distribution IS '{low, medium, high, critical}: items by rating.';
COMMENT ON COLUMN threatmap.facility_details.last_updated IS 'When the published score, category or a compliance status last changed.';
COMMENT ON COLUMN threatmap.facility_details.last_arc_flash_analysis IS 'ISO 8601 date of the newest arc-flash study of an item in the facility.';
COMMENT ON COLUMN threatmap.facility_details.last_infrared_scan IS 'ISO 8601 date of the newest infrared scan in the facility.';
COMMENT ON COLUMN threatmap.facility_details.system_age IS 'Mean age of the items in whole years, as text.';
COMMENT ON COLUMN threatmap.facility_details.facility_age IS 'Years since the facility was built; NULL where unknown or absurd.';
COMMENT ON COLUMN threatmap.facility_details.average_equipment_risk IS 'Unweighted mean of the item scores, 0–1 with two decimals.';
COMMENT ON COLUMN threatmap.facility_details.humidity_risk IS 'Low, Medium or High, from the mean relative humidity at the items.';
COMMENT ON COLUMN threatmap.facility_details.conductor_type_breakdown IS '{copper, aluminum}: items by conductor material.';
COMMENT ON COLUMN threatmap.facility_details.risk_factors IS '[{factor, score, description}]: mean of each factor over the items, highest first.';
COMMENT ON COLUMN threatmap.facility_details.historical_risk IS '[{month, risk_score, equipment_count, equipment_age}]: published values at the end of each UTC month.';
COMMENT ON COLUMN threatmap.facility_details.top_threats IS 'The at most five highest High and Critical items in ThreatMap''s shape.';
COMMENT ON COLUMN threatmap.facility_details.as_of IS 'ISO 8601 UTC date at which the facility is evaluated.';
COMMENT ON COLUMN threatmap.facility_details.algorithm_version IS 'Version of the factor model that made the scores.';
COMMENT ON COLUMN threatmap.facility_details.updated_at IS 'The same as last_updated.';
COMMENT ON COLUMN threatmap.facility_details.stale IS 'True while the row may not be what Condoit says now: a table that it is made from is being read again, or waits until its mapping fits.';

CREATE FUNCTION threatmap.facility_document(facility_id text) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'id', d.id, 'name', d.name, 'location', d.location, 'coordinates', d.coordinates,
        'riskScore', coalesce(d.risk_score, 0), 'complianceStatus', coalesce(d.compliance_status, 'Warning'),
        'lastInspection', d.last_inspection, 'contractor', d.contractor, 'topThreats', d.top_threats,
        'lastArcFlashAnalysis', d.last_arc_flash_analysis, 'lastInfraredScan', d.last_infrared_scan, 'systemAge', d.system_age,
        'facilityAge', d.facility_age, 'equipmentCount', d.equipment_count, 'criticalEquipmentCount', d.critical_equipment_count,
        'highRiskEquipmentCount', d.high_risk_equipment_count, 'averageEquipmentRisk', d.average_equipment_risk, 'humidityRisk', d.humidity_risk,
        'conductorTypeBreakdown', d.conductor_type_breakdown, 'equipmentRiskDistribution', d.risk_distribution,
        'historicalRisk', (SELECT jsonb_agg(jsonb_build_object('month', h -> 'month', 'riskScore', h -> 'risk_score',
                                                               'equipmentCount', h -> 'equipment_count', 'equipmentAge', h -> 'equipment_age') ORDER BY n)
                           FROM jsonb_array_elements(d.historical_risk) WITH ORDINALITY AS x(h, n))))
    FROM threatmap.facility_details d WHERE d.id = facility_document.facility_id ORDER BY d.organization_id LIMIT 1
$$;
COMMENT ON FUNCTION threatmap.facility_document(text) IS
    'A facility in ThreatMap''s exact camelCase shape; NULL for an unknown one. Without scored equipment riskScore is 0 and complianceStatus Warning: nothing is known to be right.';
