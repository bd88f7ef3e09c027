INSERT INTO "Quoted ""Table""" VALUES ('it''s', 'q"x', 'ü', 3), (E'\U0001F600\\"\n', '', NULL, NULL);
UPDATE "Quoted ""Table""" SET "camelCase" = 'b\c';
DELETE FROM "Quoted ""Table""";
