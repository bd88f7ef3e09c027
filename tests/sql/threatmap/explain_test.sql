-- Why: points add up to the published score exactly, for every item, facility and model; each input names Condoit's row.
BEGIN;
SELECT no_plan();
SET ROLE masterbus_worker;
SELECT setseed(0.7);
-- Random items, some of them absurd, by both models.
CREATE TEMP TABLE oddity AS
SELECT n, jsonb_strip_nulls(jsonb_build_object(
    'documented_issues', floor(random() * 6), 'failed_inspection', random() < 0.3, 'thermal_issues', random() < 0.3, 'visible_corrosion', random() < 0.3,
    'loose_parts', random() < 0.3, 'connection_type', CASE WHEN random() < 0.3 THEN 'crimped' END, 'outdoor_exposure', random() < 0.3,
    'power_factor', CASE WHEN random() < 0.5 THEN round(random()::numeric, 2) END, 'unusual_noise', CASE WHEN random() < 0.05 THEN '"loud"'::jsonb END)) AS notes
FROM generate_series(1, 12) n;
UPDATE plant.asset a SET load_pct = random() * 130, commissioned = '1960-01-01'::date + floor(random() * 24000)::int, notes = o.notes
FROM oddity o WHERE a.tag = 'T' || o.n;
INSERT INTO masterbus.inspection (organization_id, inspection_id, facility_id, equipment_id, type, inspected_on, passed, corrosion_level, humidity_pct, source, source_key)
VALUES ('acme', 'i1', 'site-1', '1/T3', 'visual_inspection', '2025-03-01', false, 'Severe', 77, 'walk', 'w-77');
RESET ROLE;
UPDATE masterbus.facility SET model_version = '1.0.0' WHERE organization_id = 'umbra';
SET ROLE masterbus_worker;
SELECT plant.apply('{}', '{}', '{asset,work_order}'), plant.rebuild();
SELECT is((SELECT count(DISTINCT model_version) FROM masterbus.facility), 2::bigint, 'both models are at work');

SELECT is_empty($$
    SELECT e.id, e.risk_score FROM threatmap.equipment e
    WHERE (SELECT sum(x.points::numeric) FROM threatmap.explain(e.id) x) IS DISTINCT FROM e.risk_score::numeric$$, 'the points of an item add up to its score, exactly');
SELECT is_empty($$
    SELECT f.id, f.risk_score FROM threatmap.facilities f
    WHERE (SELECT sum(x.points::numeric) FROM threatmap.explain_facility(f.id) x) IS DISTINCT FROM f.risk_score::numeric$$, 'those of a facility to its score');
SELECT is_empty($$
    SELECT e.id, x.factor, x.rule FROM threatmap.equipment e, threatmap.explain(e.id) x
    WHERE abs(least(100, (regexp_match(x.rule, '= ([0-9.]+)'))[1]::float8) - x.score) > 0.051$$, 'the rule in words says the factor''s score');
SELECT is_empty($$
    SELECT e.id, x.factor, i FROM threatmap.equipment e, threatmap.explain(e.id) x, jsonb_array_elements(x.inputs) i
    WHERE i ->> 'source' NOT IN ('asset', 'work_order', 'walk') OR i ->> 'input' <> 'last_maintenance_date' AND i ->> 'source_key' IS NULL$$, 'every input names a row');
SELECT results_eq($$
    SELECT i ->> 'input', i ->> 'value', i ->> 'source', i ->> 'source_key', i ->> 'noted_on' FROM threatmap.explain('1/T3') x, jsonb_array_elements(x.inputs) i
    WHERE x.factor IN ('environmental_risk', 'visual_risk') AND i ->> 'input' IN ('humidity_pct', 'temperature_f', 'visible_corrosion') ORDER BY 1$$,
    $$VALUES ('humidity_pct', '77', 'walk', 'w-77', '2025-03-01'), ('temperature_f', '70', 'asset', '["1", "T3"]', NULL), ('visible_corrosion', 'true', 'walk', 'w-77', '2025-03-01')$$,
    'what the newest inspection saw is its, the rest the item''s own');
SELECT results_eq($$SELECT source, source_key FROM threatmap.explain('1/T3') WHERE factor = 'environmental_risk'$$, $$VALUES ('walk', 'w-77')$$, 'the newest of a factor''s rows stands for it');
SELECT results_eq($$SELECT raw_values ->> 'last_maintenance_date', source FROM threatmap.explain('1/T5') WHERE factor = 'maintenance_risk'$$,
                  $$SELECT max(done_on)::text, 'work_order' FROM plant.work_order WHERE site_no = 1 AND tag = 'T5'$$, 'maintenance is the newest work');
SELECT is_empty($$SELECT * FROM threatmap.explain('nothing')$$, 'nothing is to be said of an unknown item');
RESET ROLE;

CREATE ROLE acme_reader LOGIN IN ROLE masterbus_reader;
INSERT INTO masterbus.login_organization VALUES ('acme_reader', 'acme');
SET SESSION AUTHORIZATION acme_reader;
SELECT is((SELECT count(*) FROM threatmap.explain('1/T3')), 6::bigint, 'readers may ask why');
SELECT is_empty($$SELECT * FROM threatmap.explain('3/T3') UNION ALL SELECT * FROM threatmap.explain('3/T4')$$, 'of their own items only');
SELECT is_empty($$SELECT * FROM threatmap.explain_facility('site-3')$$, 'and facilities');
RESET SESSION AUTHORIZATION;
SELECT * FROM finish();
ROLLBACK;
