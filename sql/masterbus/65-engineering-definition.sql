CREATE VIEW masterbus.arc_flash_exposure WITH (security_invoker) AS
SELECT s.organization_id, s.study_id, s.equipment_id, s.assessed_on, s.working_distance_mm,
       s.parameters ->> 'electrode_configuration' AS electrode_configuration,
       masterbus.number_in(s.parameters, 'voltage_kv', 0, 1000) AS voltage_kv,
       masterbus.number_in(s.parameters, 'bolted_fault_current_ka', 0, 10000) AS bolted_fault_current_ka,
       masterbus.number_in(s.parameters, 'gap_mm', 0, 10000) AS gap_mm,
       masterbus.number_in(s.parameters, 'clearing_time_ms', 0, 1000000) AS clearing_time_ms,
       masterbus.number_in(s.parameters, 'reduced_clearing_time_ms', 0, 1000000) AS reduced_clearing_time_ms,
       masterbus.number_in(s.parameters, 'enclosure_height_mm', 0, 1000000) AS enclosure_height_mm,
       masterbus.number_in(s.parameters, 'enclosure_width_mm', 0, 1000000) AS enclosure_width_mm,
       masterbus.number_in(s.parameters, 'enclosure_depth_mm', 0, 1000000) AS enclosure_depth_mm,
       CASE WHEN s.incident_energy_cal_cm2 BETWEEN 0 AND 1e9 THEN s.incident_energy_cal_cm2
            ELSE ('{4,8,25,40}'::float8[])[s.ppe_category] END AS label_incident_energy_cal_cm2,
       CASE WHEN s.incident_energy_cal_cm2 BETWEEN 0 AND 1e9 THEN 'incident_energy' WHEN s.ppe_category BETWEEN 1 AND 4 THEN 'ppe_category' END AS label_basis
FROM masterbus.arc_flash_study s;
COMMENT ON VIEW masterbus.arc_flash_exposure IS
    'The parameters of arc-flash studies as voltmetrics.try_arc_flash takes them, and what their labels promise: an incident energy in cal/cm², else the least arc rating of their PPE category.';

CREATE VIEW masterbus.engineering_definition WITH (security_invoker) AS
SELECT e.organization_id, e.equipment_id, e.facility_id, c.asset_category,
       CASE WHEN c.asset_category IS NOT NULL THEN masterbus.cnaim_asset(c.asset_category, e.install_date, e.loading_pct, e.specifications,
           i.level, CASE WHEN jsonb_typeof(e.attributes) = 'object' THEN e.attributes ELSE '{}' END || coalesce(i.findings, '{}')) END AS asset,
       s.study_id, s.assessed_on AS studied_on, a.incident_energy_cal_cm2, a.arc_flash_boundary_mm, a.governed_by, a.reduced_evaluated, a.minimum_arc_rating_cal_cm2,
       s.enclosure_class, s.label_incident_energy_cal_cm2, s.label_basis,
       round(s.label_incident_energy_cal_cm2::numeric, 1) < round(a.incident_energy_cal_cm2::numeric, 1) AS label_understated,
       array_remove(ARRAY[
           'health_score:' || c.missing,
           CASE WHEN (c.asset_category IS NOT NULL OR c.missing IS NOT NULL) AND e.install_date IS NULL THEN 'health_score:install_date' END,
           CASE WHEN s.study_id IS NOT NULL AND s.electrode_configuration IS NULL THEN 'incident_energy:electrode_configuration' END,
           CASE WHEN s.study_id IS NOT NULL AND s.voltage_kv IS NULL THEN 'incident_energy:voltage_kv' END,
           CASE WHEN s.study_id IS NOT NULL AND s.bolted_fault_current_ka IS NULL THEN 'incident_energy:bolted_fault_current_ka' END,
           CASE WHEN s.study_id IS NOT NULL AND s.gap_mm IS NULL THEN 'incident_energy:gap_mm' END,
           CASE WHEN s.study_id IS NOT NULL AND s.working_distance_mm IS NULL THEN 'incident_energy:working_distance_mm' END,
           CASE WHEN s.study_id IS NOT NULL AND s.clearing_time_ms IS NULL THEN 'incident_energy:clearing_time_ms' END,
           CASE WHEN s.study_id IS NOT NULL AND s.boxed AND s.box IS NULL THEN 'incident_energy:enclosure' END,
           CASE WHEN a.problem_kind <> 'missing' THEN 'incident_energy:' || a.problem_field || ' ' || a.problem_kind END,
           CASE WHEN s.study_id IS NOT NULL AND s.reduced_clearing_time_ms IS NULL THEN 'reduced_arcing_current:reduced_clearing_time_ms' END,
           CASE WHEN s.study_id IS NOT NULL AND s.label_basis IS NULL THEN 'label:incident_energy' END], NULL) AS missing,
       next.input_on AS next_input_on
