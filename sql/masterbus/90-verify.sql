CREATE FUNCTION masterbus.require_unfiltered() RETURNS void
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    filtered regclass;
BEGIN
    PERFORM masterbus.require_maintainer();
    SELECT masterbus.source_relation(s) INTO filtered FROM masterbus.source_table s
    WHERE masterbus.source_relation(s) IS NOT NULL AND row_security_active(masterbus.source_relation(s)) LIMIT 1;
    IF filtered IS NULL AND row_security_active('masterbus.equipment')
       AND NOT EXISTS (SELECT FROM pg_policy p, unnest(p.polroles) r
                       WHERE p.polrelid = 'masterbus.equipment'::regclass AND p.polname = 'maintainer' AND pg_has_role(r, 'USAGE')) THEN
        filtered := 'masterbus.equipment';
    END IF;
    IF filtered IS NOT NULL THEN
        RAISE insufficient_privilege USING
            MESSAGE = format('row-level security filters table %s for role %I, so a comparison would prove nothing', filtered, current_user),
            HINT = 'Run this as masterbus_worker, and let that role read all rows of the source tables.';
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.require_unfiltered() IS 'Raises when the current role is a superuser or does not see every row of the source tables and of our copies.';

CREATE FUNCTION masterbus.source_difference_statement(line masterbus.source_table) RETURNS text
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    columns text := (SELECT string_agg(quote_ident(c), ', ') FROM unnest(masterbus.target_columns(line.target)) c) || ', source_key';
    id_column text := quote_ident(masterbus.target_id_column(line.target));
BEGIN
    RETURN format($sql$
WITH canonical AS MATERIALIZED (SELECT * FROM (%1$s) q),
expected AS MATERIALIZED (
    SELECT %2$s FROM (%3$s) l WHERE NOT EXISTS (SELECT FROM masterbus.key_collision k WHERE k.source = $2 AND k.source_key = l.source_key)),
found AS MATERIALIZED (SELECT %2$s FROM masterbus.%4$I WHERE source = $2 AND source_key = ANY ($1)),
needed AS MATERIALIZED (SELECT DISTINCT source_key, need AS depends_on FROM canonical, unnest(depends_on) need),
kept AS MATERIALIZED (SELECT source_key, depends_on FROM masterbus.dependency WHERE source = $2 AND source_key = ANY ($1)),
differences AS (
    SELECT %5$L AS relation, organization_id, %6$s AS key, 'only expected' AS side, to_jsonb(d) AS document FROM (TABLE expected EXCEPT ALL TABLE found) d
    UNION ALL SELECT %5$L, organization_id, %6$s, 'only found', to_jsonb(d) FROM (TABLE found EXCEPT ALL TABLE expected) d
    UNION ALL SELECT 'dependency', NULL, source_key, 'only expected', to_jsonb(d) FROM (TABLE needed EXCEPT ALL TABLE kept) d
    UNION ALL SELECT 'dependency', NULL, source_key, 'only found', to_jsonb(d) FROM (TABLE kept EXCEPT ALL TABLE needed) d)
SELECT jsonb_agg(jsonb_build_object('hop', 'source', 'relation', relation, 'organization_id', organization_id, 'key', key,
                                    'side', side, 'source', $2, 'document', document))
FROM differences
$sql$, masterbus.canonical_query(line), columns, masterbus.live_rows_query(line), line.target, line.target, id_column);
END
$$;
COMMENT ON FUNCTION masterbus.source_difference_statement(masterbus.source_table) IS
    'The statement ($1 keys, $2 line) that compares source rows, read through the mapping, with our copies, both ways.';

CREATE FUNCTION masterbus.verify_source_keys(source text, keys text[]) RETURNS jsonb
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    line masterbus.source_table;
    differences jsonb;
BEGIN
    PERFORM masterbus.require_unfiltered();
    SELECT s.* INTO STRICT line FROM masterbus.source_table s WHERE s.source = verify_source_keys.source;
    keys := ARRAY(SELECT k FROM unnest(keys) k WHERE NOT EXISTS (SELECT FROM masterbus.parked_key p WHERE p.source = line.source AND p.source_key = k));
    EXECUTE masterbus.source_difference_statement(line) INTO differences USING keys, line.source;
    RETURN coalesce(differences, '[]');
