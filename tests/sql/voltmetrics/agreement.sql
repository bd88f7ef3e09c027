-- assess, try_assess, risk_score and risk_factors are four ways to one result.
BEGIN;
SELECT no_plan();
\ir vectors.psql

CREATE TEMP TABLE four_ways AS
SELECT a.id, m.version, d.document, f, s,
       voltmetrics.risk_score(type, install_date, aluminum_conductor, humidity_pct, temperature_f, loading_pct,
           last_maintenance_date, observations, documented_issues, harmonics_pct, power_factor, a.as_of,
           m.version) AS score_exact
FROM vector_argument a JOIN vector_item i USING (id), voltmetrics.models() AS m,
     LATERAL (SELECT voltmetrics.assess(i.input, i.as_of, m.version) AS document) AS d,
     LATERAL voltmetrics.risk_factors(type, install_date, aluminum_conductor, humidity_pct, temperature_f, loading_pct,
         last_maintenance_date, observations, documented_issues, harmonics_pct, power_factor, a.as_of, m.version) AS f,
     LATERAL voltmetrics.try_assess(type, install_date, aluminum_conductor, humidity_pct, temperature_f, loading_pct,
         last_maintenance_date, attributes, maintenance_recorded, maintenance_dates, a.as_of, m.version) AS s;

SELECT is((SELECT count(*) FROM four_ways), 430::bigint, '215 items by two models');

SELECT is_empty($$
    SELECT id, version FROM four_ways
    WHERE score_exact IS DISTINCT FROM (document ->> 'score_exact')::float8 OR score_exact IS DISTINCT FROM (f).score_exact
$$, 'the exact score is the same number to the last bit');

SELECT is_empty($$
    SELECT id, version FROM four_ways
    WHERE (f).score IS DISTINCT FROM (document ->> 'score')::float8
       OR (s).score_tenths IS DISTINCT FROM ((document ->> 'score')::numeric * 10)::int2
       OR round(score_exact::numeric, 1) IS DISTINCT FROM (document ->> 'score')::numeric
$$, 'the published score is the same everywhere');

SELECT is_empty($$
    SELECT id, version FROM four_ways
    WHERE (f).category IS DISTINCT FROM document ->> 'category'
       OR voltmetrics.category_name((s).category) IS DISTINCT FROM document ->> 'category'
       OR voltmetrics.risk_category((f).score, version) IS DISTINCT FROM (s).category
$$, 'the category is the same everywhere');

SELECT is_empty($$
    SELECT id, version FROM four_ways
    WHERE (s).factor_tenths IS DISTINCT FROM (
        SELECT array_agg(round(value::numeric * 10)::int2 ORDER BY n)
        FROM unnest('{age,material,maintenance,environmental,operational,visual}'::text[]) WITH ORDINALITY AS factor(name, n)
        JOIN jsonb_each_text(document -> 'factors') ON key = name)
$$, 'the screening tells the factors of the model, in tenths');

SELECT is_empty($$
    SELECT id, version, key FROM four_ways, jsonb_each_text(document -> 'factors') AS _(key, value)
    WHERE value::float8 IS DISTINCT FROM (to_jsonb(f) ->> key)::float8
$$, 'the factors are the same');
SELECT is((SELECT count((f).visual) FROM four_ways), 215::bigint, 'the older model has no visual factor');

SELECT is_empty($$
    SELECT id, version FROM four_ways
    WHERE voltmetrics.compliance_name((s).nfpa70b_status) IS DISTINCT FROM document #>> '{nfpa70b,status}'
       OR (s).nfpa70b_score IS DISTINCT FROM (document #>> '{nfpa70b,score}')::int2
       OR voltmetrics.compliance_name((s).nfpa70e_status) IS DISTINCT FROM document #>> '{nfpa70e,status}'
       OR (s).nfpa70e_score IS DISTINCT FROM (document #>> '{nfpa70e,score}')::int2
       OR (s).problem_kind IS NOT NULL OR (s).problem_field IS NOT NULL OR (s).problem_value IS NOT NULL
$$, 'the standards'' verdicts are the same, and good items have no problem');

SELECT * FROM finish();
ROLLBACK;
