CREATE TYPE masterbus.cause AS (batch int8, word text, lsn pg_lsn);
COMMENT ON TYPE masterbus.cause IS 'Why results are being refreshed: the batch, a word (change, day, model, rebuild) and the known log position.';

CREATE TYPE masterbus.touched AS (organization_ids text[], ids text[]);
COMMENT ON TYPE masterbus.touched IS 'Items or facilities, as parallel arrays of organisation and id.';

CREATE FUNCTION masterbus.last_equipment_history(organization_id text, equipment_id text) RETURNS SETOF masterbus.equipment_history
    LANGUAGE plpgsql STABLE ROWS 1 SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN QUERY SELECT h.* FROM masterbus.equipment_history h
                 WHERE h.organization_id = last_equipment_history.organization_id AND h.equipment_id = last_equipment_history.equipment_id
                 ORDER BY h.batch DESC LIMIT 1;
END
$$;
COMMENT ON FUNCTION masterbus.last_equipment_history(text, text) IS
    'The newest link of an item''s chain. A function, so that a statement that seldom asks does not open every month''s partition each time it runs.';

CREATE FUNCTION masterbus.remove_equipment(equipment masterbus.touched, cause masterbus.cause,
                                           OUT facility_organization_ids text[], OUT facility_ids text[])
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    WITH gone AS (
        DELETE FROM masterbus.equipment_result r USING unnest((equipment).organization_ids, (equipment).ids) AS e(organization_id, equipment_id)
        WHERE r.organization_id = e.organization_id AND r.equipment_id = e.equipment_id
        RETURNING r.organization_id, r.equipment_id, r.facility_id),
    noted AS (
        INSERT INTO masterbus.equipment_history (organization_id, equipment_id, facility_id, changed_at, batch, cause, cause_lsn, removed)
        SELECT g.organization_id, g.equipment_id, g.facility_id, now(), (cause).batch, (cause).word, (cause).lsn, true FROM gone g)
    SELECT coalesce(array_agg(organization_id), '{}'), coalesce(array_agg(facility_id), '{}') INTO facility_organization_ids, facility_ids FROM gone;
END
$$;
COMMENT ON FUNCTION masterbus.remove_equipment(masterbus.touched, masterbus.cause) IS
    'Removes the results that these items have, with history; gives the facility of each removed one.';

CREATE FUNCTION masterbus.store_issues(equipment masterbus.touched, issues masterbus.data_quality_issue[]) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    DELETE FROM masterbus.data_quality_issue q USING unnest((equipment).organization_ids, (equipment).ids) AS e(organization_id, equipment_id)
    WHERE q.organization_id = e.organization_id AND q.equipment_id = e.equipment_id
      AND (q.organization_id, q.equipment_id, q.kind, q.field) NOT IN (SELECT i.organization_id, i.equipment_id, i.kind, i.field FROM unnest(issues) i);
    INSERT INTO masterbus.data_quality_issue AS q SELECT i.* FROM unnest(issues) i
    ON CONFLICT (organization_id, equipment_id, kind, field) DO UPDATE SET facility_id = excluded.facility_id, value = excluded.value
        WHERE (q.facility_id, q.value) IS DISTINCT FROM (excluded.facility_id, excluded.value);
END
$$;
COMMENT ON FUNCTION masterbus.store_issues(masterbus.touched, masterbus.data_quality_issue[]) IS 'Makes the data-quality issues of these items equal to those given.';

