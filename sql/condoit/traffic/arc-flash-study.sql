-- A new arc-flash study of a switchboard, and the label that comes with it.
BEGIN;
SELECT coalesce((SELECT id FROM "Switchboard" WHERE id >= :random_id AND "deletedAt" IS NULL ORDER BY id LIMIT 1
                 FOR NO KEY UPDATE), '') AS switchboard_id \gset
INSERT INTO "ArcFlashStudy" (id, "organizationId", "switchboardId", "assessedAt", engineer, "ppeCategory",
  "incidentEnergyCalCm2", "workingDistanceMm", "arcFlashBoundaryMm", "voltageKv", "boltedFaultCurrentKa",
  "clearingTimeMs", "gapMm", "electrodeConfiguration", "createdAt", "updatedAt")
SELECT :new_id, "organizationId", id, :utc_now, 'S. Rao PE', 2, round((4 + 4 * random())::numeric, 1), 610, 1120,
       voltage / 1000.0, round((10 + 30 * random())::numeric, 1), 60, 32, 'VCBB', :utc_now, :utc_now
FROM "Switchboard" WHERE id = ':switchboard_id';
UPDATE "Switchboard" SET "safetyLabels" = '{SHOCK_HAZARD,VOLTAGE,ARC_FLASH}', "updatedAt" = :utc_now
WHERE id = ':switchboard_id';
COMMIT;
