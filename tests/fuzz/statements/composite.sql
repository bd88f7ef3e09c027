INSERT INTO composite VALUES ('a,b', 1, 'x'), ('{"}', 2, 'y'), ('', -1, NULL);
UPDATE composite SET "B" = 7 WHERE "B" = 1;
DELETE FROM composite;
