-- Published risk by month, of a facility and of the portfolio: carried on while nothing changes, never invented.
BEGIN;
SELECT no_plan();
CREATE FUNCTION pg_temp.month(ago int) RETURNS timestamptz LANGUAGE sql AS $$
    SELECT (date_trunc('month', now() AT TIME ZONE 'UTC') - ago * interval '1 month') AT TIME ZONE 'UTC' $$;
SELECT masterbus.ensure_history_partitions(pg_temp.month(n)) FROM generate_series(0, 16) n;
CREATE FUNCTION pg_temp.publish(facility text, organization text, batch int, at timestamptz, tenths int, items int, removed boolean DEFAULT false) RETURNS void LANGUAGE sql AS $$
    INSERT INTO masterbus.facility_history (organization_id, facility_id, changed_at, batch, cause, removed, score_tenths, category, equipment_count, mean_age_years)
    SELECT organization, facility, at, batch, 'day', removed, tenths, CASE WHEN NOT removed THEN voltmetrics.facility_category(tenths / 10.0) END, items, 20.26 WHERE NOT removed
    UNION ALL SELECT organization, facility, at, batch, 'day', removed, NULL, NULL, NULL, NULL WHERE removed $$;
SELECT pg_temp.publish('site-1', 'acme', -90, pg_temp.month(13) + interval '3 days', 500, 10),
       pg_temp.publish('site-1', 'acme', -80, pg_temp.month(13) + interval '4 days', 510, 10),
       pg_temp.publish('site-1', 'acme', -70, pg_temp.month(5) - interval '1 ms', 720, 11),
       pg_temp.publish('site-1', 'acme', -60, pg_temp.month(3), 0, 0, true),
       pg_temp.publish('site-1', 'acme', -50, pg_temp.month(2) + interval '1 hour', 700, 12),
       pg_temp.publish('site-2', 'acme', -90, pg_temp.month(4) + interval '9 days', 400, 30),
       pg_temp.publish('site-9', 'acme', -90, pg_temp.month(8), 900, 100), -- which is gone since
       pg_temp.publish('site-9', 'acme', -80, pg_temp.month(6) + interval '1 day', 0, 0, true),
       pg_temp.publish('site-3', 'umbra', -90, pg_temp.month(1), 330, 7);

SELECT results_eq($$SELECT month, risk_score, equipment_count, equipment_age FROM threatmap.risk_history WHERE facility_id = 'site-1' AND month <> to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM') ORDER BY month$$,
    $$SELECT to_char(pg_temp.month(ago) AT TIME ZONE 'UTC', 'YYYY-MM'), score, items, 20.3::float8
      FROM (VALUES (13, 51::float8, 10), (12, 51, 10), (11, 51, 10), (10, 51, 10), (9, 51, 10), (8, 51, 10), (7, 51, 10), (6, 72, 11), (5, 72, 11), (4, 72, 11), (2, 70, 12), (1, 70, 12)) v(ago, score, items)$$,
    'the last value of each month, carried on; nothing before the first or while the facility was gone');
SELECT results_eq($$SELECT risk_score, risk_rating, equipment_count FROM threatmap.risk_history WHERE facility_id = 'site-1' AND month = to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM')$$,
                  $$SELECT risk_score, risk_rating, equipment_count FROM threatmap.facilities WHERE id = 'site-1'$$, 'this month as it stands');
SELECT is_empty($$SELECT FROM threatmap.risk_history WHERE facility_id = 'site-9'$$, 'a facility that is gone has no page');
SELECT is(jsonb_array_length(threatmap.facility_history_by_month('acme', 'site-1')), 11, 'twelve months for the page, less the one of which nothing is known');
SELECT is(jsonb_array_length(threatmap.facility_history_by_month('acme', 'site-1', 24)), 13, 'more when asked');
SELECT throws_ok(format($$SELECT threatmap.facility_history_by_month('acme', 'site-1', %s)$$, n), '22023', NULL, 'but not any number: ' || n) FROM unnest('{0,2000000000}'::int4[]) n;

