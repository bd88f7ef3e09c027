-- The mapping preset for Condoit: which tables are followed, and how a row becomes MasterBus's canonical row.
-- {schema} in a query stands for the quoted name of the line's schema. A line that an operator has made his own
-- (preset = false) is left alone, and so is the schema of a line that is already there.
--
-- What a query may rely on: primary keys, and the two indexes of the join table that Prisma always makes. Everything
-- that a query reads besides its own row is named in depends_on, so that a change there makes this row dirty as well.

INSERT INTO masterbus.source_table AS line
  (source, schema_name, table_name, key_columns, target, touches, query, preset)
VALUES
('facility', 'public', 'Facility', '{id}', 'facility', NULL, $query$
SELECT f.id AS source_key, f."deletedAt" IS NOT NULL AS deleted, '{}'::text[] AS depends_on,
       f."organizationId" AS organization_id, f.id AS facility_id, f.name,
       concat_ws(', ', f.city, f.state) AS location, f.latitude, f.longitude, f."contractorName" AS contractor,
       f."yearBuilt" AS year_built, f."hasSafetyProgram" AS safety_program,
       f."hasEmergencyProcedures" AS emergency_procedures
FROM {schema}."Facility" f
WHERE f.id = ANY ($1)
$query$, true),

('panel', 'public', 'Panel', '{id}', 'equipment', NULL, $query$
SELECT p.id AS source_key, p."deletedAt" IS NOT NULL AS deleted, '{}'::text[] AS depends_on,
       p."organizationId" AS organization_id, p.id AS equipment_id, p."facilityId" AS facility_id, p.name,
       'Panel'::text AS kind, 'PANEL'::text AS type,
       nullif(concat_ws(', ', p.building, p.floor, p.room), '') AS location, p.building, p.room,
       p."installDate"::date AS install_date, p.manufacturer, p.model, p."serialNumber" AS serial_number,
       p."conductorMaterial" = 'ALUMINUM' AS aluminum_conductor, p."relativeHumidity" AS humidity_pct,
       p."ambientTemperatureF" AS temperature_f, p."loadingPercentage" AS loading_pct,
       p."clearanceIssue" AS clearance_issue,
       jsonb_strip_nulls(jsonb_build_object(
         'voltage', p.voltage, 'amperage', p.amperage, 'phases', p.phases, 'mount_type', lower(p."mountType"::text),
         'enclosure_type', replace(p."enclosureType"::text, '_', ' '), 'circuit_count', p."circuitCount"
       )) AS specifications,
       jsonb_strip_nulls(jsonb_build_object(
         'connection_type', lower(p."connectionType"::text), 'undersized_conductors', p."undersizedConductors",
         'outdated_insulation', p."outdatedInsulation", 'documented_issues', p."documentedIssues",
         'corrosive_environment', p."corrosiveEnvironment", 'outdoor_exposure', p."isOutdoor",
         'poor_ventilation', p.ventilation = 'POOR', 'harmonics_percentage', p."harmonicDistortion",
         'power_factor', p."powerFactor", 'safety_labels', nullif(lower(p."safetyLabels"::text), '{}')::text[]
       )) AS attributes
FROM {schema}."Panel" p
WHERE p.id = ANY ($1)
$query$, true),

('switchboard', 'public', 'Switchboard', '{id}', 'equipment', NULL, $query$
SELECT s.id AS source_key, s."deletedAt" IS NOT NULL AS deleted, '{}'::text[] AS depends_on,
       s."organizationId" AS organization_id, s.id AS equipment_id, s."facilityId" AS facility_id, s.name,
       'Switchboard'::text AS kind, 'SWITCHGEAR'::text AS type,
       nullif(concat_ws(', ', s.building, s.floor, s.room), '') AS location, s.building, s.room,
       s."installDate"::date AS install_date, s.manufacturer, s.model, s."serialNumber" AS serial_number,
       s."busMaterial" = 'ALUMINUM' AS aluminum_conductor, s."relativeHumidity" AS humidity_pct,
       s."ambientTemperatureF" AS temperature_f, s."loadingPercentage" AS loading_pct,
       s."clearanceIssue" AS clearance_issue,
       jsonb_strip_nulls(jsonb_build_object(
         'voltage', s.voltage, 'amperage', s.amperage, 'phases', s.phases, 'mount_type', 'floor',
         'enclosure_type', replace(s."enclosureType"::text, '_', ' '),
         'short_circuit_rating_ka', s."shortCircuitRatingKa"
       )) AS specifications,
       jsonb_strip_nulls(jsonb_build_object(
         'connection_type', lower(s."connectionType"::text), 'documented_issues', s."documentedIssues",
         'corrosive_environment', s."corrosiveEnvironment", 'outdoor_exposure', s."isOutdoor",
         'poor_ventilation', s.ventilation = 'POOR', 'harmonics_percentage', s."harmonicDistortion",
         'power_factor', s."powerFactor", 'voltage_instability', s."voltageInstability",
         'safety_labels', nullif(lower(s."safetyLabels"::text), '{}')::text[]
       )) AS attributes
FROM {schema}."Switchboard" s
WHERE s.id = ANY ($1)
$query$, true),

