-- What could be done about an item, each by judging it again.
BEGIN;
SELECT no_plan();
\ir vectors.psql

CREATE TEMP TABLE action AS
SELECT i.id, m.version, a.*, voltmetrics.assess(i.input, i.as_of, m.version) AS before
FROM vector_item i, voltmetrics.models() AS m,
     LATERAL voltmetrics.priority_actions(jsonb_build_array(i.input), i.as_of, m.version) AS a;

SELECT is_empty($$SELECT id FROM action WHERE item_id <> id OR name <> id$$, 'an action names its item');
SELECT is_empty($$SELECT id, action FROM action WHERE round(((before ->> 'score')::float8 - risk_reduction)::numeric, 1) <> score_after::numeric$$,
                'score before, less the reduction, is the score after');
SELECT is_empty($$SELECT id, action FROM action WHERE risk_reduction < 0 OR nfpa70e_gain < 0 OR (risk_reduction = 0 AND nfpa70e_gain = 0)$$,
                'every action that is listed improves something');
SELECT is_empty($$SELECT id, action FROM action
                  WHERE category_after <> voltmetrics.category_name(voltmetrics.risk_category(score_after, version))$$, 'the category after it is that of the score');
SELECT results_eq($$SELECT DISTINCT action FROM action ORDER BY action$$, $$VALUES ('maintain'), ('relabel'), ('replace'), ('shed_load')$$,
                  'every action occurs among the vectors');
SELECT is_empty($$
    SELECT a.id FROM action a JOIN vector_item i USING (id)
    WHERE a.action = 'shed_load' AND a.score_after::numeric
          <> (voltmetrics.assess(jsonb_set(i.input, '{loading_pct}', '70'), i.as_of, a.version) ->> 'score')::numeric
$$, 'shedding load is scored as the item with 70 % loading');
SELECT is_empty($$
    SELECT a.id FROM action a JOIN vector_item i USING (id)
    WHERE a.action = 'relabel' AND (a.risk_reduction <> 0 OR (a.before #>> '{nfpa70e,score}')::int4 + a.nfpa70e_gain
          <> (voltmetrics.assess(jsonb_set(i.input, '{attributes,safety_labels}', '["voltage", "shock_hazard"]'), i.as_of)
              #>> '{nfpa70e,score}')::int4)
$$, 'relabelling takes no risk off, and is judged as the item with its labels');
SELECT is_empty($$SELECT voltmetrics.priority_actions('[]', '2026-01-01')$$, 'nothing to do without items');
SELECT throws_ok($$SELECT voltmetrics.priority_actions('{}', '2026-01-01')$$, '22023', 'items has the wrong type: an object');
SELECT throws_ok($$SELECT voltmetrics.priority_actions('[{"id": "eq-9"}]', '2026-01-01')$$, '22023', 'item "eq-9": type is missing');

SELECT * FROM finish();
ROLLBACK;
