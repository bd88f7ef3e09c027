-- The plan's items in Condoit's own tables, parents first. What a table does not hold is simply not recorded there.

INSERT INTO "Transformer" (id, "organizationId", "facilityId", name, status, manufacturer, model, "serialNumber",
  "installDate", building, floor, room, kva, "primaryVoltage", "secondaryVoltage", "oilFilled", "mountType",
  "enclosureType", "windingMaterial", "connectionType", "loadingPercentage", "ambientTemperatureF", "relativeHumidity",
  "harmonicDistortion", "powerFactor", "isOutdoor", "corrosiveEnvironment", ventilation, "voltageInstability",
  "outdatedInsulation", "clearanceIssue", "documentedIssues", "safetyLabels", "createdAt", "updatedAt", "deletedAt")
SELECT id, organization_id, facility_id, 'T-' || idx,
       (CASE WHEN pg_temp.u(k, 'status') < 0.02 THEN 'OUT_OF_SERVICE' ELSE 'IN_SERVICE' END)::"EquipmentStatus",
       manufacturer, model, serial_number, install_date, building, floor, room,
       pg_temp.pick(k, 'kva', '{30,45,75,112.5,150,225,300,500,750,1000,1500}'::text[])::float8,
       CASE WHEN outdoor THEN 13800 ELSE 480 END, CASE WHEN outdoor THEN service_voltage ELSE 208 END,
       outdoor AND pg_temp.u(k, 'oil') < 0.8,
       (CASE WHEN outdoor THEN 'PAD' ELSE 'FLOOR' END)::"MountType",
       (CASE WHEN outdoor THEN 'NEMA_3R' ELSE 'NEMA_1' END)::"EnclosureType",
       item.material,
       (CASE WHEN pg_temp.u(k, 'connection') < 0.75 THEN 'BOLTED' ELSE 'CRIMPED' END)::"ConnectionType",
       loading, temperature, humidity,
       CASE WHEN pg_temp.u(k, 'harmonics known') < 0.6
            THEN round(10 * abs(5 + 5 * pg_temp.bell(k, 'harmonics'))) / 10 END,
       CASE WHEN pg_temp.u(k, 'power factor known') < 0.6
            THEN round(100 * (0.98 - 0.07 * abs(pg_temp.bell(k, 'power factor')))) / 100 END,
       outdoor, CASE WHEN pg_temp.u(k, 'environment known') < 0.8 THEN corrosive END,
       (CASE WHEN pg_temp.u(k, 'ventilation') < 0.05 + 0.12 * wear THEN 'POOR' ELSE 'ADEQUATE' END)::"Ventilation",
       CASE WHEN pg_temp.u(k, 'voltage') < 0.3 THEN pg_temp.u(k, 'voltage') < 0.04 END,
       CASE WHEN age_years > 15 THEN pg_temp.u(k, 'insulation') < wear * 0.4 END,
       pg_temp.u(k, 'clearance') < 0.05, documented_issues, safety_labels, created_at, updated_at, deleted_at
FROM item WHERE kind = 'Transformer';

INSERT INTO "Switchboard" (id, "organizationId", "facilityId", "fedFromId", name, status, manufacturer, model,
  "serialNumber", "installDate", building, floor, room, voltage, amperage, "enclosureType", "busMaterial",
  "connectionType", "shortCircuitRatingKa", "loadingPercentage", "ambientTemperatureF", "relativeHumidity",
  "harmonicDistortion", "powerFactor", "isOutdoor", "corrosiveEnvironment", ventilation, "voltageInstability",
  "clearanceIssue", "documentedIssues", "safetyLabels", "createdAt", "updatedAt", "deletedAt")
SELECT i.id, i.organization_id, i.facility_id, feeder.id, 'MSB-' || i.idx, 'IN_SERVICE', i.manufacturer, i.model,
       i.serial_number, i.install_date, i.building, i.floor, i.room, i.service_voltage,
       pg_temp.pick(i.k, 'amperage', '{800,1200,1600,2000,2500,3000,4000}'::text[])::int,
       (CASE WHEN i.outdoor THEN 'NEMA_3R' ELSE 'NEMA_1' END)::"EnclosureType",
       i.material,
       'BOLTED', pg_temp.pick(i.k, 'short circuit', '{42,65,65,100}'::text[])::float8,
       i.loading, i.temperature, i.humidity,
       CASE WHEN pg_temp.u(i.k, 'harmonics known') < 0.7
            THEN round(10 * abs(6 + 5 * pg_temp.bell(i.k, 'harmonics'))) / 10 END,
       CASE WHEN pg_temp.u(i.k, 'power factor known') < 0.7
            THEN round(100 * (0.98 - 0.07 * abs(pg_temp.bell(i.k, 'power factor')))) / 100 END,
       i.outdoor, CASE WHEN pg_temp.u(i.k, 'environment known') < 0.8 THEN i.corrosive END,
       (CASE WHEN pg_temp.u(i.k, 'ventilation') < 0.05 + 0.1 * i.wear THEN 'POOR' ELSE 'GOOD' END)::"Ventilation",
       CASE WHEN pg_temp.u(i.k, 'voltage') < 0.3 THEN pg_temp.u(i.k, 'voltage') < 0.04 END,
       pg_temp.u(i.k, 'clearance') < 0.04, i.documented_issues, i.safety_labels, i.created_at, i.updated_at,
       i.deleted_at
