-- Forecasts: the model's own projection where nothing happens, nothing from later than the day they are made on, intervals that nest.
BEGIN;
SELECT no_plan();
\ir replayed.psql
SET ROLE masterbus_worker;

SELECT is((SELECT count(*) FROM threatmap.equipment e CROSS JOIN LATERAL threatmap.forecast(e.id) f WHERE e.risk_score IS NOT NULL), 6 * 37::bigint, 'six months of every scored item');
SELECT is((SELECT count(*) FROM threatmap.forecast('1/BROKEN')), 0::bigint, 'none of what has no score');
CREATE TEMP TABLE forecast AS
SELECT e.facility_id, f.* FROM threatmap.equipment e CROSS JOIN LATERAL threatmap.forecast(e.id, 24) f
UNION ALL SELECT d.id, f.* FROM threatmap.facilities d CROSS JOIN LATERAL threatmap.forecast_facility(d.id, 24) f;
SELECT is_empty($$SELECT * FROM forecast WHERE NOT (lower_95 <= lower_80 AND lower_80 <= risk_score AND risk_score <= upper_80 AND upper_80 <= upper_95)
                     OR NOT (risk_score BETWEEN 0 AND 100 AND lower_95 >= 0 AND upper_95 <= 100)$$, 'intervals nest, within the scale');
SELECT is_empty($$
    SELECT * FROM (SELECT f.*, lag(upper_95 - lower_95) OVER (PARTITION BY id ORDER BY month) AS narrower FROM forecast f WHERE lower_95 > 0 AND upper_95 < 100) f
    WHERE upper_95 - lower_95 < narrower - 0.15$$, 'and widen with time');
SELECT is_empty($$
    SELECT f.* FROM forecast f JOIN threatmap.equipment e ON e.id = f.id
    CROSS JOIN LATERAL threatmap.what_if(e.id, jsonb_build_object('as_of', f.date)) w
    WHERE abs(f.projected - w.difference) > 0.051$$, 'what is projected is what the item scores on that day if nothing happens');
SELECT is_empty($$SELECT * FROM forecast f WHERE f.risk_rating = 'Critical' AND f.months_to_critical > f.month
                     OR f.months_to_critical = f.month AND f.risk_rating <> 'Critical'$$, 'the months to Critical are those of the forecast');

-- A forecast from a past day does not know what came after it, nor does the one that was made then.
CREATE TEMP TABLE past AS SELECT e.id, f AS forecast FROM threatmap.equipment e CROSS JOIN LATERAL threatmap.forecast(e.id, 6, masterbus.today() - 200) f
UNION ALL SELECT d.id, f FROM threatmap.facilities d CROSS JOIN LATERAL threatmap.forecast_facility(d.id, 6, masterbus.today() - 200) f;
RESET ROLE;
DELETE FROM masterbus.maintenance WHERE performed_on > masterbus.today() - 200;
DELETE FROM masterbus.equipment_history WHERE changed_at > masterbus.today() - 199;
DELETE FROM masterbus.facility_history WHERE changed_at > masterbus.today() - 199;
UPDATE masterbus.equipment_result SET score_tenths = 1;
SET ROLE masterbus_worker;
SELECT set_eq($$SELECT e.id, f FROM threatmap.equipment e CROSS JOIN LATERAL threatmap.forecast(e.id, 6, masterbus.today() - 200) f
                UNION ALL SELECT d.id, f FROM threatmap.facilities d CROSS JOIN LATERAL threatmap.forecast_facility(d.id, 6, masterbus.today() - 200) f$$,
              'SELECT id, forecast FROM past', 'nothing later is used');
SELECT throws_ok($$SELECT threatmap.forecast('1/T3', 121)$$, '22023', 'months is out of range: 121', 'ten years at most');
SELECT throws_ok($$SELECT threatmap.forecast('1/T3', 0)$$, '22023', NULL, 'one month at least');
SELECT is((SELECT lower_80 FROM threatmap.forecast('1/T3', 1, masterbus.today() - 725)), NULL, 'too little history: no interval is claimed');
RESET ROLE;

SELECT is(threatmap.jump_quantile('{-9,-4,-2}', 100, 1, 0.015), -4::float8, 'of 100 item-months, the second greatest fall in each hundredth');
SELECT is(threatmap.jump_quantile('{-9,-4,-2}', 100, 1, 0.1), 0::float8, 'no fall is exceeded with ten percent');
SELECT is(threatmap.jump_quantile('{-9,-4,-2}', 100, 12, 0.3), -2::float8, 'the longer, the more likely');
CREATE ROLE acme_reader LOGIN IN ROLE masterbus_reader;
INSERT INTO masterbus.login_organization VALUES ('acme_reader', 'acme');
SET SESSION AUTHORIZATION acme_reader;
SELECT is((SELECT count(*) FROM threatmap.forecast('1/T4', 3, (now() - interval '1 year')::date)), 3::bigint, 'readers forecast their own');
SELECT is_empty($$SELECT * FROM threatmap.forecast('3/T4') UNION ALL SELECT * FROM threatmap.forecast_facility('site-3')$$, 'and nobody else''s');
RESET SESSION AUTHORIZATION;
SELECT * FROM finish();
ROLLBACK;
