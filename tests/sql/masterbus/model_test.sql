-- An own model is compared, activated, worked in behind live changes and rolled back; nothing mixes on the way.
BEGIN;
SELECT no_plan();
GRANT masterbus_admin TO masterbus_worker;
SET ROLE masterbus_admin;
SELECT is(masterbus.add_model('acme', voltmetrics.factor_model('acme-1', age_weight => 0.5, maintenance_weight => 0.05, medium_from => 20, facility_medium_from => 15, facility_high_from => 30)),
          'acme-1;base=1.1.0;weights=0.5,0.2,0.05,0.1,0.1,0.05;multiplier=1.05;item=20,70,85;facility=15,30,85;bound=lower;types=0.8,1,1,0.6,0.7', 'a model is added');
SELECT lives_ok($$SELECT masterbus.add_model('acme', voltmetrics.factor_model('acme-1', age_weight => 0.5, maintenance_weight => 0.05, medium_from => 20, facility_medium_from => 15, facility_high_from => 30))$$, 'the same again changes nothing');
SELECT throws_ok($$SELECT masterbus.add_model('acme', voltmetrics.factor_model('acme-1'))$$, '22023', NULL, 'another one of its name is refused');
SELECT throws_ok($$SELECT masterbus.add_model('acme', voltmetrics.factor_model('acme-2', age_weight => 0.5))$$, '22003', NULL, 'so is one whose weights do not add up');
SELECT throws_ok($$SELECT masterbus.activate_model('umbra', 'acme-1')$$, '22023', NULL, 'another organisation does not know it');
SELECT throws_ok($$INSERT INTO masterbus.organization_setting VALUES ('umbra', '9.9.9')$$, '22023', NULL, 'no setting names a model that there is not');

CREATE TEMP TABLE before AS SELECT * FROM masterbus.equipment_result;
CREATE TEMP TABLE comparison AS SELECT * FROM masterbus.compare_model('acme', 'acme-1');
CREATE TEMP TABLE moves AS SELECT * FROM masterbus.model_moves('acme', 'acme-1');
CREATE TEMP TABLE candidates AS SELECT * FROM masterbus.candidate_scores('acme', 'acme-1');
SELECT set_eq('TABLE before', 'SELECT * FROM masterbus.equipment_result', 'a comparison writes nothing');
SELECT is((SELECT count(*) FROM comparison), 2::bigint, 'and covers every facility');
SELECT matches((SELECT string_agg(sentence, E'\n') FROM moves WHERE level = 'facility'), '^(1 facility moves|2 facilities move) to High from (Low|Medium)', 'in words');
SELECT is_empty($$SELECT * FROM masterbus.compare_model('acme', '1.1.0') WHERE risk_score <> candidate_risk_score OR risk_rating <> candidate_risk_rating OR rises + falls > 0$$, 'the active model compares as equal');

