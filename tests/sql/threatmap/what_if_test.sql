-- What if, by the code that scores: no override changes nothing, an override is what a write of it would give; and actions under a budget.
BEGIN;
SELECT no_plan();
SET ROLE masterbus_worker;

SELECT is_empty($$
    SELECT w.* FROM threatmap.equipment e CROSS JOIN LATERAL threatmap.what_if(e.id, '{}') w
    WHERE w.difference <> 0 OR w.score_before IS DISTINCT FROM e.risk_score OR w.rating_before IS DISTINCT FROM e.risk_rating OR w.problem <> ''$$,
    'without overrides it is what is published');
SELECT is((SELECT count(*) FROM threatmap.what_if(ARRAY(SELECT id FROM threatmap.equipment), '{"loading_pct": 95}')), 36::bigint, 'many items at once');
CREATE TEMP TABLE foreseen AS
SELECT w.id, w.score_after, w.nfpa_70b_after, w.nfpa_70e_after
FROM threatmap.what_if(ARRAY(SELECT id FROM threatmap.equipment WHERE facility_id = 'site-1'),
                       '{"loading_pct": 95, "attributes": {"outdoor_exposure": true}, "maintenance": [{"type": "thermographic", "date": "2026-01-15"}]}') w;
CREATE TEMP TABLE foreseen_facility AS
SELECT * FROM threatmap.what_if_facility('site-1', '{"loading_pct": 95, "attributes": {"outdoor_exposure": true}, "maintenance": [{"type": "thermographic", "date": "2026-01-15"}]}');
UPDATE plant.asset SET load_pct = 95, notes = '{"outdoor_exposure": true}' WHERE site_no = 1;
INSERT INTO plant.work_order SELECT 7000 + substr(tag, 2)::int, owner, site_no, tag, 'thermographic', '2026-01-15' FROM plant.asset WHERE site_no = 1;
SELECT plant.apply('{}', '{}', '{asset,work_order}'), plant.rebuild();
SELECT bag_eq($$SELECT f.id, f.score_after, f.nfpa_70b_after, f.nfpa_70e_after FROM foreseen f$$,
                  $$SELECT e.id, e.risk_score, c.nfpa_70b_percentage, c.nfpa_70e_percentage FROM threatmap.equipment e JOIN threatmap.compliance c USING (organization_id, id)
                    WHERE e.facility_id = 'site-1'$$, 'an override is what the write then gives');
SELECT results_eq('SELECT score_after, rating_after, distribution_after FROM foreseen_facility',
                  $$SELECT risk_score, risk_rating, risk_distribution FROM threatmap.facilities WHERE id = 'site-1'$$, 'for the facility as well');
SELECT results_eq($$SELECT items_changed, round((score_after - score_before)::numeric, 1) = difference::numeric FROM threatmap.what_if_facility('site-1', '{"equipment": {"1/T3": {"loading_pct": 1}}}')$$,
                  'VALUES (1, true)', 'or of one item in it');
SELECT is((SELECT score_after > score_before FROM threatmap.what_if('1/T3', jsonb_build_object('as_of', masterbus.today() + 700))), true, 'or of another day');
SELECT is((SELECT problem FROM threatmap.what_if('1/T3', '{"humidity_pct": 101}')), 'out_of_range humidity_pct 101', 'what is impossible has no score but a reason');
SELECT throws_ok($$SELECT threatmap.what_if('1/T3', '{"loading": 1}')$$, '22023', 'an item has no field "loading"', 'a misspelt field is refused');
SELECT throws_ok($$SELECT threatmap.what_if('1/T3', '3')$$, '22023', NULL, 'overrides are an object');
SELECT throws_ok($$SELECT threatmap.what_if_facility('site-1', '{"equipment": {"3/T3": {}}}')$$, '22023', NULL, 'an item that stands elsewhere is refused');
SELECT is_empty($$SELECT * FROM threatmap.what_if('nothing', '{}')$$, 'an unknown item has no row');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'asking changed nothing');

-- Actions.
UPDATE plant.asset SET load_pct = 60 + 3 * substr(tag, 2)::int, commissioned = '1970-01-01'::date + 900 * substr(tag, 2)::int, notes = '{"failed_inspection": true}';
SELECT plant.apply('{}', '{}', '{asset}'), plant.rebuild();
CREATE TEMP TABLE action AS SELECT * FROM threatmap.priority_actions('site-1');
SELECT cmp_ok((SELECT count(*) FROM action), '>', 12::bigint, 'there is something to do');
SELECT cmp_ok((SELECT max(n) FROM (SELECT count(*) AS n FROM action GROUP BY equipment_id) c), '<=', 4::bigint, 'and not too much about any item');
SELECT is_empty($$SELECT * FROM (SELECT a.*, lag(risk_reduction_per_cost) OVER (ORDER BY rank) AS earlier FROM action a) a WHERE risk_reduction_per_cost > earlier$$,
                'what takes off most per unit of cost comes first');