('transformer', 'public', 'Transformer', '{id}', 'equipment', NULL, $query$
SELECT t.id AS source_key, t."deletedAt" IS NOT NULL AS deleted, '{}'::text[] AS depends_on,
       t."organizationId" AS organization_id, t.id AS equipment_id, t."facilityId" AS facility_id, t.name,
       'Transformer'::text AS kind, 'TRANSFORMER'::text AS type,
       nullif(concat_ws(', ', t.building, t.floor, t.room), '') AS location, t.building, t.room,
       t."installDate"::date AS install_date, t.manufacturer, t.model, t."serialNumber" AS serial_number,
       t."windingMaterial" = 'ALUMINUM' AS aluminum_conductor, t."relativeHumidity" AS humidity_pct,
       t."ambientTemperatureF" AS temperature_f, t."loadingPercentage" AS loading_pct,
       t."clearanceIssue" AS clearance_issue,
       jsonb_strip_nulls(jsonb_build_object(
         'voltage', t."primaryVoltage", 'secondary_voltage', t."secondaryVoltage", 'kva', t.kva, 'phases', t.phases,
         'mount_type', lower(t."mountType"::text), 'enclosure_type', replace(t."enclosureType"::text, '_', ' '),
         'oil_filled', t."oilFilled"
       )) AS specifications,
       jsonb_strip_nulls(jsonb_build_object(
         'connection_type', lower(t."connectionType"::text), 'outdated_insulation', t."outdatedInsulation",
         'documented_issues', t."documentedIssues", 'corrosive_environment', t."corrosiveEnvironment",
         'outdoor_exposure', t."isOutdoor", 'poor_ventilation', t.ventilation = 'POOR',
         'harmonics_percentage', t."harmonicDistortion", 'power_factor', t."powerFactor",
         'voltage_instability', t."voltageInstability",
         'safety_labels', nullif(lower(t."safetyLabels"::text), '{}')::text[]
       )) AS attributes
FROM {schema}."Transformer" t
WHERE t.id = ANY ($1)
$query$, true),

-- A breaker stands where its panel or switchboard stands, and breathes the same air.
('breaker', 'public', 'Breaker', '{id}', 'equipment', NULL, $query$
SELECT b.id AS source_key,
       b."deletedAt" IS NOT NULL OR p."deletedAt" IS NOT NULL OR s."deletedAt" IS NOT NULL
         OR coalesce(p.id, s.id) IS NULL AS deleted,
       array_remove(ARRAY['panel:' || b."panelId", 'switchboard:' || b."switchboardId"], NULL) AS depends_on,
       b."organizationId" AS organization_id, b.id AS equipment_id,
       coalesce(p."facilityId", s."facilityId") AS facility_id, b.name,
       'Breaker'::text AS kind, 'BREAKER'::text AS type,
       nullif(concat_ws(', ', coalesce(p.building, s.building), coalesce(p.floor, s.floor), coalesce(p.room, s.room),
                        coalesce(p.name, s.name)), '') AS location,
       coalesce(p.building, s.building) AS building, coalesce(p.room, s.room) AS room,
       b."installDate"::date AS install_date, b.manufacturer, b.model, b."serialNumber" AS serial_number,
       b."conductorMaterial" = 'ALUMINUM' AS aluminum_conductor,
       coalesce(p."relativeHumidity", s."relativeHumidity") AS humidity_pct,
       coalesce(p."ambientTemperatureF", s."ambientTemperatureF") AS temperature_f,
       b."loadingPercentage" AS loading_pct, coalesce(p."clearanceIssue", s."clearanceIssue", false) AS clearance_issue,
       jsonb_strip_nulls(jsonb_build_object(
         'voltage', coalesce(p.voltage, s.voltage), 'amperage', b."tripAmperage", 'phases', b.poles,
         'mount_type', 'panel',
         'enclosure_type', replace(coalesce(p."enclosureType", s."enclosureType")::text, '_', ' '),
         'breaker_type', lower(b."breakerType"::text), 'frame_amperage', b."frameAmperage", 'position', b.position
       )) AS specifications,
       jsonb_strip_nulls(jsonb_build_object(
         'connection_type', lower(b."connectionType"::text), 'undersized_conductors', b."undersizedConductors",
         'documented_issues', b."documentedIssues", 'frequent_cycling', b."frequentCycling",
         'corrosive_environment', coalesce(p."corrosiveEnvironment", s."corrosiveEnvironment"),
         'outdoor_exposure', coalesce(p."isOutdoor", s."isOutdoor"),
         'poor_ventilation', coalesce(p.ventilation, s.ventilation) = 'POOR',
         'trip_tests', lower(b."lastTripTest"::text),
         'safety_labels', nullif(lower(b."safetyLabels"::text), '{}')::text[]
       )) AS attributes
FROM {schema}."Breaker" b
LEFT JOIN {schema}."Panel" p ON p.id = b."panelId"
LEFT JOIN {schema}."Switchboard" s ON s.id = b."switchboardId"
WHERE b.id = ANY ($1)
$query$, true),

