BEGIN;
SELECT no_plan();
SET ROLE masterbus_worker;

SELECT is((SELECT count(*) FROM masterbus.equipment_result), 36::bigint, 'every asset of an open site has a result');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'a rebuild leaves nothing different over both hops');
SELECT is((SELECT count(*) FROM masterbus.equipment_history), 36::bigint, 'a first rebuild scores each item once, with its maintenance');

UPDATE plant.asset SET load_pct = 99 WHERE site_no = 1 AND tag = 'T1';
SELECT isnt_empty('SELECT * FROM masterbus.verify()', 'verify finds a source row that was not applied');
SELECT results_eq($$SELECT * FROM plant.apply('{asset}', ARRAY['["1", "T1"]'])$$, 'VALUES (1, 1, 1)', 'one key changes one item and its facility');
SELECT results_eq($$SELECT * FROM plant.apply('{asset}', ARRAY['["1", "T1"]'])$$, 'VALUES (1, 0, 0)', 'the same key again changes nothing');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'nothing differs after a change');

UPDATE plant.asset SET site_no = 2, tag = 'T99' WHERE site_no = 1 AND tag = 'T2';
SELECT results_eq($$SELECT equipment_changed, facilities_changed FROM plant.apply('{asset,asset}', ARRAY['["1", "T2"]', '["2", "T99"]'])$$,
                  'VALUES (2, 2)', 'a changed key removes the old item, adds the new one, and aggregates both facilities');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'nothing differs after a change of key');

UPDATE plant.site SET title = 'Renamed' WHERE site_no = 3;
SELECT results_eq($$SELECT rows_read FROM plant.apply('{site}', '{3}')$$, 'VALUES (13)', 'a row that others are made from makes those dirty too');
SELECT is((SELECT count(*) FROM masterbus.equipment WHERE location = 'Renamed'), 12::bigint, 'and they show what it says now');
SELECT is((SELECT id FROM threatmap.facilities WHERE threatmap.contains(search_text, 'RENAMED')), 'site-3', 'and it is found by its new name');
UPDATE masterbus.facility_result SET name = 'Misnamed' WHERE facility_id = 'site-1';
SELECT bag_eq('SELECT relation, key, side FROM masterbus.verify()', $$VALUES ('facility_result', 'site-1', 'only expected'), ('facility_result', 'site-1', 'only found')$$,
              'verify knows the names');
SELECT plant.apply('{site}', '{1}');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'and reading the row again mends them');

UPDATE plant.site SET closed = true WHERE site_no = 2;
SELECT plant.apply('{site}', '{2}');
SELECT is((SELECT count(*) FROM masterbus.equipment_result WHERE facility_id = 'site-2'), 0::bigint, 'a closed facility takes its items along');
SELECT is((SELECT count(*) FROM masterbus.equipment_history WHERE facility_id = 'site-2' AND removed), 13::bigint, 'history says that they left');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'nothing differs after a facility closed');
UPDATE plant.site SET closed = false WHERE site_no = 2;
SELECT plant.apply('{site}', '{2}');
SELECT is((SELECT count(*) FROM masterbus.equipment_result WHERE facility_id = 'site-2'), 13::bigint, 'a facility that opens again brings its items back');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'nothing differs after it opened again');

UPDATE plant.work_order SET tag = 'T12', site_no = 1 WHERE order_no = 10;
SELECT results_eq($$SELECT equipment_changed FROM plant.apply('{work_order}', '{10}')$$, 'VALUES (2)', 'a child that moves changes both items');
DELETE FROM plant.work_order WHERE order_no = 9;
SELECT results_eq($$SELECT equipment_changed FROM plant.apply('{work_order}', '{9}')$$, 'VALUES (1)', 'the delete of a child finds its item by our copy');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'nothing differs after changes of children');

UPDATE plant.asset SET notes = '{"documented_issues": "many"}' WHERE site_no = 1 AND tag = 'T3';
UPDATE plant.asset SET commissioned = '2999-01-01' WHERE site_no = 1 AND tag = 'T4';
SELECT plant.apply('{asset,asset}', ARRAY['["1", "T3"]', '["1", "T4"]']);
SELECT bag_eq($$SELECT equipment_id, field FROM masterbus.data_quality_issue$$,
                  $$VALUES ('1/T3', 'documented_issues'), ('1/T4', 'install_date')$$, 'bad values become issues that name the field');
SELECT bag_eq('SELECT equipment_id FROM masterbus.equipment_result WHERE score_tenths IS NULL', $$VALUES ('1/T4')$$,
                  'both items are kept, the one with a bad attribute is scored without it');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'nothing differs with bad values');

DELETE FROM plant.asset WHERE site_no = 3;
SELECT plant.apply('{}', '{}', '{asset}');
SELECT is((SELECT count(*) FROM masterbus.dirty_source), 1::bigint, 'a whole table is marked durably');
SELECT ok(plant.rebuild(5) > 5, 'and read again in chunks');
SELECT is((SELECT count(*) FROM masterbus.equipment WHERE facility_id = 'site-3'), 0::bigint, 'copies whose source row is gone are removed');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'nothing differs after reading a table again');

DELETE FROM masterbus.equipment WHERE equipment_id = '1/T6';
UPDATE masterbus.equipment_result SET score_tenths = 1 WHERE equipment_id = '1/T7';
UPDATE masterbus.engineering_result SET missing = '{}' WHERE equipment_id = '1/T9';
DELETE FROM masterbus.facility_result WHERE facility_id = 'site-2';
SELECT results_eq('SELECT DISTINCT hop, relation, side FROM masterbus.verify() WHERE relation <> ''equipment_history'' ORDER BY 1, 2, 3', $$VALUES
    ('portfolio', 'portfolio_sum', 'only expected'), ('portfolio', 'portfolio_sum', 'only found'),
    ('result', 'engineering_result', 'only expected'), ('result', 'engineering_result', 'only found'),
    ('result', 'equipment_result', 'only expected'), ('result', 'equipment_result', 'only found'),
    ('result', 'facility_result', 'only expected'), ('result', 'facility_result', 'only found'),
    ('source', 'equipment', 'only expected')$$,
    'verify finds damage in either hop, from either side');
SELECT * FROM finish();
ROLLBACK;
