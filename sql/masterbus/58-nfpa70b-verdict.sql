CREATE FUNCTION masterbus.nfpa70b_equipment(type text, kind text, specifications jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE type
        WHEN 'PANEL' THEN 'panelboard' WHEN 'BREAKER' THEN 'breaker'
        WHEN 'TRANSFORMER' THEN CASE WHEN specifications -> 'oil_filled' = 'true' THEN 'liquid_filled_transformer' ELSE 'transformer' END
        WHEN 'SWITCHGEAR' THEN CASE WHEN kind = 'Switchboard' THEN 'switchboard' ELSE 'switchgear' END
        ELSE CASE WHEN kind = 'Conductor' THEN 'cable' WHEN kind = 'UPS' THEN 'ups'
                  WHEN specifications ->> 'raceway_type' IN ('cable_tray', 'busway') THEN specifications ->> 'raceway_type' ELSE 'other' END END;
COMMENT ON FUNCTION masterbus.nfpa70b_equipment(text, text, jsonb) IS 'Kind of equipment as the intervals of NFPA 70B name it.';

CREATE FUNCTION masterbus.nfpa70b_activity(record_type text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE record_type
        WHEN 'thermographic' THEN 'infrared_thermography' WHEN 'oil_analysis' THEN 'fluid_and_dga_sampling'
        WHEN 'connection_tightness' THEN 'mechanical_servicing' WHEN 'mechanism_test' THEN 'mechanical_servicing'
        WHEN 'insulation_test' THEN 'electrical_testing' WHEN 'trip_test' THEN 'electrical_testing' ELSE record_type END;
COMMENT ON FUNCTION masterbus.nfpa70b_activity(text) IS 'Activity of NFPA 70B that a type of maintenance or inspection on record is.';

CREATE FUNCTION masterbus.nfpa70b_physical_condition(corrosion_level text, rust_level text, damage_level text, passed boolean, findings jsonb) RETURNS int4
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN 'Severe' IN (corrosion_level, rust_level, damage_level) OR NOT passed THEN 3
                WHEN 'Moderate' IN (corrosion_level, rust_level, damage_level) OR jsonb_path_exists(findings, '$.* ? (@ == true)') THEN 2 ELSE 1 END;
COMMENT ON FUNCTION masterbus.nfpa70b_physical_condition(text, text, text, boolean, jsonb) IS
    'Physical condition, 1 (best) to 3, from an inspection: severe corrosion, rust or damage or a failed inspection is 3, a moderate one or any finding 2.';

CREATE FUNCTION masterbus.nfpa70b_environment(attributes jsonb) RETURNS int4
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN attributes -> 'corrosive_environment' = 'true' THEN 3
                WHEN attributes -> 'outdoor_exposure' = 'true' OR attributes -> 'poor_ventilation' = 'true' THEN 2 ELSE 1 END;
COMMENT ON FUNCTION masterbus.nfpa70b_environment(jsonb) IS 'Operating environment, 1 (best) to 3: corrosive is 3, outdoors or badly ventilated 2.';

-- Kept plans throughout: in a batch of many items these run once for each, and planning would take longer than running.
CREATE FUNCTION masterbus.nfpa70b_item(organization_id text, equipment_id text, version int4,
                                       OUT equipment text, OUT condition int4, OUT installed_on date, OUT as_of date)
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
    AS $$
BEGIN
    SELECT masterbus.nfpa70b_equipment(e.type, e.kind, e.specifications),
           greatest(coalesce(i.physical_condition, r.unknown_physical_condition),
                    coalesce(round(masterbus.number_in(e.attributes, 'nfpa70b_criticality', 1, 3))::int4, r.unknown_criticality),
                    masterbus.nfpa70b_environment(e.attributes)),
           CASE WHEN e.install_date BETWEEN '0001-01-01' AND f.as_of THEN e.install_date END, f.as_of
    INTO equipment, condition, installed_on, as_of
    FROM masterbus.equipment e
    JOIN masterbus.facility f ON f.organization_id = e.organization_id AND f.facility_id = e.facility_id
    JOIN masterbus.nfpa70b_rules r ON r.organization_id = e.organization_id AND r.version = nfpa70b_item.version
    LEFT JOIN LATERAL (
        SELECT masterbus.nfpa70b_physical_condition(i.corrosion_level, i.rust_level, i.damage_level, i.passed, i.findings) AS physical_condition
        FROM masterbus.inspection i
        WHERE i.organization_id = e.organization_id AND i.equipment_id = e.equipment_id AND i.inspected_on <= f.as_of
        ORDER BY i.inspected_on DESC, i.inspection_id DESC LIMIT 1) i ON true
    WHERE e.organization_id = nfpa70b_item.organization_id AND e.equipment_id = nfpa70b_item.equipment_id;
END
$$;
COMMENT ON FUNCTION masterbus.nfpa70b_item(text, text, int4) IS
    'What a version of rule set 2 looks at of an item at its facility''s date: its kind, and its condition, 1 (best) to 3: the worst of physical condition (newest inspection), criticality (attributes.nfpa70b_criticality) and operating environment, as this project reads NFPA 70B-2023.';

CREATE FUNCTION masterbus.nfpa70b_tasks(organization_id text, equipment_id text, version int4,
                                        OUT activity text, OUT condition int4, OUT interval_months int4, OUT last_on date, OUT due_on date,
                                        OUT overdue boolean, OUT verified boolean, OUT confidence text, OUT source text) RETURNS SETOF record
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 7 SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
    AS $$
DECLARE
    item record;
BEGIN
    SELECT i.* INTO item FROM masterbus.nfpa70b_item(organization_id, equipment_id, version) i;
    RETURN QUERY
    WITH done AS (
        SELECT masterbus.nfpa70b_activity(r.type) AS activity, max(r.day) AS last_on
        FROM (SELECT m.type, m.performed_on AS day FROM masterbus.maintenance m
              WHERE m.organization_id = nfpa70b_tasks.organization_id AND m.equipment_id = nfpa70b_tasks.equipment_id AND m.performed_on BETWEEN '0001-01-01' AND item.as_of
              UNION ALL
              SELECT i.type, i.inspected_on FROM masterbus.inspection i
              WHERE i.organization_id = nfpa70b_tasks.organization_id AND i.equipment_id = nfpa70b_tasks.equipment_id AND i.inspected_on BETWEEN '0001-01-01' AND item.as_of) r
        GROUP BY 1)
    SELECT n.activity, item.condition, k.months, d.last_on, k.due_on, coalesce(k.due_on < item.as_of, true), n.verified, n.confidence, n.source
    FROM masterbus.nfpa70b_interval n
    LEFT JOIN done d ON d.activity = n.activity
    CROSS JOIN LATERAL (SELECT CASE item.condition WHEN 1 THEN n.condition_1_months WHEN 2 THEN n.condition_2_months ELSE n.condition_3_months END AS months) c
    CROSS JOIN LATERAL (SELECT c.months, voltmetrics.maintenance_due_date(coalesce(d.last_on, item.installed_on), c.months) AS due_on) k
    WHERE n.organization_id = nfpa70b_tasks.organization_id AND n.version = nfpa70b_tasks.version AND n.equipment = item.equipment
    ORDER BY n.activity;
END
$$;
COMMENT ON FUNCTION masterbus.nfpa70b_tasks(text, text, int4) IS
    'What a version of rule set 2 asks for an item at its facility''s date: each activity with the item''s condition, its interval in months, when it was last done and is due (the interval after the installation where it never was), and how well the interval is confirmed.';

CREATE FUNCTION masterbus.nfpa70b_verdict(organization_id text, equipment_id text, version int4, OUT status int2, OUT score int2)
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
    AS $$
DECLARE
    recorded boolean;
    issues int8;
    never int8;
BEGIN
    SELECT bool_or(t.last_on IS NOT NULL), count(*) FILTER (WHERE t.overdue), count(*) FILTER (WHERE t.overdue AND t.last_on IS NULL)
    INTO recorded, issues, never FROM masterbus.nfpa70b_tasks(organization_id, equipment_id, version) t;
    status := CASE WHEN issues = 0 THEN 0 WHEN issues < 3 AND recorded THEN 1 ELSE 2 END;
    score := CASE WHEN issues = 0 THEN 100 WHEN NOT recorded THEN 0 WHEN issues >= 3 THEN 20 WHEN issues = 1 AND never = 0 THEN 70 ELSE 50 END;
END
$$;
COMMENT ON FUNCTION masterbus.nfpa70b_verdict(text, text, int4) IS
    'NFPA 70B by a version of rule set 2, on the scale of rule set 1: 0 compliant without an issue (100), 1 partial with one (70 when it is merely overdue, else 50) or two (50), 2 non_compliant with more (20) or, where one is due, without any record (0); each activity that is due or was never done when it should have been is an issue.';
