BEGIN;
SELECT no_plan();
-- Facilities with every mixture of what is known and unknown, in two organisations.
INSERT INTO masterbus.facility_result (organization_id, facility_id, source, score_tenths, category, nfpa70b_status, nfpa70b_score, nfpa70e_status, nfpa70e_score,
    equipment_count, low_count, medium_count, high_count, critical_count, score_tenths_sum, completeness_pct, missing_inputs, oldest_input, confidence, updated_at)
SELECT 'org-' || n % 2, 'made-' || n, 'made', nullif((n * 37) % 1000, 0), CASE WHEN n % 5 > 0 THEN n % 4 END,
       CASE WHEN n % 3 > 0 THEN n % 7 % 3 END, CASE WHEN n % 3 > 0 THEN n % 101 END, CASE WHEN n % 4 > 0 THEN n % 11 % 3 END, CASE WHEN n % 4 > 0 THEN n % 97 END,
       n, n % 2, n % 3, n % 5, n % 6, 0, CASE WHEN n % 6 > 0 THEN n % 100 END, 0, NULL, n % 9 % 4, timestamptz '2026-01-01Z' + n * interval '1 h'
FROM generate_series(0, 499) n;
CREATE FUNCTION pg_temp.sums_of_columns() RETURNS SETOF masterbus.portfolio_total LANGUAGE sql AS $$
    SELECT r.organization_id, count(*)::int4, sum(r.equipment_count), sum(r.score_tenths::int8 * r.equipment_count)::int8,
           coalesce(sum(r.equipment_count) FILTER (WHERE r.score_tenths IS NOT NULL), 0), 0, count(*) FILTER (WHERE r.category >= 2)::int4,
           sum(r.low_count), sum(r.medium_count), sum(r.high_count), sum(r.critical_count),
           sum(r.nfpa70b_score::int8 * r.equipment_count)::int8, sum(r.nfpa70e_score::int8 * r.equipment_count)::int8,
           sum(r.equipment_count) FILTER (WHERE r.nfpa70b_score IS NOT NULL AND r.nfpa70e_score IS NOT NULL),
           count(*) FILTER (WHERE greatest(r.nfpa70b_status, r.nfpa70e_status) = 0)::int4, count(*) FILTER (WHERE greatest(r.nfpa70b_status, r.nfpa70e_status) = 1)::int4,
           count(*) FILTER (WHERE greatest(r.nfpa70b_status, r.nfpa70e_status) = 2)::int4, sum(r.completeness_pct::int8 * r.equipment_count)::int8,
           count(*) FILTER (WHERE r.confidence = 0)::int4, count(*) FILTER (WHERE r.confidence = 1)::int4,
           count(*) FILTER (WHERE r.confidence = 2)::int4, count(*) FILTER (WHERE r.confidence = 3)::int4, max(r.updated_at)
    FROM masterbus.facility_result r GROUP BY r.organization_id $$;
SELECT bag_eq($$SELECT relation, key, side FROM jsonb_to_recordset(masterbus.verify_remainder()) AS d(relation text, key text, side text) WHERE relation = 'portfolio_sum'$$,
              $$VALUES ('portfolio_sum', 'org-0', 'only expected'), ('portfolio_sum', 'org-1', 'only expected')$$, 'results written by hand are not in the sums, and verify sees it');
INSERT INTO masterbus.portfolio_sum VALUES ('org-0', '{1}'), ('nobody', '{1}');
SELECT masterbus.sum_portfolios();
SELECT ok(masterbus.verify_remainder() @> '[{"relation": "portfolio_sum"}]' IS FALSE, 'until they are added up anew, whatever was there before');
SELECT set_eq('TABLE masterbus.portfolio_total', 'SELECT * FROM pg_temp.sums_of_columns()', 'the totals are the sums, column by column');
SELECT is((SELECT array_agg(DISTINCT pg_typeof(v)::text) FROM (SELECT facility_count + equipment_count + weighted_tenths AS v FROM masterbus.portfolio_total) t), '{bigint}', 'of whole numbers');
SELECT cmp_ok((SELECT count(*) FROM masterbus.portfolio_total), '>=', 2::bigint, 'for each organisation');
ANALYZE masterbus.facility_result;
-- In parallel the halves add up to the whole.
CREATE TEMP TABLE serial AS TABLE masterbus.portfolio_definition;
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0;
CREATE FUNCTION pg_temp.plan() RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY EXPLAIN TABLE masterbus.portfolio_definition; END $$;
SELECT ok(bool_or(line LIKE '%Partial%'), 'the totals may be added up in parallel') FROM pg_temp.plan() line;
SELECT set_eq('TABLE masterbus.portfolio_definition', 'TABLE serial', 'and are the same then');
SELECT throws_ok($$SELECT masterbus.portfolio_sums(t, 1::int2, 1::int2, 1::int2, 1::int2, 0::int2, 1::int2, 1, 1, 0, 0, 0, 1::int2, 1::int2) FROM unnest(ARRAY[NULL, 2]) t$$, '22003', 'times is out of range: 0', 'a facility counts once or is taken off');
SELECT throws_ok($$SELECT masterbus.portfolio_sums(1, 1::int2, 1::int2, 3::int2, 1::int2, 0::int2, 1::int2, 1, 1, 0, 0, 0, 1::int2, 1::int2)$$, '22003', 'compliance status is out of range: 3', 'an unknown compliance status is refused');
SELECT throws_ok($$SELECT masterbus.portfolio_sums(1, 1::int2, 1::int2, 1::int2, 1::int2, 0::int2, 1::int2, 1, 1, 0, 0, 0, 1::int2, 4::int2)$$, '22003', 'confidence is out of range: 4', 'and an unknown confidence');
SELECT throws_ok($$SELECT masterbus.portfolio_sums(1, 1::int2, 1::int2, (-1)::int2, 1::int2, NULL, 1::int2, 1, 1, 0, 0, 0, 1::int2, 1::int2)$$, '22003', 'compliance status is out of range: -1', 'a negative one is not taken for none');
CREATE FUNCTION pg_temp.remove(organization text, share int4) RETURNS int4 LANGUAGE sql AS $$
    SELECT masterbus.remove_facilities(ROW (array_agg(r.organization_id), array_agg(r.facility_id)), ROW (nextval('masterbus.batch_number'), 'change', NULL))
    FROM masterbus.facility_result r WHERE r.organization_id = organization AND r.equipment_count % share = 0 $$;
SELECT is(pg_temp.remove('org-0', 3), 84, 'facilities are removed');
SELECT set_eq('TABLE masterbus.portfolio_total', 'SELECT * FROM pg_temp.sums_of_columns()', 'and taken off the sums');
SELECT is(pg_temp.remove('org-0', 1), 166, 'with the last of them');
SELECT is_empty($$SELECT FROM masterbus.portfolio_total WHERE organization_id = 'org-0'$$, 'the portfolio goes too');
SELECT * FROM finish();
ROLLBACK;
