CREATE TABLE masterbus.progress (
    node              text PRIMARY KEY,
    slot_name         name NOT NULL,
    system_identifier text NOT NULL,
    timeline          int4 NOT NULL,
    database_oid      oid NOT NULL,
    incarnation       text NOT NULL,
    applied_lsn       pg_lsn,
    acknowledged_lsn  pg_lsn,
    epoch             int8 NOT NULL,
    updated_at        timestamptz NOT NULL DEFAULT now(),
    state             text NOT NULL DEFAULT 'starting',
    state_detail      text
) WITH (fillfactor = 50);
COMMENT ON TABLE masterbus.progress IS 'How far each worker node has come; updated in the same transaction as the rows derived.';
COMMENT ON COLUMN masterbus.progress.applied_lsn IS 'End of the last transaction whose effect is in our tables.';
COMMENT ON COLUMN masterbus.progress.acknowledged_lsn IS 'Highest position ever acknowledged to the slot; a slot ahead of it has lost changes.';
COMMENT ON COLUMN masterbus.progress.epoch IS 'Raised by every worker that takes over; writes of an older epoch fail.';

CREATE TABLE masterbus.worker_report (
    node        text PRIMARY KEY,
    reported_at timestamptz NOT NULL DEFAULT now(),
    report      jsonb NOT NULL
);
COMMENT ON TABLE masterbus.worker_report IS 'What each worker says of itself now and then, while it has work: apart from progress, which it would stand in the way of.';
COMMENT ON COLUMN masterbus.worker_report.report IS 'Since the worker started: transactions, commit_to_visible_ms and apply_ms {count, p50, p90, p99} (upper bounds), waits, refusals, reconnects and gaps.';

