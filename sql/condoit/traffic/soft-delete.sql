-- Somebody removes a panel or a breaker by mistake, and somebody else brings an earlier one back.
\set what random(0, 3)
\if :what = 0
UPDATE "Panel" SET "deletedAt" = :utc_now, "updatedAt" = :utc_now
WHERE id = (SELECT id FROM "Panel" WHERE id >= :random_id AND "deletedAt" IS NULL ORDER BY id LIMIT 1);
\elif :what = 1
UPDATE "Panel" SET "deletedAt" = NULL, "updatedAt" = :utc_now
WHERE id = (SELECT id FROM "Panel" WHERE id >= :random_id AND "deletedAt" IS NOT NULL ORDER BY id LIMIT 1);
\elif :what = 2
UPDATE "Breaker" SET "deletedAt" = :utc_now, "updatedAt" = :utc_now
WHERE id = (SELECT id FROM "Breaker" WHERE id >= :random_id AND "deletedAt" IS NULL ORDER BY id LIMIT 1);
\else
UPDATE "Breaker" SET "deletedAt" = NULL, "updatedAt" = :utc_now
WHERE id = (SELECT id FROM "Breaker" WHERE id >= :random_id AND "deletedAt" IS NOT NULL ORDER BY id LIMIT 1);
\endif