RESET ROLE;
SELECT masterbus.ensure_history_partitions(now() - interval '1 hour');
UPDATE masterbus.facility_history SET changed_at = changed_at - interval '1 hour';
SET ROLE masterbus_admin;
CREATE TEMP TABLE month AS SELECT * FROM masterbus.portfolio_month_definition(date_trunc('month', masterbus.today())::date);
SELECT masterbus.activate_model('acme', 'acme-1');
SELECT is((SELECT count(*) FROM masterbus.rescoring), 1::bigint, 'activation leaves the work to the worker');
SET ROLE masterbus_worker;
SELECT is_empty('SELECT * FROM masterbus.verify()', 'and until then nothing differs');
SELECT is(masterbus.advance_chunk('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 1), 1, 'one facility is scored anew');
SELECT is((SELECT count(DISTINCT f.model_version) FROM masterbus.facility f WHERE f.organization_id = 'acme'), 2::bigint, 'whole: in between the facilities stand at two models');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'each with its own items, so that nothing mixes');
SELECT is((SELECT other_model_facilities FROM threatmap.portfolio_summary WHERE organization_id = 'acme'), 1, 'the portfolio says that one of them stands apart');
SELECT ok((SELECT p.average_risk_score FROM threatmap.portfolio_summary p WHERE organization_id = 'acme') IN (SELECT r.score_tenths / 10.0::float8 FROM masterbus.facility_result r WHERE organization_id = 'acme'),
          'and that its mean is over one model alone');
SELECT is((SELECT p.average_risk_score FROM threatmap.portfolio_summary p WHERE organization_id = 'acme'), (SELECT h.risk_score FROM threatmap.risk_history h WHERE organization_id = 'acme' AND facility_id IS NULL ORDER BY h.month DESC LIMIT 1),
          'the month''s as well');
SELECT set_eq('TABLE month', 'SELECT * FROM masterbus.portfolio_month_definition(date_trunc(''month'', masterbus.today())::date)', 'a month that ends in between is that before the new model');
SELECT is((SELECT other_model_facilities FROM threatmap.portfolio_summary WHERE organization_id = 'umbra'), 0, 'other organisations are whole');
UPDATE plant.asset SET load_pct = 99 WHERE site_no = 2 AND tag = 'T5';
SELECT plant.apply('{asset}', '{"[\"2\", \"T5\"]"}');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'a live change in between is scored by its facility''s model');
SELECT is(masterbus.advance_chunk('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 5), 1, 'then the other one');
SELECT is(masterbus.advance_chunk('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 5), 0, 'and then there is nothing to do');
SELECT is_empty('SELECT * FROM masterbus.rescoring', 'not even on the list');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'nothing differs at the end');
SELECT is((SELECT (p.other_model_facilities, p.average_risk_score)::text FROM threatmap.portfolio_summary p WHERE organization_id = 'acme'),
          (SELECT (0, round(sum(r.score_tenths::int8 * r.equipment_count) / (10.0 * sum(r.equipment_count)), 1)::float8)::text FROM masterbus.facility_result r WHERE organization_id = 'acme'), 'the portfolio''s mean is whole again');
SELECT is_empty($$SELECT c.equipment_id FROM candidates c JOIN masterbus.equipment_result r ON r.organization_id = 'acme' AND r.equipment_id = c.equipment_id
                  WHERE (r.score_tenths, r.category) <> (c.candidate_score_tenths, c.candidate_category) AND c.equipment_id <> '2/T5'$$, 'items score what the comparison said');
SELECT is((SELECT count(*) FROM comparison c JOIN masterbus.facility_result r ON r.facility_id = c.facility_id WHERE c.facility_id = 'site-1' AND r.score_tenths / 10.0::float8 = c.candidate_risk_score), 1::bigint,
          'and so do facilities');
SELECT is((SELECT array_agg(DISTINCT h.cause ORDER BY h.cause) FROM masterbus.equipment_history h WHERE h.organization_id = 'acme' AND h.model_version LIKE 'acme-1;%' AND h.equipment_id <> '2/T5'),
          '{model}', 'history tells the cause');
SELECT is((SELECT count(DISTINCT model_version) FROM masterbus.facility WHERE organization_id = 'umbra'), 1::bigint, 'other organisations stay as they are');
SELECT is(threatmap.equipment_assessment('acme', '1/T3') ->> 'model', (SELECT version FROM masterbus.factor_model), 'an explanation comes from the same model');

SELECT is((SELECT round(sum(x.points)::numeric, 1) FROM threatmap.explain_facility('site-1') x), (SELECT r.score_tenths / 10.0 FROM masterbus.facility_result r WHERE facility_id = 'site-1')::numeric(6, 1),
          'the points of a facility add up to its score by it');
SELECT is((SELECT round(sum(x.points)::numeric, 1) FROM threatmap.explain('1/T3') x), (SELECT r.score_tenths / 10.0 FROM masterbus.equipment_result r WHERE equipment_id = '1/T3')::numeric(6, 1), 'so do those of an item');
DO $$
DECLARE
    page text;
BEGIN
    FOR page IN SELECT c.oid::regclass FROM pg_class c WHERE c.relnamespace = 'threatmap'::regnamespace AND c.relkind = 'v' ORDER BY 1 LOOP
        EXECUTE format('SELECT count(to_jsonb(v)) FROM %s v WHERE v.organization_id = ''acme''', page);
    END LOOP;
END
$$;
SELECT pass('every page can be read');

SELECT masterbus.mark_all_dirty('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 'test');
SELECT plant.rebuild();
SELECT is_empty('SELECT * FROM masterbus.verify()', 'a rebuild scores by the same model');
SELECT is((SELECT count(*) FROM masterbus.facility f WHERE f.organization_id = 'acme' AND f.model_version LIKE 'acme-1;%'), 2::bigint, 'and keeps it');

SET ROLE masterbus_admin;
SELECT is(masterbus.roll_back_model('acme'), '1.1.0', 'rolled back');
SET ROLE masterbus_worker;
DO $$ BEGIN WHILE masterbus.advance_chunk('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 2) > 0 LOOP NULL; END LOOP; END $$;
SELECT is_empty($$SELECT equipment_id, score_tenths, category FROM before WHERE equipment_id <> '2/T5' EXCEPT SELECT equipment_id, score_tenths, category FROM masterbus.equipment_result$$, 'everything is as it was');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'and nothing differs');
SET ROLE masterbus_admin;
SELECT throws_ok($$SELECT masterbus.roll_back_model('acme')$$, '55000', NULL, 'there is nothing more to roll back');
UPDATE masterbus.organization_setting SET model = '1.0.0' WHERE organization_id = 'acme';
RESET ROLE;
UPDATE masterbus.facility SET as_of = masterbus.today() - 1 WHERE facility_id = 'site-1';
SET ROLE masterbus_worker;
DO $$ BEGIN WHILE masterbus.advance_chunk('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 2) > 0 LOOP NULL; END LOOP; END $$;
SELECT is((SELECT array_agg(DISTINCT model_version) FROM masterbus.facility WHERE organization_id = 'acme'), '{1.0.0}', 'a setting changed by hand is followed when the day changes');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'for all facilities alike');
RESET ROLE;
CREATE ROLE model_reader LOGIN IN ROLE masterbus_reader;
INSERT INTO masterbus.login_organization VALUES ('model_reader', 'umbra');
SET SESSION AUTHORIZATION model_reader;
SELECT is_empty('SELECT * FROM masterbus.factor_model', 'readers do not see another organisation''s models');
SELECT throws_ok($$SELECT masterbus.activate_model('umbra', '1.0.0')$$, '42501', NULL, 'nor activate any');
RESET SESSION AUTHORIZATION;
SELECT * FROM finish();
ROLLBACK;
