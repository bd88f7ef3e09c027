-- How much is known is said of every item and facility; what is unknown is shown as unknown, never as low.
BEGIN;
SELECT no_plan();
SET ROLE masterbus_worker;
SELECT is_empty($$SELECT id FROM threatmap.equipment WHERE confidence = 'Unknown'$$, 'every item can be scored at first');
SELECT is_empty($$
    SELECT e.id, e.missing_inputs FROM threatmap.equipment e JOIN masterbus.equipment_input i ON i.equipment_id = e.id
    WHERE ('last_maintenance_date' = ANY (e.missing_inputs)) <> (i.last_maintenance_date IS NULL) OR NOT 'safety_labels' = ANY (e.missing_inputs)
       OR e.completeness <> round(1 - cardinality(e.missing_inputs) / (10.0 + voltmetrics.requires_arc_flash_assessment(e.voltmetrics_type)::int), 2)::float8$$,
    'missing inputs are named, and completeness counts them');
SELECT bag_eq($$SELECT id, oldest_input FROM threatmap.equipment WHERE id IN ('1/T1', '1/T3', '2/T2')$$,
    $$SELECT format('%s/%s', site_no, tag), to_char(max(done_on), 'YYYY-MM-DD') FROM plant.work_order WHERE (site_no, tag) IN ((1, 'T1'), (1, 'T3'), (2, 'T2')) GROUP BY 1$$,
    'the oldest input has its date');

-- An item without an install date is not scored.
UPDATE plant.asset SET commissioned = NULL WHERE site_no = 1 AND tag = 'T4';
SELECT plant.apply('{asset}', ARRAY['["1", "T4"]']);
SELECT results_eq($$SELECT risk_rating, risk_score, confidence, 'install_date' = ANY (missing_inputs) FROM threatmap.equipment WHERE id = '1/T4'$$,
                  $$VALUES (NULL::text, NULL::float8, 'Unknown', true)$$, 'it is unknown, and says why');
SELECT ok(NOT threatmap.equipment_document('1/T4') ? 'riskRating', 'ThreatMap''s document gives no rating');
SELECT ok(NOT threatmap.equipment_details_document('1/T4') -> 'risk_assessment' ?| '{risk_rating,risk_score}', 'nor does its page');
SELECT is(threatmap.equipment_details_document('1/T4') #>> '{confidence,level}', 'Unknown', 'which says Unknown');
SELECT results_eq($$SELECT low_risk_equipment_count + medium_risk_equipment_count + high_risk_equipment_count + critical_equipment_count, unknown_risk_equipment_count FROM threatmap.facility_risks WHERE id = 'site-1'$$,
                  'VALUES (11, 1)', 'it counts as unknown, not as low');
SELECT is((SELECT unknown_risk_equipment FROM threatmap.portfolio_summary WHERE id = 'acme'), 1, 'in the portfolio too');

-- More is learnt: nothing but confidence moves.
CREATE TEMP TABLE before AS SELECT * FROM masterbus.equipment_result WHERE equipment_id = '1/T1';
UPDATE plant.asset SET notes = '{"safety_labels": []}' WHERE site_no = 1 AND tag = 'T1';
SELECT plant.apply('{asset}', ARRAY['["1", "T1"]']);
SELECT ok(NOT 'safety_labels' = ANY (missing_inputs), 'an input that came in is no longer missing') FROM threatmap.equipment WHERE id = '1/T1';
SELECT results_eq($$SELECT score_tenths, updated_at FROM masterbus.equipment_result WHERE equipment_id = '1/T1'$$, 'SELECT score_tenths, updated_at FROM before', 'the published result did not change');
SELECT is((SELECT count(*) FROM masterbus.equipment_history WHERE equipment_id = '1/T1'), 1::bigint, 'and has no new history');

-- Facilities.
SELECT is_empty($$
    SELECT f.id FROM threatmap.facilities f, LATERAL (
        SELECT voltmetrics.prevailing_confidence((count(*) FILTER (WHERE confidence = 'Unknown'))::int4, (count(*) FILTER (WHERE confidence = 'Low'))::int4,
                   (count(*) FILTER (WHERE confidence = 'Medium'))::int4, (count(*) FILTER (WHERE confidence = 'High'))::int4) AS confidence,
               round(avg(completeness::numeric), 2)::float8 AS completeness, min(oldest_input) AS oldest_input,
               (SELECT array_agg(DISTINCT m ORDER BY m) FROM threatmap.equipment e2, unnest(e2.missing_inputs) m WHERE e2.facility_id = f.id) AS missing
        FROM threatmap.equipment e WHERE e.facility_id = f.id) i
    WHERE (f.confidence, f.completeness, f.oldest_input) IS DISTINCT FROM (voltmetrics.confidence_name(i.confidence), i.completeness, i.oldest_input)
       OR (SELECT array_agg(m ORDER BY m) FROM unnest(f.missing_inputs) m) IS DISTINCT FROM i.missing$$, 'a facility knows what its items know');
UPDATE plant.asset SET commissioned = NULL WHERE site_no = 3;
INSERT INTO plant.site VALUES (4, 'acme', 'Bare');
SELECT plant.apply('{site}', '{4}', '{asset}'), plant.rebuild();
SELECT bag_eq($$SELECT id, risk_score, risk_rating, confidence FROM threatmap.facilities WHERE id IN ('site-3', 'site-4')$$,
                  $$VALUES ('site-3', NULL::float8, NULL::text, 'Unknown'), ('site-4', NULL, NULL, 'Unknown')$$, 'without a scored item a facility is unknown');
SELECT ok(NOT threatmap.facility_document('site-3') ? 'riskScore' AND threatmap.facility_document('site-3') ? 'complianceStatus'
          AND NOT threatmap.facility_document('site-4') ?| '{riskScore,complianceStatus}', 'its document says nothing rather than low');
SELECT is((SELECT average_risk_score FROM threatmap.portfolio_summary WHERE id = 'umbra'), NULL, 'and so does a portfolio of such');
SELECT is((SELECT confidence FROM threatmap.portfolio_summary WHERE id = 'umbra'), 'Unknown', 'which is Unknown');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'all this is maintained');
UPDATE masterbus.equipment_result SET confidence = 3 WHERE equipment_id = '1/T4';
UPDATE masterbus.facility_result SET completeness_pct = 1 WHERE facility_id = 'site-4';
SELECT set_eq('SELECT relation, key FROM masterbus.verify()', $$VALUES ('equipment_result', '1/T4'), ('facility_result', 'site-4')$$, 'and checked');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
