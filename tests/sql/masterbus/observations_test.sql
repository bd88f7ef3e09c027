-- What an inspection observed, laid over an item's attributes: the same as by PostgreSQL's own operators.
BEGIN;
SELECT no_plan();
CREATE TEMP TABLE attributes (a jsonb);
INSERT INTO attributes VALUES (NULL), ('{}'), ('{"connection_type": "bolted", "visible_corrosion": true, "documented_issues": 2}'), ('{"arc_flash": {"ppe_category": null}, "safety_labels": ["voltage", null]}'),
    ('{"a": null, "power_factor": 0.970}');
CREATE TEMP TABLE findings (f jsonb);
INSERT INTO findings VALUES (NULL), ('{}'), ('[1, {"a": 1}]'), ('"loose"'), ('null'), ('{"visible_corrosion": true, "physical_damage": "no", "failed_inspection": null, "loose_parts": false}'),
    ('{"connection_type": null, "documented_issues": 1e400, "heat": {"at": null, "deep": {"x": null, "y": [null, {"z": null, "w": 1}]}}, "list": [{"n": null}, null]}');
CREATE TEMP TABLE inspection AS
SELECT a, f, c, d, p FROM attributes, findings, unnest('{None,Minimal,Moderate,Severe,NULL}'::text[]) c, unnest('{Severe,Minimal,NULL}'::text[]) d, unnest('{true,false,NULL}'::boolean[]) p;
SELECT is_empty($$SELECT * FROM inspection, masterbus.with_observations(a, f, c, d, p) AS observed
    WHERE observed IS DISTINCT FROM coalesce(a, '{}') || jsonb_strip_nulls(CASE WHEN jsonb_typeof(f) = 'object' THEN f ELSE '{}' END || jsonb_build_object(
        'visible_corrosion', c IN ('Moderate', 'Severe'), 'physical_damage', d IN ('Moderate', 'Severe'), 'failed_inspection', NOT p))$$,
    'findings over attributes, levels and verdict over both, nulls nowhere');
SELECT results_eq($$SELECT masterbus.with_observations(a, '{"loose_parts": true}', 'Severe', NULL, false) FROM (VALUES ('[1]'::jsonb), ('"x"'), ('null')) v(a)$$,
                  $$VALUES ('[1]'::jsonb), ('"x"'), ('null')$$, 'attributes that are no object stay');
SELECT * FROM finish();
ROLLBACK;
