CREATE FUNCTION masterbus.nearest_name(name text, candidates text[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT c FROM unnest(candidates) c
    WHERE masterbus.edit_distance(left(lower(c), 255), left(lower(name), 255)) <= greatest(length(name) / 3, 2)
    ORDER BY masterbus.edit_distance(left(lower(c), 255), left(lower(name), 255)), c LIMIT 1
$$;
COMMENT ON FUNCTION masterbus.nearest_name(text, text[]) IS 'The candidate nearest to a name in case or spelling, or NULL when none is near.';

CREATE FUNCTION masterbus.check_relation(line masterbus.source_table, OUT problem text, OUT remedy text) RETURNS SETOF record
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    relation regclass := masterbus.source_relation(line);
    near text;
    kind "char";
BEGIN
    IF to_regnamespace(quote_ident(line.schema_name)) IS NULL THEN
        near := masterbus.nearest_name(line.schema_name, (SELECT array_agg(nspname::text) FROM pg_namespace));
        problem := format('schema "%s" does not exist', line.schema_name);
        remedy := coalesce('Did you mean schema "' || near || '"?', 'Give the schema of the source table.');
        RETURN NEXT;
        RETURN;
    END IF;
    IF relation IS NULL THEN
        near := masterbus.nearest_name(line.table_name, (SELECT array_agg(relname::text) FROM pg_class
                                       WHERE relnamespace = to_regnamespace(quote_ident(line.schema_name)) AND relkind IN ('r', 'p')));
        problem := format('table "%s"."%s" does not exist', line.schema_name, line.table_name);
        remedy := coalesce('Did you mean "' || near || '"?', 'Give the name of an existing table.');
        RETURN NEXT;
        RETURN;
    END IF;
    SELECT c.relkind INTO kind FROM pg_class c WHERE c.oid = relation;
    IF kind NOT IN ('r', 'p') THEN
        problem := format('%s is not a table', relation);
        remedy := 'Map the tables behind it: logical decoding names those.';
        RETURN NEXT;
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.check_relation(masterbus.source_table) IS 'What is wrong with the table that a mapping line names.';

CREATE FUNCTION masterbus.check_key_columns(line masterbus.source_table, OUT problem text, OUT remedy text) RETURNS SETOF record
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    relation regclass := masterbus.source_relation(line);
    columns text[] := (SELECT array_agg(attname::text) FROM pg_attribute WHERE attrelid = relation AND attnum > 0 AND NOT attisdropped);
    key_column text;
BEGIN
    IF relation IS NULL THEN
        RETURN;
    END IF;
    FOREACH key_column IN ARRAY line.key_columns LOOP
        CONTINUE WHEN key_column = ANY (columns);
        problem := format('column "%s" of %s does not exist', key_column, relation);
        remedy := coalesce('Did you mean "' || masterbus.nearest_name(key_column, columns) || '"?', 'Name a column of the replica identity.');
        RETURN NEXT;
    END LOOP;
    FOR key_column, problem IN
        SELECT a.attname, format('key column "%s" of %s is of type %s, whose text in the stream is not its text in a query', a.attname, relation,
                                 format_type(a.atttypid, a.atttypmod))
        FROM pg_attribute a WHERE a.attrelid = relation AND a.attname = ANY (line.key_columns) AND NOT a.attisdropped
          AND a.atttypid IN ('bytea'::regtype, 'inet'::regtype, 'character'::regtype)
    LOOP
        remedy := 'Use a key of type text, varchar, uuid, an integer or a timestamp.';
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION masterbus.check_key_columns(masterbus.source_table) IS
    'The key columns of a mapping line that its table does not have, or whose values in the stream would not be found again.';

CREATE FUNCTION masterbus.check_identity(line masterbus.source_table, OUT problem text, OUT remedy text) RETURNS SETOF record
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    relation regclass := masterbus.source_relation(line);
    columns text[] := (SELECT array_agg(attname::text) FROM pg_attribute WHERE attrelid = relation AND attnum > 0 AND NOT attisdropped);
    identity_columns text[];
BEGIN
    IF relation IS NULL THEN
        RETURN;
    END IF;
    SELECT array_agg(a.attname::text) INTO identity_columns
    FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid
         AND CASE c.relreplident WHEN 'd' THEN i.indisprimary WHEN 'i' THEN i.indisreplident ELSE false END
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey::int2[])
    WHERE c.oid = relation;
    IF (SELECT c.relreplident FROM pg_class c WHERE c.oid = relation) = 'f' THEN
        identity_columns := columns;
    END IF;
    IF identity_columns IS NULL THEN
        problem := format('%s has no usable replica identity: its updates and deletes do not reach the stream', relation);
        remedy := coalesce((SELECT format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I;', relation, ic.relname)
                            FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
                            WHERE i.indrelid = relation AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL AND i.indimmediate
                              AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = relation AND a.attnum = ANY (i.indkey::int2[]) AND NOT a.attnotnull)
                            LIMIT 1), format('ALTER TABLE %s ADD PRIMARY KEY (…);', relation));
        RETURN NEXT;
    ELSIF NOT line.key_columns <@ identity_columns AND line.key_columns <@ columns THEN
        problem := format('key columns (%s) of %s are not all in its replica identity (%s)', array_to_string(line.key_columns, ', '), relation,
                          array_to_string(identity_columns, ', '));
        remedy := 'A delete carries the replica identity only: take the key from it.';
        RETURN NEXT;
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.check_identity(masterbus.source_table) IS 'What is wrong with the key columns of a mapping line, against the replica identity of its table.';

