CREATE VIEW threatmap.service_history WITH (security_invoker) AS
SELECT m.organization_id, m.maintenance_id AS id, e.facility_id, m.equipment_id, m.type, threatmap.date_text(m.performed_on) AS date,
       m.technician, m.notes, m.copied_at AS updated_at
FROM masterbus.maintenance m
JOIN masterbus.equipment e ON e.organization_id = m.organization_id AND e.equipment_id = m.equipment_id;
COMMENT ON VIEW threatmap.service_history IS 'Maintenance performed on each item; read it by equipment_id.';
COMMENT ON COLUMN threatmap.service_history.organization_id IS 'Organisation that the item belongs to.';
COMMENT ON COLUMN threatmap.service_history.id IS 'Condoit''s id of the maintenance record.';
COMMENT ON COLUMN threatmap.service_history.facility_id IS 'Facility that the item stands in; NULL where the item is in none.';
COMMENT ON COLUMN threatmap.service_history.equipment_id IS 'Item that was worked on.';
COMMENT ON COLUMN threatmap.service_history.type IS 'A type of voltmetrics.maintenance_types(), repair, emergency_service, or what else the mapping gives; NULL where unknown.';
COMMENT ON COLUMN threatmap.service_history.date IS 'ISO 8601 date of the work; empty where unknown.';
COMMENT ON COLUMN threatmap.service_history.technician IS 'Who did it; NULL where unknown.';
COMMENT ON COLUMN threatmap.service_history.notes IS 'What was noted; NULL where nothing was.';
COMMENT ON COLUMN threatmap.service_history.updated_at IS 'When our copy of the record last changed.';

CREATE VIEW threatmap.photos WITH (security_invoker) AS
SELECT p.organization_id, p.photo_id AS id, e.facility_id, p.equipment_id, p.url, p.thumbnail_url, p.caption, p.taken_at, p.copied_at AS updated_at
FROM masterbus.photo p
JOIN masterbus.equipment e ON e.organization_id = p.organization_id AND e.equipment_id = p.equipment_id
UNION ALL
SELECT p.organization_id, p.photo_id, p.facility_id, NULL, p.url, p.thumbnail_url, p.caption, p.taken_at, p.copied_at
FROM masterbus.photo p
JOIN masterbus.facility f ON f.organization_id = p.organization_id AND f.facility_id = p.facility_id
WHERE p.equipment_id IS NULL;
COMMENT ON VIEW threatmap.photos IS 'Where the photos of items and facilities are kept; read it by equipment_id, or by facility_id where equipment_id is NULL.';
COMMENT ON COLUMN threatmap.photos.organization_id IS 'Organisation that the photo belongs to.';
COMMENT ON COLUMN threatmap.photos.id IS 'Condoit''s id of the photo.';
COMMENT ON COLUMN threatmap.photos.facility_id IS 'Facility of the photo, or of its item; NULL where the item is in none.';
COMMENT ON COLUMN threatmap.photos.equipment_id IS 'Item on the photo; NULL for a photo of the facility.';
COMMENT ON COLUMN threatmap.photos.url IS 'Address of the stored picture; Condoit keeps the bytes; NULL where unknown.';
COMMENT ON COLUMN threatmap.photos.thumbnail_url IS 'Address of a small version; NULL where there is none.';
COMMENT ON COLUMN threatmap.photos.caption IS 'What the photo shows; NULL where nobody said.';
COMMENT ON COLUMN threatmap.photos.taken_at IS 'When it was taken; NULL where unknown.';
COMMENT ON COLUMN threatmap.photos.updated_at IS 'When our copy of the record last changed.';
