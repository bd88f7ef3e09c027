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

-- The day change leaves alone what cannot have changed: day by day it gives what evaluating everything gives, whatever takes effect.
RESET ROLE;
UPDATE plant.asset SET commissioned = masterbus.today() - 1000 - 200 * (substr(tag, 2)::int % 3) WHERE substr(tag, 2)::int % 2 = 0;
UPDATE plant.work_order SET done_on = masterbus.today() - 140 + (order_no::int * 7) % 130 WHERE order_no <= 20;
SET ROLE masterbus_worker;
SELECT plant.apply('{}', '{}', '{asset,work_order}'), plant.rebuild();
CREATE FUNCTION pg_temp.facilities() RETURNS masterbus.touched LANGUAGE sql AS $$
    SELECT ROW (array_agg(organization_id), array_agg(facility_id))::masterbus.touched FROM masterbus.facility $$;
CREATE FUNCTION pg_temp.evaluate(day date) RETURNS void LANGUAGE sql AS $$
    SELECT masterbus.evaluate_facilities(pg_temp.facilities(), day, ROW (nextval('masterbus.batch_number'), 'day', NULL)::masterbus.cause) $$;
CREATE TEMP TABLE looked_at (day date, due int, differences int);
DO $$
BEGIN
    PERFORM pg_temp.evaluate(masterbus.today() - 150);
    FOR n IN 1 .. 150 LOOP
        INSERT INTO looked_at SELECT masterbus.today() - 150 + n, cardinality((masterbus.due_equipment(pg_temp.facilities(), masterbus.today() - 150 + n)).ids);
        PERFORM pg_temp.evaluate(masterbus.today() - 150 + n);
        UPDATE looked_at SET differences = (SELECT count(*) FROM masterbus.verify()) WHERE day = masterbus.today() - 150 + n;
    END LOOP;
END
$$;
SELECT is((SELECT sum(differences) FROM looked_at), 0::bigint, 'day by day nothing differs from evaluating everything');
SELECT cmp_ok((SELECT sum(due) FROM looked_at), '<', 150 * 36 / 3::bigint, 'though most items are left alone');
SELECT is((SELECT count(*) FROM masterbus.equipment_result r JOIN masterbus.facility f USING (organization_id, facility_id) WHERE (r.next_change_on > f.as_of) IS NOT TRUE), 0::bigint,
          'the next change lies ahead');

-- A facility that fails by itself is parked and keeps its day; all others go on.
CREATE TEMP TABLE older AS SELECT equipment_id, score_tenths FROM masterbus.equipment_result;
SELECT pg_temp.evaluate(masterbus.today() - 400);
SELECT equipment_id AS unlucky, r.facility_id AS unlucky_facility FROM masterbus.equipment_result r JOIN older o USING (equipment_id)
    WHERE o.score_tenths > r.score_tenths ORDER BY 1 LIMIT 1 \gset
RESET ROLE;
ALTER TABLE masterbus.equipment_history ADD CONSTRAINT unlucky CHECK (equipment_id <> :'unlucky') NOT VALID;
SET ROLE masterbus_worker;
SELECT is(masterbus.advance_chunk('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 100), 3, 'the chunk is done');
SELECT results_eq('SELECT source_key FROM masterbus.parked_key', format('SELECT source_key FROM masterbus.facility WHERE facility_id = %L', :'unlucky_facility'),
                  'the facility that fails is parked');
SELECT bag_eq('SELECT facility_id FROM masterbus.facility WHERE as_of < masterbus.today()', ARRAY[:'unlucky_facility'], 'and alone keeps its day');
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
