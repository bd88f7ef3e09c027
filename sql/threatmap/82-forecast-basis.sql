-- What a forecast stands on: the model's own projection, how far published scores kept to it, and how far they jumped.
-- A step is a month; day n is n months before the day that the forecast is made on. Nothing known later is used.

CREATE FUNCTION threatmap.month_before(as_of date, months int4) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (as_of - make_interval(months => months))::date;
COMMENT ON FUNCTION threatmap.month_before(date, int4) IS 'The same day so many calendar months before, or the last of that month; negative months lie ahead.';

CREATE FUNCTION threatmap.end_of(day date) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (day + 1)::timestamp AT TIME ZONE 'UTC' - interval '1 microsecond';
COMMENT ON FUNCTION threatmap.end_of(date) IS 'The last moment of a UTC day.';

CREATE FUNCTION threatmap.projected_items(organization_id text, facility_id text, equipment_id text, known_on date, days date[])
    RETURNS TABLE (type text, model_version text, n int4, score_tenths int2)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
    AS $$
BEGIN
    RETURN QUERY
    SELECT e.type, f.model_version, d.n::int4, s.score_tenths
    FROM masterbus.facility f
    JOIN masterbus.equipment e ON e.organization_id = f.organization_id AND e.facility_id = f.facility_id
         AND (projected_items.equipment_id IS NULL OR e.equipment_id = projected_items.equipment_id)
    CROSS JOIN LATERAL masterbus.input_by(e.organization_id, e.equipment_id, e.humidity_pct, e.temperature_f, e.attributes, known_on) i
    CROSS JOIN unnest(days) WITH ORDINALITY d(day, n)
    CROSS JOIN LATERAL voltmetrics.try_assess(e.type, e.install_date, e.aluminum_conductor, i.humidity_pct, i.temperature_f, e.loading_pct,
        i.last_maintenance_date, i.attributes, i.maintenance_recorded, i.maintenance_dates, d.day, f.model_version) s
    WHERE f.organization_id = projected_items.organization_id AND f.facility_id = projected_items.facility_id
      AND e.install_date <= known_on AND s.score_tenths IS NOT NULL;
END
$$;
COMMENT ON FUNCTION threatmap.projected_items(text, text, text, date, date[]) IS
    'What the model gives on days to come for a facility''s items, or one of them, from what was on record by a day: age and the time since maintenance go on, nothing else happens. Scores in tenths of points.';

CREATE FUNCTION threatmap.projection(organization_id text, facility_id text, equipment_id text, known_on date, days date[]) RETURNS float8[]
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN (SELECT array_agg(d.score ORDER BY d.n) FROM (
        SELECT p.n, CASE WHEN projection.equipment_id IS NULL THEN voltmetrics.facility_score(p.type, p.score_tenths / 10.0::float8, p.model_version)
                         ELSE max(p.score_tenths) / 10.0::float8 END AS score
        FROM threatmap.projected_items(organization_id, facility_id, equipment_id, known_on, days) p GROUP BY p.n) d);
END
$$;
COMMENT ON FUNCTION threatmap.projection(text, text, text, date, date[]) IS
    'The score (0–100) of a facility, or of one item in it, that the model projects for days to come from what was on record by a day; NULL where nothing was there to be scored.';

CREATE FUNCTION threatmap.published_score(organization_id text, facility_id text, equipment_id text, at timestamptz) RETURNS float8
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
    AS $$
BEGIN
    IF equipment_id IS NULL THEN
        RETURN (SELECT CASE WHEN NOT h.removed THEN h.score_tenths / 10.0::float8 END FROM masterbus.facility_history h
                WHERE h.organization_id = published_score.organization_id AND h.facility_id = published_score.facility_id AND h.changed_at <= at
                ORDER BY h.batch DESC LIMIT 1);
    END IF;
    RETURN (SELECT CASE WHEN NOT h.removed THEN h.score_tenths / 10.0::float8 END FROM masterbus.equipment_history h
            WHERE h.organization_id = published_score.organization_id AND h.equipment_id = published_score.equipment_id AND h.changed_at <= at
            ORDER BY h.batch DESC LIMIT 1);