FROM item i JOIN item feeder ON feeder.k = i.parent_k
WHERE i.kind = 'Switchboard';

INSERT INTO "Panel" (id, "organizationId", "facilityId", "fedFromId", name, status, manufacturer, model,
  "serialNumber", "installDate", building, floor, room, voltage, amperage, "circuitCount", "mountType",
  "enclosureType", "conductorMaterial", "connectionType", "loadingPercentage", "ambientTemperatureF",
  "relativeHumidity", "harmonicDistortion", "powerFactor", "isOutdoor", "corrosiveEnvironment", ventilation,
  "undersizedConductors", "outdatedInsulation", "clearanceIssue", "documentedIssues", "safetyLabels", "createdAt",
  "updatedAt", "deletedAt")
SELECT i.id, i.organization_id, i.facility_id, feeder.id,
       pg_temp.pick(i.k, 'panel name', '{LP,PP,EP,DP}'::text[]) || '-' || i.idx,
       (CASE WHEN pg_temp.u(i.k, 'status') < 0.01 THEN 'STANDBY' ELSE 'IN_SERVICE' END)::"EquipmentStatus",
       i.manufacturer, i.model, i.serial_number, i.install_date, i.building, i.floor, i.room,
       CASE WHEN pg_temp.u(i.k, 'panel voltage') < 0.4 THEN i.service_voltage ELSE 208 END,
       pg_temp.pick(i.k, 'amperage', '{100,125,225,225,400,600}'::text[])::int,
       pg_temp.pick(i.k, 'circuits', '{12,24,30,42,42,54,84}'::text[])::int,
       (CASE WHEN pg_temp.u(i.k, 'mount') < 0.7 THEN 'SURFACE' ELSE 'FLUSH' END)::"MountType",
       (CASE WHEN i.corrosive THEN 'NEMA_4X' WHEN i.outdoor THEN 'NEMA_3R' ELSE 'NEMA_1' END)::"EnclosureType",
       i.material,
       (CASE WHEN pg_temp.u(i.k, 'connection') < 0.7 THEN 'BOLTED' WHEN i.aluminum THEN 'CRIMPED' ELSE 'LUGGED' END)
         ::"ConnectionType",
       i.loading, i.temperature, i.humidity,
       CASE WHEN pg_temp.u(i.k, 'harmonics known') < 0.4
            THEN round(10 * abs(6 + 5 * pg_temp.bell(i.k, 'harmonics'))) / 10 END,
       CASE WHEN pg_temp.u(i.k, 'power factor known') < 0.4
            THEN round(100 * (0.98 - 0.07 * abs(pg_temp.bell(i.k, 'power factor')))) / 100 END,
       i.outdoor, CASE WHEN pg_temp.u(i.k, 'environment known') < 0.8 THEN i.corrosive END,
       (CASE WHEN pg_temp.u(i.k, 'ventilation') < 0.04 + 0.1 * i.wear THEN 'POOR' ELSE 'ADEQUATE' END)::"Ventilation",
       CASE WHEN pg_temp.u(i.k, 'sizing known') < 0.5 THEN pg_temp.u(i.k, 'sizing') < 0.03 + 0.06 * i.wear END,
       CASE WHEN i.age_years > 30 THEN pg_temp.u(i.k, 'insulation') < 0.4 END,
       pg_temp.u(i.k, 'clearance') < 0.09, i.documented_issues, i.safety_labels, i.created_at, i.updated_at,
       i.deleted_at
FROM item i JOIN item feeder ON feeder.k = i.parent_k
WHERE i.kind = 'Panel';

