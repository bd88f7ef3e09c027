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
        ANALYZE masterbus.dependency, masterbus.equipment_result, masterbus.facility_result, masterbus.equipment_history, masterbus.facility_history;
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
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION masterbus.reread_chunk(int4) IS
    'Reads the next page of the first table that is to be read again, or looks for its copies whose source row is gone; no row when nothing is left.';

CREATE FUNCTION masterbus.rebuild_chunk(node text, epoch int8, chunk_keys int4 DEFAULT 1000,
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

CREATE FUNCTION masterbus.due_equipment(facilities masterbus.touched, as_of date) RETURNS masterbus.touched
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    due masterbus.touched;
BEGIN
    WITH place AS MATERIALIZED (
        SELECT f.organization_id, f.facility_id, f.as_of,
               due_equipment.as_of < f.as_of OR f.model_version <> masterbus.active_model(f.organization_id) AS anew,
               (SELECT count(*) FROM masterbus.equipment e WHERE e.organization_id = f.organization_id AND e.facility_id = f.facility_id)
               > (SELECT count(*) FROM masterbus.equipment_result r WHERE r.organization_id = f.organization_id AND r.facility_id = f.facility_id) AS incomplete
        FROM unnest((facilities).organization_ids, (facilities).ids) m(organization_id, facility_id)
        JOIN masterbus.facility f ON f.organization_id = m.organization_id AND f.facility_id = m.facility_id),
    item AS (
        SELECT r.organization_id, r.equipment_id
        FROM place f JOIN masterbus.equipment_result r ON r.organization_id = f.organization_id AND r.facility_id = f.facility_id
        WHERE f.anew OR r.next_change_on IS NULL OR r.next_change_on <= due_equipment.as_of
           OR EXISTS (SELECT FROM masterbus.maintenance x WHERE x.organization_id = r.organization_id AND x.equipment_id = r.equipment_id
                      AND x.performed_on > f.as_of AND x.performed_on <= due_equipment.as_of)
           OR EXISTS (SELECT FROM masterbus.inspection x WHERE x.organization_id = r.organization_id AND x.equipment_id = r.equipment_id
                      AND x.inspected_on > f.as_of AND x.inspected_on <= due_equipment.as_of)
           OR EXISTS (SELECT FROM masterbus.arc_flash_study x WHERE x.organization_id = r.organization_id AND x.equipment_id = r.equipment_id
                      AND x.assessed_on > f.as_of AND x.assessed_on <= due_equipment.as_of)
        UNION ALL
        -- Not known yet. Of a past day, what was not there yet stays so; a date in the future is a typing error, known from the start.
        SELECT e.organization_id, e.equipment_id
        FROM place f JOIN masterbus.equipment e ON e.organization_id = f.organization_id AND e.facility_id = f.facility_id AND f.incomplete
        WHERE (e.install_date <= due_equipment.as_of OR e.install_date > masterbus.today() OR e.install_date IS NULL)
          AND NOT EXISTS (SELECT FROM masterbus.equipment_result r WHERE r.organization_id = e.organization_id AND r.equipment_id = e.equipment_id))
    SELECT coalesce(array_agg(i.organization_id), '{}'), coalesce(array_agg(i.equipment_id), '{}') INTO due.organization_ids, due.ids FROM item i;
    RETURN due;
END
$$;
COMMENT ON FUNCTION masterbus.due_equipment(masterbus.touched, date) IS
    'Items of these facilities whose result may change when these move on to a date: by time, by a record that takes effect, or by another model.';

CREATE FUNCTION masterbus.evaluate_facilities(facilities masterbus.touched, as_of date, cause masterbus.cause, at timestamptz DEFAULT now()) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    items masterbus.touched;
BEGIN
    PERFORM masterbus.choose_plans(1);
    items := masterbus.due_equipment(facilities, as_of);
    UPDATE masterbus.facility f SET as_of = evaluate_facilities.as_of, model_version = masterbus.active_model(f.organization_id)
    FROM unnest((facilities).organization_ids, (facilities).ids) m(organization_id, facility_id)
    WHERE f.organization_id = m.organization_id AND f.facility_id = m.facility_id;
    PERFORM masterbus.refresh_equipment(items, cause, at);
    PERFORM masterbus.refresh_facilities(facilities, cause, at);
END
$$;
COMMENT ON FUNCTION masterbus.evaluate_facilities(masterbus.touched, date, masterbus.cause, timestamptz) IS
    'Moves whole facilities to a UTC date, with the model that is active, and makes their results and history follow.';

CREATE FUNCTION masterbus.compress_page_images() RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF has_parameter_privilege('wal_compression', 'SET') THEN
        PERFORM set_config('wal_compression', 'on', true);
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.compress_page_images() IS
    'For the rest of the transaction, compresses whole pages in the write-ahead log: worth its time where most pages of a table are touched once.';

CREATE FUNCTION masterbus.advance_chunk(node text, epoch int8, facilities int4 DEFAULT 20) RETURNS int4
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
    AS $$
DECLARE
    moved masterbus.touched;
BEGIN
    SELECT array_agg(f.organization_id), array_agg(f.facility_id) INTO moved.organization_ids, moved.ids
    FROM (SELECT f.organization_id, f.facility_id FROM masterbus.facility f WHERE f.as_of < masterbus.today()
          ORDER BY f.as_of, f.organization_id, f.facility_id LIMIT facilities) f;
    IF moved.ids IS NULL THEN
        RETURN 0;
    END IF;
    PERFORM masterbus.fence(node, epoch, NULL);
    PERFORM masterbus.ensure_history_partitions(now());
    PERFORM masterbus.compress_page_images();
    PERFORM masterbus.evaluate_facilities(moved, masterbus.today(), ROW (nextval('masterbus.batch_number'), 'day', NULL));
    RETURN cardinality(moved.ids);
END
$$;
COMMENT ON FUNCTION masterbus.advance_chunk(text, int8, int4) IS
    'Moves the next facilities, whole, to the current UTC date; gives how many, 0 when all are there.';
