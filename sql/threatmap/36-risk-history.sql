CREATE VIEW threatmap.risk_history WITH (security_invoker) AS
SELECT f.organization_id,
       f.facility_id || '/' || to_char(m.month, 'YYYY-MM') AS id,
       f.facility_id,
       to_char(m.month, 'YYYY-MM') AS month,
       to_char(m.month, 'Mon YYYY') AS month_name,
       h.score_tenths / 10.0::float8 AS risk_score,
       threatmap.risk_rating(h.category) AS risk_rating,
       h.equipment_count,
       round(h.mean_age_years::numeric, 1)::float8 AS equipment_age,
       1 AS facility_count,
       (h.category >= 2)::int4 AS high_risk_facilities,
       h.changed_at AS updated_at
FROM masterbus.facility f
CROSS JOIN LATERAL (
    SELECT l.*, coalesce(lead(l.since) OVER (ORDER BY l.since) - interval '1 month', date_trunc('month', now() AT TIME ZONE 'UTC')) AS until
    FROM (SELECT DISTINCT ON (since) date_trunc('month', h.changed_at AT TIME ZONE 'UTC') AS since, h.*
          FROM masterbus.facility_history h
          WHERE h.organization_id = f.organization_id AND h.facility_id = f.facility_id
          ORDER BY since, h.batch DESC) l) h
CROSS JOIN LATERAL generate_series(h.since, h.until, interval '1 month') m(month)
WHERE NOT h.removed AND h.score_tenths IS NOT NULL
UNION ALL
SELECT p.organization_id, to_char(p.month, 'YYYY-MM'), NULL, to_char(p.month, 'YYYY-MM'), to_char(p.month, 'Mon YYYY'),
       round(p.weighted_tenths / (10.0 * nullif(p.weight, 0)), 1)::float8, NULL, p.equipment_count::int4, NULL, p.facility_count, p.high_risk_count, p.updated_at
FROM masterbus.portfolio_month p
UNION ALL
SELECT p.organization_id, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM'), NULL, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM'),
       to_char(now() AT TIME ZONE 'UTC', 'Mon YYYY'),
       round(p.weighted_tenths / (10.0 * nullif(p.scored_weight, 0)), 1)::float8, NULL, p.equipment_count::int4, NULL, p.facility_count, p.high_risk_count, p.updated_at
FROM masterbus.portfolio_total p;
COMMENT ON VIEW threatmap.risk_history IS
    'Published risk at the end of each UTC month since the first one known, the current month as it stands: of each facility (read it by facility_id), and of the whole portfolio (facility_id IS NULL). A month of which nothing is known has no row.';
COMMENT ON COLUMN threatmap.risk_history.organization_id IS 'Organisation that the facility or portfolio belongs to.';
COMMENT ON COLUMN threatmap.risk_history.id IS 'Facility and month, or the month alone for the portfolio; unique within the organisation.';
COMMENT ON COLUMN threatmap.risk_history.facility_id IS 'Facility; NULL for the portfolio.';
COMMENT ON COLUMN threatmap.risk_history.month IS 'UTC month as YYYY-MM.';
COMMENT ON COLUMN threatmap.risk_history.month_name IS 'UTC month as ThreatMap writes it, such as Dec 2024.';
COMMENT ON COLUMN threatmap.risk_history.risk_score IS 'Published score of the facility, 0–100 with one decimal; of the portfolio the mean of its facilities'' scores weighted by their number of items, NULL without scored facilities.';
COMMENT ON COLUMN threatmap.risk_history.risk_rating IS 'Low, Medium, High or Critical; NULL for the portfolio.';
COMMENT ON COLUMN threatmap.risk_history.equipment_count IS 'Items, as of the last change of the published result.';
COMMENT ON COLUMN threatmap.risk_history.equipment_age IS 'Mean age of the facility''s items in years with one decimal; NULL for the portfolio.';
COMMENT ON COLUMN threatmap.risk_history.facility_count IS 'Facilities in the portfolio; 1 for a facility.';
COMMENT ON COLUMN threatmap.risk_history.high_risk_facilities IS 'How many of them were rated High or Critical.';
COMMENT ON COLUMN threatmap.risk_history.updated_at IS 'When the newest of these figures was published.';

CREATE FUNCTION threatmap.facility_history_by_month(organization_id text, facility_id text, months int4 DEFAULT 12) RETURNS jsonb
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF months NOT BETWEEN 1 AND 1200 THEN
        RAISE invalid_parameter_value USING MESSAGE = format('months is out of range: %s', months), HINT = 'Ask for 1 to 1200 months.';
    END IF;
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('month', h.month_name, 'risk_score', h.risk_score, 'equipment_count', h.equipment_count,
                                                         'equipment_age', h.equipment_age) ORDER BY h.month), '[]')
            FROM threatmap.risk_history h
            WHERE h.organization_id = facility_history_by_month.organization_id AND h.facility_id = facility_history_by_month.facility_id
              AND h.month > to_char(now() AT TIME ZONE 'UTC' - months * interval '1 month', 'YYYY-MM'));
END
$$;
COMMENT ON FUNCTION threatmap.facility_history_by_month(text, text, int4) IS
    'A facility''s published values at the end of each of the last 1 to 1200 UTC months, the current one as it stands: [{month, risk_score, equipment_count, equipment_age}].';
