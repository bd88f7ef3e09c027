-- Versioned CNAIM settings of an organisation: what they change is read at once, older versions come back, K fits own failures.
BEGIN;
SELECT no_plan();
\ir engineering.psql
SET ROLE masterbus_worker;
SELECT plant.write(format($$INSERT INTO plant.gear VALUES (%s, %s, 'PANEL', 'Panel', '1970-01-01'::date + %s * 700, 50, '{"voltage": 480}', '{}')$$, n, 1 + n % 3, n), 'gear', n) FROM generate_series(1, 9) n;
SELECT plant.write($$INSERT INTO plant.look VALUES (1, 2, masterbus.today() - 9, 'Severe', 'None', NULL)$$, 'look', 1);
CREATE TEMP TABLE published AS SELECT * FROM threatmap.equipment_engineering;
GRANT SELECT ON published TO PUBLIC;
SELECT ok(bool_and(criticality IS NULL AND missing_inputs @> '{criticality:customers}'), 'nobody has said what hangs on these boards, so that nobody knows their criticality') FROM published WHERE health_score IS NOT NULL;
SET ROLE masterbus_admin;
SELECT is(masterbus.set_cnaim('acme', 'LV Board (WM)', voltmetrics.cnaim_settings(k_multiplier => 2, currency => 'USD', currency_per_gbp => 1.25),
          '{"location_risk": "High", "type_risk": "Medium", "customers": 200}', 'own figures'), 1, 'settings are versions');
SELECT is_empty($$SELECT p.id FROM published p JOIN threatmap.equipment_engineering e USING (organization_id, id)
                  WHERE p.organization_id = 'acme' AND abs(e.probability_of_failure_per_year - 2 * p.probability_of_failure_per_year) > 1e-15 OR p.organization_id = 'umbra' AND e.probability_of_failure_per_year <> p.probability_of_failure_per_year$$,
                  'K counts for the organisation''s own assets, and at once');
SELECT is((SELECT array_agg(DISTINCT (criticality, currency, cnaim_settings_version)::text) FROM threatmap.equipment_engineering WHERE organization_id = 'acme' AND health_score IS NOT NULL),
          (SELECT ARRAY[(c.criticality, 'USD', 1)::text] FROM voltmetrics.cnaim_consequences('LV Board (WM)', '{"location_risk": "High", "type_risk": "Medium", "customers": 200}') c), 'now their criticality is known');
SELECT is((SELECT m.rated_count FROM threatmap.facility_risk_matrix m WHERE id = 'site-2'), 3, 'the facility''s matrix holds them');
SELECT is_empty($$
    SELECT m.id FROM threatmap.facility_risk_matrix m
    WHERE m.rated_count <> (SELECT coalesce(sum((c.value ->> 'assets')::int), 0) FROM jsonb_each(m.matrix) h, jsonb_each(h.value) c)
       OR m.rated_count + m.without_criticality_count <> (SELECT sum(x.value::int) FROM jsonb_each_text(m.health_index_counts) x)
       OR m.rated_count <> (SELECT count(*) FROM threatmap.equipment_engineering e WHERE e.facility_id = m.id AND e.health_index IS NOT NULL AND e.criticality IS NOT NULL)
       OR abs(coalesce((m.in_year_risk ->> 'per_year')::float8, 0) - (SELECT coalesce(sum(e.in_year_risk), 0) FROM threatmap.equipment_engineering e WHERE e.facility_id = m.id)) > 0.01
       OR abs(coalesce((m.in_year_risk ->> 'per_year')::float8, 0) - (SELECT coalesce(sum((c.value ->> 'risk')::float8), 0) FROM jsonb_each(m.matrix) h, jsonb_each(h.value) c)) > 0.01
       OR (m.in_year_risk IS NULL) <> (m.rated_count = 0)
$$, 'every facility''s matrix adds up to its items');
SELECT is_empty($$
    SELECT d.id FROM threatmap.facility_details d JOIN threatmap.facility_risk_matrix m USING (organization_id, id)
    WHERE d.engineering <> to_jsonb(m) - '{organization_id,id,matrix,updated_at}'::text[] || jsonb_build_object('risk_matrix', m.matrix)
       OR threatmap.facility_details_document(d.id) -> 'engineering' IS DISTINCT FROM jsonb_strip_nulls(d.engineering)$$, 'and its page and document carry it');
