TRUNCATE types, composite;
INSERT INTO ref_parent VALUES (1);
INSERT INTO ref_child VALUES (1, 1);
DELETE FROM ref_parent;
TRUNCATE ref_parent CASCADE;
TRUNCATE "Quoted ""Table""";
