BEGIN;
SELECT no_plan();
UPDATE masterbus.facility SET as_of = masterbus.today() - 400;
SET ROLE masterbus_worker;
SELECT masterbus.refresh_equipment(ROW (array_agg(organization_id), array_agg(equipment_id)), ROW (nextval('masterbus.batch_number'), 'day', NULL)) FROM masterbus.equipment;
SELECT masterbus.refresh_facilities(ROW (array_agg(organization_id), array_agg(facility_id)), ROW (nextval('masterbus.batch_number'), 'day', NULL)) FROM masterbus.facility;
SELECT is_empty('SELECT * FROM masterbus.verify()', 'results are right at the date of their facility, whatever the clock says');
CREATE TEMP TABLE younger AS SELECT equipment_id, score_tenths FROM masterbus.equipment_result;
SELECT is(masterbus.advance_chunk('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 2), 2, 'the day change moves whole facilities, a few at a time');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'in between, nothing differs');
SELECT is(masterbus.advance_chunk('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 2), 1, 'until the rest');
SELECT is(masterbus.advance_chunk('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 2), 0, 'and then there is nothing to do');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'nothing differs afterwards');
SELECT cmp_ok((SELECT count(*) FROM younger y JOIN masterbus.equipment_result r USING (equipment_id) WHERE r.score_tenths > y.score_tenths), '>', 0::bigint,
              'untouched equipment scores higher when it is older');
SELECT is((SELECT count(*) FROM younger y JOIN masterbus.equipment_result r USING (equipment_id) WHERE r.score_tenths < y.score_tenths), 0::bigint, 'and never lower');

-- A facility that fails by itself is parked and keeps its day; all others go on.
RESET ROLE;
UPDATE masterbus.facility SET as_of = masterbus.today() - 400;
SELECT equipment_id AS unlucky, e.facility_id AS unlucky_facility FROM masterbus.equipment e JOIN younger USING (equipment_id)
    JOIN masterbus.equipment_result r USING (equipment_id) WHERE r.score_tenths > younger.score_tenths ORDER BY 1 LIMIT 1 \gset
UPDATE masterbus.equipment_result r SET score_tenths = y.score_tenths FROM younger y WHERE y.equipment_id = r.equipment_id;
ALTER TABLE masterbus.equipment_history ADD CONSTRAINT unlucky CHECK (equipment_id <> :'unlucky') NOT VALID;
SET ROLE masterbus_worker;
SELECT is(masterbus.advance_chunk('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 100), 3, 'the chunk is done');
SELECT results_eq('SELECT source_key FROM masterbus.parked_key', format('SELECT source_key FROM masterbus.facility WHERE facility_id = %L', :'unlucky_facility'),
                  'the facility that fails is parked');
SELECT results_eq('SELECT facility_id FROM masterbus.facility WHERE as_of < masterbus.today()', ARRAY[:'unlucky_facility'], 'and alone keeps its day');
SELECT is(masterbus.advance_chunk('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 100), 0, 'it is not tried again and again');
RESET ROLE;
ALTER TABLE masterbus.equipment_history DROP CONSTRAINT unlucky;
SET ROLE masterbus_worker;
SELECT masterbus.retry_parked();
SELECT masterbus.retry_chunk(10);
SELECT is(masterbus.advance_chunk('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 100), 1, 'once it is tried again it follows');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'and nothing differs');
SELECT * FROM finish();
ROLLBACK;
