CREATE FUNCTION threatmap.due_on(last_on date, install_date date, interval_days int4) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN coalesce(last_on, install_date) + interval_days;
COMMENT ON FUNCTION threatmap.due_on(date, date, int4) IS
    'When the next inspection is due: so many days after the last one, or after the installation where there was none; NULL where neither is known.';

CREATE FUNCTION threatmap.maintenance_status(due_on date, as_of date) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN due_on < as_of THEN 'overdue' WHEN due_on <= as_of + 30 THEN 'due_soon' WHEN due_on IS NOT NULL THEN 'up_to_date' END;
COMMENT ON FUNCTION threatmap.maintenance_status(date, date) IS 'overdue when the day is past, due_soon within 30 days, else up_to_date; NULL where the day is unknown.';

CREATE VIEW threatmap.compliance WITH (security_invoker) AS
SELECT r.organization_id,
       r.equipment_id AS id,
       r.facility_id,
       e.name,
       e.kind AS type,
       threatmap.compliance_word(r.nfpa70b_status) AS nfpa_70b_status,
       r.nfpa70b_score::int4 AS nfpa_70b_percentage,
       threatmap.date_text(i.maintenance_dates[1]) AS last_inspection,
       threatmap.date_text(d.visual_on) AS next_inspection_due,
       CASE WHEN d.overdue THEN 'overdue' ELSE threatmap.maintenance_status(least(d.visual_on, d.thermographic_on), f.as_of) END AS maintenance_status,
       greatest(f.as_of - d.visual_on, 0) AS days_overdue,
       threatmap.compliance_word(r.nfpa70e_status) AS nfpa_70e_status,
       r.nfpa70e_score::int4 AS nfpa_70e_percentage,
       a.required AS arc_flash_assessment_required,
       jsonb_typeof(i.safety_labels) = 'array' AND i.safety_labels ? 'arc_flash' AS arc_flash_label_present,
       threatmap.date_text(s.assessed_on) AS last_assessment,
       threatmap.date_text(a.due_on) AS next_assessment_due,
       s.incident_energy_cal_cm2 AS incident_energy,
       s.ppe_category AS ppe_requirements,
       r.updated_at,
       e.source = ANY ((SELECT masterbus.stale_sources())::text[]) AS stale,
       threatmap.date_text(d.thermographic_on) AS next_thermographic_due,
       threatmap.date_text(least(d.visual_on, d.thermographic_on)) AS first_inspection_due,
       greatest(f.as_of - least(d.visual_on, d.thermographic_on), 0) AS first_inspection_days_overdue,
       threatmap.maintenance_status(a.due_on, f.as_of) AS assessment_status,
       greatest(f.as_of - a.due_on, 0) AS assessment_days_overdue,
       to_char(f.as_of, 'YYYY-MM-DD') AS as_of
FROM masterbus.equipment_result r
JOIN masterbus.equipment e ON e.organization_id = r.organization_id AND e.equipment_id = r.equipment_id
JOIN masterbus.facility f ON f.organization_id = r.organization_id AND f.facility_id = r.facility_id
-- OFFSET 0: each is evaluated once a row, however often its columns are used.
CROSS JOIN LATERAL (
    SELECT i.maintenance_dates, coalesce(i.own_attributes -> 'safety_labels', 'null') AS safety_labels
    FROM masterbus.input_by(r.organization_id, r.equipment_id, e.humidity_pct, e.temperature_f, e.attributes, f.as_of) i OFFSET 0) i
CROSS JOIN LATERAL (
    SELECT threatmap.due_on(i.maintenance_dates[1], e.install_date, n.days) AS visual_on,
           threatmap.due_on(i.maintenance_dates[2], e.install_date, n.days) AS thermographic_on, false AS overdue
    FROM (SELECT 30 * voltmetrics.inspection_interval_months(e.type) AS days) n
    WHERE f.nfpa70b_version IS NULL
    UNION ALL
    SELECT max(t.due_on) FILTER (WHERE t.activity = 'visual_inspection'), max(t.due_on) FILTER (WHERE t.activity = 'infrared_thermography'),
           coalesce(bool_or(t.overdue) FILTER (WHERE t.activity IN ('visual_inspection', 'infrared_thermography')), false)
    FROM masterbus.nfpa70b_tasks(r.organization_id, r.equipment_id, f.nfpa70b_version) t
    HAVING f.nfpa70b_version IS NOT NULL OFFSET 0) d
LEFT JOIN LATERAL (
    SELECT s.assessed_on, s.incident_energy_cal_cm2, s.ppe_category FROM masterbus.arc_flash_study s
    WHERE s.organization_id = r.organization_id AND s.equipment_id = r.equipment_id AND s.assessed_on <= f.as_of
    ORDER BY s.assessed_on DESC NULLS LAST, s.study_id DESC LIMIT 1) s ON true