CREATE FUNCTION masterbus.refresh_equipment(equipment masterbus.touched, cause masterbus.cause, at timestamptz DEFAULT now(),
                                            OUT changed int4, OUT facility_organization_ids text[], OUT facility_ids text[])
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    done record;
BEGIN
    WITH fresh AS MATERIALIZED (
        SELECT d.organization_id, d.equipment_id, x.facility_id, x.type, x.score_tenths, x.category, x.nfpa70b_status, x.nfpa70b_score,
               x.nfpa70e_status, x.nfpa70e_score, x.missing_inputs, x.oldest_input, x.confidence,
               x.problem_kind, x.problem_field, x.problem_value, x.as_of, x.model_version, x.factor_tenths, x.next_change_on
        FROM (SELECT DISTINCT d.organization_id, d.equipment_id
              FROM unnest((equipment).organization_ids, (equipment).ids) AS d(organization_id, equipment_id)) d
        -- OFFSET 0: the definition is evaluated for one key after the other, never whole and then searched.
        LEFT JOIN LATERAL (SELECT x.* FROM masterbus.equipment_definition x
                           WHERE x.organization_id = d.organization_id AND x.equipment_id = d.equipment_id OFFSET 0) x ON true),
    compared AS MATERIALIZED (
        SELECT f.*, o.facility_id AS old_facility_id, o.updated_at AS old_updated_at, h.changed_at AS known_since,
               (f.score_tenths, f.category, f.nfpa70b_status, f.nfpa70e_status) IS DISTINCT FROM
               (p.score_tenths, p.category, p.nfpa70b_status, p.nfpa70e_status) OR p.removed AS published
        FROM fresh f
        LEFT JOIN masterbus.equipment_result o ON o.organization_id = f.organization_id AND o.equipment_id = f.equipment_id
        LEFT JOIN LATERAL (SELECT h.* FROM masterbus.last_equipment_history(f.organization_id, f.equipment_id) h WHERE o.equipment_id IS NULL OFFSET 0) h ON true
        CROSS JOIN LATERAL (
            SELECT o.score_tenths, o.category, o.nfpa70b_status, o.nfpa70e_status, false AS removed WHERE o.equipment_id IS NOT NULL
            UNION ALL
            SELECT h.score_tenths, h.category, h.nfpa70b_status, h.nfpa70e_status, coalesce(h.removed, true) WHERE o.equipment_id IS NULL) p
        WHERE f.facility_id IS NOT NULL
          AND (o.equipment_id IS NULL
               OR (f.facility_id, f.type, f.score_tenths, f.category, f.nfpa70b_status, f.nfpa70b_score, f.nfpa70e_status, f.nfpa70e_score,
                   f.missing_inputs, f.oldest_input, f.confidence, f.next_change_on)
                  IS DISTINCT FROM
                  (o.facility_id, o.type, o.score_tenths, o.category, o.nfpa70b_status, o.nfpa70b_score, o.nfpa70e_status, o.nfpa70e_score,
                   o.missing_inputs, o.oldest_input, o.confidence, o.next_change_on))),
    written AS (
        INSERT INTO masterbus.equipment_result AS r
        SELECT c.organization_id, c.equipment_id, c.facility_id, c.type, c.score_tenths, c.category, c.nfpa70b_status, c.nfpa70b_score,
               c.nfpa70e_status, c.nfpa70e_score, c.missing_inputs, c.oldest_input, c.confidence,
               CASE WHEN c.published THEN refresh_equipment.at ELSE coalesce(c.old_updated_at, c.known_since) END, c.next_change_on
        FROM compared c
        ON CONFLICT (organization_id, equipment_id) DO UPDATE SET
            facility_id = excluded.facility_id, type = excluded.type, score_tenths = excluded.score_tenths, category = excluded.category,
            nfpa70b_status = excluded.nfpa70b_status, nfpa70b_score = excluded.nfpa70b_score,
            nfpa70e_status = excluded.nfpa70e_status, nfpa70e_score = excluded.nfpa70e_score, missing_inputs = excluded.missing_inputs,
            oldest_input = excluded.oldest_input, confidence = excluded.confidence, updated_at = excluded.updated_at,
            next_change_on = excluded.next_change_on),
    noted AS (
        INSERT INTO masterbus.equipment_history
        SELECT c.organization_id, c.equipment_id, c.facility_id, refresh_equipment.at, (cause).batch, c.as_of, c.model_version, (cause).word, (cause).lsn, false,
               c.score_tenths, c.category, c.nfpa70b_status, c.nfpa70e_status, c.factor_tenths
        FROM compared c WHERE c.published),
    places AS (
        SELECT organization_id, facility_id FROM compared
        UNION SELECT organization_id, old_facility_id FROM compared WHERE old_facility_id IS NOT NULL)
    SELECT (SELECT count(*)::int4 FROM compared) AS changed,
           (SELECT array_agg(organization_id ORDER BY organization_id, facility_id) FROM places) AS facility_organization_ids,
           (SELECT array_agg(facility_id ORDER BY organization_id, facility_id) FROM places) AS facility_ids,
           (SELECT ROW (array_agg(organization_id), array_agg(equipment_id))::masterbus.touched FROM fresh WHERE facility_id IS NULL) AS gone,
           (SELECT array_agg(ROW (organization_id, equipment_id, facility_id, problem_kind, problem_field, problem_value, now())::masterbus.data_quality_issue)
            FROM fresh WHERE problem_kind IS NOT NULL) AS issues
    INTO done;
    changed := done.changed;
    facility_organization_ids := done.facility_organization_ids;
    facility_ids := done.facility_ids;
    -- What seldom happens has statements of its own, so that the usual one stays small.
    IF (done.gone).ids IS NOT NULL THEN
        SELECT done.changed + cardinality(r.facility_ids), done.facility_organization_ids || r.facility_organization_ids, done.facility_ids || r.facility_ids
        INTO changed, facility_organization_ids, facility_ids FROM masterbus.remove_equipment(done.gone, cause) r;
    END IF;
    IF done.issues IS NOT NULL
       OR EXISTS (SELECT FROM unnest((equipment).organization_ids, (equipment).ids) AS e(organization_id, equipment_id)
                  JOIN masterbus.data_quality_issue q USING (organization_id, equipment_id)) THEN
        PERFORM masterbus.store_issues(equipment, done.issues);
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.refresh_equipment(masterbus.touched, masterbus.cause, timestamptz) IS
    'Makes the results of these items equal to their definition, with history (changed at the given moment) and data-quality issues; gives the facilities whose aggregate may have changed.';

