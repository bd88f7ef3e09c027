CREATE FUNCTION threatmap.due_on(last_on date, install_date date, interval_days int4) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN coalesce(last_on, install_date) + interval_days;
COMMENT ON FUNCTION threatmap.due_on(date, date, int4) IS
    'When the next inspection is due: so many days after the last one, or after the installation where there was none; NULL where neither is known.';

CREATE FUNCTION threatmap.maintenance_status(due_on date, as_of date) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN due_on < as_of THEN 'overdue' WHEN due_on <= as_of + 30 THEN 'due_soon' ELSE 'up_to_date' END;
COMMENT ON FUNCTION threatmap.maintenance_status(date, date) IS 'overdue when the day is past, due_soon within 30 days, else up_to_date.';

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
       threatmap.maintenance_status(least(d.visual_on, d.thermographic_on), i.as_of) AS maintenance_status,
       greatest(i.as_of - d.visual_on, 0) AS days_overdue,
       threatmap.compliance_word(r.nfpa70e_status) AS nfpa_70e_status,
       r.nfpa70e_score::int4 AS nfpa_70e_percentage,
       voltmetrics.requires_arc_flash_assessment(e.type) AS arc_flash_assessment_required,
       coalesce(CASE jsonb_typeof(i.attributes -> 'safety_labels') WHEN 'array' THEN i.attributes -> 'safety_labels' ? 'arc_flash' END, false) AS arc_flash_label_present,
       threatmap.date_text(s.assessed_on) AS last_assessment,
       threatmap.date_text(CASE WHEN voltmetrics.requires_arc_flash_assessment(e.type)
                                THEN coalesce((s.assessed_on + interval '5 years')::date, e.install_date) END) AS next_assessment_due,
       s.incident_energy_cal_cm2 AS incident_energy,
       s.ppe_category AS ppe_requirements,
       r.updated_at,
       e.source = ANY ((SELECT masterbus.stale_sources())::text[]) AS stale
FROM masterbus.equipment_result r
JOIN masterbus.equipment e ON e.organization_id = r.organization_id AND e.equipment_id = r.equipment_id
JOIN masterbus.equipment_input i ON i.organization_id = r.organization_id AND i.equipment_id = r.equipment_id
CROSS JOIN LATERAL (SELECT 30 * voltmetrics.inspection_interval_months(e.type) AS days) n
CROSS JOIN LATERAL (SELECT threatmap.due_on(i.maintenance_dates[1], e.install_date, n.days) AS visual_on,
                           threatmap.due_on(i.maintenance_dates[2], e.install_date, n.days) AS thermographic_on) d
LEFT JOIN LATERAL (
    SELECT s.assessed_on, s.incident_energy_cal_cm2, s.ppe_category FROM masterbus.arc_flash_study s
    WHERE s.organization_id = r.organization_id AND s.equipment_id = r.equipment_id AND s.assessed_on <= i.as_of
    ORDER BY s.assessed_on DESC, s.study_id DESC LIMIT 1) s ON true;
COMMENT ON VIEW threatmap.compliance IS 'NFPA 70B and 70E of each item: status, what is due next and what is overdue; read it by id or facility_id.';
COMMENT ON COLUMN threatmap.compliance.organization_id IS 'Organisation that the item belongs to.';
COMMENT ON COLUMN threatmap.compliance.id IS 'Condoit''s id of the item.';
COMMENT ON COLUMN threatmap.compliance.facility_id IS 'Facility that the item stands in.';
COMMENT ON COLUMN threatmap.compliance.name IS 'Name of the item.';
COMMENT ON COLUMN threatmap.compliance.type IS 'Condoit''s word for the kind of equipment.';
COMMENT ON COLUMN threatmap.compliance.nfpa_70b_status IS 'Compliant, Warning (partial) or Out of Compliance; NULL when it cannot be judged.';
COMMENT ON COLUMN threatmap.compliance.nfpa_70b_percentage IS 'NFPA 70B score in percent.';
COMMENT ON COLUMN threatmap.compliance.last_inspection IS 'ISO 8601 date of the newest visual inspection; empty where there was none.';
COMMENT ON COLUMN threatmap.compliance.next_inspection_due IS 'ISO 8601 date of the next visual inspection: the interval of the type, in months of 30 days, after the last one or the installation; empty where unknown.';
COMMENT ON COLUMN threatmap.compliance.maintenance_status IS 'overdue when the visual or the thermographic inspection is, due_soon when one is within 30 days, else up_to_date; NULL where neither can be told.';
COMMENT ON COLUMN threatmap.compliance.days_overdue IS 'Days since the visual inspection was due; 0 when it is not.';
COMMENT ON COLUMN threatmap.compliance.nfpa_70e_status IS 'Compliant, Warning (partial) or Out of Compliance; NULL when it cannot be judged.';
COMMENT ON COLUMN threatmap.compliance.nfpa_70e_percentage IS 'NFPA 70E score in percent.';
COMMENT ON COLUMN threatmap.compliance.arc_flash_assessment_required IS 'Whether NFPA 70E asks for an arc-flash study of this type.';
COMMENT ON COLUMN threatmap.compliance.arc_flash_label_present IS 'Whether an arc-flash label was found.';
COMMENT ON COLUMN threatmap.compliance.last_assessment IS 'ISO 8601 date of the newest arc-flash study; empty where there was none.';
COMMENT ON COLUMN threatmap.compliance.next_assessment_due IS 'ISO 8601 date of the next study: five years after the last, or the installation where there was none; empty where none is asked for.';
COMMENT ON COLUMN threatmap.compliance.incident_energy IS 'Incident energy of the newest study in cal/cm²; NULL where unknown.';
COMMENT ON COLUMN threatmap.compliance.ppe_requirements IS 'PPE category of the newest study; NULL where unknown.';
COMMENT ON COLUMN threatmap.compliance.updated_at IS 'When the published score, category or a compliance status last changed.';
COMMENT ON COLUMN threatmap.compliance.stale IS 'True while the row may not be what Condoit says now.';
