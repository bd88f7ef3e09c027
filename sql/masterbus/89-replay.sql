CREATE FUNCTION masterbus.prepare_replay(starts_on date) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF starts_on >= masterbus.today() THEN
        RAISE invalid_parameter_value USING MESSAGE = format('a replay of time begins in the past, not on %s', starts_on),
            HINT = 'Give a date before today.';
    END IF;
    IF EXISTS (SELECT FROM masterbus.equipment_history) OR EXISTS (SELECT FROM masterbus.facility_history) THEN
        RAISE object_not_in_prerequisite_state USING MESSAGE = 'there is history already, and history is never rewritten',
            HINT = 'Replay time right after "masterbus init", before the first "masterbus run".';
    END IF;
    PERFORM masterbus.mark_dirty((SELECT array_agg(s.source) FROM masterbus.source_table s), 'replay');
END
$$;
COMMENT ON FUNCTION masterbus.prepare_replay(date) IS
    'Has every mapped table read for a replay of time from a past UTC date on; refuses where there is any history.';

CREATE FUNCTION masterbus.replay_days(starts_on date, step interval) RETURNS TABLE (day date, at timestamptz)
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT d.day, d.day::timestamp AT TIME ZONE 'UTC'
    FROM (SELECT (starts_on + n * step)::date AS day FROM generate_series(0, masterbus.today() - starts_on) n WHERE starts_on + n * step < masterbus.today()
          UNION SELECT masterbus.today()) d
    ORDER BY d.day
$$;
COMMENT ON FUNCTION masterbus.replay_days(date, interval) IS 'The UTC days of a replay, one step after the other and at last today, and when each began.';

CREATE FUNCTION masterbus.replay_facilities(facilities masterbus.touched, starts_on date, step interval) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    next record;
    items masterbus.touched;
BEGIN
    IF EXISTS (SELECT FROM unnest((facilities).organization_ids, (facilities).ids) f(organization_id, facility_id)
               JOIN masterbus.facility_history h USING (organization_id, facility_id))
       OR EXISTS (SELECT FROM unnest((facilities).organization_ids, (facilities).ids) f(organization_id, facility_id)
                  JOIN masterbus.equipment e USING (organization_id, facility_id)
                  CROSS JOIN LATERAL masterbus.last_equipment_history(e.organization_id, e.equipment_id) h) THEN
        RAISE object_not_in_prerequisite_state USING MESSAGE = 'a facility of this page, or an item in it, has history already',
            HINT = 'Let no worker run while time is replayed.';
    END IF;
    FOR next IN SELECT d.day, d.at FROM masterbus.replay_days(starts_on, step) d LOOP
        PERFORM masterbus.ensure_history_partitions(next.at);
        PERFORM masterbus.evaluate_facilities(facilities, next.day, ROW (nextval('masterbus.batch_number'), 'replay', NULL), next.at);
    END LOOP;
    SELECT array_agg(e.organization_id), array_agg(e.equipment_id) INTO items.organization_ids, items.ids
    FROM unnest((facilities).organization_ids, (facilities).ids) AS m(organization_id, facility_id)
    JOIN masterbus.equipment e ON e.organization_id = m.organization_id AND e.facility_id = m.facility_id;
    PERFORM masterbus.refresh_engineering(items);
END
$$;
COMMENT ON FUNCTION masterbus.replay_facilities(masterbus.touched, date, interval) IS
    'Evaluates new facilities on past days, the oldest first, through the definitions of every other result, with history dated to each day. What has a date counts from that date on; what has none counts as it is today.';

CREATE FUNCTION masterbus.replay_chunk(starts_on date, step interval DEFAULT '1 month', chunk_keys int4 DEFAULT 1000,
                                       OUT source text, OUT phase text, OUT keys int4, OUT remaining_sources int4)
    RETURNS SETOF record
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
    AS $$
DECLARE
    work masterbus.dirty_source;
    line masterbus.source_table;
    page record;
    copied masterbus.copied;
BEGIN
    PERFORM masterbus.require_maintainer();
    PERFORM pg_advisory_xact_lock(masterbus.apply_lock_key());
    SELECT d.* INTO work FROM masterbus.next_dirty_source() d;
    SELECT s.* INTO line FROM masterbus.source_table s WHERE s.source = work.source;
    IF line.target IS DISTINCT FROM 'facility' OR work.phase = 'copies' THEN
        RETURN QUERY SELECT r.* FROM masterbus.reread_chunk(chunk_keys) r;
        RETURN;
    END IF;
    SELECT p.keys, p.last INTO page FROM masterbus.source_keys_page(line, work.cursor, greatest(chunk_keys / 100, 1)) p;
    IF cardinality(page.keys) > 0 THEN
        copied := masterbus.copy_rows(line, page.keys);
        PERFORM masterbus.adopt_rules(ROW (copied.facility_organization_ids, copied.facility_ids));
        PERFORM masterbus.replay_facilities(ROW (copied.facility_organization_ids, copied.facility_ids), starts_on, step);
    END IF;
    PERFORM masterbus.end_page(work, line, page.last, cardinality(page.keys));
    source := work.source;
    phase := work.phase;
    keys := coalesce(cardinality(page.keys), 0);
    remaining_sources := (SELECT count(*) FROM masterbus.dirty_source);
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION masterbus.replay_chunk(date, interval, int4) IS
    'The next chunk of a replay of time, after masterbus.prepare_replay and while no worker runs: first every other table, then facilities, each from its first day to today; no row when nothing is left.';
