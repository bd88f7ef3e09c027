CREATE VIEW threatmap.equipment_details WITH (security_invoker) AS
SELECT l.organization_id,
       l.id,
       l.facility_id,
       f.name AS facility_name,
       l.name,
       l.type,
       e.manufacturer,
       e.model,
       e.serial_number,
       l.location,
       e.building,
       e.room,
       threatmap.coordinates(f.latitude, f.longitude) AS coordinates,
       l.install_date,
       e.specifications,
       (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', p.photo_id, 'url', p.url, 'thumbnail_url', p.thumbnail_url,
                                                                       'caption', p.caption, 'taken_at', p.taken_at))
                                  ORDER BY p.taken_at DESC NULLS LAST, p.photo_id DESC), '[]')
        FROM masterbus.photo p WHERE p.organization_id = l.organization_id AND p.equipment_id = l.id) AS photos,
       l.risk_rating,
       l.risk_score,
       l.condition,
       l.risk_factors,
       l.temperature,
       l.rust_level,
       l.corrosion_level,
       l.conductor_material,
       l.clearance_issue,
       l.intervention_count,
       l.last_service,
       (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', m.maintenance_id, 'type', m.type, 'date', m.performed_on,
                                                                       'technician', m.technician, 'notes', m.notes))
                                  ORDER BY m.performed_on DESC NULLS LAST, m.maintenance_id DESC), '[]')
        FROM masterbus.maintenance m WHERE m.organization_id = l.organization_id AND m.equipment_id = l.id) AS service_history,
       c.nfpa_70b_status = 'Compliant' AS nfpa_70b_compliant,
       c.nfpa_70b_percentage,
       c.next_inspection_due,
       c.maintenance_status,
       c.last_inspection,
       c.nfpa_70e_status = 'Compliant' AS nfpa_70e_compliant,
       c.nfpa_70e_percentage,
       c.arc_flash_label_present,
       c.ppe_requirements,
       c.incident_energy,
       c.last_assessment,
       l.last_updated,
       l.updated_at,
       l.stale,
       l.confidence,
       l.completeness,
       l.missing_inputs,
       l.oldest_input,
       g.health_score,
       g.health_index,
       g.probability_of_failure_per_year,
       g.remaining_life_years,
       g.criticality,
       g.in_year_risk,
       g.currency,
       g.incident_energy_cal_cm2 AS calculated_incident_energy_cal_cm2,
       g.incident_energy_governed_by,
       g.minimum_arc_rating_cal_cm2,
       g.arc_flash_boundary_mm,
       g.label_incident_energy_cal_cm2,
       g.label_basis,
       g.label_understated,
       g.findings,
       g.notice,
       g.missing_inputs AS engineering_missing_inputs
