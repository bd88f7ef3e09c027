CREATE FUNCTION masterbus.visible_organizations() RETURNS SETOF text
    LANGUAGE plpgsql STABLE ROWS 10 SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN QUERY
    WITH RECURSIVE known AS (
        SELECT min(f.organization_id) AS organization_id FROM masterbus.facility f
        UNION ALL
        SELECT (SELECT min(f.organization_id) FROM masterbus.facility f WHERE f.organization_id > k.organization_id)
        FROM known k WHERE k.organization_id IS NOT NULL)
    SELECT k.organization_id FROM known k WHERE k.organization_id IS NOT NULL
    UNION
    SELECT o FROM masterbus.current_organization_id() o WHERE o IS NOT NULL;
END
$$;
COMMENT ON FUNCTION masterbus.visible_organizations() IS
    'Organisations whose rows the session sees, found by skipping through an index: with each of them a key is complete, where only an item''s or facility''s id is given.';
