-- Own models: what they change changes, all else stays as in the released model, and bad ones are refused by name.
BEGIN;
SELECT no_plan();
SELECT is(voltmetrics.model_version(voltmetrics.factor_model('acme-2', age_weight => 0.4, operational_weight => 0.05)),
          'acme-2;base=1.1.0;weights=0.4,0.2,0.2,0.1,0.05,0.05;multiplier=1.05;item=40,70,85;facility=40,70,85;bound=lower;types=0.8,1,1,0.6,0.7',
          'a version is the model written out');
CREATE TEMP TABLE item AS
SELECT (ARRAY['PANEL', 'TRANSFORMER', 'SWITCHGEAR', 'BREAKER', 'OTHER'])[1 + n % 5] AS type, '1970-01-01'::date + n * 37 AS install_date,
       n % 3 = 0 AS aluminum, (n * 7) % 101 AS humidity, 60 + n % 40 AS temperature, n % 130 AS loading,
       CASE WHEN n % 4 > 0 THEN '2020-01-01'::date + n * 3 END AS maintained, n % 65536 AS observations, n
FROM generate_series(1, 500) n;
CREATE FUNCTION pg_temp.score(i item, model text) RETURNS float8 LANGUAGE sql AS $$
    SELECT voltmetrics.risk_score(i.type, i.install_date, i.aluminum, i.humidity, i.temperature, i.loading, i.maintained, i.observations, 1, 5, 0.9, '2026-01-01', model) $$;
SELECT is((SELECT count(*) FROM item i, voltmetrics.models() m
           WHERE pg_temp.score(i, m.version) <> pg_temp.score(i, voltmetrics.model_version(voltmetrics.factor_model('same', base => m.version)))),
          0::bigint, 'a model that changes nothing scores like the one that it rests on, to the bit');
SELECT ok(bool_and(abs(least(100, 1.05 * (0.4 * f.age + 0.2 * f.material + 0.2 * f.maintenance + 0.1 * f.environmental + 0.05 * f.operational + 0.05 * f.visual)) - s) < 1e-9),
          'weights weigh the factors of the released formulas')
FROM item i, LATERAL voltmetrics.risk_factors(i.type, i.install_date, i.aluminum, i.humidity, i.temperature, i.loading, i.maintained, i.observations, 1, 5, 0.9, '2026-01-01') f,
     LATERAL pg_temp.score(i, voltmetrics.model_version(voltmetrics.factor_model('w', age_weight => 0.4, operational_weight => 0.05))) s;
SELECT is(voltmetrics.risk_score('PANEL', '1990-01-01', true, 50, 70, 50, NULL, 0, 0, NULL, NULL, '2026-01-01', voltmetrics.factor_model('w', age_weight => 0.4, operational_weight => 0.05)),
          voltmetrics.risk_score('PANEL', '1990-01-01', true, 50, 70, 50, NULL, 0, 0, NULL, NULL, '2026-01-01',
                                 voltmetrics.model_version(voltmetrics.factor_model('w', age_weight => 0.4, operational_weight => 0.05))),
          'composite and version score alike');
SELECT results_eq($$SELECT voltmetrics.risk_category(s, voltmetrics.factor_model('t', medium_from => 10, high_from => 20, critical_from => 30)) FROM unnest('{10,10.1,20,20.1,30,30.1}'::float8[]) s$$,
                  '{0,1,1,2,2,3}'::int2[], 'own thresholds bound the categories');
SELECT results_eq($$SELECT voltmetrics.facility_category(s, voltmetrics.factor_model('t', facility_medium_from => 10, facility_high_from => 20, facility_critical_from => 30, bound_in_upper => true)) FROM unnest('{9.9,10,20,30}'::float8[]) s$$,
                  '{0,1,2,3}'::int2[], 'of facilities too, with the bound in the upper category where the model says so');
SELECT is((SELECT voltmetrics.facility_score(type, score, voltmetrics.model_version(voltmetrics.factor_model('f', panel_weight => 2, other_weight => 0.5)))
           FROM (VALUES ('PANEL', 50::float8), ('OTHER', 100)) i(type, score)), 60::float8, 'own weights of types weigh a facility''s mean');
SELECT is(voltmetrics.assess('{"id": "a", "type": "PANEL", "install_date": "1990-01-01", "aluminum_conductor": true, "humidity_pct": 50, "temperature_f": 70, "loading_pct": 50}',
                             '2026-01-01', voltmetrics.factor_model('w', age_weight => 0.4, operational_weight => 0.05)) ->> 'model',
          voltmetrics.model_version(voltmetrics.factor_model('w', age_weight => 0.4, operational_weight => 0.05)), 'a result names the model that made it');
SELECT is(voltmetrics.factor_model_of(voltmetrics.model_version(m)), voltmetrics.factor_model_of(voltmetrics.canonical_model(voltmetrics.model_version(m))), 'a version reads back as it was written')
FROM voltmetrics.factor_model('r', base => '1.0.0', multiplier => 1.1) m;
SELECT is((SELECT voltmetrics.facility_score(type, score, voltmetrics.factor_model('f', panel_weight => 2, other_weight => 0.5)) FROM (VALUES ('PANEL', 50::float8), ('OTHER', 100)) i(type, score)),
          60::float8, 'a composite weighs them too');
SELECT is((voltmetrics.try_assess('PANEL', '1990-01-01', true, 50, 70, 50, NULL, '{}', false, '{}', '2026-01-01', m)).score_tenths,
          (voltmetrics.try_assess('PANEL', '1990-01-01', true, 50, 70, 50, NULL, '{}', false, '{}', '2026-01-01', voltmetrics.model_version(m))).score_tenths, 'and screens')
FROM voltmetrics.factor_model('s', multiplier => 0.7) m;
SELECT throws_ok($$SELECT voltmetrics.model_version(voltmetrics.factor_model('x', age_weight => 0.5))$$, '22003', NULL, 'weights that do not add up to one are refused');
SELECT throws_like($$SELECT voltmetrics.model_version(voltmetrics.factor_model('x', age_weight => 0.5))$$, 'weights is out of range%', 'by name');
SELECT throws_like($$SELECT voltmetrics.model_version(voltmetrics.factor_model('x', high_from => 30))$$, 'item_thresholds is out of range%', 'so are thresholds that do not ascend');
SELECT throws_like($$SELECT voltmetrics.model_version(voltmetrics.factor_model('1.1.0'))$$, 'name is not a known value%', 'nobody passes for a released model');
SELECT throws_like($$SELECT voltmetrics.model_version(voltmetrics.factor_model('x', base => '3.0.0'))$$, 'model is not a known value%', 'nor rests on one that is not');
SELECT throws_like($$SELECT voltmetrics.model_version(voltmetrics.factor_model('x', age_weight => 'NaN'))$$, 'weights is out of range%', 'NaN is no weight');
SELECT is(count(*), 2::bigint, 'the released models are what they were') FROM voltmetrics.models();
SELECT * FROM finish();
ROLLBACK;
