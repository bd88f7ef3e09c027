-- Every object of the schema is documented, pure and safe to run anywhere.
BEGIN;
SELECT no_plan();

SELECT is_empty($$
    SELECT p.oid::regprocedure FROM pg_proc p
    WHERE p.pronamespace = 'voltmetrics'::regnamespace AND coalesce(obj_description(p.oid, 'pg_proc'), '') !~ '[.]$'
$$, 'every function and aggregate has a comment, a whole sentence');
SELECT is_empty($$
    SELECT t.oid::regtype FROM pg_type t
    WHERE t.typnamespace = 'voltmetrics'::regnamespace AND t.typelem = 0 AND obj_description(t.oid, 'pg_type') IS NULL
$$, 'every type has a comment');
SELECT is_empty($$
    SELECT a.attrelid::regclass, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'voltmetrics'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
      AND col_description(a.attrelid, a.attnum) IS NULL
$$, 'every column of a composite has a comment');
SELECT isnt(obj_description('voltmetrics'::regnamespace, 'pg_namespace'), NULL, 'the schema has a comment');
SELECT is_empty($$SELECT oid::regclass FROM pg_class WHERE relnamespace = 'voltmetrics'::regnamespace AND relkind <> 'c'$$,
                'the schema holds no table or view');
SELECT cmp_ok((SELECT count(*) FROM pg_proc WHERE pronamespace = 'voltmetrics'::regnamespace), '>=', 30::bigint,
              'the functions are there to be looked at');
SELECT is_empty($$
    SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = 'voltmetrics'::regnamespace AND (provolatile <> 'i' OR proparallel <> 's' OR prosecdef)
$$, 'every function is immutable, parallel safe and runs with its caller''s rights');
SELECT is_empty($$
    SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = 'voltmetrics'::regnamespace AND prokind = 'f' AND NOT proisstrict
      AND proname NOT IN ('risk_score', 'risk_factors', 'try_assess', 'observations', 'condition',
                          'try_factor_tenths', 'try_action_tenths', 'risk_factor_points', 'completeness', 'recommendations',
                          'arc_flash', 'incident_energy_cal_cm2', 'arc_flash_boundary_mm',
                          'transformer_design', 'transformer_temperatures', 'transformer_load_profile',
                          'dga_rogers_of_ratios', 'dga_iec_60599_of_ratios', 'dga_typical_values', 'dissolved_gas_analysis',
                          'neta_thermography', 'polarization_index_assessment',
                          'simple_exponential_smoothing', 'holt')
      AND oid::regprocedure::text NOT LIKE 'voltmetrics.transformer\_thermal\_accum(%,double precision,double precision)'
      AND 'internal'::regtype <> ALL (proargtypes::oid[])
      AND proname NOT IN ('cnaim_settings', 'cnaim_location_factor', 'cnaim_duty_factor', 'cnaim_oil_test',
                          'cnaim_dissolved_gas_test', 'cnaim_health_score', 'factor_model', 'try_arc_flash')
      AND proargtypes[pronargs - 1] <> 'voltmetrics.factor_model'::regtype
$$, 'every function is strict but those in which a null has a meaning, and those that only the server can call');
SELECT is_empty($$
    SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_language l ON l.oid = prolang
    WHERE pronamespace = 'voltmetrics'::regnamespace AND prokind = 'f' AND lanname NOT IN ('c', 'sql')
$$, 'nothing is interpreted row by row');
SELECT is_empty($$
    SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = 'voltmetrics'::regnamespace AND prokind = 'f' AND proargnames IS NULL AND pronargs > 0
$$, 'every argument has a name');
SELECT is_empty($$
    SELECT a.aggfnoid::regprocedure FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid
    WHERE p.pronamespace = 'voltmetrics'::regnamespace
      AND (a.aggcombinefn = 0 OR a.aggtranstype <> 'int8[]'::regtype OR p.proparallel <> 's')
      AND p.proname NOT IN ('transformer_thermal') AND a.aggtranstype <> 'internal'::regtype
$$, 'every aggregate but those over ordered samples has an exact state of plain integers and a combine function');
SELECT is_empty($$
    SELECT a.aggfnoid::regprocedure FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid
    WHERE p.pronamespace = 'voltmetrics'::regnamespace AND a.aggtranstype = 'internal'::regtype
      AND ((a.aggcombinefn <> 0) <> (a.aggserialfn <> 0 AND a.aggdeserialfn <> 0) OR (a.aggcombinefn = 0 AND p.proname NOT LIKE '%\_agg') OR p.proparallel <> 's')
$$, 'an aggregate that keeps its samples is one over an ordered series, or can be combined and sent between workers');
SELECT ok(has_schema_privilege('public', 'voltmetrics', 'USAGE'), 'everybody may use the schema');
SELECT ok(NOT has_schema_privilege('public', 'voltmetrics', 'CREATE'), 'nobody may add to it');

