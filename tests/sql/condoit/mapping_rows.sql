-- The preset's queries give, for each key that exists, exactly one row with the columns and types of its copy.
BEGIN;
SELECT no_plan();
CREATE SCHEMA condoit;
SET search_path = condoit, public;
\i :repository/sql/condoit/schema.sql
\set facilities 12
\set items_per_facility 60
\set organizations 2
\set seed 3
\set as_of 2026-01-01
\i :repository/sql/condoit/generate.sql
\i :repository/sql/condoit/mapping.sql
UPDATE masterbus.source_table SET schema_name = 'condoit';

CREATE TEMP VIEW line AS
SELECT s.source, s.table_name, s.target, masterbus.canonical_query(s) AS query FROM masterbus.source_table s
WHERE s.preset AND s.query IS NOT NULL;

CREATE FUNCTION pg_temp.canonical(line_source text, keys text[]) RETURNS SETOF jsonb LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY EXECUTE format('SELECT to_jsonb(q) FROM (%s) q', (SELECT query FROM line WHERE source = line_source)) USING keys;
END $$;
CREATE FUNCTION pg_temp.keys(line_source text) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  keys text[];
BEGIN
  EXECUTE format('SELECT array_agg(id) FROM %I', (SELECT table_name FROM line WHERE source = line_source)) INTO keys;
  RETURN keys;
END $$;
CREATE FUNCTION pg_temp.columns(line_source text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TEMP TABLE shape AS SELECT * FROM (%s) q LIMIT 0',
                 replace((SELECT query FROM line WHERE source = line_source), '$1', 'NULL::text[]'));
  RETURN QUERY SELECT format('%s %s', attname, format_type(atttypid, atttypmod)) FROM pg_attribute
               WHERE attrelid = 'shape'::regclass AND attnum > 0 ORDER BY 1;
  DROP TABLE shape;
END $$;

SELECT is((SELECT count(*) FROM line), 12::bigint, 'twelve lines read rows');
SELECT results_eq(
  format('SELECT r ->> ''source_key'' FROM pg_temp.canonical(%L, pg_temp.keys(%1$L)) r ORDER BY 1', source),
  format('SELECT k FROM unnest(pg_temp.keys(%L)) k ORDER BY 1', source), source || ': one row for each key')
FROM line ORDER BY source;
SELECT is_empty(format('SELECT * FROM pg_temp.canonical(%L, ''{no such key,""}'')', source), source || ': none without one')
FROM line ORDER BY source;
SELECT bag_has(
  format('SELECT * FROM pg_temp.columns(%L)', source),
  format($$SELECT format('%%s %%s', attname, format_type(atttypid, atttypmod)) FROM pg_attribute
           WHERE attrelid = 'masterbus.%I'::regclass AND attname = ANY (masterbus.target_columns(%1$L))
           UNION ALL VALUES ('source_key text'), ('deleted boolean'), ('depends_on text[]')$$, target),
  source || ': the columns and types of ' || target)
FROM line ORDER BY source;
SELECT is_empty(format($$SELECT r FROM pg_temp.canonical(%L, pg_temp.keys(%1$L)) r
    WHERE r ->> 'organization_id' IS NULL OR r ->> 'deleted' IS NULL OR jsonb_typeof(r -> 'depends_on') <> 'array'$$, source),
  source || ': organisation, deleted and depends_on are always known')
FROM line ORDER BY source;
SELECT is_empty(format($$SELECT d FROM pg_temp.canonical(%L, pg_temp.keys(%1$L)) r, jsonb_array_elements_text(r -> 'depends_on') d
    WHERE split_part(d, ':', 1) NOT IN (SELECT source FROM line)$$, source), source || ': depends on rows of mapped lines')
FROM line ORDER BY source;
SELECT is_empty($$SELECT * FROM masterbus.check_mapping() WHERE severity = 'error'$$, 'the mapping check finds nothing wrong');

SELECT * FROM finish();
ROLLBACK;
