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
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE record_type
        WHEN 'thermographic' THEN 'infrared_thermography' WHEN 'oil_analysis' THEN 'fluid_and_dga_sampling'
        WHEN 'connection_tightness' THEN 'mechanical_servicing' WHEN 'mechanism_test' THEN 'mechanical_servicing'
        WHEN 'insulation_test' THEN 'electrical_testing' WHEN 'trip_test' THEN 'electrical_testing' ELSE record_type END;
COMMENT ON FUNCTION masterbus.nfpa70b_activity(text) IS 'Activity of NFPA 70B that a type of maintenance or inspection on record is.';

CREATE FUNCTION masterbus.nfpa70b_item_condition(organization_id text, equipment_id text, version int4) RETURNS int4
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    rules masterbus.nfpa70b_rules;
    item record;
    seen record;
BEGIN
    SELECT r.* INTO rules FROM masterbus.nfpa70b_rules r
    WHERE r.organization_id = nfpa70b_item_condition.organization_id AND r.version = nfpa70b_item_condition.version;
    SELECT f.as_of, CASE WHEN jsonb_typeof(e.attributes) = 'object' THEN e.attributes ELSE '{}' END AS attributes INTO item
    FROM masterbus.equipment e JOIN masterbus.facility f ON f.organization_id = e.organization_id AND f.facility_id = e.facility_id
    WHERE e.organization_id = nfpa70b_item_condition.organization_id AND e.equipment_id = nfpa70b_item_condition.equipment_id;
    SELECT i.inspection_id, coalesce(array_position('{None,Minimal,Moderate,Severe}', masterbus.worst_level(i.corrosion_level, i.rust_level, i.damage_level)), 0) AS level,
           CASE WHEN jsonb_typeof(i.findings) = 'object' THEN i.findings ELSE '{}' END AS findings, i.passed INTO seen
    FROM masterbus.inspection i
    WHERE i.organization_id = nfpa70b_item_condition.organization_id AND i.equipment_id = nfpa70b_item_condition.equipment_id AND i.inspected_on <= item.as_of
    ORDER BY i.inspected_on DESC, i.inspection_id DESC LIMIT 1;
    RETURN voltmetrics.nfpa70b_condition(
        CASE WHEN seen.inspection_id IS NULL THEN rules.unknown_physical_condition
             WHEN seen.level = 4 OR NOT seen.passed THEN 3
             WHEN seen.level = 3 OR EXISTS (SELECT FROM jsonb_each(seen.findings) x WHERE x.value = 'true') THEN 2 ELSE 1 END,
        coalesce(CASE WHEN masterbus.number_in(item.attributes, 'nfpa70b_criticality', 1, 3) IN (1, 2, 3)
                      THEN (item.attributes ->> 'nfpa70b_criticality')::numeric::int4 END, rules.unknown_criticality),
        CASE WHEN item.attributes -> 'corrosive_environment' = 'true' THEN 3
             WHEN item.attributes -> 'outdoor_exposure' = 'true' OR item.attributes -> 'poor_ventilation' = 'true' THEN 2 ELSE 1 END);
END
$$;
COMMENT ON FUNCTION masterbus.nfpa70b_item_condition(text, text, int4) IS
    'Condition of an item, 1 (best) to 3, by NFPA 70B-2023 as this project reads it: the worst of physical condition (newest inspection: severe or failed 3, moderate or any finding 2), criticality (attributes.nfpa70b_criticality) and operating environment (corrosive 3, outdoors or badly ventilated 2).';

CREATE FUNCTION masterbus.nfpa70b_tasks(organization_id text, equipment_id text, version int4,
                                        OUT activity text, OUT condition int4, OUT interval_months int4, OUT last_on date, OUT due_on date,
                                        OUT overdue boolean, OUT verified boolean, OUT confidence text, OUT source text) RETURNS SETOF record
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    item record;
BEGIN
    SELECT f.as_of, e.install_date, masterbus.nfpa70b_equipment(e.type, e.kind, e.specifications) AS equipment INTO item
    FROM masterbus.equipment e JOIN masterbus.facility f ON f.organization_id = e.organization_id AND f.facility_id = e.facility_id
    WHERE e.organization_id = nfpa70b_tasks.organization_id AND e.equipment_id = nfpa70b_tasks.equipment_id;
    condition := masterbus.nfpa70b_item_condition(organization_id, equipment_id, version);
    RETURN QUERY
    WITH done AS (
        SELECT masterbus.nfpa70b_activity(r.type) AS activity, max(r.day) AS last_on
        FROM (SELECT m.type, m.performed_on AS day FROM masterbus.maintenance m
              WHERE m.organization_id = nfpa70b_tasks.organization_id AND m.equipment_id = nfpa70b_tasks.equipment_id AND m.performed_on BETWEEN '0001-01-01' AND item.as_of
              UNION ALL
              SELECT i.type, i.inspected_on FROM masterbus.inspection i
              WHERE i.organization_id = nfpa70b_tasks.organization_id AND i.equipment_id = nfpa70b_tasks.equipment_id AND i.inspected_on BETWEEN '0001-01-01' AND item.as_of) r
        GROUP BY 1)
    SELECT n.activity, nfpa70b_tasks.condition, k.months, d.last_on, k.due_on, coalesce(k.due_on < item.as_of, true), n.verified, n.confidence, n.source
    FROM masterbus.nfpa70b_interval n
    LEFT JOIN done d ON d.activity = n.activity
    CROSS JOIN LATERAL (SELECT (ARRAY[n.condition_1_months, n.condition_2_months, n.condition_3_months])[nfpa70b_tasks.condition] AS months) c
    CROSS JOIN LATERAL (SELECT c.months, voltmetrics.maintenance_due_date(
        coalesce(d.last_on, CASE WHEN item.install_date BETWEEN '0001-01-01' AND item.as_of THEN item.install_date END), c.months) AS due_on) k
    WHERE n.organization_id = nfpa70b_tasks.organization_id AND n.version = nfpa70b_tasks.version AND n.equipment = item.equipment
    ORDER BY n.activity;
END
$$;
COMMENT ON FUNCTION masterbus.nfpa70b_tasks(text, text, int4) IS
    'What a version of rule set 2 asks for an item at its facility''s date: each activity with the item''s condition, its interval in months, when it was last done and is due (the interval after the installation where it never was), and how well the interval is confirmed.';

CREATE FUNCTION masterbus.nfpa70b_verdict(organization_id text, equipment_id text, version int4, OUT status int2, OUT score int2)
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp
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
