CREATE TABLE masterbus.streamed_line (
    source      text COLLATE "C" PRIMARY KEY,
    fingerprint text NOT NULL
);
COMMENT ON TABLE masterbus.streamed_line IS 'The mapping lines as the worker streams them: a line that differs is new or changed, and its whole table is to be read again.';
COMMENT ON COLUMN masterbus.streamed_line.fingerprint IS 'MD5 of the mapping line together with the table that it names.';

CREATE FUNCTION masterbus.adopt_mapping(node text, epoch int8, generation int8) RETURNS text[]
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    changed text[];
BEGIN
    PERFORM masterbus.fence(node, epoch, NULL);
    IF masterbus.mapping_generation() <> generation THEN
        RETURN NULL;
    END IF;
    WITH line AS (
        SELECT s.source, md5(s::text || coalesce(masterbus.source_relation(s)::oid, 0)) AS fingerprint FROM masterbus.source_table s),
    gone AS (
        DELETE FROM masterbus.streamed_line a WHERE NOT EXISTS (SELECT FROM line WHERE line.source = a.source)),
    stored AS (
        INSERT INTO masterbus.streamed_line AS a SELECT line.source, line.fingerprint FROM line
        ON CONFLICT ON CONSTRAINT streamed_line_pkey DO UPDATE SET fingerprint = excluded.fingerprint
        WHERE a.fingerprint <> excluded.fingerprint
        RETURNING a.source)
    SELECT coalesce(array_agg(stored.source ORDER BY stored.source), '{}') INTO changed FROM stored;
    IF changed <> '{}' THEN
        PERFORM masterbus.mark_dirty(changed, 'the mapping changed');
    END IF;
    RETURN changed;
END
$$;
COMMENT ON FUNCTION masterbus.adopt_mapping(text, int8, int8) IS
    'Marks the tables of mapping lines that are new or changed since they were last streamed, and gives their names; NULL when the mapping is no longer the one of this generation.';