END
$$;
COMMENT ON FUNCTION threatmap.published_score(text, text, text, timestamptz) IS 'The published score (0–100) of a facility, or of one item in it, at a moment, out of history.';

CREATE FUNCTION threatmap.innovations(organization_id text, facility_id text, equipment_id text, as_of date, months int4 DEFAULT 12) RETURNS float8[]
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN (
        WITH month AS MATERIALIZED (
            SELECT m.n, threatmap.month_before(as_of, m.n) AS day, threatmap.month_before(as_of, m.n - 1) AS next_day FROM generate_series(0, months) m(n)),
        published AS MATERIALIZED (
            SELECT m.n, threatmap.published_score(organization_id, facility_id, equipment_id, threatmap.end_of(m.day)) AS score FROM month m),
        step AS (
            SELECT m.n, later.score - earlier.score AS published,
                   threatmap.projection(organization_id, facility_id, equipment_id, m.day, ARRAY[m.day, m.next_day]) AS projected
            FROM month m
            JOIN published earlier ON earlier.n = m.n AND earlier.score IS NOT NULL
            JOIN published later ON later.n = m.n - 1 AND later.score IS NOT NULL)
        SELECT coalesce(array_agg(s.published - (s.projected[2] - s.projected[1]) ORDER BY s.n DESC) FILTER (WHERE s.projected[2] IS NOT NULL), '{}')
        FROM step s);
END
$$;
COMMENT ON FUNCTION threatmap.innovations(text, text, text, date, int4) IS
    'By how many points the published score moved in each month up to a day, the oldest first, beyond what the model projected at the month''s beginning: the effect of what happened.';

CREATE FUNCTION threatmap.jumps(organization_id text, facility_id text, as_of date, OUT item_months float8, OUT falls float8[], OUT rises float8[])
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
    AS $$
DECLARE
    ends constant timestamptz := threatmap.end_of(as_of);
    year_begins constant timestamptz := threatmap.end_of(threatmap.month_before(as_of, 12));
BEGIN
    WITH link AS MATERIALIZED (
        SELECT h.changed_at, (h.score_tenths - lag(h.score_tenths) OVER chain) / 10.0::float8 AS jump, lag(h.batch) OVER chain IS NULL AS first
        FROM masterbus.equipment e
        JOIN masterbus.equipment_history h ON h.organization_id = e.organization_id AND h.equipment_id = e.equipment_id AND h.changed_at <= ends
        WHERE e.organization_id = jumps.organization_id AND e.facility_id = jumps.facility_id
        WINDOW chain AS (PARTITION BY h.equipment_id ORDER BY h.batch))
    SELECT sum(extract(epoch FROM ends - greatest(l.changed_at, year_begins)) / 86400 / 30.4375) FILTER (WHERE l.first),
           array_agg(l.jump ORDER BY l.jump) FILTER (WHERE l.jump < -1.5 AND l.changed_at > year_begins),
           array_agg(l.jump ORDER BY l.jump DESC) FILTER (WHERE l.jump > 1.5 AND l.changed_at > year_begins)
    INTO item_months, falls, rises FROM link l;
END
$$;
COMMENT ON FUNCTION threatmap.jumps(text, text, date) IS
    'How often and how far published scores of a facility''s items jumped in the year up to a day, by more than 1.5 points at once as work and findings make them: months that items were known, falls and rises in points, the greatest first.';

CREATE FUNCTION threatmap.jump_quantile(jumps float8[], item_months float8, months int4, tail float8) RETURNS float8
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    -- The greatest of so many months' jumps exceeds a value with a probability of tail where one month's does with 1 - (1 - tail)^(1 / months).
    RETURN CASE WHEN item_months >= 50
                THEN coalesce(jumps[1 + floor(item_months * (1 - (1 - tail) ^ (1 / months::float8)))::int4], 0) END;
COMMENT ON FUNCTION threatmap.jump_quantile(float8[], float8, int4, float8) IS
    'The jump in points (0: none) that is exceeded within so many months with a probability of tail, by those that a facility''s items made; NULL where fewer than 50 item-months are known.';