SELECT throws_ok($$SELECT masterbus.set_cnaim('acme', 'LV Cable', voltmetrics.cnaim_settings())$$, '22023', NULL, 'an unknown category is refused');
SELECT throws_ok($$SELECT masterbus.set_cnaim('acme', 'LV Board (WM)', voltmetrics.cnaim_settings(k_per_year => -1))$$, '22003', NULL, 'so is an impossible K');
SELECT throws_ok($$SELECT masterbus.set_cnaim('acme', 'LV Board (WM)', voltmetrics.cnaim_settings(), '{"location_risk": "Extreme"}')$$, '22023', NULL, 'and a circumstance that there is not');
SELECT throws_ok($$SELECT masterbus.set_cnaim('acme', 'LV Board (WM)', voltmetrics.cnaim_settings(currency => 'USD'))$$, NULL, NULL, 'and a currency without its rate');
SELECT is(masterbus.set_cnaim('acme', 'LV Board (WM)', voltmetrics.cnaim_settings(k_multiplier => 5)), 2, 'a second version');
SELECT is((SELECT array_agg(version ORDER BY version) FILTER (WHERE active) FROM masterbus.cnaim_setting), '{2}', 'is the only active one');
SELECT masterbus.activate_cnaim('acme', 'LV Board (WM)', 1);
SELECT is((SELECT array_agg(version) FILTER (WHERE active) FROM masterbus.cnaim_setting), '{1}', 'until the first is active again');
SELECT throws_ok($$SELECT masterbus.activate_cnaim('acme', 'LV Board (WM)', 9)$$, '22023', NULL, 'a version that there is not is refused');
SELECT masterbus.activate_cnaim('acme', 'LV Board (WM)', 0);
SELECT is_empty('SELECT organization_id, id, health_score, probability_of_failure_per_year, criticality, cnaim_settings_version FROM published EXCEPT
                 SELECT organization_id, id, health_score, probability_of_failure_per_year, criticality, cnaim_settings_version FROM threatmap.equipment_engineering', 'version 0 are the published values');

-- K from own failures.
RESET ROLE;
UPDATE masterbus.source_table SET query = replace(query, 'format(''%s/%s'', w.site_no, w.tag)', 'CASE WHEN w.tag LIKE ''gear-%'' THEN w.tag ELSE format(''%s/%s'', w.site_no, w.tag) END') WHERE source = 'work_order';
SET ROLE masterbus_worker;
SELECT plant.write(format($$INSERT INTO plant.work_order VALUES (%s, 'acme', 1, 'gear-%s', %L, masterbus.today() - %s)$$, 900 + n, 1 + n % 9, (ARRAY['emergency_service', 'cleaning'])[1 + n % 2], n * 50), 'work_order', 900 + n)
FROM generate_series(1, 12) n WHERE (1 + n % 9) % 3 < 2;
SET ROLE masterbus_admin;
CREATE TEMP TABLE fit AS SELECT * FROM masterbus.fit_cnaim_k('acme', 'LV Board (WM)', masterbus.today() - 3000, masterbus.today() + 1);
SELECT is((SELECT observed_failures FROM fit), (SELECT count(*)::int FROM masterbus.maintenance WHERE type = 'emergency_service' AND equipment_id LIKE 'gear-%'), 'own failures are counted');
SELECT cmp_ok((SELECT observed_failures FROM fit), '>', 0, 'there are some');
SELECT is((SELECT assets FROM fit), 6, 'over the organisation''s own assets');
SELECT masterbus.set_cnaim('acme', 'LV Board (WM)', (SELECT settings FROM fit));
SELECT ok(abs(f.expected_failures - f.observed_failures) < 1e-6, 'with the fitted K as many failures are expected as were seen')
FROM masterbus.fit_cnaim_k('acme', 'LV Board (WM)', masterbus.today() - 3000, masterbus.today() + 1) f;
SELECT is(settings, NULL, 'where nothing failed no K is fitted') FROM masterbus.fit_cnaim_k('acme', 'LV Board (WM)', '1990-01-01', '1991-01-01');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