CREATE FUNCTION masterbus.mean_age_years(organization_id text, facility_id text, as_of date) RETURNS float8
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN (SELECT sum(mean_age_years.as_of - e.install_date) / (365.25 * count(*))
            FROM masterbus.equipment e
            WHERE e.organization_id = mean_age_years.organization_id AND e.facility_id = mean_age_years.facility_id
              AND e.install_date <= mean_age_years.as_of);
END
$$;
COMMENT ON FUNCTION masterbus.mean_age_years(text, text, date) IS 'Mean age of a facility''s items with a believable install date, in years of 365.25 days.';

CREATE FUNCTION masterbus.last_facility_history(organization_id text, facility_id text) RETURNS SETOF masterbus.facility_history
    LANGUAGE plpgsql STABLE ROWS 1 SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN QUERY SELECT h.* FROM masterbus.facility_history h
                 WHERE h.organization_id = last_facility_history.organization_id AND h.facility_id = last_facility_history.facility_id
                 ORDER BY h.batch DESC LIMIT 1;
END
$$;
COMMENT ON FUNCTION masterbus.last_facility_history(text, text) IS
    'The newest link of a facility''s chain. A function, so that a statement that seldom asks does not open every month''s partition each time it runs.';

CREATE FUNCTION masterbus.remove_facilities(facilities masterbus.touched, cause masterbus.cause) RETURNS int4
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    removed int4;
BEGIN
    WITH gone AS (
        DELETE FROM masterbus.facility_result r USING unnest((facilities).organization_ids, (facilities).ids) AS f(organization_id, facility_id)
        WHERE r.organization_id = f.organization_id AND r.facility_id = f.facility_id
        RETURNING r.*),
    noted AS (
        INSERT INTO masterbus.facility_history (organization_id, facility_id, changed_at, batch, cause, cause_lsn, removed)
        SELECT g.organization_id, g.facility_id, now(), (cause).batch, (cause).word, (cause).lsn, true FROM gone g),
    taken_off AS (
        UPDATE masterbus.portfolio_sum p SET sums = voltmetrics.state_combine(p.sums, t.sums)
        FROM (SELECT g.organization_id,
                     masterbus.portfolio_sums(-1, g.score_tenths, g.category, g.nfpa70b_status, g.nfpa70b_score, g.nfpa70e_status, g.nfpa70e_score,
                                              g.equipment_count, g.low_count, g.medium_count, g.high_count, g.critical_count, g.completeness_pct, g.confidence) AS sums
              FROM gone g GROUP BY g.organization_id) t
        WHERE p.organization_id = t.organization_id)
    SELECT count(*) INTO removed FROM gone;
    DELETE FROM masterbus.portfolio_sum p
    WHERE p.organization_id = ANY ((facilities).organization_ids)
      AND NOT EXISTS (SELECT FROM masterbus.facility_result r WHERE r.organization_id = p.organization_id);
    RETURN removed;