END
$$;
COMMENT ON FUNCTION masterbus.verify_source_keys(text, text[]) IS
    'Differences between these source rows, without parked ones, and our copies of them, as a JSON array of {hop, relation, organization_id, key, side, source, document}.';

CREATE FUNCTION masterbus.verify_sources_chunk(source text, cursor text, chunk_keys int4 DEFAULT 500, OUT next_cursor text, OUT differences jsonb)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    line masterbus.source_table;
    page record;
    phase text := coalesce(nullif(split_part(cursor, ':', 1), ''), 'source');
    after text := nullif(substr(cursor, length(phase) + 2), '');
BEGIN
    SELECT s.* INTO STRICT line FROM masterbus.source_table s WHERE s.source = verify_sources_chunk.source;
    differences := '[]';
    IF line.target IS NULL OR masterbus.source_relation(line) IS NULL OR masterbus.in_quarantine(line.source) THEN
        RETURN;
    END IF;
    IF phase = 'source' THEN
        SELECT p.keys, p.last INTO page FROM masterbus.source_keys_page(line, after, chunk_keys) p;
    ELSE
        SELECT masterbus.missing_keys(line, p.keys) AS keys, p.last INTO page FROM masterbus.copied_keys_page(line, after, chunk_keys) p;
    END IF;
    IF cardinality(page.keys) > 0 THEN
        differences := masterbus.verify_source_keys(source, page.keys);
    END IF;
    next_cursor := coalesce(phase || ':' || page.last, CASE phase WHEN 'source' THEN 'copies:' END);
