CREATE VIEW threatmap.facility_compliance WITH (security_invoker) AS
SELECT r.organization_id,
       r.facility_id AS id,
       f.name,
       threatmap.compliance_word(greatest(r.nfpa70b_status, r.nfpa70e_status)) AS compliance_status,
       (r.nfpa70b_score + r.nfpa70e_score) / 2.0::float8 AS overall_compliance,
       threatmap.compliance_word(r.nfpa70b_status) AS nfpa_70b_status,
       r.nfpa70b_score::int4 AS nfpa_70b_compliance,
       threatmap.compliance_word(r.nfpa70e_status) AS nfpa_70e_status,
       r.nfpa70e_score::int4 AS nfpa_70e_compliance,
       i.nfpa_70b_counts AS nfpa_70b_equipment_counts,
       i.inspection_status,
       i.next_inspections_due,
       i.nfpa_70e_counts AS nfpa_70e_equipment_counts,
       i.arc_flash_label_status,
       i.next_assessments_due,
       to_char(f.as_of, 'YYYY-MM-DD') AS as_of,
       r.updated_at,
       f.source = ANY ((SELECT masterbus.stale_sources())::text[]) AS stale
FROM masterbus.facility_result r
JOIN masterbus.facility f ON f.organization_id = r.organization_id AND f.facility_id = r.facility_id
CROSS JOIN LATERAL (
    SELECT jsonb_build_object('total', count(c.nfpa_70b_status), 'compliant', count(*) FILTER (WHERE c.nfpa_70b_status = 'Compliant'),
                              'non_compliant', count(*) FILTER (WHERE c.nfpa_70b_status <> 'Compliant')) AS nfpa_70b_counts,
           jsonb_build_object('up_to_date', count(*) FILTER (WHERE c.maintenance_status = 'up_to_date'),
                              'due_soon', count(*) FILTER (WHERE c.maintenance_status = 'due_soon'),
                              'overdue', count(*) FILTER (WHERE c.maintenance_status = 'overdue')) AS inspection_status,
           coalesce(jsonb_agg(jsonb_build_object('equipment_id', c.id, 'equipment_name', coalesce(c.name, ''), 'equipment_type', coalesce(c.type, ''),
                                                 'due_date', c.first_inspection_due, 'days_overdue', c.first_inspection_days_overdue)
                              ORDER BY c.first_inspection_due, c.id)
                    FILTER (WHERE c.maintenance_status IN ('overdue', 'due_soon') AND c.first_inspection_due <> ''), '[]') AS next_inspections_due,
           jsonb_build_object('total', count(c.nfpa_70e_status), 'compliant', count(*) FILTER (WHERE c.nfpa_70e_status = 'Compliant'),
                              'non_compliant', count(*) FILTER (WHERE c.nfpa_70e_status <> 'Compliant')) AS nfpa_70e_counts,
           jsonb_build_object('present', count(*) FILTER (WHERE c.arc_flash_assessment_required AND c.arc_flash_label_present),
                              'missing', count(*) FILTER (WHERE c.arc_flash_assessment_required AND NOT c.arc_flash_label_present)) AS arc_flash_label_status,
           coalesce(jsonb_agg(jsonb_build_object('equipment_id', c.id, 'equipment_name', coalesce(c.name, ''), 'equipment_type', coalesce(c.type, ''),
                                                 'due_date', c.next_assessment_due, 'days_overdue', c.assessment_days_overdue)
                              ORDER BY c.next_assessment_due, c.id)
                    FILTER (WHERE c.assessment_status IN ('overdue', 'due_soon')), '[]') AS next_assessments_due
    FROM threatmap.compliance c
    WHERE c.organization_id = r.organization_id AND c.facility_id = r.facility_id OFFSET 0) i;
