-- The facility's own facts change: another contractor, a safety program written down.
UPDATE "Facility"
SET "contractorName" = (ARRAY['Tri-County Power Services', 'Bright Spark Electric', 'Ampere & Sons'])
                         [1 + (random() * 2)::int],
    "hasSafetyProgram" = random() < 0.7, "hasEmergencyProcedures" = random() < 0.6, "updatedAt" = :utc_now
WHERE id = (SELECT id FROM "Facility" WHERE id >= :random_id AND "deletedAt" IS NULL ORDER BY id LIMIT 1);
