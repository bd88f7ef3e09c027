INSERT INTO toasted VALUES ('short', repeat('x', 2500), 1), (repeat('k', 2100), 'short', 1);
UPDATE toasted SET n = 2;
UPDATE toasted SET long = 'y', n = 3;
DELETE FROM toasted;
