-- Incremental equals full: whatever was written in whatever order, applying key by key gives the rows that a rebuild gives.
BEGIN;
SELECT no_plan();
SET ROLE masterbus_worker;
SELECT setseed(0.42);
DO $$
DECLARE
    number int;
    tag_name text;
BEGIN
    FOR n IN 1 .. 150 LOOP
        number := 1 + floor(random() * 3);
        tag_name := 'T' || 1 + floor(random() * 15);
        CASE floor(random() * 5)
            WHEN 0 THEN
                INSERT INTO plant.asset VALUES (number, tag_name, CASE WHEN number <= 2 THEN 'acme' ELSE 'umbra' END, 'misc', '1999-01-01', random() * 130, NULL)
                ON CONFLICT DO NOTHING;
                PERFORM plant.apply('{asset}', ARRAY[jsonb_build_array(number::text, tag_name)::text]);
            WHEN 1 THEN
                UPDATE plant.asset SET load_pct = random() * 130, commissioned = '1980-01-01'::date + floor(random() * 16000)::int
                WHERE (site_no, tag) = (number, tag_name);
                PERFORM plant.apply('{asset}', ARRAY[jsonb_build_array(number::text, tag_name)::text]);
            WHEN 2 THEN
                DELETE FROM plant.asset WHERE (site_no, tag) = (number, tag_name);
                PERFORM plant.apply('{asset}', ARRAY[jsonb_build_array(number::text, tag_name)::text]);
            WHEN 3 THEN
                INSERT INTO plant.work_order VALUES (1000 + n, CASE WHEN number <= 2 THEN 'acme' ELSE 'umbra' END, number, tag_name, 'thermographic', '2025-01-01'::date + n);
                PERFORM plant.apply('{work_order}', ARRAY[(1000 + n)::text]);
            ELSE
                UPDATE plant.site SET closed = random() < 0.3, title = 'Site ' || n WHERE site_no = number;
                PERFORM plant.apply('{site}', ARRAY[number::text]);
        END CASE;
    END LOOP;
END
$$;
SELECT is_empty('SELECT * FROM masterbus.verify()', 'nothing differs after many writes');

CREATE TEMP TABLE incremental AS SELECT organization_id, equipment_id, facility_id, type, score_tenths, category, nfpa70b_score, nfpa70e_score FROM masterbus.equipment_result;
CREATE TEMP TABLE incremental_facility AS TABLE masterbus.facility_result;
CREATE TEMP TABLE history_before AS TABLE masterbus.equipment_history;
DELETE FROM masterbus.equipment_result;
DELETE FROM masterbus.facility_result;
DELETE FROM masterbus.equipment;
DELETE FROM masterbus.facility;
DELETE FROM masterbus.maintenance;
DELETE FROM masterbus.dependency;
SELECT masterbus.mark_all_dirty('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 'test');
SELECT plant.rebuild(7);
SELECT set_eq('SELECT organization_id, equipment_id, facility_id, type, score_tenths, category, nfpa70b_score, nfpa70e_score FROM masterbus.equipment_result',
              'TABLE incremental', 'a rebuild from nothing gives the same items');
SELECT set_eq('TABLE masterbus.facility_result', 'TABLE incremental_facility', 'and the same facilities, with the time of their last change');
SELECT set_eq('TABLE masterbus.equipment_history', 'TABLE history_before', 'and invents no history');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'nothing differs after the rebuild');
SELECT * FROM finish();
ROLLBACK;