SAVEPOINT clean;
SELECT masterbus.mark_dirty('{site}', 'test');
SELECT is(masterbus.close_months(), 0, 'no month is closed while facilities are being read');
ROLLBACK TO clean;
SELECT is(masterbus.close_months(), 16, 'months that are over are closed');
SELECT is(masterbus.close_months() <= 4, true, 'once: but those of which nothing is known cost nothing');
CREATE TEMP TABLE by_hand AS
SELECT o.organization_id, to_char(m.ago AT TIME ZONE 'UTC', 'YYYY-MM') AS month, count(*)::int4 AS facilities, sum(h.equipment_count)::int4 AS items,
       round(sum(h.score_tenths * h.equipment_count) / (10.0 * sum(h.equipment_count)), 1)::float8 AS score, (count(*) FILTER (WHERE h.category >= 2))::int4 AS high
FROM (SELECT pg_temp.month(n) AS ago FROM generate_series(1, 16) n) m
CROSS JOIN (SELECT DISTINCT organization_id, facility_id FROM masterbus.facility_history) o
CROSS JOIN LATERAL (SELECT * FROM masterbus.facility_history h WHERE (h.organization_id, h.facility_id) = (o.organization_id, o.facility_id)
                    AND h.changed_at < m.ago + interval '1 month' ORDER BY changed_at DESC, batch DESC LIMIT 1) h
WHERE NOT h.removed GROUP BY 1, 2;
SELECT cmp_ok((SELECT count(*) FROM by_hand), '>', 10::bigint, 'there is history to sum up');
SELECT bag_eq($$SELECT organization_id, month, facility_count, equipment_count, risk_score, high_risk_facilities FROM threatmap.risk_history
                WHERE facility_id IS NULL AND month < to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM')$$, 'SELECT organization_id, month, facilities, items, score, high FROM by_hand',
              'the portfolio of a month is what its facilities were then, those that are gone since among them');
SELECT results_eq($$SELECT organization_id, risk_score, facility_count, high_risk_facilities, equipment_count FROM threatmap.risk_history WHERE facility_id IS NULL AND month = to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM') ORDER BY 1$$,
                  'SELECT organization_id, average_risk_score, total_facilities, high_risk_facilities, total_equipment FROM threatmap.portfolio_summary ORDER BY 1', 'this month as it stands');
SELECT is_empty($$
    SELECT p.id FROM threatmap.portfolio_summary p WHERE risk_trends IS DISTINCT FROM (
        SELECT jsonb_agg(jsonb_build_object('month', month_name, 'risk_score', risk_score, 'facility_count', facility_count, 'high_risk_facilities', high_risk_facilities, 'equipment_count', equipment_count) ORDER BY month)
        FROM threatmap.risk_history h WHERE h.organization_id = p.organization_id AND h.facility_id IS NULL AND h.month > to_char(now() AT TIME ZONE 'UTC' - interval '12 months', 'YYYY-MM'))$$,
    'the summary''s trend is the portfolio''s history');
SELECT is((SELECT count(*) FROM (SELECT organization_id, id FROM threatmap.risk_history GROUP BY 1, 2 HAVING count(*) > 1) d), 0::bigint, 'ids are unique');
SELECT is_empty('SELECT month FROM masterbus.portfolio_month p WHERE NOT EXISTS (SELECT FROM masterbus.portfolio_month_definition(p.month) d WHERE d = p)', 'closed months stay what their definition says');

-- The worker closes months without being asked.
DELETE FROM masterbus.portfolio_month;
UPDATE masterbus.facility SET as_of = as_of - 1 WHERE facility_id = 'site-1';
SET ROLE masterbus_worker;
SELECT masterbus.advance_chunk('main', 1);
RESET ROLE;
SELECT cmp_ok((SELECT count(*) FROM masterbus.portfolio_month), '=', (SELECT count(*) FROM by_hand), 'when the day changes');
DELETE FROM masterbus.portfolio_month;
SELECT masterbus.mark_dirty('{site}', 'test');
SET ROLE masterbus_worker;
SELECT plant.rebuild();
RESET ROLE;
SELECT cmp_ok((SELECT count(*) FROM masterbus.portfolio_month), '=', (SELECT count(*) FROM by_hand), 'when all has been read');
DELETE FROM masterbus.portfolio_month;
SET ROLE masterbus_worker;
SELECT masterbus.claim('main', 'slot', 'system', 1, 1, 'test');
RESET ROLE;
SELECT cmp_ok((SELECT count(*) FROM masterbus.portfolio_month), '=', (SELECT count(*) FROM by_hand), 'and when it starts');
SELECT * FROM finish();
ROLLBACK;