-- What weather a conductor meets depends on the raceways through which it runs.
('conductor', 'public', 'Conductor', '{id}', 'equipment', NULL, $query$
SELECT c.id AS source_key, c."deletedAt" IS NOT NULL AS deleted, coalesce(route.depends_on, '{}') AS depends_on,
       c."organizationId" AS organization_id, c.id AS equipment_id, c."facilityId" AS facility_id, c.name,
       'Conductor'::text AS kind, 'OTHER'::text AS type, c.building AS location, c.building, NULL::text AS room,
       c."installDate"::date AS install_date, c.manufacturer, NULL::text AS model, NULL::text AS serial_number,
       c.material = 'ALUMINUM' AS aluminum_conductor, c."relativeHumidity" AS humidity_pct,
       c."ambientTemperatureF" AS temperature_f, c."loadingPercentage" AS loading_pct, false AS clearance_issue,
       jsonb_strip_nulls(jsonb_build_object(
         'voltage', c.voltage, 'amperage', c.ampacity, 'size', c.size, 'insulation', c.insulation,
         'length_ft', c."lengthFeet"
       )) AS specifications,
       jsonb_strip_nulls(jsonb_build_object(
         'connection_type', lower(c."connectionType"::text), 'undersized_conductors', c.undersized,
         'outdated_insulation', c."outdatedInsulation", 'documented_issues', c."documentedIssues",
         'corrosive_environment', route.corrosive_environment, 'outdoor_exposure', route.outdoor_exposure,
         'safety_labels', nullif(lower(c."safetyLabels"::text), '{}')::text[]
       )) AS attributes
FROM {schema}."Conductor" c
CROSS JOIN LATERAL (
  SELECT array_agg('raceway:' || r.id ORDER BY r.id COLLATE "C") AS depends_on,
         bool_or(r."corrosiveEnvironment") FILTER (WHERE r."deletedAt" IS NULL) AS corrosive_environment,
         bool_or(r."isOutdoor") FILTER (WHERE r."deletedAt" IS NULL) AS outdoor_exposure
  FROM {schema}."_ConductorToRaceway" j
  JOIN {schema}."Raceway" r ON r.id = j."B"
  WHERE j."A" = c.id
) route
WHERE c.id = ANY ($1)
$query$, true),

