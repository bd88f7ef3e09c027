-- One row per finding: rule, object. Run by cmake/lint/sql in an empty database.
SET client_min_messages = warning;
CREATE EXTENSION masterbus;
CREATE EXTENSION plpgsql_check;

CREATE TEMP VIEW ours AS
SELECT oid AS schema_oid, nspname FROM pg_namespace WHERE nspname IN ('voltmetrics', 'masterbus', 'threatmap');
CREATE TEMP VIEW functions AS
SELECT p.*, p.oid::regprocedure::text AS signature, l.lanname, obj_description(p.oid, 'pg_proc') AS description
  FROM pg_proc p JOIN ours ON p.pronamespace = schema_oid JOIN pg_language l ON l.oid = p.prolang;
CREATE TEMP VIEW relations AS
SELECT c.*, c.oid::regclass::text AS name, obj_description(c.oid, 'pg_class') AS description, nspname
  FROM pg_class c JOIN ours ON c.relnamespace = schema_oid;

SELECT 'function without a comment', signature FROM functions WHERE description IS NULL
UNION ALL
SELECT 'function without SET search_path', signature FROM functions
 WHERE lanname IN ('sql', 'plpgsql') AND prosqlbody IS NULL
   AND NOT EXISTS (SELECT FROM unnest(proconfig) AS setting WHERE setting LIKE 'search_path=%')
UNION ALL
SELECT 'SECURITY DEFINER whose comment gives no reason', signature FROM functions
 WHERE prosecdef AND coalesce(description, '') !~* 'definer|owner''s rights'
UNION ALL
SELECT 'calculation that is volatile or not parallel safe', signature FROM functions
 WHERE pronamespace = 'voltmetrics'::regnamespace AND prokind <> 'p' AND (provolatile = 'v' OR proparallel <> 's')
UNION ALL
SELECT 'relation without a comment', name FROM relations WHERE relkind IN ('r', 'p', 'v', 'm', 'c', 'S')
   AND description IS NULL AND NOT relispartition
   AND NOT (relkind = 'S' AND EXISTS (SELECT FROM pg_depend WHERE objid = relations.oid AND deptype IN ('i', 'a')))
   AND NOT (relkind = 'c' AND obj_description(reltype, 'pg_type') IS NOT NULL)
UNION ALL
SELECT 'table without a primary key', name FROM relations
 WHERE relkind = 'r' AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = relations.oid AND indisprimary)
UNION ALL
SELECT 'foreign key', conname || ' on ' || name FROM pg_constraint JOIN relations ON relations.oid = conrelid WHERE contype = 'f'
UNION ALL
SELECT 'trigger', tgname || ' on ' || name FROM pg_trigger JOIN relations ON relations.oid = tgrelid WHERE NOT tgisinternal
UNION ALL
SELECT 'materialized view', name FROM relations WHERE relkind = 'm'
UNION ALL
SELECT 'published view without security_invoker', name FROM relations
 WHERE relkind = 'v' AND nspname = 'threatmap' AND NOT coalesce(reloptions, '{}') && '{security_invoker=true,security_invoker=on}'
UNION ALL
SELECT 'published column of a type that TypeScript clients stumble over', name || '.' || attname || ' ' || atttypid::regtype
  FROM pg_attribute JOIN relations ON relations.oid = attrelid
 WHERE relkind = 'v' AND nspname = 'threatmap' AND attnum > 0 AND atttypid::regtype::text NOT IN
       ('text', 'double precision', 'integer', 'boolean', 'timestamp with time zone', 'jsonb', 'text[]', 'integer[]', 'double precision[]')
UNION ALL
SELECT 'object outside the extension''s schemas', pg_describe_object(classid, objid, 0) FROM pg_depend
 WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
   AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'masterbus')
   AND classid IN ('pg_proc'::regclass, 'pg_class'::regclass)
   AND coalesce((SELECT pronamespace FROM pg_proc WHERE oid = objid AND classid = 'pg_proc'::regclass),
                (SELECT relnamespace FROM pg_class WHERE oid = objid AND classid = 'pg_class'::regclass))
       NOT IN (SELECT schema_oid FROM ours)
UNION ALL
SELECT 'plpgsql_check', signature || ' line ' || coalesce(lineno::text, '?') || ': ' || level || ': ' || message
  FROM functions CROSS JOIN LATERAL plpgsql_check_function_tb(functions.oid::regprocedure, fatal_errors => false, performance_warnings => false, extra_warnings => false)
 WHERE lanname = 'plpgsql' AND prorettype <> 'trigger'::regtype AND message <> 'cannot determinate a result of dynamic SQL'
 ORDER BY 1, 2;