CROSS JOIN LATERAL (
    SELECT n.required, CASE WHEN n.required THEN coalesce((s.assessed_on + interval '5 years')::date, e.install_date) END AS due_on
    FROM (SELECT voltmetrics.requires_arc_flash_assessment(e.type) AS required) n OFFSET 0) a;
COMMENT ON VIEW threatmap.compliance IS 'NFPA 70B and 70E of each item: status, what is due next and what is overdue; read it by id or facility_id.';
COMMENT ON COLUMN threatmap.compliance.organization_id IS 'Organisation that the item belongs to.';
COMMENT ON COLUMN threatmap.compliance.id IS 'Condoit''s id of the item.';
COMMENT ON COLUMN threatmap.compliance.facility_id IS 'Facility that the item stands in.';
COMMENT ON COLUMN threatmap.compliance.name IS 'Name of the item; NULL where unknown.';
COMMENT ON COLUMN threatmap.compliance.type IS 'Condoit''s word for the kind of equipment; NULL where unknown.';
COMMENT ON COLUMN threatmap.compliance.nfpa_70b_status IS 'Compliant, Warning (partial) or Out of Compliance; NULL when it cannot be judged.';
COMMENT ON COLUMN threatmap.compliance.nfpa_70b_percentage IS 'NFPA 70B score in percent; NULL when it cannot be judged.';
COMMENT ON COLUMN threatmap.compliance.last_inspection IS 'ISO 8601 date of the newest visual inspection; empty where there was none.';
COMMENT ON COLUMN threatmap.compliance.next_inspection_due IS 'ISO 8601 date of the next visual inspection, after the last one or the installation by the interval of the type, in months of 30 days, or by the organisation''s own rules; empty where unknown.';
COMMENT ON COLUMN threatmap.compliance.maintenance_status IS 'overdue when the visual or the thermographic inspection is, due_soon when one is within 30 days, else up_to_date; NULL where neither can be told.';
COMMENT ON COLUMN threatmap.compliance.days_overdue IS 'Days since the visual inspection was due; 0 when it is not.';
COMMENT ON COLUMN threatmap.compliance.nfpa_70e_status IS 'Compliant, Warning (partial) or Out of Compliance; NULL when it cannot be judged.';
COMMENT ON COLUMN threatmap.compliance.nfpa_70e_percentage IS 'NFPA 70E score in percent; NULL when it cannot be judged.';
COMMENT ON COLUMN threatmap.compliance.arc_flash_assessment_required IS 'Whether NFPA 70E asks for an arc-flash study of this type; NULL when it cannot be judged.';
COMMENT ON COLUMN threatmap.compliance.arc_flash_label_present IS 'Whether an arc-flash label was found.';
COMMENT ON COLUMN threatmap.compliance.last_assessment IS 'ISO 8601 date of the newest arc-flash study; empty where there was none.';
COMMENT ON COLUMN threatmap.compliance.next_assessment_due IS 'ISO 8601 date of the next study: five years after the last, or the installation where there was none; empty where none is asked for.';
COMMENT ON COLUMN threatmap.compliance.incident_energy IS 'Incident energy of the newest study in cal/cm²; NULL where unknown.';
COMMENT ON COLUMN threatmap.compliance.ppe_requirements IS 'PPE category of the newest study; NULL where unknown.';
COMMENT ON COLUMN threatmap.compliance.updated_at IS 'When the published score, category or a compliance status last changed.';
COMMENT ON COLUMN threatmap.compliance.stale IS 'True while the row may not be what Condoit says now.';
COMMENT ON COLUMN threatmap.compliance.next_thermographic_due IS 'ISO 8601 date of the next thermographic inspection, by the same rule as next_inspection_due; empty where unknown.';
COMMENT ON COLUMN threatmap.compliance.first_inspection_due IS 'ISO 8601 date of the visual or thermographic inspection that is due first, which maintenance_status goes by; empty where unknown.';
COMMENT ON COLUMN threatmap.compliance.first_inspection_days_overdue IS 'Days since that one was due; 0 when it is not.';
COMMENT ON COLUMN threatmap.compliance.assessment_status IS 'overdue when the next arc-flash study is, due_soon within 30 days, else up_to_date; NULL where none is asked for or the date is unknown.';
COMMENT ON COLUMN threatmap.compliance.assessment_days_overdue IS 'Days since the arc-flash study was due; 0 when it is not.';
COMMENT ON COLUMN threatmap.compliance.as_of IS 'ISO 8601 UTC date at which the item is evaluated.';
