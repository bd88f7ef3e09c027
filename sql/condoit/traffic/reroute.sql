-- A conductor is pulled out of its raceways and through another one of the same facility (disconnect, connect).
BEGIN;
SELECT coalesce((SELECT id FROM "Conductor" WHERE id >= :random_id AND "deletedAt" IS NULL ORDER BY id LIMIT 1
                 FOR NO KEY UPDATE), '') AS conductor_id \gset
DELETE FROM "_ConductorToRaceway" WHERE "A" = ':conductor_id';
INSERT INTO "_ConductorToRaceway" ("A", "B")
SELECT c.id, r.id
FROM "Conductor" c
CROSS JOIN LATERAL (SELECT id FROM "Raceway" WHERE "facilityId" = c."facilityId" AND "deletedAt" IS NULL
                    ORDER BY random() LIMIT 1) r
WHERE c.id = ':conductor_id'
ON CONFLICT DO NOTHING;
COMMIT;
