-- No argument whatever crashes a function or makes it answer outside its range.
BEGIN;
SELECT no_plan();

-- All combinations would be too many: 20,000 random ones, from a fixed seed.
SELECT setseed(0.20260101);
CREATE FUNCTION pg_temp.pick(choices anyarray) RETURNS anyelement LANGUAGE sql VOLATILE AS
    $$ SELECT choices[1 + floor(random() * array_length(choices, 1))::int] $$;
CREATE TEMP TABLE wild AS
SELECT n, pg_temp.pick(ARRAY['PANEL', 'TRANSFORMER', 'SWITCHGEAR', 'BREAKER', 'OTHER', 'OTHER', '', 'MOTOR', NULL]) AS type,
       pg_temp.pick('{-infinity,4713-01-01 BC,1950-01-01,2000-01-01,2025-12-31,2026-01-01,2026-01-02,5874897-12-31,infinity,NULL}'::date[]) AS install_date,
       pg_temp.pick('{t,f,NULL}'::boolean[]) AS aluminum_conductor,
       pg_temp.pick('{0,50,65.1,100,100.1,-1,NaN,Infinity,-Infinity,1e308,1e-308,NULL}'::float8[]) AS humidity_pct,
       pg_temp.pick('{0,72,90.1,-40,-500,NaN,Infinity,1e308,NULL}'::float8[]) AS temperature_f,
       pg_temp.pick('{0,39.9,80,140,1000,1000.1,-1,NaN,Infinity,-Infinity,NULL}'::float8[]) AS loading_pct,
       pg_temp.pick('{-infinity,1990-01-01,2025-06-01,2026-01-01,2026-01-02,infinity,NULL,NULL,NULL}'::date[]) AS last_maintenance_date,
       pg_temp.pick(ARRAY['{}', 'null', '[]', '"x"', '1', 'true', NULL, '{"documented_issues": 1e500}', '{"documented_issues": 4}',
           '{"power_factor": 0.5, "harmonics_percentage": 20}', '{"power_factor": 1e-400}', '{"loose_parts": true, "unusual_noise": null}',
           '{"arc_flash": {}}', '{"arc_flash": {"assessment_date": "x", "incident_energy": 1e999}}', '{"arc_flash": []}',
           '{"safety_labels": []}', '{"safety_labels": [["voltage"]]}', '{"trip_tests": "failed", "connection_type": "crimped"}',
           '{"": {}, "thermal_issues": "x"}']::text[])::jsonb AS attributes,
       pg_temp.pick('{t,f,NULL}'::boolean[]) AS maintenance_recorded,
       CASE n % 5 WHEN 0 THEN NULL WHEN 1 THEN '{}'::date[] WHEN 2 THEN '{{2025-01-01},{2025-01-01}}'
            WHEN 3 THEN '{NULL,2025-12-01,NULL,infinity,-infinity,2026-06-01,2025-12-01,2025-12-01,2025-12-01}'
            ELSE '{2025-12-01,2025-12-01,2025-12-01,2025-12-01,2025-12-01,2025-12-01,2025-12-01}' END AS maintenance_dates,
       pg_temp.pick('{2026-01-01,2026-01-01,2026-01-01,2026-01-01,infinity,-infinity,5874897-12-31,NULL}'::date[]) AS as_of,
       pg_temp.pick(ARRAY['1.0.0', '1.1.0', NULL]) AS model
FROM generate_series(1, 20000) AS n;

CREATE TEMP TABLE screened AS
SELECT w.*, s.* FROM wild w, LATERAL voltmetrics.try_assess(type, install_date, aluminum_conductor, humidity_pct, temperature_f,
    loading_pct, last_maintenance_date, attributes, maintenance_recorded, maintenance_dates, as_of, model) AS s;

SELECT is((SELECT count(*) FROM screened), 20000::bigint, 'try_assess answers everything');
SELECT is_empty($$SELECT n FROM screened WHERE (problem_kind IS NULL AND score_tenths IS NULL) OR (category IS NULL) <> (score_tenths IS NULL)$$,
                'an answer is a score, a problem, or both: never neither');
SELECT is_empty($$SELECT n FROM screened WHERE score_tenths IS NOT NULL AND problem_field IS DISTINCT FROM voltmetrics.refused_attribute(attributes)$$,
                'both only for an attribute that is left out');
SELECT cmp_ok((SELECT count(*) FROM screened WHERE score_tenths IS NOT NULL), '>', 20::bigint, 'some are good');
SELECT cmp_ok((SELECT count(DISTINCT (problem_kind, problem_field)) FROM screened), '>', 20::bigint, 'many kinds of problem are met');
SELECT is_empty($$SELECT n FROM screened WHERE score_tenths NOT BETWEEN 0 AND 1000 OR category NOT BETWEEN 0 AND 3
                  OR nfpa70b_score NOT BETWEEN 0 AND 100 OR nfpa70e_score NOT BETWEEN 0 AND 100
                  OR (nfpa70b_score IS NULL) <> (nfpa70b_status IS NULL) OR (nfpa70e_score IS NULL) <> (nfpa70e_status IS NULL)$$,
                'whatever is answered lies in its range');
SELECT is_empty($$SELECT n FROM screened WHERE type IN ('PANEL', 'TRANSFORMER', 'SWITCHGEAR', 'BREAKER', 'OTHER') AND isfinite(as_of) AND nfpa70b_status IS NULL$$,
                'NFPA 70B needs a type and a date, nothing else');