COMMENT ON VIEW threatmap.facility_compliance IS 'NFPA 70B and 70E of each facility: percentages, items by status, and what is due within 30 days or overdue; read it by id.';
COMMENT ON COLUMN threatmap.facility_compliance.organization_id IS 'Organisation that the facility belongs to.';
COMMENT ON COLUMN threatmap.facility_compliance.id IS 'Condoit''s id of the facility.';
COMMENT ON COLUMN threatmap.facility_compliance.name IS 'Name of the facility; NULL where unknown.';
COMMENT ON COLUMN threatmap.facility_compliance.compliance_status IS 'The worse of NFPA 70B and 70E: Compliant, Warning or Out of Compliance; NULL without equipment.';
COMMENT ON COLUMN threatmap.facility_compliance.overall_compliance IS 'Mean of the two percentages; NULL without equipment.';
COMMENT ON COLUMN threatmap.facility_compliance.nfpa_70b_status IS 'Compliant, Warning (partial) or Out of Compliance; NULL without equipment.';
COMMENT ON COLUMN threatmap.facility_compliance.nfpa_70b_compliance IS 'Mean NFPA 70B score of the items in percent; NULL without items that can be judged.';
COMMENT ON COLUMN threatmap.facility_compliance.nfpa_70e_status IS 'Compliant, Warning (partial) or Out of Compliance; NULL without equipment.';
COMMENT ON COLUMN threatmap.facility_compliance.nfpa_70e_compliance IS 'Mean NFPA 70E score of the items in percent; NULL without items that can be judged.';
COMMENT ON COLUMN threatmap.facility_compliance.nfpa_70b_equipment_counts IS '{total, compliant, non_compliant}: items that can be judged; partial ones are not compliant.';
COMMENT ON COLUMN threatmap.facility_compliance.inspection_status IS '{up_to_date, due_soon, overdue}: items by maintenance status.';
COMMENT ON COLUMN threatmap.facility_compliance.next_inspections_due IS '[{equipment_id, equipment_name, equipment_type, due_date, days_overdue}]: visual or thermographic inspections, whichever is due first, that are overdue or due within 30 days, earliest first; without those whose day nobody knows.';
COMMENT ON COLUMN threatmap.facility_compliance.nfpa_70e_equipment_counts IS '{total, compliant, non_compliant}: items that can be judged; partial ones are not compliant.';
COMMENT ON COLUMN threatmap.facility_compliance.arc_flash_label_status IS '{present, missing}: items of which NFPA 70E asks an arc-flash study, by their label.';
COMMENT ON COLUMN threatmap.facility_compliance.next_assessments_due IS '[{equipment_id, equipment_name, equipment_type, due_date, days_overdue}]: arc-flash studies that are overdue or due within 30 days, earliest first.';
COMMENT ON COLUMN threatmap.facility_compliance.as_of IS 'ISO 8601 UTC date at which the facility is evaluated.';
COMMENT ON COLUMN threatmap.facility_compliance.updated_at IS 'When the facility''s published score, category or a compliance status last changed.';
COMMENT ON COLUMN threatmap.facility_compliance.stale IS 'True while the row may not be what Condoit says now.';

CREATE FUNCTION threatmap.compliance_document(facility_id text) RETURNS jsonb
    LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN (
        SELECT jsonb_strip_nulls(jsonb_build_object(
            'facility_id', c.id, 'facility_name', coalesce(c.name, ''), 'as_of', c.as_of,
            'compliance_summary', jsonb_build_object('overall_compliance', c.overall_compliance, 'nfpa_70b_compliance', c.nfpa_70b_compliance,
                                                     'nfpa_70e_compliance', c.nfpa_70e_compliance, 'compliance_status', c.compliance_status),
            'nfpa_70b', jsonb_build_object('compliance_percentage', c.nfpa_70b_compliance, 'equipment_counts', c.nfpa_70b_equipment_counts,
                                           'inspection_status', c.inspection_status, 'next_inspections_due', c.next_inspections_due),
            'nfpa_70e', jsonb_build_object('compliance_percentage', c.nfpa_70e_compliance, 'equipment_counts', c.nfpa_70e_equipment_counts,
                                           'arc_flash_label_status', c.arc_flash_label_status, 'next_assessments_due', c.next_assessments_due)))
        FROM threatmap.facility_compliance c WHERE c.id = compliance_document.facility_id ORDER BY c.organization_id LIMIT 1);
END
$$;
COMMENT ON FUNCTION threatmap.compliance_document(text) IS
    'NFPA 70B and 70E of a facility as /facilities/{id}/compliance answers it; NULL for an unknown facility.';
