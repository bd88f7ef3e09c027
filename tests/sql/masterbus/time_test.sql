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
SELECT * FROM finish();
ROLLBACK;
