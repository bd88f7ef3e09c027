CREATE FUNCTION masterbus.adopt_rules(facilities masterbus.touched) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    UPDATE masterbus.facility f SET model_version = masterbus.active_model(f.organization_id), nfpa70b_version = masterbus.active_nfpa70b_version(f.organization_id)
    FROM unnest((facilities).organization_ids, (facilities).ids) AS a(organization_id, facility_id)
    WHERE f.organization_id = a.organization_id AND f.facility_id = a.facility_id
      AND (f.model_version, f.nfpa70b_version) IS DISTINCT FROM
          (masterbus.active_model(f.organization_id), masterbus.active_nfpa70b_version(f.organization_id));
END
$$;
COMMENT ON FUNCTION masterbus.adopt_rules(masterbus.touched) IS
    'Has these facilities evaluated by their organisation''s active model and rules; all their items must be refreshed in the same transaction.';

CREATE FUNCTION masterbus.rescore_where_settings_differ(facilities masterbus.touched) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM masterbus.rescore(o.organization_id, 'settings')
    FROM (SELECT DISTINCT f.organization_id
          FROM unnest((facilities).organization_ids, (facilities).ids) AS a(organization_id, facility_id)
          JOIN masterbus.facility f ON f.organization_id = a.organization_id AND f.facility_id = a.facility_id
          WHERE (f.model_version, f.nfpa70b_version) IS DISTINCT FROM
                (masterbus.active_model(f.organization_id), masterbus.active_nfpa70b_version(f.organization_id))) o
    WHERE NOT EXISTS (SELECT FROM masterbus.rescoring r WHERE r.organization_id = o.organization_id);
END
$$;
COMMENT ON FUNCTION masterbus.rescore_where_settings_differ(masterbus.touched) IS
    'Has organisations rescored whose setting was changed by hand, once a day when their facilities pass by.';

CREATE FUNCTION masterbus.next_to_advance(facilities int4) RETURNS masterbus.touched
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    moved masterbus.touched;
BEGIN
    SELECT array_agg(f.organization_id), array_agg(f.facility_id) INTO moved.organization_ids, moved.ids
    FROM (SELECT f.organization_id, f.facility_id FROM masterbus.facility f
          WHERE f.as_of < masterbus.today()
            AND NOT EXISTS (SELECT FROM masterbus.parked_key p WHERE p.source_key = f.source_key AND p.source = f.source)
          ORDER BY f.as_of, f.organization_id, f.facility_id LIMIT facilities) f;
    RETURN moved;
END
$$;
COMMENT ON FUNCTION masterbus.next_to_advance(int4) IS 'The next facilities that are not at the current UTC date yet; NULL arrays when all are, but for those that are parked.';

CREATE FUNCTION masterbus.next_to_rescore(facilities int4) RETURNS masterbus.touched
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    work masterbus.rescoring;
    moved masterbus.touched;
BEGIN
    LOOP
        SELECT r.* INTO work FROM masterbus.rescoring r ORDER BY r.asked_at, r.organization_id LIMIT 1 FOR UPDATE;
        EXIT WHEN NOT FOUND;
        SELECT array_agg(f.organization_id), array_agg(f.facility_id ORDER BY f.facility_id) INTO moved.organization_ids, moved.ids
        FROM (SELECT f.organization_id, f.facility_id FROM masterbus.facility f
              WHERE f.organization_id = work.organization_id AND f.facility_id > work.cursor ORDER BY f.facility_id LIMIT facilities) f;
        IF moved.ids IS NOT NULL THEN
            UPDATE masterbus.rescoring r SET cursor = moved.ids[cardinality(moved.ids)] WHERE r.organization_id = work.organization_id;
            EXIT;
        END IF;
        DELETE FROM masterbus.rescoring r WHERE r.organization_id = work.organization_id;
    END LOOP;
    RETURN moved;
END
$$;
COMMENT ON FUNCTION masterbus.next_to_rescore(int4) IS 'The next facilities of an organisation whose rules have changed, and notes that they are taken; NULL arrays when nothing is left.';