END
$$;
COMMENT ON FUNCTION masterbus.verify_sources_chunk(text, text, int4) IS
    'Compares the next chunk of a mapping line, first by source key, then copies whose source row is gone; cursor '''' at first, next_cursor NULL at the end.';

CREATE FUNCTION masterbus.verify_facilities(facilities masterbus.touched) RETURNS jsonb
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
    WITH looked_at AS MATERIALIZED (
        SELECT l.organization_id, l.facility_id FROM unnest((facilities).organization_ids, (facilities).ids) AS l(organization_id, facility_id)),
    item_expected AS MATERIALIZED (
        SELECT d.* FROM looked_at l JOIN masterbus.equipment_definition d
            ON d.organization_id = l.organization_id AND d.facility_id = l.facility_id),
    item_found AS MATERIALIZED (
        SELECT r.* FROM looked_at l JOIN masterbus.equipment_result r
            ON r.organization_id = l.organization_id AND r.facility_id = l.facility_id),
    item_published AS MATERIALIZED (
        SELECT organization_id, equipment_id, score_tenths, category, nfpa70b_status, nfpa70e_status FROM item_found),
    item_last AS MATERIALIZED (
        SELECT r.organization_id, r.equipment_id, h.score_tenths, h.category, h.nfpa70b_status, h.nfpa70e_status
        FROM item_found r CROSS JOIN LATERAL (
            SELECT h.* FROM masterbus.equipment_history h
            WHERE h.organization_id = r.organization_id AND h.equipment_id = r.equipment_id
            ORDER BY h.batch DESC LIMIT 1) h
        WHERE NOT h.removed),
    facility_expected AS MATERIALIZED (
        SELECT d.* FROM looked_at l JOIN masterbus.facility_definition d
            ON d.organization_id = l.organization_id AND d.facility_id = l.facility_id),
    facility_found AS MATERIALIZED (
        SELECT r.* FROM looked_at l JOIN masterbus.facility_result r
            ON r.organization_id = l.organization_id AND r.facility_id = l.facility_id),
    facility_published AS MATERIALIZED (
        SELECT organization_id, facility_id, score_tenths, category, nfpa70b_status, nfpa70e_status FROM facility_found),
    facility_last AS MATERIALIZED (
        SELECT r.organization_id, r.facility_id, h.score_tenths, h.category, h.nfpa70b_status, h.nfpa70e_status
        FROM facility_found r CROSS JOIN LATERAL (
            SELECT h.* FROM masterbus.facility_history h
            WHERE h.organization_id = r.organization_id AND h.facility_id = r.facility_id
            ORDER BY h.batch DESC LIMIT 1) h
        WHERE NOT h.removed),
    issue_expected AS MATERIALIZED (
        SELECT organization_id, equipment_id, facility_id, problem_kind AS kind, problem_field AS field, problem_value AS value
        FROM item_expected WHERE problem_kind IS NOT NULL),
    issue_found AS MATERIALIZED (
        SELECT q.organization_id, q.equipment_id, q.facility_id, q.kind, q.field, q.value
        FROM looked_at l JOIN masterbus.data_quality_issue q ON q.organization_id = l.organization_id AND q.facility_id = l.facility_id),
    engineering_expected AS MATERIALIZED (
        SELECT d.* FROM looked_at l JOIN masterbus.engineering_definition d
            ON d.organization_id = l.organization_id AND d.facility_id = l.facility_id),
    engineering_found AS MATERIALIZED (
        SELECT r.organization_id, r.equipment_id, r.facility_id, asset_category, asset, study_id, studied_on, incident_energy_cal_cm2, arc_flash_boundary_mm, governed_by,
               reduced_evaluated, minimum_arc_rating_cal_cm2, enclosure_class, label_incident_energy_cal_cm2, label_basis, label_understated, missing, next_input_on
        FROM looked_at l JOIN masterbus.engineering_result r ON r.organization_id = l.organization_id AND r.facility_id = l.facility_id),
    compared(relation, key, side, document) AS (
        SELECT 'equipment_result', d.equipment_id, 'only expected', to_jsonb(d) FROM (
            SELECT organization_id, equipment_id, facility_id, type, score_tenths, category, nfpa70b_status, nfpa70b_score, nfpa70e_status, nfpa70e_score,
                   missing_inputs, oldest_input, confidence FROM item_expected
            EXCEPT ALL
            SELECT organization_id, equipment_id, facility_id, type, score_tenths, category, nfpa70b_status, nfpa70b_score, nfpa70e_status, nfpa70e_score,
                   missing_inputs, oldest_input, confidence FROM item_found) d
        UNION ALL
        SELECT 'equipment_result', d.equipment_id, 'only found', to_jsonb(d) FROM (
            SELECT organization_id, equipment_id, facility_id, type, score_tenths, category, nfpa70b_status, nfpa70b_score, nfpa70e_status, nfpa70e_score,
                   missing_inputs, oldest_input, confidence FROM item_found
            EXCEPT ALL
            SELECT organization_id, equipment_id, facility_id, type, score_tenths, category, nfpa70b_status, nfpa70b_score, nfpa70e_status, nfpa70e_score,
                   missing_inputs, oldest_input, confidence FROM item_expected) d
        UNION ALL
        SELECT 'facility_result', d.facility_id, 'only expected', to_jsonb(d) FROM (
            SELECT organization_id, facility_id, name, location, latitude, longitude, contractor, source, score_tenths, category, nfpa70b_status, nfpa70b_score, nfpa70e_status, nfpa70e_score,
                   equipment_count, low_count, medium_count, high_count, critical_count, score_tenths_sum,
                   completeness_pct, missing_inputs, oldest_input, confidence FROM facility_expected
            EXCEPT ALL
            SELECT organization_id, facility_id, name, location, latitude, longitude, contractor, source, score_tenths, category, nfpa70b_status, nfpa70b_score, nfpa70e_status, nfpa70e_score,
                   equipment_count, low_count, medium_count, high_count, critical_count, score_tenths_sum,
                   completeness_pct, missing_inputs, oldest_input, confidence FROM facility_found) d
        UNION ALL
        SELECT 'facility_result', d.facility_id, 'only found', to_jsonb(d) FROM (
            SELECT organization_id, facility_id, name, location, latitude, longitude, contractor, source, score_tenths, category, nfpa70b_status, nfpa70b_score, nfpa70e_status, nfpa70e_score,
                   equipment_count, low_count, medium_count, high_count, critical_count, score_tenths_sum,
                   completeness_pct, missing_inputs, oldest_input, confidence FROM facility_found
            EXCEPT ALL
            SELECT organization_id, facility_id, name, location, latitude, longitude, contractor, source, score_tenths, category, nfpa70b_status, nfpa70b_score, nfpa70e_status, nfpa70e_score,
                   equipment_count, low_count, medium_count, high_count, critical_count, score_tenths_sum,
                   completeness_pct, missing_inputs, oldest_input, confidence FROM facility_expected) d
        UNION ALL SELECT 'equipment_history', d.equipment_id, 'only expected', to_jsonb(d) FROM (TABLE item_published EXCEPT ALL TABLE item_last) d
        UNION ALL SELECT 'equipment_history', d.equipment_id, 'only found', to_jsonb(d) FROM (TABLE item_last EXCEPT ALL TABLE item_published) d
        UNION ALL SELECT 'facility_history', d.facility_id, 'only expected', to_jsonb(d) FROM (TABLE facility_published EXCEPT ALL TABLE facility_last) d
        UNION ALL SELECT 'facility_history', d.facility_id, 'only found', to_jsonb(d) FROM (TABLE facility_last EXCEPT ALL TABLE facility_published) d
        UNION ALL SELECT 'data_quality_issue', d.equipment_id, 'only expected', to_jsonb(d) FROM (TABLE issue_expected EXCEPT ALL TABLE issue_found) d
        UNION ALL SELECT 'data_quality_issue', d.equipment_id, 'only found', to_jsonb(d) FROM (TABLE issue_found EXCEPT ALL TABLE issue_expected) d
        UNION ALL SELECT 'engineering_result', d.equipment_id, 'only expected', to_jsonb(d) FROM (TABLE engineering_expected EXCEPT ALL TABLE engineering_found) d
        UNION ALL SELECT 'engineering_result', d.equipment_id, 'only found', to_jsonb(d) FROM (TABLE engineering_found EXCEPT ALL TABLE engineering_expected) d)
    SELECT coalesce(jsonb_agg(jsonb_build_object('hop', 'result', 'relation', relation, 'organization_id', document ->> 'organization_id', 'key', key,
                                                 'side', side, 'facility_id', document ->> 'facility_id', 'document', document)), '[]')
    FROM compared
$$;
COMMENT ON FUNCTION masterbus.verify_facilities(masterbus.touched) IS
    'Differences between definitions and results, history, data-quality issues and engineering results of these facilities and their items, both ways, as a JSON array.';

CREATE FUNCTION masterbus.verify_remainder() RETURNS jsonb
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
    WITH sum_expected AS MATERIALIZED (SELECT organization_id, sums FROM masterbus.portfolio_definition),
    sum_found AS MATERIALIZED (SELECT organization_id, sums FROM masterbus.portfolio_sum),
    compared(hop, relation, organization_id, key, side, document) AS (
        SELECT 'result', 'equipment_result', r.organization_id, r.equipment_id, 'only found', to_jsonb(r) FROM masterbus.equipment_result r
        WHERE NOT EXISTS (SELECT FROM masterbus.facility f WHERE f.organization_id = r.organization_id AND f.facility_id = r.facility_id)
        UNION ALL
        SELECT 'result', 'facility_result', r.organization_id, r.facility_id, 'only found', to_jsonb(r) FROM masterbus.facility_result r
        WHERE NOT EXISTS (SELECT FROM masterbus.facility f WHERE f.organization_id = r.organization_id AND f.facility_id = r.facility_id)
        UNION ALL
        SELECT 'result', 'data_quality_issue', q.organization_id, q.equipment_id, 'only found', to_jsonb(q) FROM masterbus.data_quality_issue q
        WHERE NOT EXISTS (SELECT FROM masterbus.facility f WHERE f.organization_id = q.organization_id AND f.facility_id = q.facility_id)
        UNION ALL
        SELECT 'result', 'engineering_result', r.organization_id, r.equipment_id, 'only found', to_jsonb(r) FROM masterbus.engineering_result r
        WHERE NOT EXISTS (SELECT FROM masterbus.facility f WHERE f.organization_id = r.organization_id AND f.facility_id = r.facility_id)
        UNION ALL SELECT 'portfolio', 'portfolio_sum', d.organization_id, d.organization_id, 'only expected', to_jsonb(d) FROM (TABLE sum_expected EXCEPT ALL TABLE sum_found) d
        UNION ALL SELECT 'portfolio', 'portfolio_sum', d.organization_id, d.organization_id, 'only found', to_jsonb(d) FROM (TABLE sum_found EXCEPT ALL TABLE sum_expected) d)
    SELECT coalesce(jsonb_agg(jsonb_build_object('hop', hop, 'relation', relation, 'organization_id', organization_id, 'key', key,
                                                 'side', side, 'document', document)), '[]')
    FROM compared
$$;
COMMENT ON FUNCTION masterbus.verify_remainder() IS
    'What is not compared facility by facility, as a JSON array: results and issues whose facility is not in our copies, and organisations'' sums that differ from their definition.';

CREATE FUNCTION masterbus.verify_results_chunk(cursor text, chunk_facilities int4 DEFAULT 10, OUT next_cursor text, OUT differences jsonb)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    after jsonb := nullif(cursor, '')::jsonb;
    page masterbus.touched;
BEGIN
    PERFORM masterbus.require_unfiltered();
    SELECT array_agg(f.organization_id ORDER BY f.organization_id, f.facility_id),
           array_agg(f.facility_id ORDER BY f.organization_id, f.facility_id) INTO page.organization_ids, page.ids
    FROM (SELECT f.organization_id, f.facility_id FROM masterbus.facility f
          WHERE (f.organization_id, f.facility_id) > (coalesce(after ->> 0, ''), coalesce(after ->> 1, ''))
          ORDER BY f.organization_id, f.facility_id LIMIT chunk_facilities) f;
    IF page.ids IS NULL THEN
        differences := masterbus.verify_remainder();
    ELSE
        differences := masterbus.verify_facilities(page);
        next_cursor := jsonb_build_array(page.organization_ids[cardinality(page.ids)], page.ids[cardinality(page.ids)]);
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.verify_results_chunk(text, int4) IS
    'Compares the next facilities'' results with their definitions, at the end what is left beside them; cursor '''' at first, next_cursor NULL at the end.';

