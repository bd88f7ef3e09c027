CREATE TYPE threatmap.forecast_month AS (
    organization_id    text,
    id                 text,
    month              int4,
    date               text,
    risk_score         float8,
    lower_80           float8,
    upper_80           float8,
    lower_95           float8,
    upper_95           float8,
    risk_rating        text,
    projected          float8,
    correction         float8,
    months_to_critical int4
);
COMMENT ON TYPE threatmap.forecast_month IS 'The forecast of a score for one month ahead, with its prediction intervals.';
COMMENT ON COLUMN threatmap.forecast_month.organization_id IS 'Organisation that the item or facility belongs to.';
COMMENT ON COLUMN threatmap.forecast_month.id IS 'Id of the item or facility.';
COMMENT ON COLUMN threatmap.forecast_month.month IS 'Months ahead, from 1.';
COMMENT ON COLUMN threatmap.forecast_month.date IS 'ISO 8601 date that is forecast.';
COMMENT ON COLUMN threatmap.forecast_month.risk_score IS 'Expected score, 0–100 with one decimal: the published one moved as projected and corrected.';
COMMENT ON COLUMN threatmap.forecast_month.lower_80 IS 'Lower end of the interval that holds the score with 80 %; NULL while too little history is known.';
COMMENT ON COLUMN threatmap.forecast_month.upper_80 IS 'Upper end of that interval.';
COMMENT ON COLUMN threatmap.forecast_month.lower_95 IS 'Lower end of the interval that holds the score with 95 %.';
COMMENT ON COLUMN threatmap.forecast_month.upper_95 IS 'Upper end of that interval.';
COMMENT ON COLUMN threatmap.forecast_month.risk_rating IS 'Low, Medium, High or Critical, of the expected score.';
COMMENT ON COLUMN threatmap.forecast_month.projected IS 'Points by which the model itself moves the score: age and the time since maintenance.';
COMMENT ON COLUMN threatmap.forecast_month.correction IS 'Points by which the trend of history corrects that.';
COMMENT ON COLUMN threatmap.forecast_month.months_to_critical IS 'Months until the expected score is Critical, 0 when it is; NULL when not within ten years.';

CREATE FUNCTION threatmap.cumulated(steps float8[], limits float8 DEFAULT 'Infinity') RETURNS float8[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT array_agg(c.level ORDER BY c.n)
            FROM (SELECT s.n, sum(greatest(-limits, least(limits, s.step))) OVER (ORDER BY s.n) AS level FROM unnest(steps) WITH ORDINALITY s(step, n)) c);
COMMENT ON FUNCTION threatmap.cumulated(float8[], float8) IS 'Sums of a series so far, each step cut to ± limits.';

