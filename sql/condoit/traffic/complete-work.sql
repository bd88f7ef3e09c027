-- Planned work gets done: the record was there all the time, and counts only from now on.
UPDATE "MaintenanceRecord"
SET status = 'COMPLETED', "performedAt" = :utc_now, "technicianName" = 'Owen Baker', "updatedAt" = :utc_now
WHERE id = (SELECT id FROM "MaintenanceRecord" WHERE id >= :random_id AND status = 'SCHEDULED' AND "deletedAt" IS NULL
            ORDER BY id LIMIT 1);
