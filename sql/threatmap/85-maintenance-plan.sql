CREATE FUNCTION threatmap.recommended_work(type text, task text, worn_out boolean) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE CASE task WHEN 'infrared_thermography' THEN 'thermographic' WHEN 'fluid_and_dga_sampling' THEN 'oil_analysis' ELSE task END
        WHEN 'visual_inspection' THEN CASE type
            WHEN 'TRANSFORMER' THEN 'Inspect bushings, gaskets, cooling and grounding; look for leaks, corrosion and heat'
            WHEN 'SWITCHGEAR' THEN 'Inspect bus, insulators, barriers and interlocks; look for corrosion, damage and heat'
            WHEN 'BREAKER' THEN 'Inspect case, terminals and mounting; look for cracks, corrosion and heat'
            WHEN 'PANEL' THEN 'Inspect enclosure, dead front, bus and directory; look for corrosion, damage and heat'
            ELSE 'Inspect enclosure, terminations and supports; look for corrosion, damage and heat' END
        WHEN 'thermographic' THEN 'Scan terminations and contacts with an infrared camera, under load and with covers off'
        WHEN 'connection_tightness' THEN 'Check bolted connections with a calibrated torque wrench or a low-resistance ohmmeter'
        WHEN 'oil_analysis' THEN 'Sample the insulating liquid: dissolved gas, moisture, acidity and dielectric strength'
        WHEN 'insulation_test' THEN 'Measure insulation resistance winding to winding and to ground, with temperature and polarization index'
        WHEN 'mechanism_test' THEN 'Exercise and lubricate the operating mechanism; verify charging, closing and tripping'
        WHEN 'trip_test' THEN 'Verify pick-up and delay of the trip unit by primary or secondary injection'
        WHEN 'cleaning' THEN 'Clean insulation, contacts, enclosure and air paths, de-energised'
        WHEN 'lubrication' THEN 'Lubricate bearings, hinges and sliding contacts as the maker says'
        WHEN 'mechanical_servicing' THEN 'Exercise mechanisms and interlocks; check alignment, fasteners and bolted connections'
        WHEN 'electrical_testing' THEN 'Measure insulation and contact resistance; verify protective devices by injection'
        ELSE initcap(replace(task, '_', ' ')) END
        || CASE WHEN worn_out THEN '; beyond its service life: plan its replacement with this outage' ELSE '' END;
COMMENT ON FUNCTION threatmap.recommended_work(text, text, boolean) IS
    'What to do for a maintenance task on a type of equipment, in words, and whether replacing it is to be planned.';

CREATE FUNCTION threatmap.work_urgency(status text, category_now int2, category_ahead int2) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN status = 'overdue' THEN CASE WHEN greatest(category_now, category_ahead) = 3 THEN 'immediate'
                                                  WHEN greatest(category_now, category_ahead) = 2 THEN 'high' ELSE 'medium' END
                WHEN greatest(category_now, category_ahead) >= 2 THEN 'medium' ELSE 'low' END;
COMMENT ON FUNCTION threatmap.work_urgency(text, int2, int2) IS
    'How urgent work is: overdue on what is Critical now or within half a year immediate, on what is High high, else medium; due soon on High and Critical medium, else low.';

CREATE VIEW threatmap.maintenance_plan WITH (security_invoker) AS
SELECT r.organization_id,
       concat_ws('/', r.equipment_id, t.task) AS id,
       r.facility_id,
       r.equipment_id,
       e.name,
       e.kind AS type,
       t.task,
       threatmap.date_text(t.last_on) AS last_done,
       threatmap.date_text(t.due_on) AS due_date,
       CASE WHEN t.due_on IS NOT NULL THEN greatest(i.as_of - t.due_on, 0) END AS days_overdue,
       s.status,
       threatmap.work_urgency(s.status, r.category, a.category) AS urgency,
       threatmap.recommended_work(e.type, t.task, i.as_of - e.install_date > 365.25 * voltmetrics.service_life_years(e.type)) AS recommended_work,
       t.interval_months,
       r.score_tenths / 10.0::float8 AS risk_score,
       threatmap.risk_rating(r.category) AS risk_rating,
       a.score_tenths / 10.0::float8 AS projected_risk_score,
       threatmap.risk_rating(a.category) AS projected_risk_rating,
       r.updated_at,
       e.source = ANY ((SELECT masterbus.stale_sources())::text[]) AS stale
FROM masterbus.equipment_result r
JOIN masterbus.equipment e ON e.organization_id = r.organization_id AND e.equipment_id = r.equipment_id
JOIN masterbus.equipment_input i ON i.organization_id = r.organization_id AND i.equipment_id = r.equipment_id
CROSS JOIN LATERAL voltmetrics.try_assess(i.type, i.install_date, i.aluminum_conductor, i.humidity_pct, i.temperature_f, i.loading_pct,
    i.last_maintenance_date, i.attributes, i.maintenance_recorded, i.maintenance_dates, i.as_of + 182, i.model_version) a
