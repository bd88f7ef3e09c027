-- Condoit's schema has the shape that Prisma gives, so that nothing here is proved over friendlier tables.
BEGIN;
SELECT plan(14);
CREATE SCHEMA condoit;
SET search_path = condoit, public;
\i :repository/sql/condoit/schema.sql

CREATE TEMP VIEW model AS
SELECT c.oid, c.relname AS name FROM pg_class c
WHERE c.relnamespace = 'condoit'::regnamespace AND c.relkind = 'r' AND c.relname !~ '^_';
CREATE TEMP VIEW field AS
SELECT m.name AS model, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required,
       pg_get_expr(d.adbin, d.adrelid) AS default_value
FROM model m
JOIN pg_attribute a ON a.attrelid = m.oid AND a.attnum > 0
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum;
CREATE TEMP VIEW reference AS
SELECT m.name AS model, k.conname AS name, a.attname AS field, a.attnotnull AS required, k.confrelid::regclass::text AS target,
       k.confdeltype AS on_delete, k.confupdtype AS on_update, k.conrelid, k.conkey
FROM pg_constraint k JOIN model m ON m.oid = k.conrelid
JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
WHERE k.contype = 'f';

SELECT set_eq('SELECT name::text FROM model', ARRAY['Organization', 'User', 'Facility', 'Panel', 'Switchboard',
  'Transformer', 'Breaker', 'Conductor', 'Raceway', 'Equipment', 'Inspection', 'MaintenanceRecord', 'Photo',
  'ArcFlashStudy'], 'the models are there, under their quoted names');
SELECT is_empty($$SELECT m.name FROM model m WHERE NOT EXISTS (
  SELECT FROM field f JOIN pg_index i ON i.indrelid = m.oid AND i.indisprimary
  WHERE f.model = m.name AND f.name = 'id' AND f.type = 'text' AND f.default_value IS NULL
    AND i.indexrelid::regclass::text LIKE '%"' || m.name || '_pkey"')$$,
  'every model has a text id that the client makes, under NAME_pkey');
SELECT is_empty($$SELECT * FROM field WHERE type LIKE 'timestamp%' AND type <> 'timestamp(3) without time zone'$$,
  'every time is timestamp(3) without time zone');
SELECT is((SELECT count(*) FROM field WHERE name = 'updatedAt' AND required AND default_value IS NULL), 14::bigint,
  '"updatedAt" is required and has no default: the client sets it');
SELECT is((SELECT count(*) FROM field WHERE name = 'createdAt' AND required AND default_value = 'CURRENT_TIMESTAMP'),
  14::bigint, '"createdAt" has the database''s default');
SELECT set_eq($$SELECT model::text FROM field WHERE name = 'organizationId' AND required$$,
  $$SELECT name::text FROM model WHERE name <> 'Organization'$$, 'every row names its organisation');
SELECT set_eq($$SELECT model::text FROM field WHERE name = 'deletedAt' AND NOT required$$,
  $$SELECT name::text FROM model WHERE name <> 'Organization'$$, 'rows are deleted softly');
SELECT is_empty($$SELECT * FROM reference WHERE on_update <> 'c' OR name <> model || '_' || field || '_fkey'$$,
  'foreign keys are named MODEL_FIELD_fkey and cascade updates');
SELECT is_empty($$SELECT * FROM reference WHERE on_delete <> CASE
    WHEN target = '"Organization"' THEN 'r'::"char"
    WHEN field IN ('fedFromId', 'inspectorId', 'technicianId') THEN 'n' ELSE 'c' END$$,
  'children go with their parent, an organisation stays while it is referred to, other optional links are emptied');
SELECT set_eq($$SELECT model || '.' || field FROM reference r WHERE field <> 'organizationId' AND NOT EXISTS (
    SELECT FROM pg_index i WHERE i.indrelid = r.conrelid AND i.indkey[0] = r.conkey[1])$$,
  ARRAY['Panel.fedFromId', 'Switchboard.fedFromId', 'Inspection.inspectorId', 'MaintenanceRecord.technicianId'],
  'a foreign key has an index only where the schema asks for one');
SELECT results_eq($$SELECT pg_get_constraintdef(oid), conname::text COLLATE "default" FROM pg_constraint
    WHERE conrelid = '"_ConductorToRaceway"'::regclass ORDER BY conname$$,
  $$VALUES ('PRIMARY KEY ("A", "B")', '_ConductorToRaceway_AB_pkey'),
    ('FOREIGN KEY ("A") REFERENCES "Conductor"(id) ON UPDATE CASCADE ON DELETE CASCADE', '_ConductorToRaceway_A_fkey'),
    ('FOREIGN KEY ("B") REFERENCES "Raceway"(id) ON UPDATE CASCADE ON DELETE CASCADE', '_ConductorToRaceway_B_fkey')$$,
  'the implicit many-to-many table has the primary key of Prisma 6 and later');
SELECT has_index('condoit', '_ConductorToRaceway', '_ConductorToRaceway_B_index', ARRAY['"B"'], 'and its index on "B"');
SELECT is_empty($$SELECT relname FROM pg_class WHERE relnamespace = 'condoit'::regnamespace
    AND (relkind NOT IN ('r', 'i', 'c') OR relreplident NOT IN ('d', 'n') OR relkind = 'r' AND relreplident <> 'd')
  UNION ALL SELECT tgname FROM pg_trigger t JOIN model m ON m.oid = t.tgrelid WHERE NOT tgisinternal
  UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'condoit'::regnamespace$$,
  'tables and indexes only, default replica identity; no view, sequence, trigger or function');
SELECT has_table('condoit', '_prisma_migrations', 'Prisma keeps its record of migrations');

SELECT * FROM finish();
ROLLBACK;
