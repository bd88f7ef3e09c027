CREATE TABLE masterbus.source_table (
    source      text COLLATE "C" PRIMARY KEY CHECK (source ~ '^[a-z][a-z0-9_]*$'),
    schema_name text NOT NULL,
    table_name  text NOT NULL,
    key_columns text[] NOT NULL CHECK (cardinality(key_columns) > 0),
    target      text CHECK (target IN ('facility', 'equipment', 'maintenance', 'inspection', 'arc_flash_study', 'photo')),
    touches     text,
    query       text,
    preset      boolean NOT NULL DEFAULT false,
    CHECK ((target IS NULL) = (query IS NULL)),
    CHECK ((target IS NULL) <> (touches IS NULL))
);
COMMENT ON TABLE masterbus.source_table IS
    'The mapping: one line per way in which rows of a source table feed our copies. Only masterbus_admin writes it.';
COMMENT ON COLUMN masterbus.source_table.source IS 'Name of the mapping line; a table may stand in several lines.';
COMMENT ON COLUMN masterbus.source_table.schema_name IS 'Schema of the source table; replaces {schema} in the query.';
COMMENT ON COLUMN masterbus.source_table.table_name IS 'Name of the source table, unquoted and case-sensitive.';
COMMENT ON COLUMN masterbus.source_table.key_columns IS
    'Columns of the replica identity that make the key: one column gives its text, several a JSON array of texts.';
COMMENT ON COLUMN masterbus.source_table.target IS 'Copy that the line fills; NULL for a line that only touches another line''s row.';
COMMENT ON COLUMN masterbus.source_table.touches IS 'Line whose row of the same key becomes dirty (join tables).';
COMMENT ON COLUMN masterbus.source_table.query IS
    'SELECT with $1 text[] of keys that reads canonical rows by primary key: the columns of the target, source_key, deleted and depends_on.';
COMMENT ON COLUMN masterbus.source_table.preset IS 'True for lines shipped with MasterBus; those are not dumped with the database.';
SELECT pg_extension_config_dump('masterbus.source_table', 'WHERE NOT preset');

CREATE FUNCTION masterbus.target_id_column(target text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT CASE target WHEN 'arc_flash_study' THEN 'study_id' ELSE target || '_id' END $$;
COMMENT ON FUNCTION masterbus.target_id_column(text) IS 'Name of the identifying column of a copy, beside organization_id.';

CREATE FUNCTION masterbus.target_columns(target text) RETURNS text[]
    LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = format('masterbus.%I', target)::regclass AND attnum > 0 AND NOT attisdropped
      AND attname <> ALL ('{source,source_key,copied_at,as_of,model_version,nfpa70b_version}')
$$;
COMMENT ON FUNCTION masterbus.target_columns(text) IS 'Canonical columns of a copy: those that a mapping query must return.';

CREATE FUNCTION masterbus.canonical_query(line masterbus.source_table) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT replace(line.query, '{schema}', quote_ident(line.schema_name)) $$;
COMMENT ON FUNCTION masterbus.canonical_query(masterbus.source_table) IS 'The query of a mapping line with its schema filled in.';

CREATE FUNCTION masterbus.source_relation(line masterbus.source_table) RETURNS regclass
    LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT to_regclass(format('%I.%I', line.schema_name, line.table_name)) $$;
COMMENT ON FUNCTION masterbus.source_relation(masterbus.source_table) IS 'Relation of a mapping line, or NULL when it does not exist.';

CREATE FUNCTION masterbus.key_expression(line masterbus.source_table, alias text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT CASE cardinality(line.key_columns)
        WHEN 1 THEN format('%s.%I::text', alias, line.key_columns[1])
        ELSE format('jsonb_build_array(%s)::text', (SELECT string_agg(format('%s.%I::text', alias, c), ', ' ORDER BY n)
                                                    FROM unnest(line.key_columns) WITH ORDINALITY AS k(c, n))) END
$$;
COMMENT ON FUNCTION masterbus.key_expression(masterbus.source_table, text) IS 'SQL expression that gives the key text of a source row.';

CREATE FUNCTION masterbus.key_values_expression(line masterbus.source_table, key text) RETURNS text
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN (SELECT string_agg(format('(%s)::%s', CASE cardinality(line.key_columns) WHEN 1 THEN key
                                                 ELSE format('(%s::jsonb ->> %s)', key, n - 1) END,
                                     format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY n)
            FROM unnest(line.key_columns) WITH ORDINALITY AS k(c, n)
            JOIN pg_attribute a ON a.attrelid = masterbus.source_relation(line) AND a.attname = k.c AND NOT a.attisdropped);
END
$$;
COMMENT ON FUNCTION masterbus.key_values_expression(masterbus.source_table, text) IS
    'SQL expressions that turn a key text (given as an SQL expression) back into the typed key columns.';

CREATE FUNCTION masterbus.key_column_list(line masterbus.source_table, alias text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT string_agg(format('%s.%I', alias, c), ', ' ORDER BY n) FROM unnest(line.key_columns) WITH ORDINALITY AS k(c, n)
$$;
COMMENT ON FUNCTION masterbus.key_column_list(masterbus.source_table, text) IS 'The key columns of a mapping line, qualified by an alias.';

CREATE FUNCTION masterbus.mapping_generation() RETURNS int8
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT coalesce(sum(('x' || left(md5(s::text || coalesce(masterbus.source_relation(s)::oid, 0)), 15))::bit(60)::int8 % 1000000007), 0)::int8
    FROM masterbus.source_table s
$$;
COMMENT ON FUNCTION masterbus.mapping_generation() IS 'A number that changes when a mapping line, or the table that it names, changes.';

CREATE FUNCTION masterbus.stream_tables() RETURNS TABLE (source text, schema_name text, table_name text, key_columns text[])
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT s.source, s.schema_name, s.table_name, s.key_columns FROM masterbus.source_table s
    WHERE masterbus.source_relation(s) IS NOT NULL ORDER BY s.source
$$;
COMMENT ON FUNCTION masterbus.stream_tables() IS 'Mapping lines whose table exists: what the worker asks logical decoding for.';

CREATE FUNCTION masterbus.lock_statement() RETURNS text
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT 'LOCK TABLE ' || string_agg(DISTINCT format('%I.%I', s.schema_name, s.table_name), ', ') || ' IN ACCESS SHARE MODE NOWAIT'
    FROM masterbus.source_table s WHERE has_table_privilege(masterbus.source_relation(s), 'SELECT')
$$;
COMMENT ON FUNCTION masterbus.lock_statement() IS
    'Statement that a transaction over source tables runs first: all that may be read, in one order, without waiting for a migration. NULL without tables.';