CROSS JOIN LATERAL (
    SELECT x.task, v.interval_months, l.last_on,
           CASE WHEN v.interval_months IS NOT NULL THEN threatmap.due_on(l.last_on, e.install_date, 30 * v.interval_months)
                WHEN l.last_on IS NULL THEN e.install_date END AS due_on, false AS overdue
    FROM unnest(voltmetrics.required_maintenance(e.type)) x(task)
    CROSS JOIN LATERAL (SELECT i.maintenance_dates[array_position(voltmetrics.maintenance_types(), x.task)] AS last_on) l
    CROSS JOIN LATERAL (SELECT CASE WHEN x.task IN ('visual_inspection', 'thermographic') THEN voltmetrics.inspection_interval_months(e.type) END
                               AS interval_months) v
    WHERE i.nfpa70b_version IS NULL
    UNION ALL
    SELECT k.activity, k.interval_months, k.last_on, k.due_on, k.overdue
    FROM masterbus.nfpa70b_tasks(r.organization_id, r.equipment_id, i.nfpa70b_version) k
    WHERE i.nfpa70b_version IS NOT NULL) t
CROSS JOIN LATERAL (SELECT CASE WHEN t.overdue THEN 'overdue' ELSE threatmap.maintenance_status(t.due_on, i.as_of) END AS status) s
WHERE s.status <> 'up_to_date';
COMMENT ON VIEW threatmap.maintenance_plan IS
    'What NFPA 70B asks for and is overdue or due within 30 days, one row per item and task; read it by facility_id or equipment_id. Visual and thermographic inspections recur, the other tasks are due from the installation until they were done once; under an organisation''s own rules each activity recurs in its interval.';
COMMENT ON COLUMN threatmap.maintenance_plan.organization_id IS 'Organisation that the item belongs to.';
COMMENT ON COLUMN threatmap.maintenance_plan.id IS 'Id of the item and task; unique within the organisation.';
COMMENT ON COLUMN threatmap.maintenance_plan.facility_id IS 'Facility that the item stands in.';
COMMENT ON COLUMN threatmap.maintenance_plan.equipment_id IS 'Condoit''s id of the item.';
COMMENT ON COLUMN threatmap.maintenance_plan.name IS 'Name of the item; NULL where unknown.';
COMMENT ON COLUMN threatmap.maintenance_plan.type IS 'Condoit''s word for the kind of equipment; NULL where unknown.';
COMMENT ON COLUMN threatmap.maintenance_plan.task IS 'Type of maintenance, one of voltmetrics.maintenance_types(), or activity of the organisation''s own rules.';
COMMENT ON COLUMN threatmap.maintenance_plan.last_done IS 'ISO 8601 date when it was last done; empty where it never was.';
COMMENT ON COLUMN threatmap.maintenance_plan.due_date IS 'ISO 8601 date when it is or was due; empty where it is overdue since nobody knows when.';
COMMENT ON COLUMN threatmap.maintenance_plan.days_overdue IS 'Days since then; 0 when it is not overdue, NULL where the day is not known.';
COMMENT ON COLUMN threatmap.maintenance_plan.status IS 'overdue or due_soon (within 30 days).';
COMMENT ON COLUMN threatmap.maintenance_plan.urgency IS 'immediate, high, medium or low, from the status and from the rating now and projected.';
COMMENT ON COLUMN threatmap.maintenance_plan.recommended_work IS 'What to do, in words, by type of equipment and task; beyond its service life also that its replacement is to be planned.';
COMMENT ON COLUMN threatmap.maintenance_plan.interval_months IS 'Months after which the task recurs, of 30 days each but under own rules; NULL for what is asked for once.';
COMMENT ON COLUMN threatmap.maintenance_plan.risk_score IS 'Published risk score, 0–100; NULL when the item cannot be scored.';
COMMENT ON COLUMN threatmap.maintenance_plan.risk_rating IS 'Low, Medium, High or Critical; NULL when the item cannot be scored.';
COMMENT ON COLUMN threatmap.maintenance_plan.projected_risk_score IS 'Score that the model projects for half a year (182 days) ahead when nothing is done, 0–100; NULL when the item cannot be scored.';
COMMENT ON COLUMN threatmap.maintenance_plan.projected_risk_rating IS 'Low, Medium, High or Critical then; NULL when the item cannot be scored.';
COMMENT ON COLUMN threatmap.maintenance_plan.updated_at IS 'When the published score, category or a compliance status last changed.';
COMMENT ON COLUMN threatmap.maintenance_plan.stale IS 'True while the row may not be what Condoit says now.';
