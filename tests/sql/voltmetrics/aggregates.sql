-- Aggregates: laws, and the same bits in any order and any plan.
BEGIN;
SELECT no_plan();

SELECT is((SELECT voltmetrics.facility_score(t, s) FROM (VALUES ('PANEL', 10.0::float8)) AS _(t, s)), 10::float8, 'one item is its own mean');
SELECT is((SELECT voltmetrics.facility_score(t, s, '1.0.0') FROM (VALUES ('TRANSFORMER', 80.0::float8), ('PANEL', 40.0), ('PANEL', NULL)) AS _(t, s)),
          64::float8, 'transformers weigh one and a half panels in 1.0.0; an item without a score does not count');
SELECT is((SELECT voltmetrics.facility_score(t, s) FROM (VALUES ('OTHER', 0.1::float8), ('OTHER', 0.2)) AS _(t, s)), 0.2::float8,
          'a half is rounded away from zero');
SELECT is((SELECT voltmetrics.facility_score(t, s) FROM (VALUES ('OTHER', NULL::float8)) AS _(t, s)), NULL, 'no scores, no mean');
SELECT is((SELECT voltmetrics.facility_score('PANEL', s) FROM (SELECT 1::float8 WHERE false) AS _(s)), NULL, 'no items, no mean');
SELECT is((SELECT voltmetrics.compliance_score(s) FROM (VALUES (75), (50)) AS _(s)), 62, '62.5 is rounded to even');
SELECT is((SELECT voltmetrics.compliance_score(s) FROM (VALUES (75::int2), (50::int2), (NULL)) AS _(s)), 62, 'of int2 too, nulls do not count');
SELECT is((SELECT voltmetrics.compliance_score(s) FROM (VALUES (NULL::int4)) AS _(s)), NULL, 'no scores, no compliance score');
SELECT is((SELECT voltmetrics.compliance_status(s) FROM (VALUES (NULL::int4)) AS _(s)), NULL, 'nor a status');
SELECT is((SELECT voltmetrics.compliance_status(s) FROM (VALUES (90), (89)) AS _(s)), 1::int2, 'a mean of 89.5 shows as 90 and is partial all the same');
SELECT is((SELECT voltmetrics.compliance_status(s) FROM (VALUES (100), (80)) AS _(s)), 0::int2, 'compliant from 90');
SELECT is((SELECT voltmetrics.compliance_status(s) FROM (VALUES (70), (50)) AS _(s)), 1::int2, 'partial from 60');
SELECT is((SELECT voltmetrics.compliance_status(s) FROM (VALUES (70), (49)) AS _(s)), 2::int2, 'non-compliant below');
SELECT is((SELECT voltmetrics.risk_distribution(c) FROM (VALUES (0::int2), (3::int2), (3::int2), (NULL)) AS _(c)), '{1,0,0,2}', 'counts by category');
SELECT is((SELECT voltmetrics.compliance_distribution(c) FROM (SELECT 1::int2 WHERE false) AS _(c)), '{0,0,0}', 'counts of nothing');
SELECT is((SELECT voltmetrics.factor_totals(t, '1.0.0') FROM (VALUES ('{1,2,3,4,750}'::int2[]), ('{10,0,1000,749,751}'), (NULL)) AS _(t)),
          '{2,11,0,2,2,0,2,1003,1,2,753,0,2,1501,2,0,0,0}', 'items, tenths and affected items by factor; nulls do not count, nor does a factor that the model lacks');
SELECT is((SELECT voltmetrics.factor_totals(t, '1.1.0') FROM (SELECT '{}'::int2[] WHERE false) AS _(t)), array_fill(0::int8, ARRAY[18]), 'of nothing');
SELECT is_empty($$SELECT n, t FROM generate_series(0, 1000) n, LATERAL (SELECT voltmetrics.factor_totals(array_fill(n::int2, ARRAY[6]), '1.1.0') AS t FROM (SELECT n OFFSET 0) one(n)) _
                  WHERE t[18] <> (voltmetrics.risk_category(n / 10.0, '1.1.0') >= 2)::int4$$, 'affected is who would be High or Critical by that factor alone');