FROM masterbus.equipment e
JOIN masterbus.facility f ON f.organization_id = e.organization_id AND f.facility_id = e.facility_id
CROSS JOIN LATERAL masterbus.cnaim_class(e.type, e.kind, e.specifications) c
LEFT JOIN LATERAL (
    SELECT masterbus.worst_level(i.corrosion_level, i.rust_level, i.damage_level) AS level,
           CASE WHEN jsonb_typeof(i.findings) = 'object' THEN i.findings END AS findings
    FROM masterbus.inspection i
    WHERE i.organization_id = e.organization_id AND i.equipment_id = e.equipment_id AND i.inspected_on <= f.as_of
    ORDER BY i.inspected_on DESC, i.inspection_id DESC LIMIT 1) i ON c.asset_category IS NOT NULL
LEFT JOIN LATERAL (
    SELECT x.*, t.equipment_class AS enclosure_class, k.boxed,
           CASE WHEN k.measured THEN ARRAY[x.enclosure_height_mm, x.enclosure_width_mm, x.enclosure_depth_mm]
                WHEN t.equipment_class IS NOT NULL THEN ARRAY[t.enclosure_height_mm, t.enclosure_width_mm, t.enclosure_depth_mm] END AS box
    FROM (SELECT x.* FROM masterbus.arc_flash_exposure x
          WHERE x.organization_id = e.organization_id AND x.equipment_id = e.equipment_id AND (x.assessed_on <= f.as_of OR x.assessed_on IS NULL)
          ORDER BY x.assessed_on DESC NULLS LAST, x.study_id DESC LIMIT 1) x
    CROSS JOIN LATERAL (SELECT coalesce(x.electrode_configuration NOT IN ('VOA', 'HOA'), true) AS boxed,
                               num_nulls(x.enclosure_height_mm, x.enclosure_width_mm, x.enclosure_depth_mm) = 0 AS measured) k
    LEFT JOIN LATERAL (
        SELECT y.* FROM voltmetrics.arc_flash_typical_equipment() y
        WHERE y.equipment_class = masterbus.typical_enclosure_class(e.type, e.kind, x.voltage_kv)) t ON k.boxed AND NOT k.measured) s ON true
CROSS JOIN LATERAL (
    SELECT least(CASE WHEN c.asset_category IS NOT NULL THEN
                     (SELECT min(i.inspected_on) FROM masterbus.inspection i
                      WHERE i.organization_id = e.organization_id AND i.equipment_id = e.equipment_id AND i.inspected_on > f.as_of) END,
                 (SELECT min(s.assessed_on) FROM masterbus.arc_flash_study s
                  WHERE s.organization_id = e.organization_id AND s.equipment_id = e.equipment_id AND s.assessed_on > f.as_of)) AS input_on) next
LEFT JOIN LATERAL voltmetrics.try_arc_flash(s.electrode_configuration, s.voltage_kv, s.bolted_fault_current_ka, s.gap_mm, s.working_distance_mm,
    s.clearing_time_ms, s.reduced_clearing_time_ms, s.box[1], s.box[2], s.box[3]) a ON s.study_id IS NOT NULL
WHERE c.asset_category IS NOT NULL OR c.missing IS NOT NULL OR s.study_id IS NOT NULL OR next.input_on IS NOT NULL;
COMMENT ON VIEW masterbus.engineering_definition IS
    'The one definition of an item''s engineering result at its facility''s date: changes, rebuilds and verification all read it.';
