-- A new panel with its breakers, its first inspection and its arc-flash study in one transaction (a nested create).
BEGIN;
SELECT :new_id AS panel_id \gset
WITH site AS (
  SELECT id, "organizationId" FROM "Facility" WHERE id >= :random_id AND "deletedAt" IS NULL ORDER BY id LIMIT 1
  FOR KEY SHARE
)
INSERT INTO "Panel" (id, "organizationId", "facilityId", name, manufacturer, model, "installDate", building, floor,
  room, voltage, amperage, "circuitCount", "mountType", "enclosureType", "conductorMaterial", "connectionType",
  "loadingPercentage", "ambientTemperatureF", "relativeHumidity", "safetyLabels", "createdAt", "updatedAt")
SELECT ':panel_id', "organizationId", id, 'LP-new ' || (random() * 1e5)::int, 'Square D', 'NQ442L2C',
       date_trunc('day', :utc_now), 'Building A', 'Floor 1', 'Electrical Room 3', 208, 225, 42, 'SURFACE', 'NEMA_1',
       'COPPER', 'BOLTED', 35, 74, 45, '{SHOCK_HAZARD,VOLTAGE,ARC_FLASH}', :utc_now, :utc_now
FROM site;
INSERT INTO "Breaker" (id, "organizationId", "panelId", name, manufacturer, model, "installDate", position,
  "tripAmperage", "conductorMaterial", "loadingPercentage", "safetyLabels", "createdAt", "updatedAt")
SELECT left(p.id, 9) || to_hex(4096 + n) || right(p.id, 12), p."organizationId", p.id, 'CB-new/' || n, 'Square D',
       'QOB', p."installDate", n, 20, 'COPPER', 20 + 5 * n, '{VOLTAGE,SHOCK_HAZARD}', :utc_now, :utc_now
FROM "Panel" p CROSS JOIN generate_series(1, 6) AS n
WHERE p.id = ':panel_id';
INSERT INTO "Inspection" (id, "organizationId", "facilityId", "panelId", type, status, "inspectedAt", "inspectorName",
  passed, "corrosionLevel", "rustLevel", "damageLevel", "createdAt", "updatedAt")
SELECT :new_id, "organizationId", "facilityId", id, 'VISUAL', 'COMPLETED', :utc_now, 'Priya Patel', true, 'NONE',
       'NONE', 'NONE', :utc_now, :utc_now
FROM "Panel" WHERE id = ':panel_id';
INSERT INTO "ArcFlashStudy" (id, "organizationId", "panelId", "assessedAt", engineer, "ppeCategory",
  "incidentEnergyCalCm2", "workingDistanceMm", "arcFlashBoundaryMm", "createdAt", "updatedAt")
SELECT :new_id, "organizationId", id, :utc_now, 'A. Okafor PE', 1, 2.4, 455, 690, :utc_now, :utc_now
FROM "Panel" WHERE id = ':panel_id';
COMMIT;
