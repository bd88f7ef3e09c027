-- Published thresholds and intervals: their tables through SQL, source and confidence shown, every refusal.
BEGIN;
SELECT no_plan();
\set intervals `tail -n +2 :repository/tests/data/engineering/nfpa70b_intervals.csv`
\set thermography `tail -n +2 :repository/tests/data/engineering/neta_thermography.csv`

-- NFPA 70B: cells with commas are quoted, so the months are found from the end of what is plain.
CREATE TEMP TABLE published AS
SELECT place, split_part(line, ',', 1) AS activity, m::int[] AS months, c AS confidence
FROM string_to_table(:'intervals', E'\n') WITH ORDINALITY AS _(line, place),
     LATERAL (SELECT (regexp_match(line, ',(\d+),(\d+),(\d+),'))[1:3] AS m, (regexp_match(line, ',\d+,(corroborated|corroborated_c1|single_source),'))[1] AS c) AS parts
WHERE line <> '';
SELECT is((SELECT count(*) FROM published), 11::bigint, 'the published intervals are read');
SELECT results_eq('SELECT activity, ARRAY[condition_1_months, condition_2_months, condition_3_months], confidence FROM voltmetrics.nfpa70b_intervals()',
                  'SELECT activity, months, confidence FROM published ORDER BY place', 'every published interval is there, with its confidence');
SELECT is_empty($$SELECT activity FROM voltmetrics.nfpa70b_intervals() WHERE source = '' OR note !~ 'verify against NFPA 70B' OR cardinality(equipment) = 0$$,
                'each with its source and the note to verify it');
SELECT results_eq('SELECT condition, rule FROM voltmetrics.nfpa70b_condition_criteria()', $$VALUES (1, 'all of'), (2, 'any of'), (3, 'any of')$$, 'the criteria of three conditions');
SELECT is_empty($$SELECT condition FROM voltmetrics.nfpa70b_condition_criteria() WHERE source = '' OR confidence = '' OR note !~ 'verify' OR criteria = ''$$, 'with source, confidence and note');
SELECT is_empty($$SELECT a, b, c FROM generate_series(1, 3) a, generate_series(1, 3) b, generate_series(1, 3) c WHERE voltmetrics.nfpa70b_condition(a, b, c) <> greatest(a, b, c)$$,
                'the condition is the worst of its three');
SELECT results_eq($$SELECT voltmetrics.nfpa70b_interval_months(a, e, c) FROM (VALUES ('infrared_thermography', 'panelboard', 3), ('visual_inspection', 'panelboard', 1),
                      ('visual_inspection', 'switchgear', 2), ('visual_inspection', 'busway', 2), ('electrical_testing', 'grounding', 3), ('cleaning', 'ups', 3),
                      ('fluid_and_dga_sampling', 'liquid_filled_transformer', 1), ('fluid_and_dga_sampling', 'panelboard', 1), ('cleaning', NULL, 1)) AS _(a, e, c)$$,
                  'VALUES (6), (60), (12), (60), (36), (3), (12), (NULL), (NULL)', 'intervals by activity, equipment and condition');
SELECT is_empty($$SELECT activity, kind FROM voltmetrics.nfpa70b_intervals() AS i, unnest(i.equipment) AS e(kind)
                  WHERE activity <> 'all' AND kind <> 'all'
                    AND (voltmetrics.nfpa70b_interval_months(activity, kind, 1) <> condition_1_months OR voltmetrics.nfpa70b_interval_months(activity, kind, 3) <> condition_3_months)$$,
                'the look-up finds the row that names the equipment');
SELECT throws_ok($$SELECT voltmetrics.nfpa70b_condition(1, 4, 1)$$, '22003', 'criticality is out of range: 4');
SELECT throws_ok($$SELECT voltmetrics.nfpa70b_condition(0, 1, 1)$$, '22003', 'physical_condition is out of range: 0');
SELECT throws_ok($$SELECT voltmetrics.nfpa70b_condition(1, 1, -1)$$, '22003', 'operating_environment is out of range: -1');
SELECT throws_ok($$SELECT voltmetrics.nfpa70b_interval_months('painting', 'panelboard', 1)$$, '22023', 'activity is not a known value: painting');
SELECT throws_ok($$SELECT voltmetrics.nfpa70b_interval_months('cleaning', 'boiler', 1)$$, '22023', 'equipment is not a known value: boiler');
SELECT throws_ok($$SELECT voltmetrics.nfpa70b_interval_months('cleaning', 'panelboard', 4)$$, '22003', 'condition is out of range: 4');

SELECT is_empty($$SELECT d, m FROM generate_series('1999-12-25'::date, '2004-03-05', '1 day') AS d, unnest('{1,2,3,6,12,13,36,60,1200}'::int[]) AS m
                  WHERE voltmetrics.maintenance_due_date(d::date, m) <> (d + make_interval(months => m))::date$$, 'due dates are those of PostgreSQL''s calendar');