-- What try_assess answers, assess and risk_score either answer too or raise as bad input, and nothing else.
CREATE FUNCTION pg_temp.outcome(w wild) RETURNS text LANGUAGE plpgsql AS $$
DECLARE document jsonb;
BEGIN
    document := voltmetrics.assess(jsonb_build_object('type', w.type, 'install_date', w.install_date, 'aluminum_conductor', w.aluminum_conductor,
        'humidity_pct', w.humidity_pct, 'temperature_f', w.temperature_f, 'loading_pct', w.loading_pct,
        'last_maintenance_date', w.last_maintenance_date, 'attributes', threatmap.accepted_attributes(w.attributes)), w.as_of, w.model);
    RETURN coalesce((document ->> 'score')::numeric * 10, -1)::int::text;
EXCEPTION WHEN invalid_parameter_value OR numeric_value_out_of_range THEN RETURN 'refused';
END $$;
SELECT is_empty($$
    SELECT s.n, o, s.score_tenths, s.problem_kind, s.problem_field FROM screened s JOIN wild w USING (n), LATERAL pg_temp.outcome(w) AS o
    WHERE n <= 5000 AND w.as_of IS NOT NULL AND w.model IS NOT NULL AND o <> coalesce(s.score_tenths::text, 'refused')
      -- Dates without four digits of the year are no ISO dates: only typed arguments can carry them.
      AND NOT coalesce(w.install_date < '0001-01-01' OR w.install_date > '9999-12-31', false)
$$, 'assess accepts and refuses the same items, with the same score, once it is given the attributes that count');

CREATE FUNCTION pg_temp.score(w wild) RETURNS float8 LANGUAGE plpgsql AS $$
BEGIN
    RETURN voltmetrics.risk_score(w.type, w.install_date, w.aluminum_conductor, w.humidity_pct, w.temperature_f, w.loading_pct,
        w.last_maintenance_date, (w.n * 2654435761)::bit(32)::int4 >> 12, (w.n - 10000), w.humidity_pct, w.humidity_pct, w.as_of, w.model);
EXCEPTION WHEN invalid_parameter_value OR numeric_value_out_of_range THEN RETURN NULL;
END $$;
SELECT is_empty($$SELECT n FROM wild w, LATERAL pg_temp.score(w) AS s WHERE NOT (s BETWEEN 0 AND 100)$$,
                'risk_score answers 0 to 100, null, or refuses');
SELECT is(voltmetrics.risk_score(NULL, '2000-01-01', false, 1, 1, 1, NULL, 0, 0, NULL, NULL, '2026-01-01'), NULL, 'a null without a meaning gives null');
SELECT is(voltmetrics.risk_factors('PANEL', '2000-01-01', false, 1, 1, 1, NULL, NULL, 0, NULL, NULL, '2026-01-01')::text, NULL, 'also in the detail');
SELECT isnt(voltmetrics.risk_score('PANEL', '2000-01-01', false, 1, 1, 1, NULL, 0, 0, NULL, NULL, '2026-01-01'), NULL, 'nulls that have one do not');
SELECT is(voltmetrics.risk_score('PANEL', '2000-01-01', false, 1, 1, 1, NULL, 0, 0, 0, 0.95, '2026-01-01'),
          voltmetrics.risk_score('PANEL', '2000-01-01', false, 1, 1, 1, NULL, 0, 0, NULL, NULL, '2026-01-01'), 'not measured counts as harmless');
SELECT is(voltmetrics.assess(NULL, '2026-01-01'), NULL, 'assess of null');
SELECT is(voltmetrics.assess('{}', NULL), NULL, 'assess without a date');
SELECT is(voltmetrics.assess_facility('[]', NULL, '2026-01-01'), NULL, 'assess_facility of null');

-- Big documents.
CREATE FUNCTION pg_temp.item(n int) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_build_object('id', 'eq-' || n, 'type', 'PANEL', 'install_date', '2001-02-03', 'aluminum_conductor', false,
        'humidity_pct', 45, 'temperature_f', 72, 'loading_pct', n % 100) $$;
SELECT is((voltmetrics.assess_facility((SELECT jsonb_agg(pg_temp.item(n)) FROM generate_series(1, 20000) AS n), '{}', '2026-01-01')
           #>> '{equipment_counts,total}')::int, 20000, 'a facility of 20,000 items');
SELECT isnt(voltmetrics.assess(pg_temp.item(1) || jsonb_build_object('attributes', (SELECT jsonb_object_agg('unknown_' || n, repeat('x', 100)) FROM generate_series(1, 10000) AS n)),
                               '2026-01-01'), NULL, 'an item with 10,000 unknown attributes');
SELECT is(voltmetrics.assess(pg_temp.item(1) || jsonb_build_object('maintenance', (SELECT jsonb_agg(jsonb_build_object('type', 'visual_inspection', 'date', '2025-12-01')) FROM generate_series(1, 50000))),
                             '2026-01-01') #>> '{nfpa70b,status}', 'partial', 'an item with 50,000 records of maintenance');
SELECT is(voltmetrics.assess(jsonb_build_object('id', repeat('x', 100000)) || (pg_temp.item(1) - 'id'), '2026-01-01') ->> 'item_id',
          repeat('x', 100000), 'an id of 100,000 characters');

SELECT * FROM finish();
ROLLBACK;
