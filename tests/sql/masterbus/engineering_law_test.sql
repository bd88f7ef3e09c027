-- Incremental equals full, for engineering results too: random writes to items, inspections and studies, in any order.
BEGIN;
SELECT no_plan();
\ir engineering.psql
SET ROLE masterbus_worker;
SELECT setseed(0.7);
CREATE FUNCTION pg_temp.pick(words text[]) RETURNS text LANGUAGE sql VOLATILE AS $$ SELECT words[1 + floor(random() * cardinality(words))::int] $$;
DO $$
DECLARE
    g int;
    n int;
BEGIN
    FOR step IN 1 .. 220 LOOP
        g := 1 + floor(random() * 12);
        n := 1 + floor(random() * 30);
        CASE floor(random() * 8)
            WHEN 0, 1 THEN
                INSERT INTO plant.gear VALUES (g, 1 + g % 3, pg_temp.pick('{PANEL,SWITCHGEAR,TRANSFORMER,BREAKER,OTHER}'), pg_temp.pick('{a,MOTOR_CONTROL_CENTER}'),
                    '1970-01-01'::date + floor(random() * 19000)::int, random() * 120, jsonb_build_object('voltage', pg_temp.pick('{208,480,13800,34500}')::int,
                    'oil_filled', random() < 0.7, 'breaker_type', pg_temp.pick('{air_power,molded_case}')), jsonb_build_object('outdoor_exposure', random() < 0.5))
                ON CONFLICT (gear_no) DO UPDATE SET specs = excluded.specs, attrs = excluded.attrs, load_pct = excluded.load_pct, site_no = excluded.site_no, kind = excluded.kind;
                PERFORM plant.apply('{gear}', ARRAY[g::text]);
            WHEN 2 THEN
                DELETE FROM plant.gear WHERE gear_no = g AND random() < 0.4;
                PERFORM plant.apply('{gear}', ARRAY[g::text]);
            WHEN 3, 4 THEN
                INSERT INTO plant.look VALUES (n, g, masterbus.today() - 40 + floor(random() * 45)::int, pg_temp.pick('{None,Minimal,Moderate,Severe}'), pg_temp.pick('{None,Severe}'),
                    jsonb_build_object('thermal_issues', random() < 0.5))
                ON CONFLICT (look_no) DO UPDATE SET corrosion = excluded.corrosion, done_on = excluded.done_on;
                PERFORM plant.apply('{look}', ARRAY[n::text]);
            WHEN 5 THEN
                DELETE FROM plant.look WHERE look_no = n;
                PERFORM plant.apply('{look}', ARRAY[n::text]);
            WHEN 6 THEN
                INSERT INTO plant.study VALUES (n, g, masterbus.today() - 40 + floor(random() * 45)::int, 2, random() * 20, 300 + random() * 300,
                    jsonb_build_object('voltage_kv', 0.48, 'bolted_fault_current_ka', random() * 60, 'clearing_time_ms', random() * 500, 'gap_mm', 25, 'electrode_configuration', pg_temp.pick('{VCB,HOA,XX}')))
                ON CONFLICT (study_no) DO UPDATE SET params = excluded.params, energy = excluded.energy;
                PERFORM plant.apply('{study}', ARRAY[n::text]);
            ELSE
                UPDATE plant.site SET closed = random() < 0.3 WHERE site_no = 1 + g % 3;
                PERFORM plant.apply('{site}', ARRAY[(1 + g % 3)::text]);
        END CASE;
    END LOOP;
END
$$;
UPDATE plant.site SET closed = false;
SELECT plant.apply('{site,site,site}', '{1,2,3}');
SELECT cmp_ok(count(*) FILTER (WHERE asset ? 'observed'), '>', 0::bigint, 'some were inspected') FROM masterbus.engineering_result;
SELECT cmp_ok(count(incident_energy_cal_cm2), '>', 0::bigint, 'some have an energy') FROM masterbus.engineering_result;
SELECT cmp_ok(count(next_input_on), '>', 0::bigint, 'and something is to come') FROM masterbus.engineering_result;
SELECT is_empty('SELECT * FROM masterbus.verify()', 'nothing differs after many writes');
SELECT is_empty($$
    SELECT d.id FROM threatmap.facility_details d JOIN masterbus.facility f ON f.organization_id = d.organization_id AND f.facility_id = d.id
    WHERE d.last_arc_flash_analysis IS DISTINCT FROM (
        SELECT to_char(max(s.assessed_on), 'YYYY-MM-DD') FROM masterbus.equipment_result r
        JOIN masterbus.arc_flash_study s ON s.organization_id = r.organization_id AND s.equipment_id = r.equipment_id AND s.assessed_on <= f.as_of
        WHERE r.organization_id = d.organization_id AND r.facility_id = d.id)$$, 'a facility''s last analysis is that of its items');
SELECT cmp_ok(count(last_arc_flash_analysis), '>', 0::bigint, 'and some have one') FROM threatmap.facility_details;
CREATE TEMP TABLE incremental AS SELECT * FROM masterbus.engineering_result;
DELETE FROM masterbus.engineering_result;
SELECT is((SELECT count(*) FROM masterbus.verify()), (SELECT count(*) FROM incremental), 'verify misses every row that is lost');
SELECT masterbus.mark_all_dirty('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 'test');
DELETE FROM masterbus.equipment;
SELECT plant.rebuild(7);
ALTER TABLE incremental DROP COLUMN updated_at;
SELECT set_eq('SELECT organization_id, equipment_id, facility_id, asset_category, asset, study_id, studied_on, incident_energy_cal_cm2, arc_flash_boundary_mm, governed_by, reduced_evaluated,
               minimum_arc_rating_cal_cm2, enclosure_class, label_incident_energy_cal_cm2, label_basis, label_understated, missing, next_input_on FROM masterbus.engineering_result',
              'TABLE incremental', 'a rebuild gives the same rows');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'nothing differs after the rebuild');
SELECT * FROM finish();
ROLLBACK;
