CREATE TYPE masterbus.copied AS (
    rows_read        int4,
    organization_ids text[],
    equipment_ids    text[],
    facility_organization_ids text[],
    facility_ids     text[],
    dependents       text[],
    dependencies     text[],
    collisions       jsonb,
    removed_ids      text[]
);
COMMENT ON TYPE masterbus.copied IS 'What copying the rows of some keys touched: items, facilities that came or went, dependencies, collisions, removed ids.';

CREATE FUNCTION masterbus.live_rows_query(line masterbus.source_table) RETURNS text
    LANGUAGE sql STABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT format('SELECT %1$s, q.source_key, row_number() OVER (PARTITION BY q.organization_id, q.%2$I ORDER BY q.source_key) AS claim
                   FROM canonical q WHERE NOT q.deleted AND q.organization_id IS NOT NULL AND q.%2$I IS NOT NULL',
                  (SELECT string_agg(format('q.%I', c), ', ') FROM unnest(masterbus.target_columns(line.target)) c),
                  masterbus.target_id_column(line.target))
$$;
COMMENT ON FUNCTION masterbus.live_rows_query(masterbus.source_table) IS 'SELECT over the mapping query''s rows (CTE canonical) that keeps the live ones with a complete key.';

CREATE FUNCTION masterbus.copy_statement(line masterbus.source_table) RETURNS text
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    id_column text := quote_ident(masterbus.target_id_column(line.target));
    names text[] := (SELECT array_agg(quote_ident(c)) FROM unnest(masterbus.target_columns(line.target)) c);
    columns text := array_to_string(names, ', ');
    touches_item boolean := line.target IN ('equipment', 'maintenance', 'inspection', 'arc_flash_study');
    touches_facility boolean := line.target = 'facility';
BEGIN
    -- Rows are joined with tables by key only, never with each other: no estimate can make a plan that grows with the square.
    RETURN format($sql$
WITH canonical AS MATERIALIZED (SELECT * FROM (%1$s) q),
claimed AS MATERIALIZED (
    SELECT l.*, c.source AS held_by, coalesce((c.source, c.source_key) = ($2, l.source_key), true) AND l.claim = 1 AS ours,
           (%2$s) IS DISTINCT FROM (%3$s) AS differs, %11$s AS old_item
    FROM (%4$s) l LEFT JOIN masterbus.%5$I c ON c.organization_id = l.organization_id AND c.%6$s = l.%6$s),
gone AS (
    DELETE FROM masterbus.%5$I c USING (SELECT DISTINCT k FROM unnest($1) k) given
    WHERE c.source = $2 AND c.source_key = given.k
      AND (c.organization_id, c.%6$s) NOT IN (SELECT l.organization_id, l.%6$s FROM claimed l WHERE l.ours)
    RETURNING c.organization_id, c.%6$s AS id, %11$s AS item, %12$s AS facility),
written AS (
    INSERT INTO masterbus.%5$I AS c (%7$s, source, source_key)
    SELECT %2$s, $2, l.source_key FROM claimed l WHERE l.ours AND (l.held_by IS NULL OR l.differs)
    ON CONFLICT (organization_id, %6$s) DO UPDATE SET (%7$s) = ROW (%10$s), copied_at = now()),
touched AS (
    SELECT organization_id, item, facility FROM gone
    UNION SELECT l.organization_id, %8$s, CASE WHEN l.held_by IS NULL THEN %9$s END
          FROM claimed l WHERE l.ours AND (l.held_by IS NULL OR l.differs)
    UNION SELECT l.organization_id, l.old_item, NULL FROM claimed l WHERE l.ours AND l.differs),
needs AS (SELECT DISTINCT source_key, need FROM canonical, unnest(depends_on) need)
SELECT (SELECT count(*)::int4 FROM canonical),
       (SELECT array_agg(organization_id ORDER BY organization_id, item) FROM touched WHERE item IS NOT NULL),
       (SELECT array_agg(item ORDER BY organization_id, item) FROM touched WHERE item IS NOT NULL),
       (SELECT array_agg(organization_id ORDER BY organization_id, facility) FROM touched WHERE facility IS NOT NULL),
       (SELECT array_agg(facility ORDER BY organization_id, facility) FROM touched WHERE facility IS NOT NULL),
       (SELECT array_agg(source_key ORDER BY source_key, need) FROM needs),
       (SELECT array_agg(need ORDER BY source_key, need) FROM needs),
       (SELECT jsonb_agg(jsonb_build_object('source_key', l.source_key, 'organization_id', l.organization_id, 'id', l.%6$s))
        FROM claimed l WHERE NOT l.ours),
       (SELECT array_agg(id) FROM gone)
$sql$, masterbus.canonical_query(line), 'l.' || array_to_string(names, ', l.'), 'c.' || array_to_string(names, ', c.'),
       masterbus.live_rows_query(line), line.target, id_column, columns,
       CASE WHEN touches_item THEN 'l.equipment_id' ELSE 'NULL::text' END, CASE WHEN touches_facility THEN 'l.facility_id' ELSE 'NULL::text' END,
       'excluded.' || array_to_string(names, ', excluded.'),
       CASE WHEN touches_item THEN 'c.equipment_id' ELSE 'NULL::text' END, CASE WHEN touches_facility THEN 'c.facility_id' ELSE 'NULL::text' END);
