CREATE FUNCTION masterbus.due_equipment(facilities masterbus.touched, as_of date) RETURNS masterbus.touched
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    due masterbus.touched;
BEGIN
    WITH place AS MATERIALIZED (
        SELECT f.organization_id, f.facility_id, f.as_of,
               due_equipment.as_of < f.as_of OR f.nfpa70b_version IS NOT NULL AS anew,
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
    'Items of these facilities whose result may change when these move on to a date: by time or by a record that takes effect. Under a rule set of the organisation''s own, all: when its verdict changes is not known beforehand.';

CREATE FUNCTION masterbus.evaluate_facilities(facilities masterbus.touched, as_of date, cause masterbus.cause, at timestamptz DEFAULT now()) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    items masterbus.touched;
BEGIN
    PERFORM masterbus.choose_plans(1);
    items := masterbus.due_equipment(facilities, as_of);
    UPDATE masterbus.facility f SET as_of = evaluate_facilities.as_of
    FROM unnest((facilities).organization_ids, (facilities).ids) m(organization_id, facility_id)
    WHERE f.organization_id = m.organization_id AND f.facility_id = m.facility_id;
    PERFORM masterbus.refresh_equipment(items, cause, at);
    PERFORM masterbus.refresh_facilities(facilities, cause, at);
END
$$;
COMMENT ON FUNCTION masterbus.evaluate_facilities(masterbus.touched, date, masterbus.cause, timestamptz) IS
    'Moves whole facilities to a UTC date, and makes their results and history follow.';

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