SELECT is_empty($$
    SELECT a.* FROM action a WHERE round(cumulative_cost::numeric, 2) <> (SELECT round(sum(b.cost)::numeric, 2) FROM action b WHERE b.rank <= a.rank)
       OR cumulative_risk_reduction::numeric <> (SELECT sum(b.risk_reduction::numeric) FROM action b WHERE b.rank <= a.rank)$$, 'the curve is the sum so far');
SELECT is_empty($$
    SELECT a.* FROM action a
    CROSS JOIN LATERAL (SELECT p.score_after FROM voltmetrics.action_plans(jsonb_build_array(threatmap.assessment_input(a.equipment_id)), masterbus.today()) p
                        WHERE p.actions = a.actions) scored
    WHERE scored.score_after <> a.score_after OR a.risk_reduction > 0 AND (a.score_before - a.score_after)::numeric(5, 1) <> a.risk_reduction::numeric$$,
    'scoring the item again with the actions applied gives the points');
SELECT is_empty($$
    SELECT a.equipment_id FROM action a JOIN threatmap.equipment e ON e.id = a.equipment_id WHERE a.risk_reduction > 0
    GROUP BY 1, e.risk_score HAVING sum(a.risk_reduction::numeric) <> e.risk_score::numeric - min(a.score_after)::numeric OR max(a.score_before) <> e.risk_score$$,
    'the steps about an item lead from its published score to the last');
SELECT is_empty($$
    SELECT budget, a.* FROM unnest('{0,100,777,5000,30000,100000}'::float8[]) budget CROSS JOIN LATERAL threatmap.priority_actions('site-1', budget) a
    WHERE a.cumulative_cost > budget$$, 'a budget is never exceeded');
SELECT is_empty($$
    SELECT * FROM (SELECT budget, coalesce(max(a.cumulative_risk_reduction), 0) AS points, lag(coalesce(max(a.cumulative_risk_reduction), 0)) OVER (ORDER BY budget) AS less
                   FROM unnest('{0,100,777,5000,30000,100000}'::float8[]) budget LEFT JOIN LATERAL threatmap.priority_actions('site-1', budget) a ON true GROUP BY budget) c
    WHERE points < less$$, 'more money takes off no less here');
SELECT results_eq($$SELECT DISTINCT cost FROM threatmap.priority_actions('site-1') WHERE action = 'relabel' ORDER BY 1$$,
                  $$SELECT DISTINCT cost FROM masterbus.action_costs('acme') c WHERE c.action = 'relabel' AND c.type IN ('OTHER', 'TRANSFORMER', 'SWITCHGEAR') ORDER BY 1$$,
                  'costs are those shipped');
SET ROLE masterbus_admin;
INSERT INTO masterbus.action_cost (organization_id, type, action, cost) SELECT 'acme', t, 'maintain', 1 FROM unnest('{OTHER,TRANSFORMER,SWITCHGEAR}'::text[]) t;
SELECT throws_ok($$INSERT INTO masterbus.action_cost (organization_id, type, action, cost) VALUES ('acme', 'PANEL', 'maintain', 0)$$, '23514', NULL, 'nothing is for nothing');
SET ROLE masterbus_worker;
SELECT is((SELECT cost FROM threatmap.priority_actions('site-1') WHERE action = 'maintain' LIMIT 1), 1::float8, 'or the organisation''s own');
SELECT is((SELECT count(*) FROM masterbus.action_costs('umbra') WHERE cost = 1), 0::bigint, 'and of no other');
SELECT is_empty($$
    SELECT a.equipment_id FROM threatmap.priority_actions(NULL, NULL, 5) a LEFT JOIN threatmap.equipment e ON e.id = a.equipment_id AND e.risk_rating IN ('High', 'Critical')
    GROUP BY 1 HAVING bool_or(e.id IS NULL)$$, 'without a facility, the highest items of all');
RESET ROLE;

CREATE ROLE acme_reader LOGIN IN ROLE masterbus_reader;
INSERT INTO masterbus.login_organization VALUES ('acme_reader', 'acme');
SET SESSION AUTHORIZATION acme_reader;
SELECT is((SELECT count(*) FROM threatmap.what_if('{1/T3,3/T3}'::text[], '{"loading_pct": 95}')), 1::bigint, 'readers ask about their own items only');
SELECT is_empty($$SELECT * FROM threatmap.what_if_facility('site-3', '{}')$$, 'and facilities');
SELECT is((SELECT array_agg(DISTINCT organization_id) FROM threatmap.priority_actions()), '{acme}', 'and actions are about those');
SELECT is((SELECT cost FROM threatmap.priority_actions('site-1') WHERE action = 'maintain' LIMIT 1), 1::float8, 'at their own costs');
SELECT is((SELECT array_agg(DISTINCT organization_id ORDER BY organization_id) FROM masterbus.action_cost), '{"",acme}', 'beside which they see those shipped');
RESET SESSION AUTHORIZATION;
SELECT * FROM finish();
ROLLBACK;