END
$$;
COMMENT ON FUNCTION masterbus.remove_facilities(masterbus.touched, masterbus.cause) IS 'Removes the results that these facilities have, with history, and gives how many.';

CREATE FUNCTION masterbus.refresh_facilities(facilities masterbus.touched, cause masterbus.cause, at timestamptz DEFAULT now()) RETURNS int4
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    done record;
BEGIN
    WITH fresh AS MATERIALIZED (
        SELECT d.organization_id, d.facility_id, x.facility_id IS NOT NULL AS live, x.name, x.location, x.latitude, x.longitude, x.contractor, x.source,
               x.score_tenths, x.category,
               x.nfpa70b_status, x.nfpa70b_score, x.nfpa70e_status, x.nfpa70e_score,
               x.equipment_count, x.low_count, x.medium_count, x.high_count, x.critical_count, x.score_tenths_sum,
               x.completeness_pct, x.missing_inputs, x.oldest_input, x.confidence, x.as_of, x.model_version
        FROM (SELECT DISTINCT d.organization_id, d.facility_id
              FROM unnest((facilities).organization_ids, (facilities).ids) AS d(organization_id, facility_id)) d
        LEFT JOIN LATERAL (SELECT x.* FROM masterbus.facility_definition x
                           WHERE x.organization_id = d.organization_id AND x.facility_id = d.facility_id OFFSET 0) x ON true),
    compared AS MATERIALIZED (
        SELECT f.*, o.updated_at AS old_updated_at, h.changed_at AS known_since,
               (f.score_tenths, f.category, f.nfpa70b_status, f.nfpa70e_status) IS DISTINCT FROM
               (p.score_tenths, p.category, p.nfpa70b_status, p.nfpa70e_status) OR p.removed AS published
        FROM fresh f
        LEFT JOIN masterbus.facility_result o ON o.organization_id = f.organization_id AND o.facility_id = f.facility_id
        LEFT JOIN LATERAL (SELECT h.* FROM masterbus.last_facility_history(f.organization_id, f.facility_id) h WHERE o.facility_id IS NULL OFFSET 0) h ON true
        CROSS JOIN LATERAL (
            SELECT o.score_tenths, o.category, o.nfpa70b_status, o.nfpa70e_status, false AS removed WHERE o.facility_id IS NOT NULL
            UNION ALL
            SELECT h.score_tenths, h.category, h.nfpa70b_status, h.nfpa70e_status, coalesce(h.removed, true) WHERE o.facility_id IS NULL) p
        WHERE f.live
          AND (o.facility_id IS NULL
               OR (f.name, f.location, f.latitude, f.longitude, f.contractor, f.source, f.score_tenths, f.category, f.nfpa70b_status, f.nfpa70b_score, f.nfpa70e_status, f.nfpa70e_score,
                   f.equipment_count, f.low_count, f.medium_count, f.high_count, f.critical_count, f.score_tenths_sum,
                   f.completeness_pct, f.missing_inputs, f.oldest_input, f.confidence)
                  IS DISTINCT FROM
                  (o.name, o.location, o.latitude, o.longitude, o.contractor, o.source, o.score_tenths, o.category, o.nfpa70b_status, o.nfpa70b_score, o.nfpa70e_status, o.nfpa70e_score,
                   o.equipment_count, o.low_count, o.medium_count, o.high_count, o.critical_count, o.score_tenths_sum,
                   o.completeness_pct, o.missing_inputs, o.oldest_input, o.confidence))),
    written AS (
        INSERT INTO masterbus.facility_result AS r (
            organization_id, facility_id, name, location, latitude, longitude, contractor, source, score_tenths, category, nfpa70b_status, nfpa70b_score, nfpa70e_status, nfpa70e_score,
            equipment_count, low_count, medium_count, high_count, critical_count, score_tenths_sum,
            completeness_pct, missing_inputs, oldest_input, confidence, updated_at)
        SELECT c.organization_id, c.facility_id, c.name, c.location, c.latitude, c.longitude, c.contractor, c.source, c.score_tenths, c.category, c.nfpa70b_status, c.nfpa70b_score, c.nfpa70e_status, c.nfpa70e_score,
               c.equipment_count, c.low_count, c.medium_count, c.high_count, c.critical_count, c.score_tenths_sum,
               c.completeness_pct, c.missing_inputs, c.oldest_input, c.confidence,
               CASE WHEN c.published THEN refresh_facilities.at ELSE coalesce(c.old_updated_at, c.known_since) END
        FROM compared c
        ON CONFLICT (organization_id, facility_id) DO UPDATE SET
            name = excluded.name, location = excluded.location, latitude = excluded.latitude, longitude = excluded.longitude,
            contractor = excluded.contractor, source = excluded.source, score_tenths = excluded.score_tenths, category = excluded.category,
            nfpa70b_status = excluded.nfpa70b_status, nfpa70b_score = excluded.nfpa70b_score,
            nfpa70e_status = excluded.nfpa70e_status, nfpa70e_score = excluded.nfpa70e_score,
            equipment_count = excluded.equipment_count, low_count = excluded.low_count, medium_count = excluded.medium_count,
            high_count = excluded.high_count, critical_count = excluded.critical_count, score_tenths_sum = excluded.score_tenths_sum,
            completeness_pct = excluded.completeness_pct, missing_inputs = excluded.missing_inputs, oldest_input = excluded.oldest_input,
            confidence = excluded.confidence, updated_at = excluded.updated_at),
    added_up AS (
        INSERT INTO masterbus.portfolio_sum AS p
        SELECT m.organization_id,
               masterbus.portfolio_sums(m.times, m.score_tenths, m.category, m.nfpa70b_status, m.nfpa70b_score, m.nfpa70e_status, m.nfpa70e_score,
                                        m.equipment_count, m.low_count, m.medium_count, m.high_count, m.critical_count, m.completeness_pct, m.confidence)
        FROM (SELECT 1 AS times, c.organization_id, c.score_tenths, c.category, c.nfpa70b_status, c.nfpa70b_score, c.nfpa70e_status, c.nfpa70e_score,
                     c.equipment_count, c.low_count, c.medium_count, c.high_count, c.critical_count, c.completeness_pct, c.confidence
              FROM compared c
              UNION ALL
              SELECT -1, o.organization_id, o.score_tenths, o.category, o.nfpa70b_status, o.nfpa70b_score, o.nfpa70e_status, o.nfpa70e_score,
                     o.equipment_count, o.low_count, o.medium_count, o.high_count, o.critical_count, o.completeness_pct, o.confidence
              FROM compared c JOIN masterbus.facility_result o ON o.organization_id = c.organization_id AND o.facility_id = c.facility_id) m
        GROUP BY m.organization_id
        ON CONFLICT (organization_id) DO UPDATE SET sums = voltmetrics.state_combine(p.sums, excluded.sums)),
    noted AS (
        INSERT INTO masterbus.facility_history
        SELECT c.organization_id, c.facility_id, refresh_facilities.at, (cause).batch, c.as_of, c.model_version, (cause).word, (cause).lsn, false,
               c.score_tenths, c.category, c.nfpa70b_status, c.nfpa70e_status, c.equipment_count,
               masterbus.mean_age_years(c.organization_id, c.facility_id, c.as_of)
        FROM compared c WHERE c.published)
    SELECT (SELECT count(*)::int4 FROM compared) AS changed,
           (SELECT ROW (array_agg(organization_id), array_agg(facility_id))::masterbus.touched FROM fresh WHERE NOT live) AS gone
    INTO done;
    IF (done.gone).ids IS NULL THEN
        RETURN done.changed;
    END IF;
    RETURN done.changed + masterbus.remove_facilities(done.gone, cause);
END
$$;
COMMENT ON FUNCTION masterbus.refresh_facilities(masterbus.touched, masterbus.cause, timestamptz) IS
    'Makes the results of these facilities equal to their definition over their items'' published results, with history (changed at the given moment).';