FROM threatmap.equipment l
JOIN masterbus.equipment e ON e.organization_id = l.organization_id AND e.equipment_id = l.id
JOIN masterbus.facility f ON f.organization_id = l.organization_id AND f.facility_id = l.facility_id
CROSS JOIN LATERAL (SELECT c.* FROM threatmap.compliance c WHERE c.organization_id = l.organization_id AND c.id = l.id OFFSET 0) c
CROSS JOIN LATERAL (SELECT g.* FROM threatmap.equipment_engineering g WHERE g.organization_id = l.organization_id AND g.id = l.id OFFSET 0) g;
COMMENT ON VIEW threatmap.equipment_details IS 'Everything that the page of one item shows; read it by id.';
COMMENT ON COLUMN threatmap.equipment_details.organization_id IS 'Organisation that the item belongs to.';
COMMENT ON COLUMN threatmap.equipment_details.id IS 'Condoit''s id of the item.';
COMMENT ON COLUMN threatmap.equipment_details.facility_id IS 'Facility that the item stands in.';
COMMENT ON COLUMN threatmap.equipment_details.facility_name IS 'Name of that facility; NULL where unknown.';
COMMENT ON COLUMN threatmap.equipment_details.name IS 'Name of the item; NULL where unknown.';
COMMENT ON COLUMN threatmap.equipment_details.type IS 'Condoit''s word for the kind of equipment; NULL where unknown.';
COMMENT ON COLUMN threatmap.equipment_details.manufacturer IS 'Who made it; NULL where unknown.';
COMMENT ON COLUMN threatmap.equipment_details.model IS 'Maker''s model; NULL where unknown.';
COMMENT ON COLUMN threatmap.equipment_details.serial_number IS 'Maker''s serial number; NULL where unknown.';
COMMENT ON COLUMN threatmap.equipment_details.location IS 'Where in the facility the item stands; empty where unknown.';
COMMENT ON COLUMN threatmap.equipment_details.building IS 'Building; NULL where unknown.';
COMMENT ON COLUMN threatmap.equipment_details.room IS 'Room; NULL where unknown.';
COMMENT ON COLUMN threatmap.equipment_details.coordinates IS '{lat, lng} of the facility in degrees; NULL where unknown or not on Earth.';
COMMENT ON COLUMN threatmap.equipment_details.install_date IS 'ISO 8601 date of installation; empty where unknown.';
COMMENT ON COLUMN threatmap.equipment_details.specifications IS 'Name plate: voltage in V, amperage in A, phases, mount_type, enclosure_type and what else Condoit keeps of the kind; NULL where nothing is known.';
COMMENT ON COLUMN threatmap.equipment_details.photos IS '[{id, url, thumbnail_url, caption, taken_at}], newest first.';
COMMENT ON COLUMN threatmap.equipment_details.risk_rating IS 'Low, Medium, High or Critical; NULL when the item cannot be scored.';
COMMENT ON COLUMN threatmap.equipment_details.risk_score IS 'Published risk score, 0–100 with one decimal; NULL when the item cannot be scored.';
COMMENT ON COLUMN threatmap.equipment_details.condition IS 'Excellent, Good, Fair, Poor or Critical, from the newest inspection and the age.';
COMMENT ON COLUMN threatmap.equipment_details.risk_factors IS 'Factors with score, weight, points and description, most points first; the points add up to the score; NULL when the item cannot be scored.';
COMMENT ON COLUMN threatmap.equipment_details.temperature IS 'Hottest reading of the newest infrared scan in whole degrees Celsius, as text; NULL where none observed it.';
COMMENT ON COLUMN threatmap.equipment_details.rust_level IS 'None, Minimal, Moderate or Severe, from the newest inspection; NULL where none observed it.';
COMMENT ON COLUMN threatmap.equipment_details.corrosion_level IS 'None, Minimal, Moderate or Severe, from the newest inspection; NULL where none observed it.';
COMMENT ON COLUMN threatmap.equipment_details.conductor_material IS 'Copper or Aluminum; NULL where unknown.';
COMMENT ON COLUMN threatmap.equipment_details.clearance_issue IS 'Whether working clearance is obstructed; NULL where unknown.';
COMMENT ON COLUMN threatmap.equipment_details.intervention_count IS 'Repairs and emergency services on record.';
COMMENT ON COLUMN threatmap.equipment_details.last_service IS 'ISO 8601 date of the newest maintenance; empty where there was none.';
COMMENT ON COLUMN threatmap.equipment_details.service_history IS '[{id, type, date, technician, notes}], newest first.';
COMMENT ON COLUMN threatmap.equipment_details.nfpa_70b_compliant IS 'Whether nothing is amiss under NFPA 70B; NULL when it cannot be judged.';
COMMENT ON COLUMN threatmap.equipment_details.nfpa_70b_percentage IS 'NFPA 70B score in percent; NULL when it cannot be judged.';
COMMENT ON COLUMN threatmap.equipment_details.next_inspection_due IS 'ISO 8601 date of the next visual inspection; empty where unknown.';
COMMENT ON COLUMN threatmap.equipment_details.maintenance_status IS 'overdue, due_soon (within 30 days) or up_to_date, of the visual and thermographic inspections; NULL where neither can be told.';
COMMENT ON COLUMN threatmap.equipment_details.last_inspection IS 'ISO 8601 date of the newest visual inspection; empty where there was none.';
COMMENT ON COLUMN threatmap.equipment_details.nfpa_70e_compliant IS 'Whether nothing is amiss under NFPA 70E; NULL when it cannot be judged.';
COMMENT ON COLUMN threatmap.equipment_details.nfpa_70e_percentage IS 'NFPA 70E score in percent; NULL when it cannot be judged.';
COMMENT ON COLUMN threatmap.equipment_details.arc_flash_label_present IS 'Whether an arc-flash label was found.';
COMMENT ON COLUMN threatmap.equipment_details.ppe_requirements IS 'PPE category of the newest arc-flash study; NULL where unknown.';
COMMENT ON COLUMN threatmap.equipment_details.incident_energy IS 'Incident energy of the newest arc-flash study in cal/cm²; NULL where unknown.';
COMMENT ON COLUMN threatmap.equipment_details.last_assessment IS 'ISO 8601 date of the newest arc-flash study; empty where there was none.';
COMMENT ON COLUMN threatmap.equipment_details.last_updated IS 'When the published score, category or a compliance status last changed.';
COMMENT ON COLUMN threatmap.equipment_details.updated_at IS 'The same as last_updated.';
COMMENT ON COLUMN threatmap.equipment_details.stale IS 'True while the row may not be what Condoit says now.';
COMMENT ON COLUMN threatmap.equipment_details.confidence IS 'How far the result can be relied on: High, Medium or Low, as voltmetrics.confidence_name says; Unknown when the item cannot be scored.';
COMMENT ON COLUMN threatmap.equipment_details.completeness IS 'Share of the inputs that is on record, 0–1 with two decimals.';
COMMENT ON COLUMN threatmap.equipment_details.missing_inputs IS 'Inputs that are not on record, of voltmetrics.inputs().';
COMMENT ON COLUMN threatmap.equipment_details.oldest_input IS 'ISO 8601 date of the oldest dated input; NULL where there is none.';
COMMENT ON COLUMN threatmap.equipment_details.health_score IS 'Current health score, 0.5 (new) to 10 (CNAIM v2.1, EQ7 to EQ9); NULL where an input is missing.';
COMMENT ON COLUMN threatmap.equipment_details.health_index IS 'Health index band HI1 to HI5 (Table 5); NULL without a health score.';
COMMENT ON COLUMN threatmap.equipment_details.probability_of_failure_per_year IS 'Failures a year (EQ3), by K of the organisation or of Great Britain''s networks: then indicative; NULL without a health score.';
COMMENT ON COLUMN threatmap.equipment_details.remaining_life_years IS 'Years until the health score reaches 5.5, where an expected life ends; 0 beyond it; NULL without a health score.';
COMMENT ON COLUMN threatmap.equipment_details.criticality IS 'C1 to C4 (Table 7); NULL until the organisation has said what hangs on such assets.';
COMMENT ON COLUMN threatmap.equipment_details.in_year_risk IS 'Probability of failure times its consequence, in the currency and year; NULL without both.';
COMMENT ON COLUMN threatmap.equipment_details.currency IS 'Currency of consequence and risk; NULL without them.';
COMMENT ON COLUMN threatmap.equipment_details.calculated_incident_energy_cal_cm2 IS 'Incident energy by IEEE 1584-2018 from the newest study''s parameters, cal/cm²; NULL where one is missing or out of range.';
COMMENT ON COLUMN threatmap.equipment_details.incident_energy_governed_by IS 'Arcing current that gives it: full or reduced; NULL without an incident energy.';
COMMENT ON COLUMN threatmap.equipment_details.minimum_arc_rating_cal_cm2 IS 'Least customary arc rating that is not below the incident energy, cal/cm²; NULL above 40.';
COMMENT ON COLUMN threatmap.equipment_details.arc_flash_boundary_mm IS 'Distance at which the incident energy is 1.2 cal/cm², mm; NULL without an incident energy.';
COMMENT ON COLUMN threatmap.equipment_details.label_incident_energy_cal_cm2 IS 'What study and label promise, cal/cm²: an incident energy, else the least arc rating of their PPE category; NULL where they promise nothing.';
COMMENT ON COLUMN threatmap.equipment_details.label_basis IS 'incident_energy or ppe_category: which of the two; NULL where neither.';
COMMENT ON COLUMN threatmap.equipment_details.label_understated IS 'Whether that is below the calculated energy, both to one decimal: a finding of high priority; NULL where one is unknown.';
COMMENT ON COLUMN threatmap.equipment_details.findings IS '[{finding, priority, description}]: what asks for action; empty when there is nothing.';
COMMENT ON COLUMN threatmap.equipment_details.notice IS 'What everybody who passes an incident energy on must pass on with it; NULL without an incident energy.';
COMMENT ON COLUMN threatmap.equipment_details.engineering_missing_inputs IS 'What keeps a result from being there or whole, as result:input.';