INSERT INTO "Breaker" (id, "organizationId", "panelId", "switchboardId", name, status, manufacturer, model,
  "serialNumber", "installDate", "breakerType", position, poles, "frameAmperage", "tripAmperage", "conductorMaterial",
  "connectionType", "loadingPercentage", "undersizedConductors", "frequentCycling", "lastTripTest", "documentedIssues",
  "safetyLabels", "createdAt", "updatedAt", "deletedAt")
SELECT i.id, i.organization_id, CASE holder.kind WHEN 'Panel' THEN holder.id END,
       CASE holder.kind WHEN 'Switchboard' THEN holder.id END,
       'CB-' || holder.idx || '/' || i.idx || ' ' || pg_temp.pick(i.k, 'load', '{Lighting,Receptacles,HVAC,Pump,
         Elevator,Kitchen,Compressor,Charger,Spare,Server Row}'::text[]),
       'IN_SERVICE', i.manufacturer, i.model, i.serial_number, i.install_date,
       (CASE WHEN holder.kind = 'Panel' THEN 'MOLDED_CASE' WHEN i.age_years > 25 THEN 'AIR_POWER'
             ELSE 'INSULATED_CASE' END)::"BreakerType",
       1 + (i.idx - 1) / i.panels, pg_temp.pick(i.k, 'poles', '{1,1,1,2,3,3}'::text[])::int,
       CASE holder.kind WHEN 'Panel' THEN 225 ELSE 1600 END,
       pg_temp.pick(i.k, 'trip', '{15,20,20,20,30,40,50,60,100,150,225}'::text[])::int
         * CASE holder.kind WHEN 'Panel' THEN 1 ELSE 5 END,
       i.material,
       (CASE WHEN pg_temp.u(i.k, 'connection') < 0.6 THEN 'PLUG_IN' ELSE 'BOLTED' END)::"ConnectionType", i.loading,
       CASE WHEN pg_temp.u(i.k, 'sizing known') < 0.4 THEN pg_temp.u(i.k, 'sizing') < 0.03 + 0.06 * i.wear END,
       CASE WHEN pg_temp.u(i.k, 'cycling known') < 0.3 THEN pg_temp.u(i.k, 'cycling') < 0.12 END,
       CASE WHEN NOT i.neglected AND pg_temp.u(i.k, 'trip tested') < 0.25 + 0.5 * i.care
            THEN (CASE WHEN pg_temp.u(i.k, 'trip result') < 0.01 + 0.08 * i.wear THEN 'FAILED' ELSE 'PASSED' END)
              ::"TestResult" END,
       i.documented_issues, i.safety_labels, i.created_at, i.updated_at,
       i.deleted_at
FROM item i JOIN item holder ON holder.k = i.parent_k
WHERE i.kind = 'Breaker';

INSERT INTO "Raceway" (id, "organizationId", "facilityId", name, manufacturer, "installDate", building, "racewayType",
  "tradeSize", "lengthFeet", "fillPercentage", "ambientTemperatureF", "relativeHumidity", "isOutdoor",
  "corrosiveEnvironment", "documentedIssues", "safetyLabels", "createdAt", "updatedAt", "deletedAt")
SELECT id, organization_id, facility_id, 'RW-' || idx, manufacturer, install_date, building,
       (CASE WHEN manufacturer = 'Carlon' OR corrosive THEN 'PVC'
             ELSE pg_temp.pick(k, 'raceway', '{EMT,EMT,RIGID_STEEL,WIREWAY,CABLE_TRAY,BUSWAY}'::text[]) END)
         ::"RacewayType",
       pg_temp.pick(k, 'trade size', '{3/4,1,1-1/4,2,3,4}'::text[]), (20 + floor(380 * pg_temp.u(k, 'length')))::float8,
       loading, temperature, humidity, outdoor, CASE WHEN pg_temp.u(k, 'environment known') < 0.85 THEN corrosive END,
       documented_issues, safety_labels, created_at, updated_at, deleted_at
FROM item WHERE kind = 'Raceway';

INSERT INTO "Conductor" (id, "organizationId", "facilityId", name, manufacturer, "installDate", building, material,
  size, insulation, "lengthFeet", ampacity, voltage, "connectionType", "loadingPercentage", "ambientTemperatureF",
  "relativeHumidity", undersized, "outdatedInsulation", "documentedIssues", "safetyLabels", "createdAt", "updatedAt",
  "deletedAt")
