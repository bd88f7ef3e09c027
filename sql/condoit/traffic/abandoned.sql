-- A form that is sent, fails in the application and is rolled back: nobody may ever see it.
BEGIN;
UPDATE "Transformer" SET "loadingPercentage" = 150, "documentedIssues" = 9, "updatedAt" = :utc_now
WHERE id = (SELECT id FROM "Transformer" WHERE id >= :random_id ORDER BY id LIMIT 1);
UPDATE "Panel" SET "deletedAt" = :utc_now, "updatedAt" = :utc_now
WHERE id = (SELECT id FROM "Panel" WHERE id >= :random_id ORDER BY id LIMIT 1);
ROLLBACK;