CREATE FUNCTION threatmap.equipment_details_document(equipment_id text) RETURNS jsonb
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN (
        SELECT jsonb_strip_nulls(jsonb_build_object(
            'id', d.id, 'name', coalesce(d.name, ''), 'type', coalesce(d.type, ''), 'manufacturer', d.manufacturer, 'model', d.model, 'serial_number', d.serial_number,
            'install_date', nullif(d.install_date, ''),
            'location', jsonb_build_object('facility_id', d.facility_id, 'facility_name', d.facility_name, 'building', d.building, 'room', d.room,
                                           'coordinates', d.coordinates),
            'specifications', coalesce(d.specifications, '{}'), 'photos', d.photos,
            'risk_assessment', jsonb_build_object('risk_rating', d.risk_rating, 'risk_score', d.risk_score, 'condition', d.condition,
                'risk_factors', coalesce(d.risk_factors, '[]'), 'temperature', d.temperature, 'rust_level', d.rust_level, 'corrosion_level', d.corrosion_level),
            'confidence', jsonb_build_object('level', d.confidence, 'completeness', d.completeness, 'missing_inputs', to_jsonb(d.missing_inputs),
                                             'oldest_input', d.oldest_input),
            'service_history', d.service_history,
            'compliance', jsonb_build_object(
                'nfpa_70b', jsonb_build_object('compliant', d.nfpa_70b_compliant, 'compliance_percentage', d.nfpa_70b_percentage,
                    'next_inspection_due', nullif(d.next_inspection_due, ''), 'maintenance_status', d.maintenance_status,
                    'last_inspection', nullif(d.last_inspection, '')),
                'nfpa_70e', jsonb_build_object('compliant', d.nfpa_70e_compliant, 'compliance_percentage', d.nfpa_70e_percentage,
                    'arc_flash_label_present', d.arc_flash_label_present, 'ppe_requirements', d.ppe_requirements,
                    'incident_energy', d.incident_energy, 'last_assessment', nullif(d.last_assessment, ''))),
            'engineering', jsonb_build_object(
                'health', CASE WHEN d.health_score IS NOT NULL THEN jsonb_build_object('health_score', d.health_score, 'health_index', d.health_index,
                    'probability_of_failure_per_year', d.probability_of_failure_per_year, 'remaining_life_years', d.remaining_life_years,
                    'criticality', d.criticality, 'in_year_risk', d.in_year_risk, 'currency', d.currency) END,
                'arc_flash', CASE WHEN d.calculated_incident_energy_cal_cm2 IS NOT NULL THEN jsonb_build_object(
                    'incident_energy_cal_cm2', d.calculated_incident_energy_cal_cm2, 'governed_by', d.incident_energy_governed_by,
                    'minimum_arc_rating_cal_cm2', d.minimum_arc_rating_cal_cm2, 'boundary_mm', d.arc_flash_boundary_mm,
                    'label_incident_energy_cal_cm2', d.label_incident_energy_cal_cm2, 'label_basis', d.label_basis,
                    'label_understated', d.label_understated, 'notice', d.notice) END,
                'findings', d.findings, 'missing_inputs', to_jsonb(d.engineering_missing_inputs)),
            'last_updated', d.last_updated))
        FROM threatmap.equipment_details d WHERE d.id = equipment_details_document.equipment_id ORDER BY d.organization_id LIMIT 1);
END
$$;
COMMENT ON FUNCTION threatmap.equipment_details_document(text) IS
    'An item as /equipment/{id} answers it; what is unknown is left out. NULL for an unknown item.';
