-- Two years of history by replaying time: what a worker that had been there would have written, day for day.
BEGIN;
SELECT no_plan();
CREATE TEMP TABLE beginning AS SELECT masterbus.today() - 730 AS day;
GRANT SELECT ON beginning TO masterbus_worker;
SELECT throws_ok('SELECT masterbus.prepare_replay((SELECT day FROM beginning))', '55000', NULL, 'history that is there is never rewritten');
DELETE FROM masterbus.equipment_result;
DELETE FROM masterbus.facility_result;
DELETE FROM masterbus.portfolio_sum;
DELETE FROM masterbus.equipment;
DELETE FROM masterbus.facility;
DELETE FROM masterbus.maintenance;
DELETE FROM masterbus.dependency;
DELETE FROM masterbus.equipment_history;
DELETE FROM masterbus.facility_history;
INSERT INTO plant.asset VALUES (1, 'LATE', 'acme', 'misc', masterbus.today() - 100, 50, NULL), (1, 'TYPO', 'acme', 'misc', masterbus.today() + 36525, 50, NULL);

SET ROLE masterbus_worker;
SELECT throws_ok('SELECT masterbus.prepare_replay(masterbus.today())', '22023', NULL, 'a replay begins in the past');
SELECT masterbus.prepare_replay(day) FROM beginning;
CREATE FUNCTION pg_temp.replay() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    WHILE EXISTS (SELECT FROM masterbus.replay_chunk((SELECT day FROM beginning), '1 month')) LOOP NULL; END LOOP;
END $$;
SELECT pg_temp.replay();

SELECT is_empty('SELECT * FROM masterbus.verify()', 'at the end everything is as if just read');
SELECT is((SELECT count(DISTINCT equipment_id) FROM masterbus.equipment_history), 38::bigint, 'every item has history');
SELECT is_empty($$SELECT * FROM masterbus.equipment_history WHERE changed_at <> as_of::timestamp AT TIME ZONE 'UTC' OR cause <> 'replay' OR removed$$, 'dated to the day, and marked');
SELECT is_empty($$
    SELECT h.equipment_id, h.as_of FROM masterbus.equipment_history h JOIN masterbus.equipment e USING (organization_id, equipment_id)
    CROSS JOIN LATERAL masterbus.input_by(e.organization_id, e.equipment_id, e.humidity_pct, e.temperature_f, e.attributes, h.as_of) i
    CROSS JOIN LATERAL voltmetrics.try_assess(e.type, e.install_date, e.aluminum_conductor, i.humidity_pct, i.temperature_f, e.loading_pct,
        i.last_maintenance_date, i.attributes, i.maintenance_recorded, i.maintenance_dates, h.as_of, h.model_version) a
    WHERE (h.score_tenths, h.category, h.nfpa70b_status, h.nfpa70e_status, h.factor_tenths)
          IS DISTINCT FROM (a.score_tenths, a.category, a.nfpa70b_status, a.nfpa70e_status, a.factor_tenths)$$,
    'each link is what the definition gives on its day, factors and all');
SELECT is_empty($$
    SELECT * FROM (SELECT h.*, lag(h) OVER (PARTITION BY organization_id, equipment_id ORDER BY batch) AS previous FROM masterbus.equipment_history h) h
    WHERE changed_at <= (previous).changed_at
       OR (score_tenths, category, nfpa70b_status, nfpa70e_status)
          IS NOT DISTINCT FROM ((previous).score_tenths, (previous).category, (previous).nfpa70b_status, (previous).nfpa70e_status) AND (previous).batch IS NOT NULL$$,
    'a chain goes forward in time, without equal neighbours');
SELECT is_empty($$
    SELECT r.equipment_id FROM masterbus.equipment_result r CROSS JOIN LATERAL masterbus.last_equipment_history(r.organization_id, r.equipment_id) h
    WHERE r.updated_at <> h.changed_at$$, 'a result is as old as the last link');
SELECT cmp_ok((SELECT min(as_of) FROM masterbus.equipment_history WHERE equipment_id = '1/LATE'), '>', masterbus.today() - 101, 'what was not there yet has no history');
SELECT is((SELECT min(as_of) FROM masterbus.equipment_history WHERE equipment_id = '1/TYPO'), (SELECT day FROM beginning), 'a typing error was one from the start');
SELECT cmp_ok((SELECT count(*) FROM masterbus.facility_history WHERE facility_id = 'site-1'), '>', 12::bigint, 'facilities move with their items');

CREATE TEMP TABLE history_before AS TABLE masterbus.equipment_history;
SELECT masterbus.mark_all_dirty('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 'test');
SELECT plant.rebuild();
SELECT set_eq('TABLE masterbus.equipment_history', 'TABLE history_before', 'the worker that starts then finds everything as it is');
SELECT throws_ok('SELECT masterbus.prepare_replay((SELECT day FROM beginning))', '55000', NULL, 'and time is not replayed twice');
SELECT * FROM finish();
ROLLBACK;
