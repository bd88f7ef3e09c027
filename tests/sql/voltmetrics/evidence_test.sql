-- What is known of an item, and the two ways to its factors that do without a document.
BEGIN;
SELECT no_plan();
\ir vectors.psql

CREATE TEMP TABLE scored AS
SELECT a.id, m.version, i.input, voltmetrics.assess(i.input, a.as_of, m.version) AS document,
       voltmetrics.risk_factor_points(type, install_date, aluminum_conductor, humidity_pct, temperature_f, loading_pct, last_maintenance_date,
                                      attributes, a.as_of, m.version) AS points, tenths, s
FROM vector_argument a JOIN vector_item i USING (id), voltmetrics.models() AS m,
     LATERAL (SELECT voltmetrics.try_factor_tenths(type, install_date, aluminum_conductor, humidity_pct, temperature_f, loading_pct, last_maintenance_date,
                                                   attributes, a.as_of, m.version) AS tenths) t,
     LATERAL voltmetrics.try_assess(type, install_date, aluminum_conductor, humidity_pct, temperature_f, loading_pct, last_maintenance_date,
                                    attributes, maintenance_recorded, maintenance_dates, a.as_of, m.version) s;
SELECT is((SELECT count(*) FROM scored), 430::bigint, '215 items by two models');
SELECT is_empty($$SELECT id, version FROM scored WHERE points IS DISTINCT FROM document -> 'risk_factors'$$, 'the points are those of assess');
SELECT is_empty($$
    SELECT id, version, key FROM scored, jsonb_each_text(document -> 'factors') AS _(key, value)
    JOIN unnest('{age,material,maintenance,environmental,operational,visual}'::text[]) WITH ORDINALITY AS f(factor, place) ON f.factor = key
    WHERE tenths[place] IS DISTINCT FROM round(value::numeric * 10)$$, 'the factors are those of assess, in tenths');
SELECT is_empty($$SELECT id FROM scored WHERE tenths IS DISTINCT FROM (s).factor_tenths$$, 'and those of try_assess');

SELECT is_empty($$
    SELECT a.id, m.version, w.action, w.tenths FROM vector_argument a JOIN vector_item i USING (id), voltmetrics.models() AS m,
        LATERAL unnest(voltmetrics.actions(), voltmetrics.try_action_tenths(type, install_date, aluminum_conductor, humidity_pct, temperature_f, loading_pct,
                                                                          last_maintenance_date, attributes, a.as_of, m.version)) w(action, tenths)
        LEFT JOIN LATERAL voltmetrics.priority_actions(jsonb_build_array(i.input), a.as_of, m.version) p ON p.action = w.action
    WHERE w.tenths IS DISTINCT FROM p.risk_reduction::numeric * 10 AND NOT (w.tenths <= 0 AND p.action IS NULL)$$, 'what actions take off is what priority_actions says');

SELECT is_empty($$
    SELECT id, missing, wanted FROM scored, LATERAL (SELECT voltmetrics.missing_inputs((s).missing_inputs)) m(missing), LATERAL (
        SELECT array_agg(name ORDER BY place) FROM unnest(voltmetrics.inputs()) WITH ORDINALITY AS _(name, place)
        WHERE CASE WHEN name IN ('visual_inspection', 'thermographic') THEN NOT EXISTS (SELECT FROM jsonb_array_elements(input -> 'maintenance') m WHERE m ->> 'type' = name)
                   WHEN name = 'arc_flash' THEN voltmetrics.requires_arc_flash_assessment(input ->> 'type') AND NOT coalesce(input -> 'attributes' ? 'arc_flash', false)
                   WHEN name = 'safety_labels' THEN NOT coalesce(input -> 'attributes' ? 'safety_labels', false)
                   ELSE input ->> name IS NULL END) w(wanted)
    WHERE missing <> coalesce(wanted, '{}')$$, 'what is missing in the documents is missing');
SELECT is_empty($$
    SELECT id, (s).oldest_input, oldest FROM scored, LATERAL (SELECT min(newest) FROM (
        SELECT (input ->> 'last_maintenance_date')::date
        UNION ALL (SELECT max((m ->> 'date')::date) FROM jsonb_array_elements(input -> 'maintenance') m WHERE m ->> 'type' IN ('visual_inspection', 'thermographic') GROUP BY m ->> 'type')
        UNION ALL SELECT CASE WHEN input #>> '{attributes,arc_flash,assessment_date}' ~ '^\d' THEN (input #>> '{attributes,arc_flash,assessment_date}')::date END) d(newest)) o(oldest)
    WHERE (s).oldest_input IS DISTINCT FROM oldest$$, 'the oldest of the newest records is the oldest input');
SELECT ok(min((s).confidence) = 1 AND max((s).confidence) = 3, 'low to high occur among the vectors, and none of these items is unknown') FROM scored;
SELECT is((SELECT confidence FROM voltmetrics.try_assess(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-01-01')), 0::int2, 'nothing known is unknown');
SELECT is((SELECT voltmetrics.missing_inputs(missing_inputs) FROM voltmetrics.try_assess(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-01-01')),
          array_remove(voltmetrics.inputs(), 'arc_flash'), 'then all is missing but a study that nobody asks of an unknown type');
SELECT ok(voltmetrics.try_action_tenths(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-01-01') IS NULL AND voltmetrics.try_factor_tenths(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-01-01') IS NULL
          AND voltmetrics.risk_factor_points(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL) IS NULL, 'without a score no factors');
SELECT is(voltmetrics.completeness(NULL, NULL), NULL, 'completeness of nothing');
SELECT results_eq('SELECT voltmetrics.confidence_name(n::int2) FROM generate_series(0, 3) n', $$VALUES ('Unknown'), ('Low'), ('Medium'), ('High')$$, 'words of confidence');
SELECT throws_ok('SELECT voltmetrics.confidence_name(4::int2)', '22003', 'confidence is out of range: 4');
SELECT results_eq('SELECT voltmetrics.prevailing_confidence(n, 0, 2, 8) FROM generate_series(0, 1) n', 'VALUES (3::int2), (2::int2)', 'four fifths decide');

SELECT is_empty($$
    SELECT facility_id FROM vector_facility f, LATERAL (SELECT f.expected #> '{five_factor,equipment_counts,by_risk_category}' AS counts) c
    WHERE f.expected -> 'recommendations' IS DISTINCT FROM voltmetrics.recommendations((counts ->> 'critical')::int4, (counts ->> 'high')::int4,
        (array_position('{compliant,partial,non_compliant}', f.expected #>> '{compliance,nfpa70b,status}') - 1)::int2,
        (array_position('{compliant,partial,non_compliant}', f.expected #>> '{compliance,nfpa70e,status}') - 1)::int2)$$,
    'recommendations from what is known of a facility are those of the reference vectors');
SELECT is(voltmetrics.recommendations(0, 0, NULL, NULL), '[]'::jsonb, 'a facility that cannot be judged has none');
SELECT throws_ok('SELECT voltmetrics.recommendations(0, 0, 3::int2, NULL)', '22003', 'nfpa70b_status is out of range: 3');
SELECT * FROM finish();
ROLLBACK;