CREATE FUNCTION threatmap.trend_of(innovations float8[], of_item boolean, horizon int4, confidence float8) RETURNS voltmetrics.forecast_step[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    -- A facility's innovations are means over many items and tell a trend. An item's are rare jumps, which tell none: cut to 0.3 points.
    RETURN CASE WHEN cardinality(innovations) >= 3 AND of_item
                THEN (voltmetrics.holt(threatmap.cumulated(innovations, 0.3), 1, 0.1, 0.9, horizon, confidence, 0, 0)).forecast
                WHEN cardinality(innovations) >= 3
                THEN (voltmetrics.holt(threatmap.cumulated(innovations), 1, 0.2, 0.98, horizon, confidence, 0, 0)).forecast END;
COMMENT ON FUNCTION threatmap.trend_of(float8[], boolean, int4, float8) IS
    'The damped trend of cumulated innovations, and its forecast (Holt; smoothing and damping are those that did best over two replayed years, tests/bench/forecast); NULL of fewer than three.';

CREATE FUNCTION threatmap.on_the_scale(score float8) RETURNS float8
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN round(CASE WHEN score < 0 THEN 0 WHEN score > 100 THEN 100 ELSE score END::numeric, 1)::float8;
COMMENT ON FUNCTION threatmap.on_the_scale(float8) IS 'A score within 0 and 100, with one decimal; NULL of NULL.';

CREATE FUNCTION threatmap.forecast_months(organization_id text, facility_id text, equipment_id text, months int4, as_of date) RETURNS SETOF threatmap.forecast_month
    LANGUAGE plpgsql STABLE ROWS 12 SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    longest constant int4 := 120;
    of_item constant boolean := equipment_id IS NOT NULL;
    now_published float8 := threatmap.published_score(organization_id, facility_id, equipment_id, threatmap.end_of(as_of));
    projected float8[] := threatmap.projection(organization_id, facility_id, equipment_id, as_of,
                                               ARRAY(SELECT threatmap.month_before(as_of, -n) FROM generate_series(0, longest) n));
    innovations float8[] := threatmap.innovations(organization_id, facility_id, equipment_id, as_of);
    middle voltmetrics.forecast_step[] := threatmap.trend_of(innovations, of_item, longest, 0.80);
    wide voltmetrics.forecast_step[] := threatmap.trend_of(innovations, of_item, longest, 0.95);
    level float8 := coalesce((SELECT s FROM unnest(threatmap.cumulated(innovations, CASE WHEN of_item THEN 0.3 ELSE 'Infinity' END)) WITH ORDINALITY c(s, n)
                              ORDER BY c.n DESC LIMIT 1), 0);
    model text := (SELECT f.model_version FROM masterbus.facility f
                   WHERE f.organization_id = forecast_months.organization_id AND f.facility_id = forecast_months.facility_id);
    jumps record;
BEGIN
    IF months NOT BETWEEN 1 AND longest OR months IS NULL THEN
        RAISE invalid_parameter_value USING MESSAGE = format('months is out of range: %s', months), HINT = format('Forecasts reach 1 to %s months.', longest);
    END IF;
    SELECT j.* INTO jumps FROM threatmap.jumps(organization_id, facility_id, as_of) j WHERE of_item;
    RETURN QUERY
    WITH month AS MATERIALIZED (
        SELECT n, projected[n + 1] - projected[1] AS moved, coalesce(middle[n].forecast - level, 0) AS corrected,
               threatmap.on_the_scale(now_published + projected[n + 1] - projected[1] + coalesce(middle[n].forecast - level, 0)) AS score
        FROM generate_series(1, longest) n),
    spread AS (
        SELECT m.*, CASE WHEN of_item THEN threatmap.jump_quantile(jumps.falls, jumps.item_months, m.n, 0.1) ELSE middle[m.n].lower - middle[m.n].forecast END AS down_80,
               CASE WHEN of_item THEN threatmap.jump_quantile(jumps.rises, jumps.item_months, m.n, 0.1) ELSE middle[m.n].upper - middle[m.n].forecast END AS up_80,
               CASE WHEN of_item THEN threatmap.jump_quantile(jumps.falls, jumps.item_months, m.n, 0.025) ELSE wide[m.n].lower - wide[m.n].forecast END AS down_95,
               CASE WHEN of_item THEN threatmap.jump_quantile(jumps.rises, jumps.item_months, m.n, 0.025) ELSE wide[m.n].upper - wide[m.n].forecast END AS up_95,
               CASE WHEN of_item THEN voltmetrics.risk_category(m.score, model) ELSE voltmetrics.facility_category(m.score, model) END AS category
        FROM month m)
    SELECT forecast_months.organization_id, coalesce(forecast_months.equipment_id, forecast_months.facility_id), s.n, threatmap.month_before(as_of, -s.n)::text, s.score,
           threatmap.on_the_scale(s.score + s.down_80), threatmap.on_the_scale(s.score + s.up_80),
           threatmap.on_the_scale(s.score + s.down_95), threatmap.on_the_scale(s.score + s.up_95),
           threatmap.risk_rating(s.category), round(s.moved::numeric, 2)::float8, round(s.corrected::numeric, 2)::float8,
           CASE WHEN CASE WHEN of_item THEN voltmetrics.risk_category(now_published, model) ELSE voltmetrics.facility_category(now_published, model) END = 3 THEN 0
                ELSE (SELECT min(c.n) FROM spread c WHERE c.category = 3) END
    FROM spread s WHERE s.n <= months AND s.score IS NOT NULL ORDER BY s.n;
END
$$;
COMMENT ON FUNCTION threatmap.forecast_months(text, text, text, int4, date) IS
    'The forecast of a facility, or of one item in it, from a day: the published score, moved as the known model projects it, corrected by the damped trend of what happened beside the model.';

CREATE FUNCTION threatmap.forecast(equipment_id text, months int4 DEFAULT 6, as_of date DEFAULT NULL) RETURNS SETOF threatmap.forecast_month
    LANGUAGE plpgsql STABLE ROWS 12 SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN QUERY
    SELECT m.* FROM (SELECT e.organization_id, e.facility_id, e.equipment_id, f.as_of FROM masterbus.equipment e
                     JOIN masterbus.facility f ON f.organization_id = e.organization_id AND f.facility_id = e.facility_id
                     WHERE e.equipment_id = forecast.equipment_id ORDER BY e.organization_id LIMIT 1) i
    CROSS JOIN LATERAL threatmap.forecast_months(i.organization_id, i.facility_id, i.equipment_id, forecast.months, coalesce(forecast.as_of, i.as_of)) m;
END
$$;
COMMENT ON FUNCTION threatmap.forecast(text, int4, date) IS
    'An item''s score in each of 1 to 120 months ahead, with 80 and 95 % intervals and the months until it is Critical, from its facility''s date or a past one, of which nothing later is used. Intervals are the jumps that scores of the facility''s items made in the year before. No rows for an item without a score.';

CREATE FUNCTION threatmap.forecast_facility(facility_id text, months int4 DEFAULT 6, as_of date DEFAULT NULL) RETURNS SETOF threatmap.forecast_month
    LANGUAGE plpgsql STABLE ROWS 12 SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN QUERY
    SELECT m.* FROM (SELECT f.* FROM masterbus.facility f WHERE f.facility_id = forecast_facility.facility_id ORDER BY f.organization_id LIMIT 1) f
    CROSS JOIN LATERAL threatmap.forecast_months(f.organization_id, f.facility_id, NULL, forecast_facility.months, coalesce(forecast_facility.as_of, f.as_of)) m;
END
$$;
COMMENT ON FUNCTION threatmap.forecast_facility(text, int4, date) IS
    'A facility''s score in each of 1 to 120 months ahead, with 80 and 95 % intervals (of the damped trend''s state space model) and the months until it is Critical, from its date or a past one, of which nothing later is used. No rows without scored items.';