SELECT is(voltmetrics.maintenance_overdue_ratio('2025-01-01', 12, '2026-01-01'), 1::float8, 'due on the day');
SELECT is(voltmetrics.maintenance_overdue_ratio('2025-01-01', 12, '2025-01-01'), 0::float8, 'done on the day');
SELECT is(voltmetrics.maintenance_overdue_ratio('2023-01-01', 12, '2026-01-01'), (365 * 3 + 1) / 365::float8, 'three years after work of every year');
SELECT is(voltmetrics.maintenance_overdue_ratio('2025-01-01', NULL, '2026-01-01'), NULL, 'null in, null out');
SELECT throws_ok($$SELECT voltmetrics.maintenance_due_date('infinity', 12)$$, '22003', 'last_maintenance_date is out of range: infinity');
SELECT throws_ok($$SELECT voltmetrics.maintenance_due_date('4713-01-01 BC', 12)$$, '22003', NULL, 'a day before our era is refused');
SELECT throws_ok($$SELECT voltmetrics.maintenance_due_date('2025-01-01', 0)$$, '22003', 'interval_months is out of range: 0');
SELECT throws_ok($$SELECT voltmetrics.maintenance_overdue_ratio('2025-01-01', 12, '-infinity')$$, '22003', 'as_of is out of range: -infinity');

-- NETA thermography.
CREATE TEMP TABLE band AS
SELECT c[1] AS basis, c[2]::float8 AS low, nullif(c[3], '')::float8 AS high, c[4]::int AS priority
FROM string_to_table(:'thermography', E'\n') AS line, string_to_array(line, ',') AS c WHERE line <> '';
SELECT is((SELECT count(*) FROM band), 7::bigint, 'the bands of the table are read');
SELECT is_empty($$
    SELECT basis, rise, priority FROM band, unnest(ARRAY[low + 0.01, (low + coalesce(high, 1000)) / 2, coalesce(high, 1000) - 0.01]) AS rise
    WHERE priority IS DISTINCT FROM CASE basis WHEN 'over_ambient_air' THEN (voltmetrics.neta_thermography(over_ambient_rise_k => rise)).priority
                                               ELSE (voltmetrics.neta_thermography(rise)).priority END
$$, 'every band of the table is met');
SELECT results_eq($$SELECT r.priority, r.finding, r.recommended_action, r.comparison FROM (VALUES (0::float8, 0.5::float8), (2, NULL), (NULL, 10.5), (4, 5), (16, 25), (-3, 20.5), (NULL, NULL)) AS _(s, a),
                      LATERAL voltmetrics.neta_thermography(s, a) AS r$$,
    $$VALUES (NULL::int, 'no deficiency', NULL, NULL), (4, 'possible deficiency', 'warrants investigation', 'similar_components'), (3, 'probable deficiency', 'repair as time permits', 'ambient_air'),
             (3, 'probable deficiency', 'repair as time permits', 'similar_components'), (1, 'major discrepancy', 'repair immediately', 'similar_components'),
             (2, 'deficiency', 'monitor until corrective measures can be accomplished', 'ambient_air'), (NULL, NULL, NULL, NULL)$$, 'the worst of both comparisons');
SELECT is_empty($$SELECT comparison FROM voltmetrics.neta_thermography_bands() WHERE source <> 'ANSI/NETA MTS, Table 100.18' OR confidence = '' OR to_k <= from_k$$, 'the bands show their source');
SELECT is((voltmetrics.neta_thermography(5)).source, 'ANSI/NETA MTS, Table 100.18', 'and so does a result');
SELECT throws_ok($$SELECT voltmetrics.neta_thermography('NaN')$$, '22003', 'similar_components_rise_k is out of range: NaN');
SELECT throws_ok($$SELECT voltmetrics.neta_thermography(NULL, 'Infinity')$$, '22003', 'over_ambient_rise_k is out of range: Infinity');

-- Polarization index.
SELECT results_eq($$SELECT p.polarization_index, p.rating, p.minimum, p.meets_minimum FROM (VALUES (100, 90, NULL), (100, 100, 'A'), (100, 150, 'A'), (100, 150, 'B'), (100, 200, 'F'),
                      (100, 399, 'H'), (100, 400, NULL), (5001, 9000, 'A')) AS _(one, ten, class), LATERAL voltmetrics.polarization_index_assessment(one, ten, class) AS p$$,
    $$VALUES (0.9::float8, 'poor', NULL::float8, NULL::boolean), (1, 'questionable', 1.5, false), (1.5, 'questionable', 1.5, true), (1.5, 'questionable', 2, false), (2, 'good', 2, true),
             (3.99, 'good', 2, true), (4, 'excellent', NULL, NULL), (NULL, 'not meaningful', 1.5, NULL)$$, 'ratings and minima');
SELECT is(voltmetrics.polarization_index(200, 500), 2.5::float8, 'the index');
SELECT is(voltmetrics.polarization_index(5000.1, 9000), NULL, 'above 5000 megaohm it means nothing');
SELECT is((voltmetrics.polarization_index_assessment(200, 500)).source, 'IEEE 43', 'the assessment shows its source');
SELECT is(voltmetrics.polarization_index_assessment(NULL, 500)::text, NULL, 'null in, null out');
SELECT throws_ok($$SELECT voltmetrics.polarization_index(0, 500)$$, '22003', 'ir_1min_mohm is out of range: 0');
SELECT throws_ok($$SELECT voltmetrics.polarization_index(200, 'NaN')$$, '22003', 'ir_10min_mohm is out of range: NaN');
SELECT throws_ok($$SELECT voltmetrics.polarization_index_assessment(200, 500, 'C')$$, '22023', 'insulation_class is not a known value: C');

SELECT * FROM finish();
ROLLBACK;