CREATE TABLE masterbus.dirty_source (
    source    text COLLATE "C" PRIMARY KEY,
    reason    text NOT NULL,
    phase     text NOT NULL DEFAULT 'source' CHECK (phase IN ('source', 'copies')),
    cursor    text,
    keys_done int8 NOT NULL DEFAULT 0,
    since     timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE masterbus.dirty_source IS 'Mapping lines whose whole table is to be read again, with the place where the work stands.';
COMMENT ON COLUMN masterbus.dirty_source.phase IS 'source: reading the source table in key order; copies: looking for copies whose source row is gone.';
COMMENT ON COLUMN masterbus.dirty_source.cursor IS 'Last key done in this phase; NULL before the first.';

CREATE FUNCTION masterbus.apply_lock_key() RETURNS int8 LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT 5639441287411329::int8 $$;
COMMENT ON FUNCTION masterbus.apply_lock_key() IS
    'Key of the session-level advisory lock that a writer takes before its transaction begins, so that no older snapshot overwrites a newer one.';

-- In PL/pgSQL, as all that runs once a batch: a function in SQL with SET is planned anew at each call.
CREATE FUNCTION masterbus.transactions_visible(xids int8[]) RETURNS boolean
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    snapshot pg_snapshot := pg_current_snapshot();
    next int8 := pg_snapshot_xmax(snapshot)::text::int8;
    low int8 := next & 4294967295;
    xid int8;
BEGIN
    FOREACH xid IN ARRAY xids LOOP
        xid := next - low + xid + CASE WHEN xid > low + 2147483648 THEN -4294967296 WHEN xid < low - 2147483648 THEN 4294967296 ELSE 0 END;
        IF NOT pg_visible_in_snapshot(xid::text::xid8, snapshot) THEN
            RETURN false;
        END IF;
    END LOOP;
    RETURN true;
END
$$;
COMMENT ON FUNCTION masterbus.transactions_visible(int8[]) IS
    'Whether the current snapshot sees the effects of all these transactions (32-bit ids, widened by the snapshot''s epoch).';

CREATE FUNCTION masterbus.await_commits(xids int8[]) RETURNS boolean
    LANGUAGE c VOLATILE STRICT AS 'MODULE_PATHNAME', 'masterbus_await_commits';
COMMENT ON FUNCTION masterbus.await_commits(int8[]) IS
    'Waits some milliseconds at most until none of these transactions (32-bit ids) is in progress: a commit may be decoded a moment before a new snapshot sees it. False when one still is; whether to go on is for transactions_visible to say.';

CREATE FUNCTION masterbus.require_maintainer() RETURNS void
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        RAISE insufficient_privilege USING
            MESSAGE = 'mapping queries are not run as a superuser',
            HINT = 'Run this as masterbus_worker: SET ROLE masterbus_worker.';
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.require_maintainer() IS 'Raises when the current role is a superuser: the mapping''s query texts must run with least rights.';

CREATE FUNCTION masterbus.claim(node text, slot_name name, system_identifier text, timeline int4, database_oid oid, incarnation text) RETURNS int8
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    known masterbus.progress;
    claimed int8;
BEGIN
    SELECT * INTO known FROM masterbus.progress p WHERE p.node = claim.node FOR UPDATE;
    IF known.database_oid <> claim.database_oid OR known.system_identifier <> claim.system_identifier THEN
        RAISE SQLSTATE 'MB002' USING
            MESSAGE = format('progress of node "%s" belongs to database %s of system %s, not to database %s of system %s',
                             claim.node, known.database_oid, known.system_identifier, claim.database_oid, claim.system_identifier),
            HINT = 'This database was cloned or restored: run "masterbus init" to begin anew here.';
    END IF;
    PERFORM masterbus.ensure_history_partitions(now());
    PERFORM masterbus.ensure_history_partitions(now() + interval '1 month');
    PERFORM masterbus.close_months();
    INSERT INTO masterbus.progress AS p (node, slot_name, system_identifier, timeline, database_oid, incarnation, epoch)
    VALUES (claim.node, claim.slot_name, claim.system_identifier, claim.timeline, claim.database_oid, claim.incarnation, 1)
    ON CONFLICT ON CONSTRAINT progress_pkey DO UPDATE SET
        slot_name = excluded.slot_name, timeline = excluded.timeline, incarnation = excluded.incarnation, epoch = p.epoch + 1, updated_at = now()
    RETURNING p.epoch INTO claimed;
    RETURN claimed;
END
$$;
COMMENT ON FUNCTION masterbus.claim(text, name, text, int4, oid, text) IS
    'Takes over a node: raises and returns its epoch, so that the writes of any earlier worker fail. SQLSTATE MB002: the progress is another database''s.';

CREATE FUNCTION masterbus.fence(node text, epoch int8, applied_lsn pg_lsn) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    UPDATE masterbus.progress p SET applied_lsn = greatest(p.applied_lsn, fence.applied_lsn), updated_at = now()
    WHERE p.node = fence.node AND p.epoch = fence.epoch;
    IF NOT FOUND THEN
        RAISE SQLSTATE 'MB001' USING
            MESSAGE = format('epoch %s of node "%s" is over: another worker has taken over', fence.epoch, fence.node),
            HINT = 'Stop this worker; it may start again as a standby.';
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.fence(text, int8, pg_lsn) IS 'Stores the applied position if the epoch is still ours; SQLSTATE MB001 when another worker has taken over.';

CREATE FUNCTION masterbus.acknowledge(node text, epoch int8, lsn pg_lsn) RETURNS boolean
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    UPDATE masterbus.progress p SET acknowledged_lsn = greatest(p.acknowledged_lsn, lsn), updated_at = now()
    WHERE p.node = acknowledge.node AND p.epoch = acknowledge.epoch;
    RETURN FOUND;
END
$$;
COMMENT ON FUNCTION masterbus.acknowledge(text, int8, pg_lsn) IS 'Stores the position about to be acknowledged to the slot; false when another worker has taken over.';

CREATE FUNCTION masterbus.mark_dirty(sources text[], reason text) RETURNS void
    LANGUAGE sql SET search_path = pg_catalog, pg_temp
    AS $$
    INSERT INTO masterbus.dirty_source AS d (source, reason)
    SELECT DISTINCT coalesce(s.touches, s.source), mark_dirty.reason FROM masterbus.source_table s WHERE s.source = ANY (mark_dirty.sources)
    ON CONFLICT (source) DO UPDATE SET reason = excluded.reason, phase = 'source', cursor = NULL, keys_done = 0
$$;
COMMENT ON FUNCTION masterbus.mark_dirty(text[], text) IS 'Marks the whole tables of these mapping lines as to be read again, from the start.';

CREATE FUNCTION masterbus.mark_all_dirty(node text, epoch int8, reason text) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM masterbus.fence(node, epoch, NULL);
    PERFORM masterbus.mark_dirty((SELECT array_agg(s.source) FROM masterbus.source_table s), reason);
END
$$;
COMMENT ON FUNCTION masterbus.mark_all_dirty(text, int8, text) IS 'Marks every mapped table as to be read again: after a gap in the stream.';

CREATE FUNCTION masterbus.expand_keys(sources text[], keys text[], OUT all_sources text[], OUT all_keys text[])
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    WITH given AS (
        SELECT coalesce(s.touches, s.source) AS source, g.key
        FROM unnest(sources, keys) AS g(source, key) JOIN masterbus.source_table s ON s.source = g.source),
    expanded AS (
        SELECT source, key FROM given
        UNION
        SELECT d.source, d.source_key FROM given g JOIN masterbus.dependency d ON d.depends_on = g.source || ':' || g.key)
    SELECT array_agg(source ORDER BY source, key), array_agg(key ORDER BY source, key) INTO all_sources, all_keys FROM expanded;
END
$$;
COMMENT ON FUNCTION masterbus.expand_keys(text[], text[]) IS 'Source rows together with the rows that they touch and the rows whose canonical form was made from them.';

CREATE FUNCTION masterbus.choose_plans(keys int4) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM set_config('plan_cache_mode', CASE WHEN keys > 50 THEN 'force_custom_plan' ELSE 'force_generic_plan' END, true);
END
$$;
COMMENT ON FUNCTION masterbus.choose_plans(int4) IS
    'For the rest of the transaction: kept plans for up to 50 keys (as many as the worker reads again at once while changes come in), where planning would take longer than running; plans that know the tables'' present size for many.';

CREATE FUNCTION masterbus.refresh(sources text[], keys text[], cause masterbus.cause, expand boolean DEFAULT true,
                                  OUT rows_read int4, OUT equipment_changed int4, OUT facilities_changed int4)
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    work record;
    copied masterbus.copied;
    equipment masterbus.touched := ROW ('{}'::text[], '{}'::text[]);
    facilities masterbus.touched := ROW ('{}'::text[], '{}'::text[]);
    scored record;
    removed_ids text[] := '{}'::text[];
    engineering boolean := false;
BEGIN
    rows_read := 0;
    equipment_changed := 0;
    PERFORM masterbus.choose_plans(cardinality(keys));
    IF expand THEN
        SELECT e.all_sources, e.all_keys INTO sources, keys FROM masterbus.expand_keys(refresh.sources, refresh.keys) e;
    END IF;
    IF EXISTS (SELECT FROM masterbus.parked_key) THEN
        DELETE FROM masterbus.parked_key p USING unnest(sources, keys) AS g(source, key) WHERE p.source = g.source AND p.source_key = g.key;
    END IF;
    WHILE cardinality(keys) > 0 LOOP
        FOR work IN
            SELECT s AS line, k.keys
            FROM (SELECT g.source, array_agg(g.key) AS keys FROM unnest(sources, keys) AS g(source, key) GROUP BY g.source) k
            JOIN masterbus.source_table s USING (source) WHERE NOT masterbus.in_quarantine(k.source) ORDER BY k.source
        LOOP
            copied := masterbus.copy_rows(work.line, work.keys);
            rows_read := rows_read + copied.rows_read;
            equipment := ROW (equipment.organization_ids || copied.organization_ids, equipment.ids || copied.equipment_ids);
            facilities := ROW (facilities.organization_ids || copied.facility_organization_ids, facilities.ids || copied.facility_ids);
            removed_ids := removed_ids || copied.removed_ids;
            engineering := engineering OR (work.line).target IN ('equipment', 'inspection', 'arc_flash_study', 'facility');
        END LOOP;
        -- Rows that were left out because another had their id come in now that it is gone.
        SELECT array_agg(c.source), array_agg(c.source_key) INTO sources, keys FROM masterbus.key_collision c WHERE c.id = ANY (removed_ids);
        removed_ids := '{}';
    END LOOP;
    IF cardinality(facilities.ids) > 0 THEN
        PERFORM masterbus.adopt_rules(facilities);
        SELECT equipment.organization_ids || array_agg(e.organization_id), equipment.ids || array_agg(e.equipment_id) INTO equipment.organization_ids, equipment.ids
        FROM unnest(facilities.organization_ids, facilities.ids) a(organization_id, facility_id)
        JOIN masterbus.equipment e ON e.organization_id = a.organization_id AND e.facility_id = a.facility_id;
    END IF;
    IF cardinality(equipment.ids) > 0 THEN
        SELECT r.changed, r.facility_organization_ids, r.facility_ids INTO scored FROM masterbus.refresh_equipment(equipment, cause) r;
        equipment_changed := scored.changed;
        facilities := ROW (facilities.organization_ids || scored.facility_organization_ids, facilities.ids || scored.facility_ids);
        IF engineering THEN
            PERFORM masterbus.refresh_engineering(equipment);
        END IF;
    END IF;
    facilities_changed := 0;
    IF cardinality(facilities.ids) > 0 THEN
        facilities_changed := masterbus.refresh_facilities(facilities, cause);
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.refresh(text[], text[], masterbus.cause, boolean) IS
    'Reads these source rows and, where expand is true, those that depend on them through the mapping, and makes our copies, results and history follow.';

CREATE FUNCTION masterbus.apply(node text, epoch int8, applied_lsn pg_lsn, sources text[], keys text[], whole_sources text[] DEFAULT '{}',
                                xids int8[] DEFAULT '{}', guarded boolean DEFAULT false,
                                OUT batch int8, OUT rows_read int4, OUT equipment_changed int4, OUT facilities_changed int4)
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    -- Everything here goes by key, however small a table still is.
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
    AS $$
BEGIN
    IF NOT masterbus.transactions_visible(xids) THEN
        RETURN;
    END IF;
    PERFORM masterbus.require_maintainer();
    PERFORM masterbus.fence(node, epoch, applied_lsn);
    PERFORM masterbus.ensure_history_partitions(now());
    IF cardinality(whole_sources) > 0 THEN
        PERFORM masterbus.mark_dirty(whole_sources, 'stream');
    END IF;
    IF guarded THEN
        SELECT r.* INTO batch, rows_read, equipment_changed, facilities_changed
        FROM masterbus.refresh_guarded(sources, keys, ROW (NULL, 'change', applied_lsn)) r;
        RETURN;
    END IF;
    batch := nextval('masterbus.batch_number');
    SELECT r.rows_read, r.equipment_changed, r.facilities_changed INTO rows_read, equipment_changed, facilities_changed
    FROM masterbus.refresh(sources, keys, ROW (batch, 'change', applied_lsn)) r;
END
$$;
COMMENT ON FUNCTION masterbus.apply(text, int8, pg_lsn, text[], text[], text[], int8[], boolean) IS
    'One batch in one transaction, or nothing and NULL while the snapshot does not see all of these transactions: reads the source rows of these keys through the mapping, copies, scores what is dirty, aggregates dirty facilities, appends history, stores progress. With guarded, rows that fail by themselves are parked.';
