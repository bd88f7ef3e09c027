-- Rule set 2 of NFPA 70B: an organisation's own intervals by condition; incremental, rebuild and verify agree.
BEGIN;
SELECT no_plan();
\ir engineering.psql
SET ROLE masterbus_worker;
SELECT plant.write(format($$INSERT INTO plant.gear VALUES (%s, %s, %L, 'Switchboard', masterbus.today() - 4000, 50, '{"voltage": 480}', '{"documented_issues": 0}')$$, n, 1 + n % 3, t), 'gear', n::int)
FROM unnest('{PANEL,SWITCHGEAR,BREAKER,PANEL}'::text[]) WITH ORDINALITY x(t, n);
RESET ROLE;
SELECT is((SELECT count(*) FROM masterbus.nfpa70b_defaults()), (SELECT count(*) FROM (SELECT DISTINCT activity, equipment FROM masterbus.nfpa70b_defaults()) d), 'one default for each activity and kind');
SELECT is_empty($$SELECT activity, equipment FROM masterbus.nfpa70b_defaults() WHERE (condition_1_months, condition_2_months, condition_3_months) <>
                  (voltmetrics.nfpa70b_interval_months(activity, equipment, 1), voltmetrics.nfpa70b_interval_months(activity, equipment, 2), voltmetrics.nfpa70b_interval_months(activity, equipment, 3))$$,
                  'and it is the published one');
SELECT results_eq($$SELECT confidence FROM masterbus.nfpa70b_defaults() WHERE (activity, equipment) IN (('infrared_thermography', 'panelboard'), ('visual_inspection', 'switchgear')) ORDER BY activity$$,
                  $$VALUES ('corroborated'), ('single_source')$$, 'with its confidence');
SET ROLE masterbus_admin;
SELECT is(masterbus.add_nfpa70b_rules('acme', 1), 1, 'a first version');
SELECT ok(bool_and(NOT verified) AND count(*) > 50, 'whose intervals are flagged as not verified') FROM masterbus.nfpa70b_interval;
SELECT throws_ok($$SELECT masterbus.activate_nfpa70b('acme', 7)$$, '22023', NULL, 'only a version that there is can be activated');
SELECT throws_ok($$UPDATE masterbus.nfpa70b_interval SET condition_1_months = 0$$, '23514', NULL, 'an interval lasts a month at least');
SELECT masterbus.activate_nfpa70b('acme', 1);
SET ROLE masterbus_worker;
SELECT is_empty('SELECT * FROM masterbus.verify()', 'before the facilities are judged anew nothing differs');
DO $$ BEGIN WHILE masterbus.advance_chunk('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 1) > 0 LOOP NULL; END LOOP; END $$;
SELECT is_empty('SELECT * FROM masterbus.verify()', 'nor afterwards');
SELECT is((SELECT (nfpa70b_status, nfpa70b_score)::text FROM masterbus.equipment_result WHERE equipment_id = 'gear-1'), '(2,0)', 'gear that nobody ever maintained is not compliant');

-- Work on record, one activity after the other.
CREATE FUNCTION pg_temp.done(n int, kind text, days int) RETURNS void LANGUAGE sql AS $$
    SELECT plant.write(format('INSERT INTO plant.work_order VALUES (%s, ''acme'', 1, ''gear'', %L, masterbus.today() - %s)', n, kind, days), 'work_order', n) $$;
RESET ROLE;
UPDATE masterbus.source_table SET query = replace(query, 'format(''%s/%s'', w.site_no, w.tag)', 'CASE w.tag WHEN ''gear'' THEN ''gear-3'' ELSE format(''%s/%s'', w.site_no, w.tag) END') WHERE source = 'work_order';
SET ROLE masterbus_worker;
SELECT pg_temp.done(900, 'thermographic', 100), pg_temp.done(901, 'cleaning', 100), pg_temp.done(902, 'lubrication', 100), pg_temp.done(903, 'mechanism_test', 100), pg_temp.done(904, 'trip_test', 100);
SELECT plant.write($$INSERT INTO plant.look VALUES (900, 3, masterbus.today() - 100, 'None', 'None', NULL)$$, 'look', 900);
SELECT is((SELECT (nfpa70b_status, nfpa70b_score)::text FROM masterbus.equipment_result WHERE equipment_id = 'gear-3'), '(0,100)', 'a breaker with all work done is compliant');
SELECT is((SELECT condition FROM masterbus.nfpa70b_tasks('acme', 'gear-3', 1) LIMIT 1), 1, 'being clean, it is in condition 1');
SELECT is((SELECT due_on FROM masterbus.nfpa70b_tasks('acme', 'gear-3', 1) WHERE activity = 'visual_inspection'), voltmetrics.maintenance_due_date(masterbus.today() - 100, 60), 'and seen again in five years');
SELECT is((SELECT (nfpa70b_status, nfpa70b_score)::text FROM masterbus.equipment_result WHERE equipment_id = 'gear-3' AND organization_id = 'acme'),
          (SELECT (status, score)::text FROM masterbus.nfpa70b_verdict('acme', 'gear-3', 1)), 'status is the verdict over the tasks');
SELECT plant.write($$UPDATE plant.look SET corrosion = 'Severe' WHERE look_no = 900$$, 'look', 900);
SELECT is((SELECT condition FROM masterbus.nfpa70b_tasks('acme', 'gear-3', 1) LIMIT 1), 3, 'severe corrosion is condition 3');
SELECT is((SELECT due_on FROM masterbus.nfpa70b_tasks('acme', 'gear-3', 1) WHERE activity = 'infrared_thermography'), voltmetrics.maintenance_due_date(masterbus.today() - 100, 6), 'with shorter intervals');
SELECT plant.write($$UPDATE plant.work_order SET done_on = masterbus.today() - 300 WHERE order_no = 900$$, 'work_order', 900);
SELECT is((SELECT (nfpa70b_status, nfpa70b_score)::text FROM masterbus.equipment_result WHERE equipment_id = 'gear-3'), '(1,70)', 'one overdue task is partial');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'nothing differs after these changes');
SELECT results_eq($$SELECT activity, condition, interval_months, days_overdue, verified FROM threatmap.nfpa_70b_tasks WHERE equipment_id = 'gear-3' AND overdue$$,
                  $$SELECT 'infrared_thermography', 3, 6, masterbus.today() - voltmetrics.maintenance_due_date(masterbus.today() - 300, 6), false$$, 'the task that is overdue is shown with its interval');