SELECT id, organization_id, facility_id, 'F-' || idx, manufacturer, install_date, building,
       item.material,
       ('{12 AWG,8 AWG,4 AWG,2 AWG,1/0 AWG,4/0 AWG,250 kcmil,500 kcmil}'::text[])[size_no],
       CASE WHEN age_years > 45 THEN 'TW' WHEN age_years > 20 THEN 'THW' ELSE 'THHN/THWN-2' END,
       (30 + floor(400 * pg_temp.u(k, 'length')))::float8,
       CASE WHEN aluminum THEN ('{20,40,65,90,120,180,205,310}'::int[])[size_no]
            ELSE ('{25,50,85,115,150,230,255,380}'::int[])[size_no] END, service_voltage,
       (CASE WHEN pg_temp.u(k, 'connection') < 0.6 THEN 'LUGGED' ELSE 'CRIMPED' END)::"ConnectionType",
       loading, temperature, humidity,
       CASE WHEN pg_temp.u(k, 'sizing known') < 0.6 THEN pg_temp.u(k, 'sizing') < 0.03 + 0.06 * wear END,
       CASE WHEN age_years > 20 THEN age_years > 45 END, documented_issues, NULL, created_at, updated_at, deleted_at
FROM item CROSS JOIN LATERAL (SELECT 1 + floor(8 * pg_temp.u(k, 'conductor size'))::int AS size_no) wire
WHERE kind = 'Conductor';

-- A conductor runs through one raceway, a third of them through a second one.
INSERT INTO "_ConductorToRaceway" ("A", "B")
SELECT DISTINCT c.id, r.id
FROM item c
CROSS JOIN generate_series(0, 1) AS leg
JOIN item r ON r.kind = 'Raceway' AND r.facility_no = c.facility_no AND r.idx = 1 + (c.idx - 1 + leg) % c.raceways
WHERE c.kind = 'Conductor' AND c.raceways > 0 AND (leg = 0 OR pg_temp.u(c.k, 'second raceway') < 0.33);

INSERT INTO "Equipment" (id, "organizationId", "facilityId", category, name, manufacturer, model, "serialNumber",
  "installDate", building, floor, room, "conductorMaterial", "loadingPercentage", "ambientTemperatureF",
  "relativeHumidity", "clearanceIssue", "documentedIssues", "safetyLabels", attributes, "createdAt", "updatedAt",
  "deletedAt")
SELECT id, organization_id, facility_id, category::"EquipmentCategory",
       initcap(replace(category, '_', ' ')) || ' ' || idx,
       manufacturer, model, serial_number, install_date, building, floor, room,
       item.material,
       loading, temperature, humidity, pg_temp.u(k, 'clearance') < 0.05, documented_issues, safety_labels,
       CASE WHEN pg_temp.u(k, 'attributes known') < 0.95 THEN jsonb_strip_nulls(jsonb_build_object(
         'voltage', service_voltage, 'phases', 3, 'amperage', (100 + 100 * floor(11 * pg_temp.u(k, 'amperage')))::int,
         'mountType', 'FLOOR', 'enclosureType', CASE WHEN outdoor THEN 'NEMA_3R' ELSE 'NEMA_1' END,
         'powerKw', CASE WHEN category IN ('UPS', 'GENERATOR', 'VARIABLE_FREQUENCY_DRIVE')
                         THEN (10 + floor(490 * pg_temp.u(k, 'power')))::int END,
         'outdoorExposure', CASE WHEN outdoor THEN true END,
         'corrosiveEnvironment', CASE WHEN corrosive THEN true END,
         'poorVentilation', CASE WHEN pg_temp.u(k, 'ventilation') < 0.3
                                 THEN pg_temp.u(k, 'ventilation') < 0.03 + 0.1 * wear END,
         'frequentCycling', CASE WHEN category IN ('VARIABLE_FREQUENCY_DRIVE', 'MOTOR_CONTROL_CENTER')
                                 THEN pg_temp.u(k, 'cycling') < 0.3 END,
         'voltageInstability', CASE WHEN pg_temp.u(k, 'voltage') < 0.05 THEN true END,
         'harmonicsPercentage', CASE WHEN category IN ('UPS', 'VARIABLE_FREQUENCY_DRIVE')
                                     THEN round((abs(11 + 6 * pg_temp.bell(k, 'harmonics')))::numeric, 1) END,
         'powerFactor', CASE WHEN pg_temp.u(k, 'power factor known') < 0.5
                             THEN round((0.98 - 0.08 * abs(pg_temp.bell(k, 'power factor')))::numeric, 2) END,
         'connectionType', pg_temp.pick(k, 'connection', '{BOLTED,BOLTED,CRIMPED,NULL}'::text[]))) END,
       created_at, updated_at, deleted_at
FROM item WHERE kind = 'Equipment';
