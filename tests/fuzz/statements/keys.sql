INSERT INTO keys VALUES ('0d5a1c3e-8a3b-4a4f-9d62-5a4f3c2b1a00', '2024-05-05 10:00:00.123456+02');
UPDATE keys SET id = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
INSERT INTO moments VALUES ('infinity', 'a'), ('2024-05-05 10:00:00.123456+02', 'b'), ('0044-03-15 12:00:00+00 BC', 'c');
UPDATE moments SET at = '-infinity' WHERE v = 'a';
DELETE FROM moments;