SELECT plant.write($$INSERT INTO plant.gear VALUES (5, 2, 'SWITCHGEAR', 'Switchboard', NULL, 50, '{"voltage": 480}', NULL)$$, 'gear', 5);
SELECT plant.write($$INSERT INTO plant.look VALUES (901, 5, masterbus.today() - 10, 'None', 'None', NULL)$$, 'look', 901);
SELECT is((SELECT (c.maintenance_status, c.next_thermographic_due)::text FROM threatmap.compliance c WHERE c.id = 'gear-5'), '(overdue,"")', 'what was never done, nobody knows since when, is overdue');
SELECT ok((f.inspection_status ->> 'overdue')::int > 0 AND NOT jsonb_path_exists(f.next_inspections_due, '$[*] ? (@.due_date == "")'), 'its facility counts it, and lists only what has a day')
FROM threatmap.facility_compliance f WHERE f.id = 'site-2';
SELECT results_eq($$SELECT c.next_inspection_due, c.next_thermographic_due FROM threatmap.compliance c WHERE c.organization_id = 'acme' ORDER BY c.id$$,
                  $$SELECT max(t.next_due) FILTER (WHERE t.activity = 'visual_inspection'), max(t.next_due) FILTER (WHERE t.activity = 'infrared_thermography')
                    FROM threatmap.nfpa_70b_tasks t WHERE t.organization_id = 'acme' GROUP BY t.equipment_id ORDER BY t.equipment_id$$, 'compliance gives the dates of the own rules');
SELECT results_eq($$SELECT equipment_id, task, last_done, due_date, interval_months, days_overdue FROM threatmap.maintenance_plan WHERE organization_id = 'acme' ORDER BY 1, 2$$,
                  $$SELECT equipment_id, activity, last_done, next_due, interval_months, days_overdue FROM threatmap.nfpa_70b_tasks
                    WHERE organization_id = 'acme' AND (overdue OR nullif(next_due, '')::date <= masterbus.today() + 30) ORDER BY 1, 2$$, 'and the plan their tasks');
SELECT ok(bool_and(w.nfpa_70b_after IS NULL AND w.nfpa_70e_after IS NOT NULL), 'what if does not answer by another rule set') FROM threatmap.what_if('gear-3', '{}') w;
SELECT is((SELECT count(*) FROM threatmap.nfpa_70b_tasks WHERE organization_id = 'umbra'), 0::bigint, 'organisations at rule set 1 have no such tasks');
SELECT masterbus.mark_all_dirty('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 'test');
SELECT plant.rebuild();
SELECT is_empty('SELECT * FROM masterbus.verify()', 'nor after a rebuild');

-- A next version with an own interval; then back to rule set 1.
SET ROLE masterbus_admin;
SELECT is(masterbus.add_nfpa70b_rules('acme', 1, 2), 2, 'a second version starts from the first');
UPDATE masterbus.nfpa70b_interval SET condition_3_months = 12, verified = true WHERE (version, activity, equipment) = (2, 'infrared_thermography', 'breaker');
SELECT masterbus.activate_nfpa70b('acme', 2);
SET ROLE masterbus_worker;
DO $$ BEGIN WHILE masterbus.advance_chunk('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 3) > 0 LOOP NULL; END LOOP; END $$;
SELECT is((SELECT (nfpa70b_status, nfpa70b_score)::text FROM masterbus.equipment_result WHERE equipment_id = 'gear-3'), '(0,100)', 'a longer interval of one''s own makes it compliant');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'and nothing differs');
SET ROLE masterbus_admin;
SELECT masterbus.activate_nfpa70b('acme', NULL);
SET ROLE masterbus_worker;
DO $$ BEGIN WHILE masterbus.advance_chunk('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 3) > 0 LOOP NULL; END LOOP; END $$;
SELECT is_empty('SELECT * FROM masterbus.verify()', 'rule set 1 comes back');
SELECT is((SELECT (nfpa70b_status, nfpa70b_score)::text FROM masterbus.equipment_result WHERE equipment_id = 'gear-3'), '(0,100)', 'with its own verdict: an interval of twelve months whatever the condition');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