-- A raceway counts as aluminum when a conductor in it is; its loading is the fill in percent of what the code allows.
('raceway', 'public', 'Raceway', '{id}', 'equipment', NULL, $query$
SELECT r.id AS source_key, r."deletedAt" IS NOT NULL AS deleted, coalesce(held.depends_on, '{}') AS depends_on,
       r."organizationId" AS organization_id, r.id AS equipment_id, r."facilityId" AS facility_id, r.name,
       'Raceway'::text AS kind, 'OTHER'::text AS type, r.building AS location, r.building, NULL::text AS room,
       r."installDate"::date AS install_date, r.manufacturer, NULL::text AS model, NULL::text AS serial_number,
       coalesce(held.aluminum, false) AS aluminum_conductor, r."relativeHumidity" AS humidity_pct,
       r."ambientTemperatureF" AS temperature_f, r."fillPercentage" AS loading_pct, false AS clearance_issue,
       jsonb_strip_nulls(jsonb_build_object(
         'raceway_type', lower(r."racewayType"::text), 'trade_size', r."tradeSize", 'length_ft', r."lengthFeet"
       )) AS specifications,
       jsonb_strip_nulls(jsonb_build_object(
         'documented_issues', r."documentedIssues", 'corrosive_environment', r."corrosiveEnvironment",
         'outdoor_exposure', r."isOutdoor", 'safety_labels', nullif(lower(r."safetyLabels"::text), '{}')::text[]
       )) AS attributes
FROM {schema}."Raceway" r
CROSS JOIN LATERAL (
  SELECT array_agg('conductor:' || c.id ORDER BY c.id COLLATE "C") AS depends_on,
         bool_or(c.material = 'ALUMINUM') FILTER (WHERE c."deletedAt" IS NULL) AS aluminum
  FROM {schema}."_ConductorToRaceway" j
  JOIN {schema}."Conductor" c ON c.id = j."A"
  WHERE j."B" = r.id
) held
WHERE r.id = ANY ($1)
$query$, true),

('conductor_to_raceway_a', 'public', '_ConductorToRaceway', '{A}', NULL, 'conductor', NULL, true),
('conductor_to_raceway_b', 'public', '_ConductorToRaceway', '{B}', NULL, 'raceway', NULL, true),

-- Generic equipment keeps what its category needs in one Json column.
('equipment', 'public', 'Equipment', '{id}', 'equipment', NULL, $query$
SELECT e.id AS source_key, e."deletedAt" IS NOT NULL AS deleted, '{}'::text[] AS depends_on,
       e."organizationId" AS organization_id, e.id AS equipment_id, e."facilityId" AS facility_id, e.name,
       e.category::text AS kind,
       CASE WHEN e.category IN ('SWITCHGEAR', 'MOTOR_CONTROL_CENTER', 'TRANSFER_SWITCH') THEN 'SWITCHGEAR'
            ELSE 'OTHER' END AS type,
       nullif(concat_ws(', ', e.building, e.floor, e.room), '') AS location, e.building, e.room,
       e."installDate"::date AS install_date, e.manufacturer, e.model, e."serialNumber" AS serial_number,
       e."conductorMaterial" = 'ALUMINUM' AS aluminum_conductor, e."relativeHumidity" AS humidity_pct,
       e."ambientTemperatureF" AS temperature_f, e."loadingPercentage" AS loading_pct,
       e."clearanceIssue" AS clearance_issue,
       jsonb_strip_nulls(jsonb_build_object(
         'voltage', e.attributes -> 'voltage', 'amperage', e.attributes -> 'amperage',
         'phases', e.attributes -> 'phases',
         'mount_type', lower(e.attributes ->> 'mountType'),
         'enclosure_type', replace(e.attributes ->> 'enclosureType', '_', ' '), 'power_kw', e.attributes -> 'powerKw',
         'cnaim_asset_category', e.attributes -> 'cnaimAssetCategory'
       )) AS specifications,
       jsonb_strip_nulls(jsonb_build_object(
         'connection_type', lower(e.attributes ->> 'connectionType'), 'documented_issues', e."documentedIssues",
         'corrosive_environment', e.attributes -> 'corrosiveEnvironment',
         'outdoor_exposure', e.attributes -> 'outdoorExposure', 'poor_ventilation', e.attributes -> 'poorVentilation',
         'harmonics_percentage', e.attributes -> 'harmonicsPercentage', 'power_factor', e.attributes -> 'powerFactor',
         'frequent_cycling', e.attributes -> 'frequentCycling',
         'voltage_instability', e.attributes -> 'voltageInstability',
         'safety_labels', nullif(lower(e."safetyLabels"::text), '{}')::text[]
       )) AS attributes
FROM {schema}."Equipment" e
WHERE e.id = ANY ($1)
$query$, true),

-- Work that is only planned has not been done: it leaves the copies until it is completed.
('maintenance', 'public', 'MaintenanceRecord', '{id}', 'maintenance', NULL, $query$
SELECT m.id AS source_key,
       m."deletedAt" IS NOT NULL OR m.status <> 'COMPLETED' OR m."performedAt" IS NULL OR item.id IS NULL AS deleted,
       '{}'::text[] AS depends_on, m."organizationId" AS organization_id, m.id AS maintenance_id,
       item.id AS equipment_id,
       lower(m.type::text) AS type, m."performedAt"::date AS performed_on, m."technicianName" AS technician, m.notes
FROM {schema}."MaintenanceRecord" m
CROSS JOIN LATERAL (
  SELECT coalesce(m."panelId", m."switchboardId", m."transformerId", m."breakerId", m."conductorId", m."racewayId",
                  m."equipmentId") AS id
) item
WHERE m.id = ANY ($1)
$query$, true),

