BEGIN;
INSERT INTO renamed VALUES (1, 'a');
ALTER TABLE renamed RENAME old_name TO "newName";
UPDATE renamed SET "newName" = 'b';
ALTER TABLE renamed ADD added int DEFAULT 5;
DELETE FROM renamed;
COMMIT;
