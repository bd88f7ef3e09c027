-- A year of published facility results, one a month, so that the pages have a trend to show.
SELECT masterbus.ensure_history_partitions(now() - n * interval '1 month') FROM generate_series(1, 13) n;
INSERT INTO masterbus.facility_history (organization_id, facility_id, changed_at, batch, cause, removed, score_tenths, category, equipment_count, mean_age_years)
SELECT r.organization_id, r.facility_id, now() - n * interval '1 month', -n, 'day', false, s.score_tenths, voltmetrics.facility_category(s.score_tenths / 10.0), r.equipment_count, 20
FROM masterbus.facility_result r CROSS JOIN generate_series(1, 13) n
CROSS JOIN LATERAL (SELECT greatest(r.score_tenths - 3 * n, 0)::int2 AS score_tenths) s;
SELECT masterbus.close_months();
CREATE ROLE page_reader LOGIN IN ROLE masterbus_reader;
INSERT INTO masterbus.login_organization
SELECT 'page_reader', organization_id FROM masterbus.facility_result GROUP BY organization_id ORDER BY count(*) DESC LIMIT 1;
