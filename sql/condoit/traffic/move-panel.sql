-- A panel, and with it its breakers, goes to another facility of the same organisation.
WITH moved AS (
  SELECT id, "organizationId" FROM "Panel" WHERE id >= :random_id AND "deletedAt" IS NULL ORDER BY id LIMIT 1
), destination AS (
  SELECT f.id FROM moved m
  CROSS JOIN LATERAL (SELECT id FROM "Facility" WHERE id >= :random_id AND "organizationId" = m."organizationId"
                        AND "deletedAt" IS NULL ORDER BY id LIMIT 1) f
)
UPDATE "Panel" p SET "facilityId" = d.id, "fedFromId" = NULL, "updatedAt" = :utc_now
FROM moved m, destination d
WHERE p.id = m.id;
