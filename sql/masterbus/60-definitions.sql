CREATE FUNCTION masterbus.with_observations(attributes jsonb, findings jsonb, corrosion_level text, damage_level text, passed boolean) RETURNS jsonb
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 30 AS 'MODULE_PATHNAME', 'masterbus_with_observations';
COMMENT ON FUNCTION masterbus.with_observations(jsonb, jsonb, text, text, boolean) IS
    'An item''s attributes with what an inspection observed laid over them: its findings, and visible_corrosion and physical_damage (whether their level is Moderate or Severe) and failed_inspection from what it says itself, whatever the findings call these; what is null was not observed. NULL attributes are none; attributes that are no object stay as they are, for the scoring to refuse.';

-- Without SET and with a body of one query, so that a statement that reads it has the query in its own plan.
CREATE FUNCTION masterbus.input_by(organization_id text, equipment_id text, own_humidity_pct float8, own_temperature_f float8, item_attributes jsonb, day date)
    RETURNS TABLE (humidity_pct float8, temperature_f float8, last_maintenance_date date, attributes jsonb, maintenance_recorded boolean, maintenance_dates date[],
                   inspection_id text, observed jsonb, own_attributes jsonb, intervention_count int4, corrosion_level text, rust_level text, damage_level text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(i.humidity_pct, own_humidity_pct), coalesce(i.temperature_f, own_temperature_f), m.last_on,
           CASE WHEN s.observed IS NULL OR jsonb_typeof(item_attributes) <> 'object' THEN o.attributes ELSE o.attributes || s.observed END,
           m.recorded OR t.recorded,
           ARRAY[greatest(m.visual_inspection_on, t.visual_inspection_on), greatest(m.thermographic_on, t.thermographic_on),
                 m.connection_tightness_on, m.oil_analysis_on, m.insulation_test_on, m.mechanism_test_on, m.trip_test_on],
           i.inspection_id,
           CASE WHEN i.inspection_id IS NOT NULL THEN masterbus.with_observations('{}', i.findings, i.corrosion_level, i.damage_level, i.passed) END,
           o.attributes,
           m.intervention_count, i.corrosion_level, i.rust_level, i.damage_level
    -- LEFT JOIN of aggregates, which always have a row: where a query asks for none of their columns the planner leaves them out.
    FROM (SELECT) one
    LEFT JOIN (
        SELECT max(m.performed_on) AS last_on, count(*) > 0 AS recorded,
               count(*) FILTER (WHERE m.type IN ('repair', 'emergency_service'))::int4 AS intervention_count,
               max(m.performed_on) FILTER (WHERE m.type = 'visual_inspection') AS visual_inspection_on,
               max(m.performed_on) FILTER (WHERE m.type = 'thermographic') AS thermographic_on,
               max(m.performed_on) FILTER (WHERE m.type = 'connection_tightness') AS connection_tightness_on,
               max(m.performed_on) FILTER (WHERE m.type = 'oil_analysis') AS oil_analysis_on,
               max(m.performed_on) FILTER (WHERE m.type = 'insulation_test') AS insulation_test_on,
               max(m.performed_on) FILTER (WHERE m.type = 'mechanism_test') AS mechanism_test_on,
               max(m.performed_on) FILTER (WHERE m.type = 'trip_test') AS trip_test_on
        FROM masterbus.maintenance m
        WHERE m.organization_id = input_by.organization_id AND m.equipment_id = input_by.equipment_id AND m.performed_on <= day) m ON true
    LEFT JOIN (
        SELECT count(*) > 0 AS recorded,
               max(i.inspected_on) FILTER (WHERE i.type = 'visual_inspection') AS visual_inspection_on,
               max(i.inspected_on) FILTER (WHERE i.type = 'thermographic') AS thermographic_on
        FROM masterbus.inspection i
        WHERE i.organization_id = input_by.organization_id AND i.equipment_id = input_by.equipment_id AND i.inspected_on <= day) t ON true
    LEFT JOIN LATERAL (
        SELECT i.inspection_id, i.humidity_pct, i.temperature_f, i.corrosion_level, i.rust_level, i.damage_level, i.passed, i.findings
        FROM masterbus.inspection i
        WHERE i.organization_id = input_by.organization_id AND i.equipment_id = input_by.equipment_id AND i.inspected_on <= day
        ORDER BY i.inspected_on DESC, i.inspection_id DESC LIMIT 1) i ON true
    CROSS JOIN LATERAL (
        SELECT CASE WHEN i.inspection_id IS NULL THEN coalesce(item_attributes, '{}')
                    ELSE masterbus.with_observations(item_attributes, i.findings, i.corrosion_level, i.damage_level, i.passed) END AS attributes) o
    LEFT JOIN LATERAL (
        SELECT (array_agg(s.observed))[1] AS observed FROM (
            SELECT jsonb_build_object('arc_flash', jsonb_strip_nulls(jsonb_build_object(
                       'assessment_date', s.assessed_on, 'ppe_category', s.ppe_category, 'incident_energy', s.incident_energy_cal_cm2,
                       'working_distance', s.working_distance_mm, 'arc_flash_boundary', s.arc_flash_boundary_mm))) AS observed
            FROM masterbus.arc_flash_study s
            WHERE s.organization_id = input_by.organization_id AND s.equipment_id = input_by.equipment_id
              AND (s.assessed_on <= day OR s.assessed_on IS NULL)
            ORDER BY s.assessed_on DESC NULLS LAST, s.study_id DESC LIMIT 1) s) s ON true;
END;
COMMENT ON FUNCTION masterbus.input_by(text, text, float8, float8, jsonb, date) IS
    'What the factor models see of an item that changes with time, from what is on record by a day: its maintenance, its newest inspection and arc-flash study, over what the item says itself of humidity (%), temperature (degrees Fahrenheit) and attributes; which inspection that is, what it observed and the levels that it found, and how often there was a repair or emergency service; own_attributes leaves the study out, on which the risk does not depend.';

CREATE VIEW masterbus.equipment_input WITH (security_invoker) AS
SELECT e.organization_id, e.equipment_id, e.facility_id, e.name, e.type, e.install_date, e.aluminum_conductor,
       i.humidity_pct, i.temperature_f, e.loading_pct, i.last_maintenance_date, i.attributes, i.maintenance_recorded, i.maintenance_dates,
       f.as_of, f.model_version, f.nfpa70b_version, i.own_attributes
FROM masterbus.equipment e
JOIN masterbus.facility f ON f.organization_id = e.organization_id AND f.facility_id = e.facility_id
CROSS JOIN LATERAL masterbus.input_by(e.organization_id, e.equipment_id, e.humidity_pct, e.temperature_f, e.attributes, f.as_of) i;
COMMENT ON VIEW masterbus.equipment_input IS
    'What the factor models see of each item of a live facility at its facility''s date: the item, its maintenance, its newest inspection and arc-flash study; own_attributes leaves the study out, on which the risk does not depend.';

CREATE VIEW masterbus.equipment_definition WITH (security_invoker) AS
SELECT i.organization_id, i.equipment_id, i.facility_id, i.type, r.score_tenths, r.category,
       coalesce(v.status, r.nfpa70b_status) AS nfpa70b_status, coalesce(v.score, r.nfpa70b_score) AS nfpa70b_score, r.nfpa70e_status, r.nfpa70e_score,
       r.problem_kind, r.problem_field, r.problem_value, i.as_of, i.model_version, r.missing_inputs, r.oldest_input, r.confidence, r.factor_tenths, r.next_change_on
FROM masterbus.equipment_input i
CROSS JOIN LATERAL voltmetrics.try_assess(i.type, i.install_date, i.aluminum_conductor, i.humidity_pct, i.temperature_f, i.loading_pct,
    i.last_maintenance_date, i.attributes, i.maintenance_recorded, i.maintenance_dates, i.as_of, i.model_version) r
-- Strict: under rule set 1 it is not called at all.
CROSS JOIN LATERAL masterbus.nfpa70b_verdict(i.organization_id, i.equipment_id, i.nfpa70b_version) v;
COMMENT ON VIEW masterbus.equipment_definition IS 'The one definition of an item''s result: changes, rebuilds and verification all read it.';

CREATE VIEW masterbus.facility_definition WITH (security_invoker) AS
SELECT f.organization_id, f.facility_id, f.name, f.location, f.latitude, f.longitude, f.contractor, f.source,
       (a.score * 10)::int2 AS score_tenths, voltmetrics.facility_category(a.score, f.model_version) AS category,
       a.nfpa70b_status, a.nfpa70b_score, a.nfpa70e_status, a.nfpa70e_score,
       a.equipment_count, a.low_count, a.medium_count, a.high_count, a.critical_count, a.score_tenths_sum,
       a.completeness_pct, a.missing_inputs, a.oldest_input,
       voltmetrics.prevailing_confidence(a.unknown_confidence, a.low_confidence, a.medium_confidence, a.high_confidence) AS confidence,
       f.as_of, f.model_version
FROM masterbus.facility f
CROSS JOIN LATERAL (
    SELECT voltmetrics.facility_score(r.type, r.score_tenths / 10.0::float8, f.model_version) AS score,
           voltmetrics.compliance_status(r.nfpa70b_score)::int2 AS nfpa70b_status, voltmetrics.compliance_score(r.nfpa70b_score)::int2 AS nfpa70b_score,
           voltmetrics.compliance_status(r.nfpa70e_score)::int2 AS nfpa70e_status, voltmetrics.compliance_score(r.nfpa70e_score)::int2 AS nfpa70e_score,
           count(*)::int4 AS equipment_count,
           count(*) FILTER (WHERE r.category = 0)::int4 AS low_count, count(*) FILTER (WHERE r.category = 1)::int4 AS medium_count,
           count(*) FILTER (WHERE r.category = 2)::int4 AS high_count, count(*) FILTER (WHERE r.category = 3)::int4 AS critical_count,
           coalesce(sum(r.score_tenths), 0)::int8 AS score_tenths_sum,
           round(avg(round(100 * voltmetrics.completeness(r.type, r.missing_inputs))::int4))::int2 AS completeness_pct,
           coalesce(bit_or(r.missing_inputs), 0::int2) AS missing_inputs, min(r.oldest_input) AS oldest_input,
           count(*) FILTER (WHERE r.confidence = 0)::int4 AS unknown_confidence, count(*) FILTER (WHERE r.confidence = 1)::int4 AS low_confidence,
           count(*) FILTER (WHERE r.confidence = 2)::int4 AS medium_confidence, count(*) FILTER (WHERE r.confidence = 3)::int4 AS high_confidence
    FROM masterbus.equipment_result r
    WHERE r.organization_id = f.organization_id AND r.facility_id = f.facility_id) a;
COMMENT ON VIEW masterbus.facility_definition IS 'The one definition of a facility''s result, over its items'' published results.';
