-- What is wrong with Condoit's rows is listed, and shown as unknown elsewhere.
BEGIN;
SELECT no_plan();
SET ROLE masterbus_worker;
SELECT is_empty('SELECT * FROM threatmap.data_quality', 'nothing to mend at first');

UPDATE plant.asset SET notes = '{"power_factor": "bad", "loose_parts": true}' WHERE site_no = 1 AND tag = 'T3';
UPDATE plant.asset SET commissioned = NULL WHERE site_no = 1 AND tag = 'T4';
SELECT plant.apply('{asset,asset}', ARRAY['["1", "T3"]', '["1", "T4"]']);
SELECT bag_eq('SELECT equipment_id, facility_id, name, kind, field, value FROM threatmap.data_quality', $$VALUES
    ('1/T3', 'site-1', 'T3', 'wrong_type', 'power_factor', 'bad'), ('1/T4', 'site-1', 'T4', 'missing', 'install_date', NULL)$$, 'bad fields are named with their value');
SELECT results_eq($$SELECT risk_score::numeric FROM threatmap.equipment WHERE id = '1/T3'$$,
                  $$SELECT sum((x ->> 'points')::numeric) FROM threatmap.equipment e, jsonb_array_elements(e.risk_factors) x WHERE id = '1/T3'$$,
                  'an item with a bad attribute is scored without it, and explained');
SELECT is(threatmap.assessment_input('1/T3') -> 'attributes', '{"loose_parts": true}', 'its good attributes count');
SELECT results_eq($$SELECT risk_score, risk_rating FROM threatmap.equipment WHERE id = '1/T4'$$, 'VALUES (NULL::float8, NULL::text)',
                  'one without a required input is unknown');
UPDATE plant.asset SET notes = '{"loose_parts": true}' WHERE site_no = 1 AND tag = 'T3';
CREATE TEMP TABLE scored AS SELECT risk_score FROM threatmap.equipment WHERE id = '1/T3';
SELECT plant.apply('{asset}', ARRAY['["1", "T3"]']);
SELECT results_eq($$SELECT risk_score FROM threatmap.equipment WHERE id = '1/T3'$$, 'TABLE scored', 'the score was the one without the bad attribute');
SELECT is((SELECT count(*) FROM threatmap.data_quality), 1::bigint, 'what was mended is no longer listed');

UPDATE masterbus.facility SET latitude = v.latitude, longitude = v.longitude, year_built = v.year_built
FROM (VALUES ('site-1', 400, 10, 1950), ('site-2', 'NaN', 'Infinity', 3000), ('site-3', 30.27, -97.74, NULL)) v(facility_id, latitude, longitude, year_built)
WHERE facility.facility_id = v.facility_id;
SELECT masterbus.describe_facilities(source, array_agg(source_key)) FROM masterbus.facility GROUP BY source;
SELECT bag_eq('SELECT facility_id, kind, field, value FROM threatmap.data_quality WHERE equipment_id IS NULL', $$VALUES
    ('site-1', 'out_of_range', 'latitude', '400'), ('site-2', 'out_of_range', 'latitude', 'NaN'), ('site-2', 'out_of_range', 'longitude', 'Infinity'),
    ('site-2', 'out_of_range', 'year_built', '3000')$$, 'a facility''s absurd values too');
SELECT bag_eq('SELECT id, coordinates FROM threatmap.facilities',
                  $$VALUES ('site-1', NULL), ('site-2', NULL), ('site-3', '{"lat": 30.27, "lng": -97.74}'::jsonb)$$, 'only places on Earth are on the map');
SELECT is((SELECT facility_age FROM threatmap.facility_details WHERE id = 'site-2'), NULL, 'nor is anything older than now');
SELECT is(threatmap.facility_document('site-2') ? 'coordinates', false, 'documents leave them out');

INSERT INTO plant.spare VALUES (1, 'acme', '1/T1', 1);
SELECT plant.apply('{spare}', '{1}');
SELECT bag_eq($$SELECT equipment_id, field, value FROM threatmap.data_quality WHERE kind = 'collision'$$,
                  $$VALUES ('1/T1', 'equipment_id', 'spare:1')$$, 'a source row that claims another''s id is listed');
SELECT is((SELECT count(DISTINCT (organization_id, id)) FROM threatmap.data_quality), (SELECT count(*) FROM threatmap.data_quality), 'ids are unique');

SELECT * FROM finish();
ROLLBACK;
