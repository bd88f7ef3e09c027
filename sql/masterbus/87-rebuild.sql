CREATE FUNCTION masterbus.source_keys_page(line masterbus.source_table, after text, page_keys int4, OUT keys text[], OUT last text)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    EXECUTE format('SELECT array_agg(k.key ORDER BY k.n), (array_agg(k.key ORDER BY k.n DESC))[1]
                    FROM (SELECT %s AS key, row_number() OVER (ORDER BY %s) AS n FROM %s AS t %s ORDER BY %2$s LIMIT $2) k',
                   masterbus.key_expression(line, 't'), masterbus.key_column_list(line, 't'), masterbus.source_relation(line),
                   CASE WHEN after IS NULL THEN '' ELSE format('WHERE (%s) > (%s)', masterbus.key_column_list(line, 't'),
                                                               masterbus.key_values_expression(line, '$1')) END)
    INTO keys, last USING after, page_keys;
END
$$;
COMMENT ON FUNCTION masterbus.source_keys_page(masterbus.source_table, text, int4) IS
    'The next page of a source table''s keys in key order, through its primary key''s index.';

CREATE FUNCTION masterbus.copied_keys_page(line masterbus.source_table, after text, page_keys int4, OUT keys text[], OUT last text)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    EXECUTE format('SELECT array_agg(k.source_key ORDER BY k.source_key), max(k.source_key)
                    FROM (SELECT c.source_key FROM masterbus.%I c WHERE c.source = $1 AND ($2 IS NULL OR c.source_key > $2)
                          ORDER BY c.source_key LIMIT $3) k', line.target)
    INTO keys, last USING line.source, after, page_keys;
END
$$;
COMMENT ON FUNCTION masterbus.copied_keys_page(masterbus.source_table, text, int4) IS 'The next page of the keys that our copy holds for a mapping line.';

CREATE FUNCTION masterbus.missing_keys(line masterbus.source_table, keys text[]) RETURNS text[]
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    missing text[];
BEGIN
    EXECUTE format('SELECT array_agg(k) FROM unnest($1) k WHERE NOT EXISTS (SELECT FROM %s t WHERE (%s) = (%s))',
                   masterbus.source_relation(line), masterbus.key_column_list(line, 't'), masterbus.key_values_expression(line, 'k'))
    INTO missing USING keys;
    RETURN missing;
END
$$;
COMMENT ON FUNCTION masterbus.missing_keys(masterbus.source_table, text[]) IS 'Those of the keys that the source table no longer has.';

CREATE FUNCTION masterbus.target_rank(target text) RETURNS int4
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT array_position('{photo,arc_flash_study,inspection,maintenance,equipment,facility}', target) $$;
COMMENT ON FUNCTION masterbus.target_rank(text) IS
    'Order in which whole tables are read: facilities last, so that in an empty ThreatMap no item appears before all that its score is made of.';

CREATE FUNCTION masterbus.analyze_copy(target text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    EXECUTE format('ANALYZE masterbus.%I', target);
    IF target IN ('facility', 'equipment') THEN
        ANALYZE masterbus.dependency, masterbus.equipment_result, masterbus.facility_result, masterbus.equipment_history, masterbus.facility_history, masterbus.engineering_result;
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.analyze_copy(text) IS 'Tells the planner what a copy and the results look like, without waiting for autovacuum: on a table that it knows nothing of it may take an index that does not narrow anything down. With its owner''s rights, because only the owner of a table analyzes it, and the worker is not.';

CREATE FUNCTION masterbus.next_dirty_source() RETURNS SETOF masterbus.dirty_source
    LANGUAGE sql STABLE ROWS 1 SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT d.* FROM masterbus.dirty_source d JOIN masterbus.source_table s ON s.source = d.source
    WHERE masterbus.source_relation(s) IS NOT NULL AND NOT masterbus.in_quarantine(s.source)
    ORDER BY masterbus.target_rank(s.target), d.source LIMIT 1
$$;
COMMENT ON FUNCTION masterbus.next_dirty_source() IS 'The mapping line whose table is to be read again first, where it stands; none when nothing is left.';

CREATE FUNCTION masterbus.end_page(work masterbus.dirty_source, line masterbus.source_table, last text, keys int4) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF work.cursor IS NULL AND work.phase = 'source' THEN
        PERFORM masterbus.analyze_copy(line.target);
    END IF;
    IF last IS NOT NULL THEN
        UPDATE masterbus.dirty_source d SET cursor = last, keys_done = d.keys_done + end_page.keys WHERE d.source = work.source;
    ELSIF work.phase = 'source' THEN
        UPDATE masterbus.dirty_source d SET phase = 'copies', cursor = NULL WHERE d.source = work.source;
    ELSE
        DELETE FROM masterbus.dirty_source d WHERE d.source = work.source;
        PERFORM masterbus.analyze_copy(line.target);
        IF line.target = 'facility' THEN
            PERFORM masterbus.sum_portfolios();
        END IF;
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.end_page(masterbus.dirty_source, masterbus.source_table, text, int4) IS
    'Notes that a page of a table has been read up to its last key, or that its phase is over.';

CREATE FUNCTION masterbus.reread_chunk(chunk_keys int4, OUT source text, OUT phase text, OUT keys int4, OUT remaining_sources int4)
    RETURNS SETOF record
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    work masterbus.dirty_source;
    line masterbus.source_table;
    page record;
    page_keys int4;
    stale text[];
BEGIN
    SELECT d.* INTO work FROM masterbus.next_dirty_source() d;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT s.* INTO line FROM masterbus.source_table s WHERE s.source = work.source;
    page_keys := CASE line.target WHEN 'facility' THEN greatest(chunk_keys / 100, 1) ELSE chunk_keys END;
    IF work.phase = 'source' THEN
        SELECT p.keys, p.last INTO page FROM masterbus.source_keys_page(line, work.cursor, page_keys) p;
        stale := page.keys;
    ELSE
        SELECT p.keys, p.last INTO page FROM masterbus.copied_keys_page(line, work.cursor, page_keys * 10) p;
        stale := masterbus.missing_keys(line, page.keys);
    END IF;
    IF cardinality(stale) > 0 THEN
        PERFORM masterbus.refresh_guarded(array_fill(line.source, ARRAY[cardinality(stale)]), stale, ROW (NULL, 'rebuild', NULL));
    END IF;
    PERFORM masterbus.end_page(work, line, page.last, cardinality(page.keys));
    source := work.source;
    phase := work.phase;
    keys := coalesce(cardinality(page.keys), 0);
    remaining_sources := (SELECT count(*) FROM masterbus.dirty_source);
    IF remaining_sources = 0 THEN
        PERFORM masterbus.close_months();
    END IF;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION masterbus.reread_chunk(int4) IS
    'Reads the next page of the first table that is to be read again, or looks for its copies whose source row is gone; no row when nothing is left.';

CREATE FUNCTION masterbus.rebuild_chunk(node text, epoch int8, chunk_keys int4 DEFAULT 500,
                                        OUT source text, OUT phase text, OUT keys int4, OUT remaining_sources int4)
    RETURNS SETOF record
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
    AS $$
BEGIN
    PERFORM masterbus.require_maintainer();
    IF EXISTS (SELECT FROM masterbus.parked_key p WHERE p.retry) THEN
        PERFORM masterbus.fence(node, epoch, NULL);
        PERFORM masterbus.ensure_history_partitions(now());
        source := 'parked';
        phase := 'parked';
        keys := masterbus.retry_chunk(chunk_keys);
        remaining_sources := (SELECT count(*) FROM masterbus.dirty_source);
        RETURN NEXT;
    ELSIF EXISTS (SELECT FROM masterbus.next_dirty_source()) THEN
        PERFORM masterbus.fence(node, epoch, NULL);
        PERFORM masterbus.ensure_history_partitions(now());
        RETURN QUERY SELECT r.* FROM masterbus.reread_chunk(chunk_keys) r;
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.rebuild_chunk(text, int8, int4) IS
    'Tries parked rows that wait for it, else does the next chunk of the first table that is to be read again, with the same definitions as a live change; no row when nothing is left. Rows that fail by themselves are parked.';
