CREATE TABLE masterbus.parked_key (
    source     text COLLATE "C" NOT NULL,
    source_key text COLLATE "C" NOT NULL,
    sqlstate   text NOT NULL,
    error      text NOT NULL,
    attempts   int4 NOT NULL DEFAULT 1,
    retry      boolean NOT NULL DEFAULT false,
    parked_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (source_key, source)
);
COMMENT ON TABLE masterbus.parked_key IS
    'Source rows that fail by themselves, set aside with their error so that all else goes on; each is tried again when it changes or on demand.';
COMMENT ON COLUMN masterbus.parked_key.attempts IS 'How often it has failed.';
COMMENT ON COLUMN masterbus.parked_key.retry IS 'True while it waits to be tried again.';

CREATE FUNCTION masterbus.park(source text, key text, sqlstate text, error text) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    INSERT INTO masterbus.parked_key AS p (source, source_key, sqlstate, error) VALUES (source, key, sqlstate, error)
    ON CONFLICT ON CONSTRAINT parked_key_pkey DO UPDATE SET
        sqlstate = excluded.sqlstate, error = excluded.error, attempts = p.attempts + 1, parked_at = now(), retry = false;
END
$$;
COMMENT ON FUNCTION masterbus.park(text, text, text, text) IS 'Sets a source row aside with the error that it causes.';

CREATE FUNCTION masterbus.require_fit(source text) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    misfit record;
BEGIN
    SELECT p.problem, p.remedy INTO misfit FROM masterbus.source_table s, masterbus.line_problem(s) p WHERE s.source = require_fit.source;
    IF misfit.problem IS NOT NULL THEN
        RAISE SQLSTATE 'MB003' USING MESSAGE = format('mapping line %s does not fit: %s', source, misfit.problem), HINT = misfit.remedy;
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.require_fit(text) IS
    'SQLSTATE MB003 when a mapping line does not fit its table: then no row of it is to blame.';

CREATE FUNCTION masterbus.refresh_parts(sources text[], keys text[], cause masterbus.cause,
                                        OUT batch int8, OUT rows_read int4, OUT equipment_changed int4, OUT facilities_changed int4)
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    half int4 := cardinality(keys) / 2;
    part record;
BEGIN
    -- A batch of its own for each part: history has one row at most of an item in a batch.
    batch := nextval('masterbus.batch_number');
    rows_read := 0;
    equipment_changed := 0;
    facilities_changed := 0;
    BEGIN
        SELECT r.rows_read, r.equipment_changed, r.facilities_changed INTO rows_read, equipment_changed, facilities_changed
        FROM masterbus.refresh(sources, keys, ROW (batch, (cause).word, (cause).lsn), expand => false) r;
        RETURN;
    EXCEPTION WHEN OTHERS THEN
        IF masterbus.transient_error(SQLSTATE) THEN
            RAISE;
        END IF;
        IF half = 0 THEN
            PERFORM masterbus.require_fit(sources[1]);
            PERFORM masterbus.park(sources[1], keys[1], SQLSTATE, SQLERRM);
            RETURN;
        END IF;
    END;
    FOR part IN
        SELECT r.* FROM (VALUES (1, half), (half + 1, cardinality(keys))) p(first, last)
        CROSS JOIN LATERAL masterbus.refresh_parts(refresh_parts.sources[p.first:p.last], refresh_parts.keys[p.first:p.last], refresh_parts.cause) r
    LOOP
        batch := part.batch;
        rows_read := rows_read + part.rows_read;
        equipment_changed := equipment_changed + part.equipment_changed;
        facilities_changed := facilities_changed + part.facilities_changed;
    END LOOP;
END
$$;
COMMENT ON FUNCTION masterbus.refresh_parts(text[], text[], masterbus.cause) IS
    'As masterbus.refresh of rows that are expanded already, but halves what fails until the rows that fail by themselves are parked.';

CREATE FUNCTION masterbus.refresh_guarded(sources text[], keys text[], cause masterbus.cause,
                                          OUT batch int8, OUT rows_read int4, OUT equipment_changed int4, OUT facilities_changed int4)
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    SELECT e.all_sources, e.all_keys INTO sources, keys FROM masterbus.expand_keys(refresh_guarded.sources, refresh_guarded.keys) e;
    SELECT r.* INTO batch, rows_read, equipment_changed, facilities_changed FROM masterbus.refresh_parts(sources, keys, cause) r;
END
$$;
COMMENT ON FUNCTION masterbus.refresh_guarded(text[], text[], masterbus.cause) IS
    'As masterbus.refresh, for rows of which some have failed: those are parked with their error, all others are refreshed.';

CREATE FUNCTION masterbus.retry_parked(source text DEFAULT NULL, key text DEFAULT NULL) RETURNS int4
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    asked int4;
BEGIN
    UPDATE masterbus.parked_key p SET retry = true
    WHERE (retry_parked.source IS NULL OR p.source = retry_parked.source) AND (key IS NULL OR p.source_key = key);
    GET DIAGNOSTICS asked = ROW_COUNT;
    RETURN asked;
END
$$;
COMMENT ON FUNCTION masterbus.retry_parked(text, text) IS
    'Has the worker try parked rows again, all or those of a mapping line or of one key, and gives how many.';

CREATE FUNCTION masterbus.retry_chunk(chunk_keys int4) RETURNS int4
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    asked record;
BEGIN
    WITH taken AS (
        UPDATE masterbus.parked_key p SET retry = false
        WHERE (p.source_key, p.source) IN (SELECT r.source_key, r.source FROM masterbus.parked_key r WHERE r.retry LIMIT chunk_keys)
        RETURNING p.source, p.source_key)
    SELECT coalesce(array_agg(source), '{}') AS sources, coalesce(array_agg(source_key), '{}') AS keys INTO asked FROM taken;
    IF asked.keys <> '{}' THEN
        PERFORM masterbus.refresh_guarded(asked.sources, asked.keys, ROW (NULL, 'rebuild', NULL));
    END IF;
    RETURN cardinality(asked.keys);
END
$$;
COMMENT ON FUNCTION masterbus.retry_chunk(int4) IS 'Tries the next parked rows that wait for it, and gives how many.';
