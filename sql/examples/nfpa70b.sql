-- NFPA 70B-2023: condition of an item, intervals, due dates. Public summaries, not the standard: verify before relying.

-- 1. The condition of an item: the worst of its physical condition, its criticality and its operating environment.
SELECT voltmetrics.nfpa70b_condition(physical_condition => 1, criticality => 2, operating_environment => 1) AS condition;

-- 2. What puts an item in each physical condition.
SELECT condition, rule, criteria, confidence, source FROM voltmetrics.nfpa70b_condition_criteria();

-- 3. The published intervals, months by condition, with how well each is confirmed.
SELECT activity, equipment, condition_1_months, condition_2_months, condition_3_months, confidence, source, note
FROM voltmetrics.nfpa70b_intervals();

-- 4. The interval for a panelboard in condition 2, by activity; sampling of fluids does not apply to it.
SELECT activity, voltmetrics.nfpa70b_interval_months(activity, 'panelboard', 2) AS months
FROM unnest(ARRAY['infrared_thermography', 'visual_inspection', 'electrical_testing', 'fluid_and_dga_sampling']) AS activity;

-- 5. When work is due again, and how far beyond its interval it is.
SELECT last_done, voltmetrics.maintenance_due_date(last_done, 12) AS due,
       round(voltmetrics.maintenance_overdue_ratio(last_done, 12, '2026-01-01')::numeric, 2) AS overdue_ratio
FROM unnest('{2025-06-30,2024-12-31,2022-03-15}'::date[]) AS last_done;

-- Operators (masterbus_admin) judge an organisation's equipment by intervals of its own, once they are verified:
--   SELECT masterbus.add_nfpa70b_rules('org_1', unknown_criticality => 2);                          -- gives version 1
--   UPDATE masterbus.nfpa70b_interval SET condition_1_months = 36, verified = true
--   WHERE organization_id = 'org_1' AND version = 1 AND (activity, equipment) = ('visual_inspection', 'panelboard');
--   SELECT masterbus.activate_nfpa70b('org_1', 1);                                                  -- null: rule set 1 again