SELECT is(voltmetrics.default_model(), '1.1.0', 'the default model is a constant');
SELECT is((SELECT array_agg(version ORDER BY version) FROM voltmetrics.models()), '{1.0.0,1.1.0}', 'both models are listed');
SELECT is((SELECT array_agg(version) FROM voltmetrics.models() WHERE is_default), '{1.1.0}', 'one of them is the default');
SELECT is((SELECT array_agg(sum ORDER BY version) FROM voltmetrics.models(),
           LATERAL (SELECT sum(value::numeric) FROM jsonb_each_text(weights)) AS s), '{1.00,1.00}', 'weights add up to one');
SELECT is((SELECT weights FROM voltmetrics.models() WHERE version = '1.0.0'),
          '{"age_risk": 0.30, "material_risk": 0.15, "maintenance_risk": 0.20, "environmental_risk": 0.15, "operational_risk": 0.20}'::jsonb,
          'weights of 1.0.0');
SELECT is((SELECT type_weights FROM voltmetrics.models() WHERE version = '1.1.0'),
          '{"TRANSFORMER": 1.0, "SWITCHGEAR": 1.0, "PANEL": 0.8, "BREAKER": 0.6, "OTHER": 0.7}'::jsonb, 'type weights of 1.1.0');
SELECT is((SELECT array_agg(voltmetrics.service_life_years(type)) FROM unnest('{PANEL,TRANSFORMER,SWITCHGEAR,BREAKER,OTHER}'::text[]) AS type),
          '{35,25,30,20,20}', 'service lives');
SELECT is((SELECT array_agg(voltmetrics.inspection_interval_months(type)) FROM unnest('{PANEL,TRANSFORMER,SWITCHGEAR,BREAKER,OTHER}'::text[]) AS type),
          '{12,6,6,12,12}', 'inspection intervals');
SELECT is((SELECT string_agg(array_to_string(voltmetrics.required_maintenance(type), '+'), ' ') FROM unnest('{PANEL,TRANSFORMER,SWITCHGEAR,BREAKER,OTHER}'::text[]) AS type),
          'visual_inspection+thermographic+connection_tightness visual_inspection+thermographic+oil_analysis+insulation_test '
          || 'visual_inspection+thermographic+connection_tightness+mechanism_test visual_inspection+thermographic+mechanism_test+trip_test visual_inspection+thermographic',
          'required maintenance');
SELECT is((SELECT array_agg(voltmetrics.requires_arc_flash_assessment(type)) FROM unnest('{PANEL,TRANSFORMER,SWITCHGEAR,BREAKER,OTHER}'::text[]) AS type),
          '{t,t,t,f,f}', 'arc-flash studies');
SELECT is((SELECT array_agg(voltmetrics.category_name(n::int2) ORDER BY n) FROM generate_series(0, 3) AS n), '{low,medium,high,critical}', 'categories');
SELECT is((SELECT array_agg(voltmetrics.compliance_name(n::int2) ORDER BY n) FROM generate_series(0, 2) AS n), '{compliant,partial,non_compliant}', 'statuses');
SELECT is((SELECT array_agg(voltmetrics.observations(first) ORDER BY first) FROM (VALUES (false), (true)) AS _(first)), '{0,1}', 'the first observation is bit 0');
SELECT is(voltmetrics.observations(failed_trip_tests => true), 32768, 'the last is bit 15');
SELECT is(voltmetrics.observations(NULL, physical_damage => true), 2, 'null counts as not observed');
SELECT results_eq($$SELECT voltmetrics.condition(c, r, d, age, type) FROM (VALUES
        (NULL, NULL, NULL, 1::float8, 'PANEL'), ('None', 'None', 'None', 10, 'PANEL'), (NULL, NULL, NULL, 40, 'PANEL'),
        ('Minimal', 'None', NULL, 1, 'PANEL'), (NULL, 'Moderate', 'Minimal', 1, 'PANEL'), (NULL, NULL, 'Severe', 1, 'PANEL'),
        (NULL, NULL, NULL, NULL, NULL)) AS _(c, r, d, age, type)$$,
    $$VALUES ('Excellent'), ('Good'), ('Fair'), ('Fair'), ('Poor'), ('Critical'), ('Good')$$, 'condition follows the worst observation, then age');

SELECT * FROM finish();
ROLLBACK;
