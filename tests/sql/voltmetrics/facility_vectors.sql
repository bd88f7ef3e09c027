-- Every reference vector of a facility through voltmetrics.assess_facility.
BEGIN;
SELECT no_plan();
\ir vectors.psql

-- The items carry no name; the facilities' vectors call eq-000007 "Equipment 7".
CREATE TEMP TABLE facility_input AS
SELECT f.facility_id, f.expected, f.as_of,
       jsonb_build_object('facility_id', f.facility_id, 'name', f.expected #> '{five_factor,name}',
                          'additional_data', f.expected -> 'additional_data') AS facility,
       (SELECT jsonb_agg(i.input || jsonb_build_object('name', 'Equipment ' || ltrim(substr(i.id, 4), '0'))
                         ORDER BY i.place) FROM vector_item i WHERE i.facility_id = f.facility_id) AS items
FROM vector_facility f;

CREATE TEMP TABLE assessed AS
SELECT facility_id, expected, voltmetrics.assess_facility(items, facility, as_of, '1.0.0') AS five,
       voltmetrics.assess_facility(items, facility, as_of) AS six
FROM facility_input;

SELECT is((SELECT count(*) FROM assessed), 12::bigint, 'all 12 facilities are assessed');

SELECT is_empty($$
    SELECT facility_id, key, value, five -> key FROM assessed, jsonb_each(expected -> 'five_factor') AS _(key, value)
    WHERE five -> key IS DISTINCT FROM value
$$, 'every field of the five-factor result is met exactly, in the order of its lists');

SELECT is_empty($$
    SELECT facility_id FROM assessed
    WHERE five -> 'compliance' IS DISTINCT FROM expected -> 'compliance'
       OR six -> 'compliance' IS DISTINCT FROM expected -> 'compliance'
$$, 'compliance is met exactly, whatever the model');

SELECT is_empty($$
    SELECT facility_id FROM assessed WHERE five -> 'recommendations' IS DISTINCT FROM expected -> 'recommendations'
$$, 'recommendations are met exactly');

SELECT is_empty($$
    SELECT facility_id, six -> 'overall_risk_score', expected -> 'six_factor_score' FROM assessed
    WHERE abs((six ->> 'overall_risk_score')::numeric - (expected ->> 'six_factor_score')::numeric) > 0.06
$$, 'the six-factor score is the mean of unrounded scores to ±0.05 and its own rounding');

SELECT is_empty($$
    SELECT facility_id FROM assessed
    WHERE (SELECT array_agg(key ORDER BY key) FROM jsonb_object_keys(five) AS key)
       <> (SELECT array_agg(key ORDER BY key) FROM jsonb_object_keys(six) AS key)
       OR jsonb_array_length(six -> 'risk_factors') <> 6 OR six ->> 'algorithm_version' <> '1.1.0'
       OR NOT six -> 'risk_factors' @> '[{"factor": "visual_risk"}]'
$$, 'both models answer the same fields, the newer one six factors');

SELECT is_empty($$
    SELECT a.facility_id FROM assessed a JOIN facility_input f USING (facility_id),
         LATERAL (SELECT jsonb_agg(item ORDER BY md5(item ->> 'id')) AS shuffled
                  FROM jsonb_array_elements(f.items) AS item) AS s,
         LATERAL (SELECT voltmetrics.assess_facility(shuffled, facility, as_of) AS other) AS o
    WHERE a.six #- '{compliance,nfpa70b,common_issues}' #- '{compliance,nfpa70e,common_equipment_issues}'
       <> other #- '{compliance,nfpa70b,common_issues}' #- '{compliance,nfpa70e,common_equipment_issues}'
$$, 'the order of the items changes nothing but the order of equally common issues');

-- The aggregates over the items' published results give the same figures.
CREATE TEMP TABLE aggregated AS
SELECT i.facility_id, m.version,
       voltmetrics.facility_score(i.input ->> 'type', (a.item ->> 'score')::float8, m.version) AS score,
       voltmetrics.compliance_score((a.item #>> '{nfpa70b,score}')::int4) AS nfpa70b_score,
       voltmetrics.compliance_name(voltmetrics.compliance_status((a.item #>> '{nfpa70b,score}')::int4)) AS nfpa70b,
       voltmetrics.compliance_score((a.item #>> '{nfpa70e,score}')::int4) AS nfpa70e_score,
       voltmetrics.compliance_name(voltmetrics.compliance_status((a.item #>> '{nfpa70e,score}')::int4)) AS nfpa70e,
       voltmetrics.risk_distribution(
           voltmetrics.risk_category((a.item ->> 'score')::float8, m.version)) AS distribution
FROM vector_item i, voltmetrics.models() m, LATERAL (SELECT voltmetrics.assess(i.input, i.as_of, m.version)) AS a(item)
GROUP BY i.facility_id, m.version;

SELECT is_empty($$
    SELECT g.facility_id, g.version FROM aggregated g JOIN assessed a USING (facility_id),
         LATERAL (SELECT CASE g.version WHEN '1.0.0' THEN a.five ELSE a.six END AS document) AS d
    WHERE (document ->> 'overall_risk_score')::float8 <> g.score
       OR document ->> 'risk_category'
          <> voltmetrics.category_name(voltmetrics.facility_category(g.score, g.version))
       OR (document #>> '{compliance,nfpa70b,score}')::int4 <> g.nfpa70b_score
       OR document #>> '{compliance,nfpa70b,status}' <> g.nfpa70b
       OR (document #>> '{compliance,nfpa70e,score}')::int4 <> g.nfpa70e_score
       OR document #>> '{compliance,nfpa70e,status}' <> g.nfpa70e
       OR g.distribution <> ARRAY(
            SELECT (document #>> ARRAY['equipment_counts', 'by_risk_category', voltmetrics.category_name(n::int2)])::int4
            FROM generate_series(0, 3) AS n)
$$, 'the aggregates agree with assess_facility for every facility and both models');

SELECT is(voltmetrics.assess_facility('[]', '{}', '2026-01-01') - 'compliance',
    '{"facility_id": null, "name": null, "overall_risk_score": null, "risk_category": null, "algorithm_version": "1.1.0",
      "equipment_counts": {"total": 0, "by_type": {}, "by_risk_category": {"low": 0, "medium": 0, "high": 0, "critical": 0}},
      "risk_factors": [], "top_risks": [], "recommendations": []}'::jsonb, 'a facility without items has no score');
SELECT is(voltmetrics.assess_facility('[]', '{"additional_data": {"safety_program": true, "emergency_procedures": false}}',
                                      '2026-01-01') #> '{compliance,nfpa70e}',
    '{"status": null, "score": null, "equipment_compliance": {"compliant": 0, "partial": 0, "non_compliant": 0},
      "facility_issues": ["No documented emergency procedures"], "common_equipment_issues": []}'::jsonb,
    'a facility without items has no status, but its own facts still count');

SELECT * FROM finish();
ROLLBACK;