CREATE FUNCTION masterbus.verify() RETURNS TABLE (hop text, relation text, organization_id text, key text, side text, document jsonb)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    line text;
    cursor text;
    differences jsonb;
    found jsonb := '[]'::jsonb;
BEGIN
    PERFORM masterbus.require_unfiltered();
    FOR line IN SELECT s.source FROM masterbus.source_table s WHERE s.target IS NOT NULL ORDER BY s.source LOOP
        cursor := '';
        WHILE cursor IS NOT NULL LOOP
            SELECT c.next_cursor, c.differences INTO cursor, differences FROM masterbus.verify_sources_chunk(line, cursor, 20000) c;
            found := found || differences;
        END LOOP;
    END LOOP;
    cursor := '';
    WHILE cursor IS NOT NULL LOOP
        SELECT c.next_cursor, c.differences INTO cursor, differences FROM masterbus.verify_results_chunk(cursor, 200) c;
        found := found || differences;
    END LOOP;
    RETURN QUERY SELECT d.* FROM jsonb_to_recordset(found)
        AS d(hop text, relation text, organization_id text, key text, side text, document jsonb);
END
$$;
COMMENT ON FUNCTION masterbus.verify() IS
    'Every difference between the source tables and our copies, between our copies and the results, and between these and the organisations'' sums, both ways, in one snapshot; none is the only good answer. Parked rows and lines in quarantine are not compared.';
