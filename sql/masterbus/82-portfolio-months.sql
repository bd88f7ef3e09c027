CREATE TABLE masterbus.portfolio_month (
    organization_id text COLLATE "C" NOT NULL,
    month           date NOT NULL,
    facility_count  int4 NOT NULL,
    high_risk_count int4 NOT NULL,
    equipment_count int8 NOT NULL,
    weighted_tenths int8 NOT NULL,
    weight          int8 NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, month)
);
COMMENT ON TABLE masterbus.portfolio_month IS
    'Each organisation''s portfolio at the end of each UTC month that is over, made from facility_history, which no longer changes there, when the month was over: where rules were worked in just then, as it was before.';
COMMENT ON COLUMN masterbus.portfolio_month.month IS 'First day of the month.';
COMMENT ON COLUMN masterbus.portfolio_month.facility_count IS 'Facilities at the end of the month.';
COMMENT ON COLUMN masterbus.portfolio_month.high_risk_count IS 'Those rated High or Critical.';
COMMENT ON COLUMN masterbus.portfolio_month.weighted_tenths IS 'Sum over scored facilities of their published score in tenths of points times their number of items.';
COMMENT ON COLUMN masterbus.portfolio_month.weight IS 'Number of items of scored facilities.';
COMMENT ON COLUMN masterbus.portfolio_month.updated_at IS 'When the newest of these figures was published.';
SELECT pg_extension_config_dump('masterbus.portfolio_month', '');

CREATE FUNCTION masterbus.portfolio_month_definition(month date) RETURNS SETOF masterbus.portfolio_month
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    over timestamptz := (month + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
    RETURN QUERY
    SELECT f.organization_id, portfolio_month_definition.month, count(*)::int4, count(*) FILTER (WHERE h.category >= 2)::int4,
           sum(h.equipment_count)::int8,
           coalesce(sum(h.score_tenths::int8 * h.equipment_count), 0)::int8,
           coalesce(sum(h.equipment_count) FILTER (WHERE h.score_tenths IS NOT NULL), 0)::int8, max(h.changed_at)
    FROM (SELECT f.organization_id, f.facility_id FROM masterbus.facility f
          UNION
          SELECT h.organization_id, h.facility_id FROM masterbus.facility_history h
          WHERE h.removed AND h.changed_at >= least(over, (SELECT min(r.since) FROM masterbus.rescoring r))) f
    LEFT JOIN masterbus.rescoring s ON s.organization_id = f.organization_id
    CROSS JOIN LATERAL (
        SELECT h.* FROM masterbus.facility_history h
        WHERE h.organization_id = f.organization_id AND h.facility_id = f.facility_id AND h.changed_at < least(over, s.since)
        ORDER BY h.batch DESC LIMIT 1) h
    WHERE NOT h.removed
    GROUP BY f.organization_id;
END
$$;
COMMENT ON FUNCTION masterbus.portfolio_month_definition(date) IS
    'Every organisation''s portfolio at the end of a UTC month, from the last published result that each facility had by then; while an organisation''s rules are worked in, by the time that this began, so that scores of two models never mix.';

CREATE FUNCTION masterbus.facilities_being_read() RETURNS boolean
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN EXISTS (SELECT FROM masterbus.dirty_source d JOIN masterbus.source_table s ON s.source = d.source
                   WHERE s.target = 'facility' AND NOT masterbus.in_quarantine(d.source));
END
$$;
COMMENT ON FUNCTION masterbus.facilities_being_read() IS
    'Whether a table of facilities is still to be read: in a database that was restored not all of them may be there yet. Months are closed, and rules worked in, when it is.';

CREATE FUNCTION masterbus.close_months() RETURNS int4
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    open_month date;
    closed int4 := 0;
BEGIN
    IF masterbus.facilities_being_read() THEN
        RETURN 0;
    END IF;
    FOR open_month IN
        SELECT m.month FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid CROSS JOIN LATERAL (SELECT to_date(right(c.relname, 7), 'YYYY_MM') AS month) m
        WHERE i.inhparent = 'masterbus.facility_history'::regclass AND m.month < date_trunc('month', masterbus.today())
          AND NOT EXISTS (SELECT FROM masterbus.portfolio_month p WHERE p.month = m.month)
        ORDER BY m.month
    LOOP
        INSERT INTO masterbus.portfolio_month SELECT d.* FROM masterbus.portfolio_month_definition(open_month) d;
        closed := closed + 1;
    END LOOP;
    RETURN closed;
END
$$;
COMMENT ON FUNCTION masterbus.close_months() IS
    'Adds the portfolios of UTC months that are over and not yet there; gives how many months it looked at; none while facilities are being read. The worker calls it when it starts, when all tables have been read and when the day changes; whoever writes history of the past deletes the months from there on first.';
