-- The pages of one item, one facility and the portfolio say the same as the rows that they are made from.
BEGIN;
SELECT no_plan();
SET ROLE masterbus_worker;
UPDATE plant.asset SET notes = '{"visible_corrosion": true, "heat_discoloration": true, "thermal_issues": true, "safety_labels": ["voltage", "arc_flash"]}'
WHERE tag IN ('T2', 'T5', 'T9', 'T11');
UPDATE plant.asset SET commissioned = NULL WHERE site_no = 2 AND tag = 'T7';
-- Transformers: one inspected lately, one half a year ago but for ten days; all else is overdue.
INSERT INTO plant.work_order SELECT 100 + 10 * v.days + n, 'umbra', 3, v.tag, k, masterbus.today() - v.days
FROM (VALUES ('T6', 20), ('T9', 170)) v(tag, days), unnest('{visual_inspection,thermographic}'::text[]) WITH ORDINALITY w(k, n);
INSERT INTO plant.site SELECT n, 'acme', 'Site ' || n FROM generate_series(11, 17) n;
INSERT INTO plant.asset SELECT n, 'T1', 'acme', 'misc', '2008-01-01'::date + 300 * (n * 5 % 7), 60, NULL FROM generate_series(11, 17) n;
SELECT plant.apply('{}', '{}', '{site,asset,work_order}'), plant.rebuild();
INSERT INTO masterbus.arc_flash_study (organization_id, study_id, equipment_id, assessed_on, ppe_category, incident_energy_cal_cm2, source, source_key)
VALUES ('acme', 's1', '1/T3', '2024-02-29', 2, 7.5, 'x', 's1');
INSERT INTO masterbus.photo (organization_id, photo_id, facility_id, equipment_id, url, taken_at, source, source_key)
VALUES ('acme', 'p1', 'site-1', '1/T3', 'https://a', '2024-01-01', 'x', 'p1'), ('acme', 'p2', 'site-1', '1/T3', 'https://b', '2025-01-01', 'x', 'p2');
SELECT ok(count(*) FILTER (WHERE risk_rating IN ('High', 'Critical')) > 3 AND count(*) FILTER (WHERE risk_rating IS NULL) = 1, 'there is something to show') FROM threatmap.equipment;

-- One item.
SELECT results_eq($$SELECT id, facility_id, name, type, location, install_date, risk_rating, risk_score, condition, risk_factors, last_service, confidence, missing_inputs
                    FROM threatmap.equipment_details ORDER BY id$$,
                  $$SELECT id, facility_id, name, type, location, install_date, risk_rating, risk_score, condition, risk_factors, last_service, confidence, missing_inputs
                    FROM threatmap.equipment ORDER BY id$$, 'an item''s page and its line in the list agree');
SELECT results_eq($$SELECT id, nfpa_70b_percentage, maintenance_status, nfpa_70b_compliant, nfpa_70e_percentage, nfpa_70e_compliant, incident_energy
                    FROM threatmap.equipment_details ORDER BY id$$,
                  $$SELECT id, nfpa_70b_percentage, maintenance_status, nfpa_70b_status = 'Compliant', nfpa_70e_percentage, nfpa_70e_status = 'Compliant', incident_energy
                    FROM threatmap.compliance ORDER BY id$$, 'and so do its compliance and the compliance list');
SELECT results_eq($$SELECT photos -> 0 ->> 'id', jsonb_array_length(photos) FROM threatmap.equipment_details WHERE id = '1/T3'$$, $$VALUES ('p2', 2)$$, 'photos, newest first');
SELECT is_empty($$SELECT d.id FROM threatmap.equipment_details d WHERE jsonb_array_length(service_history) <> (SELECT count(*) FROM threatmap.service_history h WHERE h.equipment_id = d.id)$$,
                'all service is listed');
