CREATE VIEW threatmap.data_quality WITH (security_invoker) AS
SELECT q.organization_id, concat_ws('/', q.equipment_id, q.kind, q.field) AS id, q.facility_id, q.equipment_id, e.name, q.kind, q.field, q.value,
       q.detected_at, q.detected_at AS updated_at
FROM masterbus.data_quality_issue q
LEFT JOIN masterbus.equipment e ON e.organization_id = q.organization_id AND e.equipment_id = q.equipment_id
UNION ALL
SELECT f.organization_id, concat_ws('/', f.facility_id, 'out_of_range', p.field), f.facility_id, NULL, f.name, 'out_of_range', p.field, p.value, f.copied_at, f.copied_at
FROM masterbus.facility f
CROSS JOIN LATERAL (VALUES ('latitude', f.latitude::text, f.latitude BETWEEN -90 AND 90),
                           ('longitude', f.longitude::text, f.longitude BETWEEN -180 AND 180),
                           ('year_built', f.year_built::text, f.year_built BETWEEN 1800 AND extract(year FROM f.as_of))) p(field, value, plausible)
WHERE (NOT (f.latitude BETWEEN -90 AND 90) OR NOT (f.longitude BETWEEN -180 AND 180) OR NOT (f.year_built BETWEEN 1800 AND extract(year FROM f.as_of)))
  AND NOT p.plausible
UNION ALL
SELECT c.organization_id, concat_ws('/', c.id, 'collision', c.source, c.source_key), CASE c.target WHEN 'facility' THEN c.id END,
       CASE c.target WHEN 'equipment' THEN c.id END, NULL, 'collision', c.target || '_id', c.source || ':' || c.source_key, c.detected_at, c.detected_at
FROM masterbus.key_collision c;
COMMENT ON VIEW threatmap.data_quality IS
    'What needs mending in Condoit, one row per item or facility and field. The rest of ThreatMap shows such a value as unknown; an item with a bad required input is not scored, one with a bad attribute is scored without it.';
COMMENT ON COLUMN threatmap.data_quality.organization_id IS 'Organisation that the item or facility belongs to.';
COMMENT ON COLUMN threatmap.data_quality.id IS 'Id of the item or facility, kind and field; unique within the organisation.';
COMMENT ON COLUMN threatmap.data_quality.facility_id IS 'Facility, or that of the item; NULL where the issue is about neither.';
COMMENT ON COLUMN threatmap.data_quality.equipment_id IS 'Item; NULL for an issue of the facility itself.';
COMMENT ON COLUMN threatmap.data_quality.name IS 'Name of the item or facility; NULL where unknown.';
COMMENT ON COLUMN threatmap.data_quality.kind IS 'missing, out_of_range, wrong_type, unknown_value, in_future, unreadable, or collision (two source rows with one id).';
COMMENT ON COLUMN threatmap.data_quality.field IS 'Field or attribute that is bad.';
COMMENT ON COLUMN threatmap.data_quality.value IS 'The bad value as text, for a collision the source row left out as line:key; NULL when it is missing.';
COMMENT ON COLUMN threatmap.data_quality.detected_at IS 'When the issue was found; of a facility, when its row was last copied.';
COMMENT ON COLUMN threatmap.data_quality.updated_at IS 'The same as detected_at.';
