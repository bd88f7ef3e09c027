INSERT INTO fullid VALUES (1, 'a'), (2, NULL);
UPDATE fullid SET v = 'b' WHERE id = 1;
DELETE FROM fullid;
INSERT INTO uniqueid VALUES (1, 'a');
UPDATE uniqueid SET id = 2;
DELETE FROM uniqueid;