('inspection', 'public', 'Inspection', '{id}', 'inspection', NULL, $query$
SELECT i.id AS source_key,
       i."deletedAt" IS NOT NULL OR i.status <> 'COMPLETED' OR i."inspectedAt" IS NULL AS deleted,
       '{}'::text[] AS depends_on, i."organizationId" AS organization_id, i.id AS inspection_id,
       i."facilityId" AS facility_id,
       coalesce(i."panelId", i."switchboardId", i."transformerId", i."breakerId", i."conductorId", i."racewayId",
                i."equipmentId") AS equipment_id,
       CASE i.type WHEN 'VISUAL' THEN 'visual_inspection' WHEN 'INFRARED' THEN 'thermographic'
                   ELSE lower(i.type::text) END AS type,
       i."inspectedAt"::date AS inspected_on, i."inspectorName" AS inspector, i.passed,
       initcap(i."corrosionLevel"::text) AS corrosion_level, initcap(i."rustLevel"::text) AS rust_level,
       initcap(i."damageLevel"::text) AS damage_level, i."hottestReadingC" AS hottest_reading_c,
       i."relativeHumidity" AS humidity_pct, i."ambientTemperatureF" AS temperature_f,
       jsonb_strip_nulls(jsonb_build_object(
         'thermal_issues', i."thermalAnomaly", 'loose_parts', i."looseConnections",
         'heat_discoloration', i."heatDiscoloration", 'unusual_noise', i."unusualNoise",
         'visible_corrosion', i."corrosionLevel" IN ('MODERATE', 'SEVERE'),
         'physical_damage', i."damageLevel" IN ('MODERATE', 'SEVERE'), 'failed_inspection', NOT i.passed
       )) AS findings, i.notes
FROM {schema}."Inspection" i
WHERE i.id = ANY ($1)
$query$, true),

('arc_flash_study', 'public', 'ArcFlashStudy', '{id}', 'arc_flash_study', NULL, $query$
SELECT a.id AS source_key, a."deletedAt" IS NOT NULL OR item.id IS NULL AS deleted, '{}'::text[] AS depends_on,
       a."organizationId" AS organization_id, a.id AS study_id, item.id AS equipment_id,
       a."assessedAt"::date AS assessed_on, a."ppeCategory" AS ppe_category,
       a."incidentEnergyCalCm2" AS incident_energy_cal_cm2, a."workingDistanceMm" AS working_distance_mm,
       a."arcFlashBoundaryMm" AS arc_flash_boundary_mm,
       jsonb_strip_nulls(jsonb_build_object(
         'voltage_kv', a."voltageKv", 'bolted_fault_current_ka', a."boltedFaultCurrentKa",
         'clearing_time_ms', a."clearingTimeMs", 'gap_mm', a."gapMm",
         'electrode_configuration', a."electrodeConfiguration"
       )) AS parameters
FROM {schema}."ArcFlashStudy" a
CROSS JOIN LATERAL (
  SELECT coalesce(a."panelId", a."switchboardId", a."transformerId", a."equipmentId") AS id
) item
WHERE a.id = ANY ($1)
$query$, true),

('photo', 'public', 'Photo', '{id}', 'photo', NULL, $query$
SELECT h.id AS source_key, h."deletedAt" IS NOT NULL AS deleted, '{}'::text[] AS depends_on,
       h."organizationId" AS organization_id, h.id AS photo_id, h."facilityId" AS facility_id,
       coalesce(h."panelId", h."switchboardId", h."transformerId", h."breakerId", h."conductorId", h."racewayId",
                h."equipmentId") AS equipment_id,
       h.url, h."thumbnailUrl" AS thumbnail_url, h.caption, h."takenAt" AT TIME ZONE 'UTC' AS taken_at
FROM {schema}."Photo" h
WHERE h.id = ANY ($1)
$query$, true)
ON CONFLICT (source) DO UPDATE
SET table_name = excluded.table_name, key_columns = excluded.key_columns, target = excluded.target,
    touches = excluded.touches, query = excluded.query
WHERE line.preset
  AND (line.table_name, line.key_columns, line.target, line.touches, line.query)
      IS DISTINCT FROM
      (excluded.table_name, excluded.key_columns, excluded.target, excluded.touches, excluded.query);
