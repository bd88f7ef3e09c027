CREATE TABLE masterbus.quarantine (
    source  text COLLATE "C" PRIMARY KEY,
    problem text NOT NULL,
    remedy  text,
    since   timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE masterbus.quarantine IS
    'Mapping lines that no longer fit their table: their changes wait while all else goes on, and once a line fits again its whole table is read.';
COMMENT ON COLUMN masterbus.quarantine.problem IS 'What does not fit, as masterbus.check_mapping() says it.';

CREATE FUNCTION masterbus.in_quarantine(source text) RETURNS boolean
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN EXISTS (SELECT FROM masterbus.quarantine q WHERE q.source = in_quarantine.source);
END
$$;
COMMENT ON FUNCTION masterbus.in_quarantine(text) IS 'Whether the changes of a mapping line wait until it fits its table again.';

CREATE FUNCTION masterbus.transient_error(sqlstate text) RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT left(sqlstate, 2) = ANY ('{08,40,53,55,57,58,MB}') $$;
COMMENT ON FUNCTION masterbus.transient_error(text) IS
    'Whether an error is about the moment (connection, conflict, resources, locks, shutdown, another leader) and not about the rows or the mapping.';

CREATE FUNCTION masterbus.line_problem(line masterbus.source_table, OUT problem text, OUT remedy text)
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF masterbus.source_relation(line) IS NULL THEN
        SELECT c.problem, c.remedy INTO problem, remedy FROM masterbus.check_relation(line) c LIMIT 1;
        RETURN;
    END IF;
    SELECT c.problem, c.remedy INTO problem, remedy FROM masterbus.check_key_columns(line) c LIMIT 1;
    IF problem IS NULL THEN
        SELECT c.problem, c.remedy INTO problem, remedy FROM masterbus.check_query(line) c LIMIT 1;
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.line_problem(masterbus.source_table) IS 'The first thing that keeps a mapping line from being followed; NULL when it fits.';

CREATE FUNCTION masterbus.review_mapping() RETURNS text[]
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s'
    AS $$
DECLARE
    line masterbus.source_table;
    misfit record;
    lock_tables text := masterbus.lock_statement();
    changed text[] := '{}'::text[];
BEGIN
    PERFORM masterbus.require_maintainer();
    -- Every lock at once and without waiting: planning the lines one by one could deadlock with a migration.
    IF lock_tables IS NOT NULL THEN
        EXECUTE lock_tables;
    END IF;
    FOR line IN SELECT s.* FROM masterbus.source_table s ORDER BY s.source LOOP
        SELECT p.problem, p.remedy INTO misfit FROM masterbus.line_problem(line) p;
        IF misfit.problem IS NULL THEN
            DELETE FROM masterbus.quarantine q WHERE q.source = line.source;
            CONTINUE WHEN NOT FOUND;
            PERFORM masterbus.mark_dirty(ARRAY[line.source], 'out of quarantine');
        ELSE
            INSERT INTO masterbus.quarantine AS q (source, problem, remedy) VALUES (line.source, misfit.problem, misfit.remedy)
            ON CONFLICT (source) DO UPDATE SET problem = excluded.problem, remedy = excluded.remedy WHERE q.problem <> excluded.problem;
            CONTINUE WHEN NOT FOUND;
        END IF;
        changed := changed || line.source;
    END LOOP;
    DELETE FROM masterbus.quarantine q WHERE NOT EXISTS (SELECT FROM masterbus.source_table s WHERE s.source = q.source);
    RETURN changed;
END
$$;
COMMENT ON FUNCTION masterbus.review_mapping() IS
    'Puts mapping lines that no longer fit their table into quarantine and lets out those that fit again, their whole tables dirty; gives the lines for which something changed. SQLSTATE 55P03 while a migration holds a source table.';

CREATE FUNCTION masterbus.schema_fingerprint() RETURNS text
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT md5(string_agg(concat_ws(' ', c.oid, c.relkind, c.relacl, n.nspacl, a.attnum, a.attname, a.atttypid, a.attisdropped), ',' ORDER BY c.oid, a.attnum))
    FROM (SELECT DISTINCT masterbus.source_relation(s) AS relation FROM masterbus.source_table s) s
    JOIN pg_class c ON c.oid = s.relation
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
$$;
COMMENT ON FUNCTION masterbus.schema_fingerprint() IS 'A text that changes when a mapped table''s columns, kind or privileges change: time to review the mapping.';

CREATE FUNCTION masterbus.stale_sources() RETURNS text[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM masterbus.dirty_source) AND NOT EXISTS (SELECT FROM masterbus.quarantine) THEN
        RETURN '{}'::text[]; -- as nearly always, and every page asks
    END IF;
    RETURN (
        WITH waiting AS MATERIALIZED (
            SELECT s.source, s.target FROM masterbus.source_table s
            WHERE EXISTS (SELECT FROM masterbus.quarantine q WHERE q.source IN (s.source, s.touches))
               OR EXISTS (SELECT FROM masterbus.dirty_source d WHERE d.source IN (s.source, s.touches)))
        SELECT coalesce(array_agg(s.source), '{}') FROM masterbus.source_table s
        WHERE EXISTS (SELECT FROM waiting w WHERE w.source = s.source
                      OR s.target = 'equipment' AND w.target <> ALL ('{equipment,facility}')
                      OR s.target = 'facility' AND w.target <> 'photo'));
END
$$;
COMMENT ON FUNCTION masterbus.stale_sources() IS
    'Mapping lines whose rows in ThreatMap may not be what Condoit says now: in quarantine or being read again, or made from such rows. With its owner''s rights, because readers see neither the mapping nor the state of the work.';
