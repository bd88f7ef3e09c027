-- A technician reports finished work on a breaker or on a panel.
\set on_panel random(0, 2)
\if :on_panel = 0
WITH item AS (
  SELECT id, "organizationId" FROM "Panel" WHERE id >= :random_id AND "deletedAt" IS NULL ORDER BY id LIMIT 1
  FOR KEY SHARE
)
INSERT INTO "MaintenanceRecord" (id, "organizationId", "panelId", type, status, "performedAt", "technicianName",
  "workOrder", cost, notes, "createdAt", "updatedAt")
SELECT :new_id, "organizationId", id,
       ('{CONNECTION_TIGHTNESS,CLEANING,REPAIR,EMERGENCY_SERVICE}'::"MaintenanceType"[])[1 + (random() * 3)::int],
       'COMPLETED', :utc_now, 'Luis Foster', 'WO-' || (random() * 1e6)::int, (80 + random() * 900)::numeric(10, 2),
       'torqued per schedule', :utc_now, :utc_now
FROM item;
\else
WITH item AS (
  SELECT id, "organizationId" FROM "Breaker" WHERE id >= :random_id AND "deletedAt" IS NULL ORDER BY id LIMIT 1
  FOR KEY SHARE
)
INSERT INTO "MaintenanceRecord" (id, "organizationId", "breakerId", type, status, "performedAt", "technicianName",
  "workOrder", cost, "createdAt", "updatedAt")
SELECT :new_id, "organizationId", id,
       ('{MECHANISM_TEST,TRIP_TEST,REPAIR}'::"MaintenanceType"[])[1 + (random() * 2)::int],
       'COMPLETED', :utc_now, 'Maria Chen', 'WO-' || (random() * 1e6)::int, (40 + random() * 300)::numeric(10, 2),
       :utc_now, :utc_now
FROM item;
\endif
