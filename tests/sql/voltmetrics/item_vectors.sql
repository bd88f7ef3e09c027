-- Every reference vector of an item through voltmetrics.assess.
BEGIN;
SELECT no_plan();
\ir vectors.psql

SELECT is((SELECT count(*) FROM vector_item), 215::bigint, 'all 215 items are read');

CREATE TEMP TABLE five AS
SELECT id, expected, voltmetrics.assess(input, as_of, '1.0.0') AS actual FROM vector_item;
CREATE TEMP TABLE six AS SELECT id, expected, voltmetrics.assess(input, as_of) AS actual FROM vector_item;

SELECT is_empty($$
    SELECT id, actual -> 'score', expected #> '{five_factor,score}' FROM five
    WHERE actual -> 'score' <> expected #> '{five_factor,score}'
       OR actual -> 'category' <> expected #> '{five_factor,category}'
       OR actual ->> 'item_id' <> id OR actual ->> 'model' <> '1.0.0'
$$, 'five-factor scores and categories are met exactly');

SELECT is_empty($$
    SELECT id, factor, value FROM five, jsonb_each_text(actual -> 'factors') AS _(factor, value)
    WHERE round(value::numeric, 1) IS DISTINCT FROM (expected -> 'five_factor' ->> (factor || '_risk'))::numeric
$$, 'five-factor factors are met exactly when rounded to one decimal');

SELECT is_empty($$
    SELECT id FROM six
    WHERE abs((actual ->> 'score_exact')::float8 - (expected #>> '{six_factor,score}')::float8) > 1e-6
       OR actual ->> 'model' <> '1.1.0'
$$, 'six-factor scores are met to six decimals');

SELECT is_empty($$
    SELECT id, factor, value FROM six, jsonb_each_text(actual -> 'factors') AS _(factor, value)
    WHERE NOT coalesce(
        abs(value::float8 - (expected -> 'six_factor' ->> (factor || '_risk'))::float8) <= 1e-6, false)
$$, 'six-factor factors are met to six decimals');

SELECT results_eq(
    $$SELECT DISTINCT (SELECT count(*) FROM jsonb_object_keys(f.actual -> 'factors')),
             (SELECT count(*) FROM jsonb_object_keys(s.actual -> 'factors')) FROM five f JOIN six s USING (id)$$,
    $$VALUES (5::bigint, 6::bigint)$$, 'each model answers its own number of factors');

SELECT is_empty($$
    SELECT id, actual -> standard, expected -> standard
    FROM (TABLE five UNION ALL TABLE six) AS both_models, unnest(ARRAY['nfpa70b', 'nfpa70e']) AS standard
    WHERE actual -> standard IS DISTINCT FROM expected -> standard
$$, 'NFPA 70B and 70E: status, score and the texts and order of issues are met exactly');

SELECT is_empty($$
    SELECT id, sum((factor ->> 'points')::numeric) FROM (TABLE five UNION ALL TABLE six) AS both_models,
         jsonb_array_elements(actual -> 'risk_factors') AS factor
    GROUP BY id, actual HAVING sum((factor ->> 'points')::numeric) <> (actual ->> 'score')::numeric
$$, 'points add up to the published score exactly');

SELECT is_empty($$
    SELECT id FROM (TABLE five UNION ALL TABLE six) AS both_models
    WHERE scale((actual ->> 'score')::numeric) <> 1
       OR (actual ->> 'score')::numeric <> round((actual ->> 'score_exact')::numeric, 1)
$$, 'the published score is the exact one with one decimal');

SELECT is_empty($$
    SELECT id, place FROM (TABLE five UNION ALL TABLE six) AS both_models,
         LATERAL (SELECT place, (factor ->> 'points')::numeric AS points,
                         lag((factor ->> 'points')::numeric) OVER (ORDER BY place) AS before, factor
                  FROM jsonb_array_elements(actual -> 'risk_factors') WITH ORDINALITY AS _(factor, place)) AS ranked
    WHERE points > before OR scale(points) <> 1 OR factor ->> 'description' = ''
       OR (factor -> 'score') <> actual -> 'factors' -> replace(factor ->> 'factor', '_risk', '')
$$, 'risk factors come highest points first, each with its factor''s score and a description');

SELECT is_empty($$
    SELECT id, factor FROM five, jsonb_array_elements(actual -> 'risk_factors') AS factor,
         voltmetrics.models() AS model
    WHERE model.version = '1.0.0' AND factor -> 'weight' <> model.weights -> (factor ->> 'factor')
$$, 'weights are those that the model lists');

SELECT is(
    (SELECT count(*) FROM vector_item
     WHERE voltmetrics.assess(input, as_of) = voltmetrics.assess(input, as_of, voltmetrics.default_model())),
    215::bigint, 'the default model is the one that default_model() names');

SELECT * FROM finish();
ROLLBACK;
