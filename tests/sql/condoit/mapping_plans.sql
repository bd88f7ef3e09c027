-- Every table that a preset query touches can be reached by its primary key (the join table also by Prisma's index on
-- "B"): where sequential scans are discouraged, none is left.
BEGIN;
SELECT no_plan();
CREATE SCHEMA condoit;
SET search_path = condoit, public;
\i :repository/sql/condoit/schema.sql
\set facilities 20
\set organizations 2
\i :repository/sql/condoit/generate.sql
\i :repository/sql/condoit/mapping.sql
UPDATE masterbus.source_table SET schema_name = 'condoit';
SET enable_seqscan = off;
SET enable_bitmapscan = off;

CREATE FUNCTION pg_temp.scans(query text) RETURNS TABLE (node text, relation text, index text) LANGUAGE plpgsql AS $$
DECLARE
  plan jsonb;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan USING ARRAY['some key', 'another key'];
  RETURN QUERY
  WITH RECURSIVE part AS (
    SELECT plan -> 0 -> 'Plan' AS p
    UNION ALL SELECT child FROM part, jsonb_array_elements(part.p -> 'Plans') AS child
  )
  SELECT p ->> 'Node Type', p ->> 'Relation Name', p ->> 'Index Name' FROM part WHERE p ? 'Relation Name';
END $$;

SELECT is_empty(
  format($$SELECT * FROM pg_temp.scans(%L) WHERE node NOT IN ('Index Scan', 'Index Only Scan')
           OR index NOT LIKE '%%\_pkey' AND index <> '_ConductorToRaceway_B_index'$$, masterbus.canonical_query(s)),
  s.source || ' reads by primary key')
FROM masterbus.source_table s WHERE s.preset AND s.query IS NOT NULL ORDER BY s.source;
SELECT set_eq(
  format('SELECT relation FROM pg_temp.scans(%L)', masterbus.canonical_query(s)),
  CASE s.source WHEN 'breaker' THEN ARRAY['Breaker', 'Panel', 'Switchboard']
                WHEN 'conductor' THEN ARRAY['Conductor', 'Raceway', '_ConductorToRaceway']
                WHEN 'raceway' THEN ARRAY['Conductor', 'Raceway', '_ConductorToRaceway']
                ELSE ARRAY[s.table_name] END, s.source || ' reads no other table than it says')
FROM masterbus.source_table s WHERE s.preset AND s.query IS NOT NULL ORDER BY s.source;

SELECT * FROM finish();
ROLLBACK;