SELECT throws_ok($$SELECT voltmetrics.factor_totals('{1,2,3,4,5}', '1.1.0')$$, '22023', 'factor_tenths has 5 numbers, the model 6 factors');
SELECT throws_ok($$SELECT voltmetrics.factor_totals('{1,2,3,4,NULL}', '1.0.0')$$, '22004', NULL, 'null is not a number');
SELECT throws_ok($$SELECT voltmetrics.factor_totals('{1,2,3,4,1001}', '1.0.0')$$, '22003', 'factor_tenths is out of range: 1001');
SELECT throws_ok($$SELECT voltmetrics.facility_score('MOTOR', 1)$$, '22023', 'type is not a known value: MOTOR');
SELECT throws_ok($$SELECT voltmetrics.facility_score('PANEL', 100.1)$$, '22003', 'score is out of range: 100.1');
SELECT throws_ok($$SELECT voltmetrics.facility_score('PANEL', 'NaN')$$, '22003', 'score is out of range: NaN');
SELECT throws_ok($$SELECT voltmetrics.compliance_score(101)$$, '22003', 'score is out of range: 101');
SELECT throws_ok($$SELECT voltmetrics.risk_distribution(4::int2)$$, '22003', 'category is out of range: 4');
SELECT throws_ok($$SELECT voltmetrics.compliance_distribution(-1::int2)$$, '22003', 'category is out of range: -1');
SELECT throws_ok($$SELECT voltmetrics.facility_score_accum('{1}', 'PANEL', 5)$$, '22023', NULL, 'a state of another size is refused');
SELECT throws_ok($$SELECT voltmetrics.state_combine('{1,2}', '{1,2,3}')$$, '22023', NULL, 'states of two sizes do not add up');
SELECT throws_ok($$SELECT voltmetrics.facility_score_final('{}')$$, '22023', NULL, 'an empty state is refused');
SELECT throws_ok($$SELECT voltmetrics.facility_score_final('{1,NULL}')$$, '22023', NULL, 'and one with a null');
SELECT is(voltmetrics.state_combine('{1,2}', '{30,40}'), '{31,42}', 'states add up');
SELECT results_eq($$WITH state AS MATERIALIZED (SELECT '{1,2}'::int8[] AS s) SELECT voltmetrics.compliance_accum(s, 5), s FROM state$$,
                  $$VALUES ('{6,3}'::int8[], '{1,2}'::int8[])$$, 'outside an aggregate a state is not changed in place');

CREATE TABLE items AS
SELECT n, (ARRAY['PANEL', 'TRANSFORMER', 'SWITCHGEAR', 'BREAKER', 'OTHER'])[1 + n % 5] AS type,
       (n::int8 * 7919 % 1001) / 10.0::float8 AS score, (n::int8 * 104729 % 101)::int4 AS compliance, (n % 4)::int2 AS category
FROM generate_series(1, 50000) AS n;
ANALYZE items;

CREATE FUNCTION pg_temp.figures(source text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE answer text;
BEGIN
    EXECUTE format('SELECT ROW(float8send(voltmetrics.facility_score(type, score)),
        float8send(voltmetrics.facility_score(type, score, ''1.0.0'')), voltmetrics.compliance_score(compliance),
        voltmetrics.compliance_status(compliance), voltmetrics.risk_distribution(category))::text FROM %s', source) INTO answer;
    RETURN answer;
END $$;

CREATE TEMP TABLE serial AS SELECT pg_temp.figures('items') AS figures;
SELECT results_eq(
    $$SELECT DISTINCT pg_temp.figures(format('(SELECT * FROM items WHERE n <= 5000 ORDER BY md5(n::text || %s)) AS shuffled', round))
      FROM generate_series(1, 20) AS round$$, $$SELECT pg_temp.figures('(SELECT * FROM items WHERE n <= 5000) AS in_order')$$, 'twenty random orders give the same bits');

SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL max_parallel_workers_per_gather = 4;
CREATE FUNCTION pg_temp.plan(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN RETURN QUERY EXECUTE 'EXPLAIN (COSTS off) ' || query; END $$;
SELECT ok(EXISTS (SELECT FROM pg_temp.plan('SELECT voltmetrics.facility_score(type, score), voltmetrics.compliance_score(compliance), voltmetrics.compliance_status(compliance), voltmetrics.risk_distribution(category) FROM items') AS line
                  WHERE line ~ 'Partial Aggregate'), 'the planner splits the aggregates over workers');
SELECT is(pg_temp.figures('items'), (SELECT figures FROM serial), 'a parallel plan gives the same bits');
SELECT is((SELECT sum(voltmetrics.risk_score('PANEL', '2000-01-01'::date + n, false, 50, 70, n % 120, NULL, 0, 0, NULL, NULL, '2199-01-01')::numeric) FROM items),
          (SELECT sum(s::numeric) FROM (SELECT voltmetrics.risk_score('PANEL', '2000-01-01'::date + n, false, 50, 70, n % 120, NULL, 0, 0, NULL, NULL, '2199-01-01') AS s
                                        FROM items OFFSET 0) AS serial), 'scores do not depend on the plan either');
SELECT results_eq('SELECT type, voltmetrics.facility_score(type, score) OVER (PARTITION BY type ORDER BY n) FROM items WHERE n <= 40 ORDER BY n',
                  'SELECT type, (SELECT voltmetrics.facility_score(p.type, p.score) FROM items p WHERE p.type = i.type AND p.n <= i.n) FROM items i WHERE n <= 40 ORDER BY n',
                  'as window functions they agree with themselves');

SELECT * FROM finish();
ROLLBACK;