CREATE FUNCTION masterbus.rescore_facilities(facilities masterbus.touched, cause masterbus.cause) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    items masterbus.touched;
BEGIN
    PERFORM masterbus.adopt_rules(facilities);
    SELECT array_agg(e.organization_id), array_agg(e.equipment_id) INTO items.organization_ids, items.ids
    FROM unnest((facilities).organization_ids, (facilities).ids) AS m(organization_id, facility_id)
    JOIN masterbus.equipment e ON e.organization_id = m.organization_id AND e.facility_id = m.facility_id;
    PERFORM masterbus.choose_plans(cardinality(items.ids));
    PERFORM masterbus.refresh_equipment(items, cause);
    PERFORM masterbus.refresh_facilities(facilities, cause);
END
$$;
COMMENT ON FUNCTION masterbus.rescore_facilities(masterbus.touched, masterbus.cause) IS
    'Evaluates these facilities, whole, by their organisation''s active model and rules, and makes their results and history follow.';

CREATE FUNCTION masterbus.advance_facilities(facilities masterbus.touched, word text) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    cause masterbus.cause;
    items masterbus.touched;
BEGIN
    cause := ROW (nextval('masterbus.batch_number'), word, NULL);
    IF word = 'day' THEN
        PERFORM masterbus.evaluate_facilities(facilities, masterbus.today(), cause);
        PERFORM masterbus.rescore_where_settings_differ(facilities);
    ELSE
        PERFORM masterbus.rescore_facilities(facilities, cause);
    END IF;
    items := masterbus.items_with_coming_inputs(facilities);
    IF items.ids IS NOT NULL THEN
        PERFORM masterbus.refresh_engineering(items);
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.advance_facilities(masterbus.touched, text) IS
    'Moves these facilities, whole, to the current UTC date (day) or to their organisation''s active model and rules (model).';

CREATE FUNCTION masterbus.advance_parts(facilities masterbus.touched, word text) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    number int4 := cardinality((facilities).ids);
    half int4 := number / 2;
BEGIN
    BEGIN
        PERFORM masterbus.advance_facilities(facilities, word);
        RETURN;
    EXCEPTION WHEN OTHERS THEN
        IF masterbus.transient_error(SQLSTATE) THEN
            RAISE;
        END IF;
        IF half = 0 THEN
            PERFORM masterbus.park(f.source, f.source_key, SQLSTATE, SQLERRM) FROM masterbus.facility f
            WHERE f.organization_id = (facilities).organization_ids[1] AND f.facility_id = (facilities).ids[1];
            RETURN;
        END IF;
    END;
    PERFORM masterbus.advance_parts(ROW ((facilities).organization_ids[1:half], (facilities).ids[1:half]), word);
    PERFORM masterbus.advance_parts(ROW ((facilities).organization_ids[half + 1:number], (facilities).ids[half + 1:number]), word);
END
$$;
COMMENT ON FUNCTION masterbus.advance_parts(masterbus.touched, text) IS
    'As masterbus.advance_facilities, but halves what fails until the facilities that fail by themselves are parked: they keep their day, all others go on.';

CREATE FUNCTION masterbus.advance_chunk(node text, epoch int8, facilities int4 DEFAULT 10) RETURNS int4
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
    AS $$
DECLARE
    moved masterbus.touched := masterbus.next_to_advance(facilities);
    word text := CASE WHEN moved.ids IS NULL THEN 'model' ELSE 'day' END;
BEGIN
    IF moved.ids IS NULL AND NOT masterbus.facilities_being_read() THEN
        moved := masterbus.next_to_rescore(facilities);
    END IF;
    IF moved.ids IS NULL THEN
        RETURN 0;
    END IF;
    PERFORM masterbus.fence(node, epoch, NULL);
    PERFORM masterbus.ensure_history_partitions(now());
    PERFORM masterbus.close_months();
    PERFORM masterbus.compress_page_images();
    PERFORM masterbus.advance_parts(moved, word);
    RETURN cardinality(moved.ids);
END
$$;
COMMENT ON FUNCTION masterbus.advance_chunk(text, int8, int4) IS
    'Moves the next facilities, whole, to the current UTC date, or else to their organisation''s active model and rules where these have changed; gives how many, 0 when all are there. Facilities that fail by themselves are parked.';