CREATE FUNCTION masterbus.check_query(line masterbus.source_table, OUT problem text, OUT remedy text) RETURNS SETOF record
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF line.target IS NULL THEN
        IF NOT EXISTS (SELECT FROM masterbus.source_table s WHERE s.source = line.touches AND s.target IS NOT NULL) THEN
            problem := format('touches "%s", which is not a line that fills a copy', line.touches);
            remedy := coalesce('Did you mean "' || masterbus.nearest_name(line.touches,
                          (SELECT array_agg(s.source) FROM masterbus.source_table s WHERE s.target IS NOT NULL)) || '"?', 'Name a line with a target.');
            RETURN NEXT;
        END IF;
        RETURN;
    END IF;
    BEGIN
        -- The plain insert first: its errors name the column.
        EXECUTE format('EXPLAIN INSERT INTO masterbus.%I (%s) SELECT %2$s FROM (%s) q', line.target,
                       (SELECT string_agg(quote_ident(c), ', ') FROM unnest(masterbus.target_columns(line.target)) c), masterbus.canonical_query(line))
            USING '{}'::text[];
        EXECUTE 'EXPLAIN ' || masterbus.copy_statement(line) USING '{}'::text[], line.source;
    EXCEPTION WHEN OTHERS THEN
        IF masterbus.transient_error(SQLSTATE) THEN
            RAISE;
        END IF;
        problem := format('its query does not fit: %s', SQLERRM);
        GET STACKED DIAGNOSTICS remedy = PG_EXCEPTION_HINT;
        remedy := coalesce(nullif(remedy, ''), format('It must return %s, source_key, deleted and depends_on for keys $1.',
                                                      array_to_string(masterbus.target_columns(line.target), ', ')));
        RETURN NEXT;
    END;
END
$$;
COMMENT ON FUNCTION masterbus.check_query(masterbus.source_table) IS 'What is wrong with the query of a mapping line, by planning the statement that would run it.';

CREATE FUNCTION masterbus.check_mapping() RETURNS TABLE (source text, severity text, problem text, remedy text)
    LANGUAGE sql SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT s.source, 'error', c.problem, c.remedy FROM masterbus.source_table s, masterbus.check_relation(s) c
    UNION ALL SELECT s.source, 'error', c.problem, c.remedy FROM masterbus.source_table s, masterbus.check_key_columns(s) c
    UNION ALL SELECT s.source, 'error', c.problem, c.remedy FROM masterbus.source_table s, masterbus.check_identity(s) c
    UNION ALL SELECT s.source, 'error', c.problem, c.remedy FROM masterbus.source_table s, masterbus.check_query(s) c
    WHERE masterbus.source_relation(s) IS NOT NULL
    UNION ALL SELECT NULL, 'warning', 'no mapping line fills ' || t, 'Add a line with target ' || t || '.'
    FROM unnest('{facility,equipment}'::text[]) t WHERE NOT EXISTS (SELECT FROM masterbus.source_table s WHERE s.target = t)
    ORDER BY 1, 3
$$;
COMMENT ON FUNCTION masterbus.check_mapping() IS 'Every mapping line verified against the live catalogue: what is wrong and how to mend it.';
