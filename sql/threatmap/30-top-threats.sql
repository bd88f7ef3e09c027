CREATE VIEW threatmap.top_threats WITH (security_invoker) AS
SELECT f.organization_id, t.equipment_id AS id, f.facility_id, t.rank, e.name, e.type, e.location, e.install_date, e.condition, e.risk_rating, e.risk_score,
       e.last_service, e.temperature, e.rust_level, e.corrosion_level, e.photo_url, e.intervention_count, e.conductor_material,
       e.clearance_issue, e.updated_at, e.stale, e.confidence, e.completeness, e.missing_inputs, e.oldest_input
FROM masterbus.facility f
CROSS JOIN LATERAL (
    SELECT r.organization_id, r.equipment_id, row_number() OVER (ORDER BY r.score_tenths DESC, r.equipment_id)::int4 AS rank
    FROM masterbus.equipment_result r
    WHERE r.organization_id = f.organization_id AND r.facility_id = f.facility_id AND r.category >= 2
    ORDER BY r.score_tenths DESC, r.equipment_id LIMIT 5) t
-- OFFSET 0: the view is evaluated for one key after the other, never whole and then joined.
CROSS JOIN LATERAL (SELECT e.* FROM threatmap.equipment e WHERE e.organization_id = t.organization_id AND e.id = t.equipment_id OFFSET 0) e;
COMMENT ON VIEW threatmap.top_threats IS 'The at most five highest High and Critical items of each facility, highest score first, then by id.';
COMMENT ON COLUMN threatmap.top_threats.organization_id IS 'Organisation that the item belongs to.';
COMMENT ON COLUMN threatmap.top_threats.id IS 'Condoit''s id of the item.';
COMMENT ON COLUMN threatmap.top_threats.facility_id IS 'Facility that the item stands in.';
COMMENT ON COLUMN threatmap.top_threats.rank IS 'Place among the facility''s threats, 1 is the worst.';
COMMENT ON COLUMN threatmap.top_threats.name IS 'Name of the item; NULL where unknown.';
COMMENT ON COLUMN threatmap.top_threats.type IS 'Condoit''s word for the kind of equipment; NULL where unknown.';
COMMENT ON COLUMN threatmap.top_threats.location IS 'Where in the facility the item stands.';
COMMENT ON COLUMN threatmap.top_threats.install_date IS 'ISO 8601 date of installation.';
COMMENT ON COLUMN threatmap.top_threats.condition IS 'Excellent, Good, Fair, Poor or Critical.';
COMMENT ON COLUMN threatmap.top_threats.risk_rating IS 'High or Critical.';
COMMENT ON COLUMN threatmap.top_threats.risk_score IS 'Published risk score, 0–100 with one decimal.';
COMMENT ON COLUMN threatmap.top_threats.last_service IS 'ISO 8601 date of the newest maintenance; empty where there was none.';
COMMENT ON COLUMN threatmap.top_threats.temperature IS 'Hottest reading of the newest infrared scan, as text in whole degrees Celsius; NULL where none observed it.';
COMMENT ON COLUMN threatmap.top_threats.rust_level IS 'None, Minimal, Moderate or Severe; NULL where none observed it.';
COMMENT ON COLUMN threatmap.top_threats.corrosion_level IS 'None, Minimal, Moderate or Severe; NULL where none observed it.';
COMMENT ON COLUMN threatmap.top_threats.photo_url IS 'Address of the newest photo; NULL where there is none.';
COMMENT ON COLUMN threatmap.top_threats.intervention_count IS 'Repairs and emergency services on record.';
COMMENT ON COLUMN threatmap.top_threats.conductor_material IS 'Copper or Aluminum.';
COMMENT ON COLUMN threatmap.top_threats.clearance_issue IS 'Whether working clearance is obstructed; NULL where unknown.';
COMMENT ON COLUMN threatmap.top_threats.updated_at IS 'When the published score, category or a compliance status last changed.';
COMMENT ON COLUMN threatmap.top_threats.stale IS 'True while the row may not be what Condoit says now: a table that it is made from is being read again, or waits until its mapping fits.';
COMMENT ON COLUMN threatmap.top_threats.confidence IS 'How far the result can be relied on: High, Medium or Low.';
COMMENT ON COLUMN threatmap.top_threats.completeness IS 'Share of the inputs that is on record, 0–1 with two decimals.';
COMMENT ON COLUMN threatmap.top_threats.missing_inputs IS 'Inputs that are not on record, of voltmetrics.inputs().';
COMMENT ON COLUMN threatmap.top_threats.oldest_input IS 'ISO 8601 date of the oldest dated input; NULL where there is none.';