END
$$;
COMMENT ON FUNCTION masterbus.copy_statement(masterbus.source_table) IS
    'The statement ($1 keys, $2 line) that makes our copy of these source rows equal to what the mapping query reads now, rewriting only rows that differ; gives a masterbus.copied.';

CREATE FUNCTION masterbus.store_dependencies(line text, keys text[], dependents text[], dependencies text[]) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    known record;
BEGIN
    SELECT array_agg(d.source_key ORDER BY d.source_key, d.depends_on) AS dependents, array_agg(d.depends_on ORDER BY d.source_key, d.depends_on) AS dependencies
    INTO known FROM (SELECT DISTINCT k FROM unnest(keys) k) given JOIN masterbus.dependency d ON d.source = line AND d.source_key = given.k;
    IF (known.dependents, known.dependencies) IS NOT DISTINCT FROM (dependents, dependencies) THEN
        RETURN;
    END IF;
    WITH needed AS MATERIALIZED (
        SELECT n.source_key, n.depends_on FROM unnest(dependents, dependencies) AS n(source_key, depends_on)),
    dropped AS (
        DELETE FROM masterbus.dependency d USING (SELECT DISTINCT k FROM unnest(keys) k) given
        WHERE d.source = line AND d.source_key = given.k
          AND (d.source_key, d.depends_on) NOT IN (SELECT n.source_key, n.depends_on FROM needed n))
    INSERT INTO masterbus.dependency (source, source_key, depends_on)
    SELECT line, n.source_key, n.depends_on FROM needed n
    ON CONFLICT DO NOTHING;
END
$$;
COMMENT ON FUNCTION masterbus.store_dependencies(text, text[], text[], text[]) IS 'Makes the stored dependencies of these keys equal to the pairs given, in order of key and dependency; mostly they already are.';

CREATE FUNCTION masterbus.store_collisions(line masterbus.source_table, keys text[], collisions jsonb) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    DELETE FROM masterbus.key_collision k USING (SELECT DISTINCT g FROM unnest(keys) g) given
    WHERE k.source = line.source AND k.source_key = given.g
      AND k.source_key NOT IN (SELECT c ->> 'source_key' FROM jsonb_array_elements(collisions) c);
    INSERT INTO masterbus.key_collision (source, source_key, target, organization_id, id)
    SELECT line.source, c ->> 'source_key', line.target, c ->> 'organization_id', c ->> 'id' FROM jsonb_array_elements(collisions) c
    ON CONFLICT (source, source_key) DO UPDATE SET organization_id = excluded.organization_id, id = excluded.id
        WHERE (key_collision.organization_id, key_collision.id) <> (excluded.organization_id, excluded.id);
END
$$;
COMMENT ON FUNCTION masterbus.store_collisions(masterbus.source_table, text[], jsonb) IS 'Makes the recorded collisions of these keys equal to those found.';

CREATE FUNCTION masterbus.prepared_copy(line masterbus.source_table) RETURNS text
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    statement_name text := 'masterbus_copy_' || md5(line::text);
BEGIN
    IF NOT EXISTS (SELECT FROM pg_prepared_statement() p WHERE p.name = statement_name) THEN
        EXECUTE format('PREPARE %I (text[], text) AS %s', statement_name, masterbus.copy_statement(line));
    END IF;
    RETURN statement_name;
END
$$;
COMMENT ON FUNCTION masterbus.prepared_copy(masterbus.source_table) IS
    'Name of this session''s prepared copy statement of a mapping line as it stands: planning it anew for each batch would take longer than running it.';

CREATE FUNCTION masterbus.describe_facilities(line text, keys text[]) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    UPDATE masterbus.facility_result r
    SET name = f.name, location = f.location, latitude = f.latitude, longitude = f.longitude, contractor = f.contractor, source = f.source
    FROM (SELECT DISTINCT k FROM unnest(keys) k) given JOIN masterbus.facility f ON f.source_key = given.k AND f.source = line
    WHERE r.organization_id = f.organization_id AND r.facility_id = f.facility_id
      AND (r.name, r.location, r.latitude, r.longitude, r.contractor, r.source)
          IS DISTINCT FROM (f.name, f.location, f.latitude, f.longitude, f.contractor, f.source);
END
$$;
COMMENT ON FUNCTION masterbus.describe_facilities(text, text[]) IS
    'Gives the results of the facilities that are made from these source rows what these say of the facility now: its name, place and contractor.';

CREATE FUNCTION masterbus.copy_rows(line masterbus.source_table, keys text[]) RETURNS masterbus.copied
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    result masterbus.copied;
BEGIN
    EXECUTE format('EXECUTE %I (%L, %L)', masterbus.prepared_copy(line), keys, line.source) INTO result;
    PERFORM masterbus.store_dependencies(line.source, keys, result.dependents, result.dependencies);
    IF result.collisions IS NOT NULL
       OR EXISTS (SELECT FROM unnest(keys) k JOIN masterbus.key_collision c ON c.source_key = k AND c.source = line.source) THEN
        PERFORM masterbus.store_collisions(line, keys, result.collisions);
    END IF;
    IF line.target = 'facility' THEN
        PERFORM masterbus.describe_facilities(line.source, keys);
    END IF;
    RETURN result;
END
$$;
COMMENT ON FUNCTION masterbus.copy_rows(masterbus.source_table, text[]) IS 'Copies the source rows of these keys through the mapping, with their dependencies and collisions; results take over what a facility''s row says of it at once.';