SELECT is((threatmap.equipment_details_document('1/T3') #> '{compliance,nfpa_70e}') - '{compliance_percentage,compliant}'::text[],
          '{"last_assessment": "2024-02-29", "ppe_requirements": 2, "incident_energy": 7.5, "arc_flash_label_present": false}'::jsonb, 'a document nests them');
SELECT is(threatmap.equipment_details_document('nothing'), NULL, 'an unknown item has no document');

-- Compliance of a facility.
SELECT is((SELECT inspection_status FROM threatmap.facility_compliance WHERE id = 'site-3'), '{"up_to_date": 1, "due_soon": 1, "overdue": 10}', 'one up to date, one due soon');
SELECT is_empty($$
    SELECT f.id FROM threatmap.facility_compliance f WHERE (inspection_status, next_inspections_due, nfpa_70b_equipment_counts ->> 'compliant') IS DISTINCT FROM (
        SELECT (jsonb_build_object('up_to_date', count(*) FILTER (WHERE maintenance_status = 'up_to_date'), 'due_soon', count(*) FILTER (WHERE maintenance_status = 'due_soon'),
                                   'overdue', count(*) FILTER (WHERE maintenance_status = 'overdue')),
                coalesce(jsonb_agg(jsonb_build_object('equipment_id', id, 'equipment_name', name, 'equipment_type', type, 'due_date', first_inspection_due,
                                                      'days_overdue', first_inspection_days_overdue) ORDER BY first_inspection_due, id)
                         FILTER (WHERE maintenance_status <> 'up_to_date'), '[]'),
                (count(*) FILTER (WHERE nfpa_70b_status = 'Compliant'))::text)
        FROM threatmap.compliance c WHERE c.facility_id = f.id)$$, 'a facility counts and lists its items');
SELECT is_empty($$
    SELECT id FROM threatmap.facility_compliance
    WHERE (nfpa_70b_equipment_counts ->> 'total')::int <> (nfpa_70b_equipment_counts ->> 'compliant')::int + (nfpa_70b_equipment_counts ->> 'non_compliant')::int
       OR overall_compliance <> (nfpa_70b_compliance + nfpa_70e_compliance) / 2.0
       OR nfpa_70b_compliance IS DISTINCT FROM (threatmap.facility_assessment(organization_id, id) #>> '{compliance,nfpa70b,score}')::int AND id <> 'site-2'$$,
    'its figures add up, and are those of assess_facility where every item can be scored');
SELECT is_empty($$SELECT id FROM threatmap.compliance WHERE (maintenance_status = 'overdue') <> (first_inspection_days_overdue > 0)$$, 'what is overdue has its days');
SELECT is_empty($$SELECT id FROM threatmap.compliance WHERE (assessment_status = 'overdue') <> (assessment_days_overdue > 0)$$, 'studies too');

-- Risks of a facility.
CREATE TEMP TABLE assessed AS SELECT f.id, threatmap.facility_assessment(f.organization_id, f.id) AS document FROM threatmap.facilities f;
SELECT is_empty($$
    SELECT r.id FROM threatmap.facility_risks r JOIN assessed a USING (id)
    WHERE (SELECT jsonb_agg(jsonb_build_object('factor', c ->> 'category' || '_risk', 'average_score', c -> 'score') ORDER BY n)
           FROM jsonb_array_elements(r.risk_categories) WITH ORDINALITY x(c, n)) IS DISTINCT FROM document -> 'risk_factors'$$,
    'categories have the means of assess_facility, in its order');
SELECT is_empty($$
    SELECT d.id FROM threatmap.facility_details d JOIN assessed a USING (id)
    WHERE (SELECT jsonb_agg(x -> 'score') FROM jsonb_array_elements(d.risk_factors) x) IS DISTINCT FROM (SELECT jsonb_agg(x -> 'average_score') FROM jsonb_array_elements(document -> 'risk_factors') x)$$,
    'and so do the factors on its page');
SELECT is_empty($$
    SELECT r.id, c FROM threatmap.facility_risks r, jsonb_array_elements(r.risk_categories) c, LATERAL (
        SELECT count(*) AS affected, round(100.0 * count(*) / r.equipment_count, 1) AS pct FROM threatmap.equipment e, jsonb_array_elements(e.risk_factors) x
        WHERE e.facility_id = r.id AND x ->> 'factor' = c ->> 'category' || '_risk' AND voltmetrics.risk_category((x ->> 'score')::float8) >= 2) n
    WHERE (c ->> 'affected_equipment_count')::int <> n.affected OR (c ->> 'percentage_of_facility')::numeric <> n.pct$$,
    'a category affects the items that would be High or Critical by it alone');
SELECT is_empty($$
    SELECT r.id FROM threatmap.facility_risks r WHERE r.high_risk_items IS DISTINCT FROM (
        SELECT coalesce(jsonb_agg(jsonb_build_object('equipment_id', id, 'name', name, 'type', type, 'location', location, 'risk_score', risk_score, 'risk_rating', risk_rating, 'condition', condition,
                                                     'primary_risk_factor', replace(risk_factors #>> '{0,factor}', '_risk', '')) ORDER BY risk_score DESC, id), '[]')
        FROM threatmap.equipment e WHERE e.facility_id = r.id AND risk_rating IN ('High', 'Critical'))$$, 'high-risk items are those of the list');
SELECT is_empty($$
    SELECT r.id, a FROM threatmap.facility_risks r, jsonb_array_elements(r.priority_actions) a,
        LATERAL (SELECT sum(p.risk_reduction::numeric) AS points FROM jsonb_array_elements_text(a -> 'affected_equipment') i,
                 LATERAL voltmetrics.priority_actions(jsonb_build_array(threatmap.assessment_input(i)), masterbus.today()) p WHERE p.action = a ->> 'action') w
    WHERE (a ->> 'risk_reduction')::numeric IS DISTINCT FROM w.points$$, 'an action takes off what it takes off its items');
SELECT is_empty($$
    SELECT r.id, a FROM threatmap.facility_risks r, jsonb_array_elements(r.priority_actions) a, LATERAL (
        SELECT sum(c.cost) AS cost FROM jsonb_array_elements_text(a -> 'affected_equipment') i JOIN masterbus.equipment e ON e.equipment_id = i
        JOIN masterbus.action_costs(r.organization_id) c ON c.type = e.type AND c.action = a ->> 'action') w
    WHERE (a ->> 'estimated_cost')::float8 IS DISTINCT FROM w.cost$$, 'and costs what it costs at each');
SELECT isnt_empty('SELECT FROM threatmap.facility_risks, jsonb_array_elements(priority_actions)', 'there are actions');
SELECT is_empty($$
    SELECT a.id FROM assessed a WHERE document -> 'recommendations' IS DISTINCT FROM (
        SELECT coalesce(jsonb_agg(jsonb_build_object('priority', priority, 'category', category, 'recommendation', recommendation, 'details', details) ORDER BY rank), '[]')
        FROM threatmap.recommendations r WHERE r.facility_id = a.id)$$, 'recommendations are those of assess_facility');

-- The portfolio.
SELECT results_eq('SELECT organization_id, total_facilities, total_equipment, high_risk_facilities, critical_risk_equipment, high_risk_equipment, average_risk_score FROM threatmap.portfolio_summary ORDER BY 1',
    $$SELECT organization_id, count(*)::int4, sum(equipment_count)::int4, (count(*) FILTER (WHERE risk_rating IN ('High', 'Critical')))::int4,
             sum(critical_equipment_count)::int4, sum(high_risk_equipment_count)::int4, round(sum(risk_score::numeric * equipment_count) / sum(equipment_count), 1)::float8
      FROM threatmap.facilities GROUP BY 1 ORDER BY 1$$, 'the portfolio is the sum of its facilities');
SELECT cmp_ok((SELECT count(DISTINCT risk_score) FROM threatmap.facilities WHERE organization_id = 'acme'), '>', 6::bigint, 'there are more facilities than fit');
SELECT is_empty($$
    SELECT p.id FROM threatmap.portfolio_summary p WHERE (SELECT jsonb_agg(x ->> 'id') FROM jsonb_array_elements(highest_risk_facilities) x) IS DISTINCT FROM
        (SELECT jsonb_agg(f.id) FROM (SELECT id FROM threatmap.facilities f WHERE f.organization_id = p.organization_id ORDER BY risk_score DESC, id LIMIT 5) f)$$, 'the highest facilities come first');
SELECT is(threatmap.portfolio_summary_document('acme') #> '{compliance_overview,nfpa_70b_compliance}',
          to_jsonb((SELECT round(sum(nfpa_70b_compliance * (nfpa_70b_equipment_counts ->> 'total')::int) / (1.0 * sum((nfpa_70b_equipment_counts ->> 'total')::int)), 1)
                    FROM threatmap.facility_compliance WHERE organization_id = 'acme')), 'its compliance is the mean of theirs');
SELECT is(threatmap.portfolio_summary_document('nobody'), NULL, 'without facilities there is nothing to sum up');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
