-- A meter's new reading of a breaker's load.
\set loading random_gaussian(50, 1250, 4)
UPDATE "Breaker" SET "loadingPercentage" = :loading / 10.0, "updatedAt" = :utc_now
WHERE id = (SELECT id FROM "Breaker" WHERE id >= :random_id AND "deletedAt" IS NULL ORDER BY id LIMIT 1);
