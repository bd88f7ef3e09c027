-- What stands behind one item: compliance with its dates, service history, photos; and how old all of it is.
BEGIN;
SELECT no_plan();
SET ROLE masterbus_worker;

SELECT is((SELECT count(*) FROM threatmap.compliance), 36::bigint, 'every item has a row');
SELECT is_empty($$
    SELECT c.id FROM threatmap.compliance c, voltmetrics.assess(threatmap.assessment_input(c.id), masterbus.today()) a
    WHERE c.nfpa_70b_percentage IS DISTINCT FROM (a #>> '{nfpa70b,score}')::int OR c.nfpa_70e_percentage IS DISTINCT FROM (a #>> '{nfpa70e,score}')::int$$,
    'percentages are those that an analyst calculates');
SELECT is_empty($$
    SELECT c.id, a #> '{nfpa70b,issues}' FROM threatmap.compliance c, voltmetrics.assess(threatmap.assessment_input(c.id), masterbus.today()) a
    WHERE c.last_inspection <> '' AND c.days_overdue > 0 AND a #>> '{nfpa70b,status}' = 'compliant'$$, 'nothing overdue is compliant');

-- A transformer, with a visual inspection so many days ago.
CREATE FUNCTION pg_temp.inspected(days_ago int) RETURNS SETOF threatmap.compliance LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM plant.work_order WHERE site_no = 1 AND tag = 'T3';
    INSERT INTO plant.work_order SELECT 900, 'acme', 1, 'T3', 'visual_inspection', masterbus.today() - days_ago WHERE days_ago IS NOT NULL;
    INSERT INTO plant.work_order SELECT 901, 'acme', 1, 'T3', 'thermographic', masterbus.today() WHERE days_ago IS NOT NULL;
    PERFORM plant.apply('{}', '{}', '{work_order}'), plant.rebuild();
    RETURN QUERY SELECT * FROM threatmap.compliance WHERE id = '1/T3';
END $$;
CREATE TEMP TABLE span AS SELECT 30 * voltmetrics.inspection_interval_months('TRANSFORMER') AS days;
SELECT results_eq(format('SELECT maintenance_status, days_overdue FROM pg_temp.inspected(%s)', days - 31), $$VALUES ('up_to_date', 0)$$, 'more than 30 days before it is due') FROM span;
SELECT results_eq(format('SELECT maintenance_status, days_overdue FROM pg_temp.inspected(%s)', days - 30), $$VALUES ('due_soon', 0)$$, '30 days before') FROM span;
SELECT results_eq(format('SELECT maintenance_status, days_overdue FROM pg_temp.inspected(%s)', days), $$VALUES ('due_soon', 0)$$, 'on the day') FROM span;
SELECT results_eq(format('SELECT maintenance_status, days_overdue FROM pg_temp.inspected(%s)', days + 1), $$VALUES ('overdue', 1)$$, 'the day after') FROM span;
SELECT results_eq('SELECT next_inspection_due FROM pg_temp.inspected(NULL)',
                  $$SELECT threatmap.date_text(e.install_date + (SELECT days FROM span)) FROM masterbus.equipment e WHERE equipment_id = '1/T3'$$,
                  'never inspected: so long after the installation');
SELECT is(last_inspection, '', 'an absent date is empty') FROM threatmap.compliance WHERE id = '1/T3';

INSERT INTO masterbus.arc_flash_study (organization_id, study_id, equipment_id, assessed_on, ppe_category, incident_energy_cal_cm2, source, source_key)
VALUES ('acme', 's1', '1/T3', '2024-02-29', 2, 7.5, 'x', 's1'), ('acme', 's0', '1/T3', '2020-01-01', 1, 3, 'x', 's0');
SELECT results_eq($$SELECT last_assessment, next_assessment_due, incident_energy, ppe_requirements FROM threatmap.compliance WHERE id = '1/T3'$$,
                  $$VALUES ('2024-02-29', '2029-02-28', 7.5::float8, 2)$$, 'the newest study counts, for five years');

SELECT is((SELECT count(*) FROM threatmap.service_history), (SELECT count(*) FROM plant.work_order w JOIN plant.asset a USING (site_no, tag)), 'all work on record');
SELECT bag_eq($$SELECT type, date, facility_id FROM threatmap.service_history WHERE id = 'wo-10'$$,
                  $$SELECT kind, done_on::text, 'site-' || site_no FROM plant.work_order WHERE order_no = 10$$, 'as the source says');
CREATE TEMP TABLE copied AS SELECT id, updated_at FROM threatmap.service_history;
SELECT plant.apply('{work_order}', '{10}');
SELECT results_eq('SELECT id, updated_at FROM threatmap.service_history ORDER BY 1', 'SELECT * FROM copied ORDER BY 1', 'reading a row again changes nothing');

INSERT INTO masterbus.photo (organization_id, photo_id, facility_id, equipment_id, url, source, source_key)
VALUES ('acme', 'p1', 'site-1', '1/T3', 'https://a', 'x', 'p1'), ('acme', 'p2', 'site-1', NULL, 'https://b', 'x', 'p2'), ('acme', 'p3', 'site-9', NULL, 'https://c', 'x', 'p3');
SELECT bag_eq('SELECT id, facility_id, equipment_id FROM threatmap.photos', $$VALUES ('p1', 'site-1', '1/T3'), ('p2', 'site-1', NULL)$$,
                  'photos of items and of facilities, none of a facility that is gone');

SELECT results_eq('SELECT id, state, stale FROM threatmap.pipeline_status', $$VALUES ('main', 'stopped', false)$$, 'without a worker the pipeline is stopped');
SELECT plant.apply('{}', '{}', '{asset}');
SELECT ok(stale, 'a table that is to be read again makes it stale') FROM threatmap.pipeline_status;
SET ROLE masterbus_reader;
SELECT is((SELECT count(*) FROM threatmap.pipeline_status), 1::bigint, 'readers see it');
SELECT throws_ok('SELECT * FROM masterbus.progress', '42501', NULL, 'and not what it comes from');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
