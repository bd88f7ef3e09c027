-- A row goes for good, and what belongs to it goes by the database's cascades: a panel with its breakers, or
-- a conductor.
\set what random(0, 1)
\if :what = 0
DELETE FROM "Panel" WHERE id = (SELECT id FROM "Panel" WHERE id >= :random_id ORDER BY id LIMIT 1);
\else
DELETE FROM "Conductor" WHERE id = (SELECT id FROM "Conductor" WHERE id >= :random_id ORDER BY id LIMIT 1);
\endif
