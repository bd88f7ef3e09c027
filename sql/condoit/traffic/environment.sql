-- What surrounds the gear changes: a damp room (felt by every breaker in the panel), a raceway that now lies outdoors.
\set what random(0, 1)
\if :what = 0
UPDATE "Panel" SET "relativeHumidity" = round((25 + 65 * random())::numeric, 1), "updatedAt" = :utc_now
WHERE id = (SELECT id FROM "Panel" WHERE id >= :random_id AND "deletedAt" IS NULL ORDER BY id LIMIT 1);
\else
UPDATE "Raceway" SET "isOutdoor" = NOT "isOutdoor", "updatedAt" = :utc_now
WHERE id = (SELECT id FROM "Raceway" WHERE id >= :random_id AND "deletedAt" IS NULL ORDER BY id LIMIT 1);
\endif
