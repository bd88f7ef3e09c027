-- The plan lists exactly what NFPA 70B finds wanting, and what is due soon.
BEGIN;
SELECT no_plan();
SET ROLE masterbus_worker;
SELECT is_empty($$
    SELECT e.id, required FROM threatmap.equipment e
    CROSS JOIN LATERAL unnest(voltmetrics.required_maintenance(e.voltmetrics_type)) required
    LEFT JOIN threatmap.maintenance_plan p ON p.equipment_id = e.id AND p.task = required
    CROSS JOIN LATERAL (SELECT max(w.done_on) AS on FROM plant.work_order w WHERE format('%s/%s', w.site_no, w.tag) = e.id AND w.kind = required) done
    WHERE (done.on IS NULL OR required IN ('visual_inspection', 'thermographic') AND done.on + 30 * voltmetrics.inspection_interval_months(e.voltmetrics_type) <= masterbus.today() + 30)
          <> (p.id IS NOT NULL)$$, 'each task that was never done or is due again, and no other');
SELECT is_empty($$
    SELECT c.id FROM threatmap.compliance c WHERE c.nfpa_70b_status = 'Compliant'
      AND EXISTS (SELECT FROM threatmap.maintenance_plan p WHERE p.equipment_id = c.id AND p.status = 'overdue')$$, 'nothing is overdue on what complies');
SELECT isnt_empty($$SELECT * FROM threatmap.maintenance_plan WHERE status = 'overdue'$$, 'something is overdue');
SELECT is_empty($$SELECT * FROM threatmap.maintenance_plan WHERE (days_overdue > 0) <> (status = 'overdue') OR due_date = '' OR recommended_work = ''$$, 'with days, date and words');

-- All work done today: nothing is left; half a year and more later, the recurring tasks are back.
INSERT INTO plant.work_order
SELECT 8000 + row_number() OVER (), a.owner, a.site_no, a.tag, t, masterbus.today() FROM plant.asset a, unnest(voltmetrics.maintenance_types()) t WHERE a.site_no = 1;
SELECT plant.apply('{}', '{}', '{work_order}'), plant.rebuild();
SELECT is_empty($$SELECT * FROM threatmap.maintenance_plan WHERE facility_id = 'site-1'$$, 'nothing is left when all is done');
UPDATE plant.work_order SET done_on = masterbus.today() - 175 WHERE order_no >= 8000;
SELECT plant.apply('{}', '{}', '{work_order}'), plant.rebuild();
SELECT results_eq($$SELECT DISTINCT type, task, status, interval_months FROM threatmap.maintenance_plan WHERE facility_id = 'site-1' ORDER BY 1, 2$$,
                  $$VALUES ('swgr', 'thermographic', 'due_soon', 6), ('swgr', 'visual_inspection', 'due_soon', 6),
                           ('xfmr', 'thermographic', 'due_soon', 6), ('xfmr', 'visual_inspection', 'due_soon', 6)$$, 'by type, when its interval ends');
SELECT results_eq($$SELECT threatmap.work_urgency(s, n::int2, a::int2) FROM (VALUES ('overdue', 1, 3), ('overdue', 2, 2), ('overdue', 0, NULL), ('due_soon', 2, 1), ('due_soon', 0, 1)) v(s, n, a)$$,
                  $$VALUES ('immediate'), ('high'), ('medium'), ('medium'), ('low')$$, 'urgency by status and rating, now and projected');
SELECT is_empty($$
    SELECT p.id FROM threatmap.maintenance_plan p CROSS JOIN LATERAL threatmap.what_if(p.equipment_id, jsonb_build_object('as_of', masterbus.today() + 182)) w
    WHERE p.projected_risk_score IS DISTINCT FROM w.score_after OR p.projected_risk_rating IS DISTINCT FROM w.rating_after$$, 'the projection is the model''s');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
