CREATE VIEW threatmap.nfpa_70b_tasks WITH (security_invoker) AS
SELECT r.organization_id,
       r.equipment_id || '/' || t.activity AS id,
       r.facility_id,
       t.activity,
       t.condition,
       t.interval_months,
       threatmap.date_text(t.last_on) AS last_done,
       threatmap.date_text(t.due_on) AS next_due,
       t.overdue,
       CASE WHEN t.overdue THEN f.as_of - t.due_on ELSE 0 END AS days_overdue,
       t.verified,
       t.confidence,
       t.source,
       r.updated_at,
       r.equipment_id
FROM masterbus.equipment_result r
JOIN masterbus.facility f ON f.organization_id = r.organization_id AND f.facility_id = r.facility_id
CROSS JOIN LATERAL masterbus.nfpa70b_tasks(r.organization_id, r.equipment_id, f.nfpa70b_version) t;
COMMENT ON VIEW threatmap.nfpa_70b_tasks IS
    'What rule set 2 of NFPA 70B asks for each item of an organisation that has chosen it, one row for each activity; read it by equipment_id or facility_id. Intervals start from public summaries of NFPA 70B-2023: verify them against the standard.';
COMMENT ON COLUMN threatmap.nfpa_70b_tasks.organization_id IS 'Organisation that the item belongs to.';
COMMENT ON COLUMN threatmap.nfpa_70b_tasks.id IS 'Id of the item and activity; unique within the organisation.';
COMMENT ON COLUMN threatmap.nfpa_70b_tasks.facility_id IS 'Facility that the item stands in.';
COMMENT ON COLUMN threatmap.nfpa_70b_tasks.activity IS 'visual_inspection, infrared_thermography, cleaning, lubrication, mechanical_servicing, electrical_testing or fluid_and_dga_sampling.';
COMMENT ON COLUMN threatmap.nfpa_70b_tasks.condition IS 'Condition of the item, 1 (best) to 3: the worst of physical condition, criticality and operating environment.';
COMMENT ON COLUMN threatmap.nfpa_70b_tasks.interval_months IS 'Longest interval in that condition, months.';
COMMENT ON COLUMN threatmap.nfpa_70b_tasks.last_done IS 'ISO 8601 date on which the activity was last done; empty where it never was.';
COMMENT ON COLUMN threatmap.nfpa_70b_tasks.next_due IS 'ISO 8601 date on which it is due, the interval after it was last done or after the installation; empty where neither is known.';
COMMENT ON COLUMN threatmap.nfpa_70b_tasks.overdue IS 'Whether that day is past, or was never known.';
COMMENT ON COLUMN threatmap.nfpa_70b_tasks.days_overdue IS 'Days since then; 0 when it is not overdue, NULL where the day is not known.';
COMMENT ON COLUMN threatmap.nfpa_70b_tasks.verified IS 'Whether somebody of the organisation has checked the interval against the standard.';
COMMENT ON COLUMN threatmap.nfpa_70b_tasks.confidence IS 'How well the figure that the interval started from is confirmed.';
COMMENT ON COLUMN threatmap.nfpa_70b_tasks.source IS 'Where that figure comes from.';
COMMENT ON COLUMN threatmap.nfpa_70b_tasks.updated_at IS 'When the item''s published score, category or a compliance status last changed.';
COMMENT ON COLUMN threatmap.nfpa_70b_tasks.equipment_id IS 'Condoit''s id of the item.';
