-- The same seed gives the same rows, under any plan; another seed gives others that can stand beside them.
BEGIN;
SELECT plan(3);
\set facilities 8
\set items_per_facility 60
\set organizations 2
\set as_of 2026-01-01
\set seed 5

CREATE SCHEMA one;
SET search_path = one, public;
\i :repository/sql/condoit/schema.sql
\i :repository/sql/condoit/generate.sql

CREATE SCHEMA two;
SET search_path = two, public;
\i :repository/sql/condoit/schema.sql
SET enable_hashjoin = off;
SET enable_nestloop = off;
\i :repository/sql/condoit/generate.sql
RESET enable_hashjoin;
RESET enable_nestloop;

CREATE FUNCTION pg_temp.differences() RETURNS TABLE (name text, rows bigint) LANGUAGE plpgsql AS $$
BEGIN
  FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'one'::regnamespace AND relkind = 'r' LOOP
    EXECUTE format('SELECT count(*) FROM ((SELECT t::text FROM one.%1$I t EXCEPT ALL SELECT t::text FROM two.%1$I t) UNION ALL '
                   '(SELECT t::text FROM two.%1$I t EXCEPT ALL SELECT t::text FROM one.%1$I t)) d', name) INTO rows;
    RETURN NEXT;
  END LOOP;
END $$;
SELECT is_empty('SELECT * FROM pg_temp.differences() WHERE rows > 0', 'same seed, other joins: the same rows');

\set seed 6
CREATE TEMP TABLE before AS SELECT count(*) AS breakers FROM two."Breaker";
\i :repository/sql/condoit/generate.sql
SELECT ok((SELECT count(*) > (SELECT breakers * 3 / 2 FROM before) FROM two."Breaker"), 'another seed adds other rows');
SELECT is((SELECT count(*) FROM two."Facility"), 16::bigint, 'without taking any away');

SELECT * FROM finish();
ROLLBACK;
