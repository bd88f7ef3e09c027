CREATE FUNCTION threatmap.label_finding(label_basis text, label_cal_cm2 float8, incident_energy_cal_cm2 float8, reduced_evaluated boolean) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN jsonb_build_object(
        'finding', 'arc_flash_label_understates', 'priority', 'high',
        'description', format('The arc-flash %s %s cal/cm²; IEEE 1584-2018 gives %s cal/cm² from the study''s own parameters%s. Confirm by a study and relabel.',
            CASE label_basis WHEN 'incident_energy' THEN 'study and label say' ELSE 'label''s PPE category is good for' END,
            round(label_cal_cm2::numeric, 1), round(incident_energy_cal_cm2::numeric, 1),
            CASE WHEN reduced_evaluated THEN '' ELSE ' at the average arcing current alone' END));
COMMENT ON FUNCTION threatmap.label_finding(text, float8, float8, boolean) IS
    'The finding {finding, priority, description} that an arc-flash label promises less incident energy, in cal/cm², than is calculated.';

CREATE VIEW threatmap.equipment_engineering WITH (security_invoker) AS
SELECT r.organization_id,
       r.equipment_id AS id,
       r.facility_id,
       g.asset_category AS cnaim_asset_category,
       a.health_score,
       a.health_index,
       a.probability_of_failure AS probability_of_failure_per_year,
       a.remaining_life_years,
       a.expected_life_years,
       a.future_health_score AS health_score_in_5_years,
       a.future_health_index AS health_index_in_5_years,
       a.criticality,
       a.consequence AS consequence_of_failure,
       a.in_year_risk,
       a.currency,
       a.settings_version AS cnaim_settings_version,
       (SELECT array_agg(DISTINCT i.input ORDER BY i.input) FROM voltmetrics.cnaim_condition_inputs(g.asset_category) i
        WHERE NOT coalesce(g.asset -> 'observed', '{}') ? i.input AND NOT coalesce(g.asset -> 'measured', '{}') ? i.input AND g.asset IS NOT NULL) AS not_observed,
       g.incident_energy_cal_cm2,
       g.arc_flash_boundary_mm,
       g.governed_by AS incident_energy_governed_by,
       g.reduced_evaluated AS reduced_arcing_current_evaluated,
       g.minimum_arc_rating_cal_cm2,
       g.incident_energy_cal_cm2 > 40 AS above_40_cal_cm2,
       g.enclosure_class AS assumed_enclosure_class,
       g.label_incident_energy_cal_cm2,
       g.label_basis,
       g.label_understated,
       CASE WHEN g.label_understated THEN
           jsonb_build_array(threatmap.label_finding(g.label_basis, g.label_incident_energy_cal_cm2, g.incident_energy_cal_cm2, g.reduced_evaluated))
           ELSE '[]' END AS findings,
       CASE WHEN g.equipment_id IS NULL THEN '{health_score:asset_category,incident_energy:arc_flash_study}'
            ELSE CASE WHEN g.asset_category IS NULL AND NOT g.missing::text ~ 'health_score:' THEN '{health_score:asset_category}' ELSE '{}'::text[] END
                 || CASE WHEN g.study_id IS NULL THEN '{incident_energy:arc_flash_study}' ELSE '{}'::text[] END
                 || g.missing || CASE WHEN g.asset IS NOT NULL AND a.age_years IS NULL AND NOT g.missing @> '{health_score:install_date}'
                                      THEN '{health_score:install_date}' ELSE '{}'::text[] END
                 || a.criticality_missing END AS missing_inputs,
       CASE WHEN g.incident_energy_cal_cm2 IS NOT NULL THEN
           'Screening by IEEE 1584-2018, not a study: a qualified person must confirm it before labels or work rely on it.' END AS notice,
       greatest(r.updated_at, g.updated_at) AS updated_at,
       e.source = ANY ((SELECT masterbus.stale_sources())::text[]) AS stale
FROM masterbus.equipment_result r
JOIN masterbus.equipment e ON e.organization_id = r.organization_id AND e.equipment_id = r.equipment_id
LEFT JOIN masterbus.engineering_result g ON g.organization_id = r.organization_id AND g.equipment_id = r.equipment_id
LEFT JOIN masterbus.engineering_assessment a ON a.organization_id = r.organization_id AND a.equipment_id = r.equipment_id;
COMMENT ON VIEW threatmap.equipment_engineering IS
    'What published engineering methods say of each item: health by CNAIM v2.1 and incident energy by IEEE 1584-2018 against the label, where Condoit has the inputs, and what is missing where not; read it by id or facility_id.';
COMMENT ON COLUMN threatmap.equipment_engineering.organization_id IS 'Organisation that the item belongs to.';
COMMENT ON COLUMN threatmap.equipment_engineering.id IS 'Condoit''s id of the item.';
COMMENT ON COLUMN threatmap.equipment_engineering.facility_id IS 'Facility that the item stands in.';
COMMENT ON COLUMN threatmap.equipment_engineering.cnaim_asset_category IS 'Asset register category of CNAIM v2.1; NULL where it does not cover the item or the category cannot be told.';
COMMENT ON COLUMN threatmap.equipment_engineering.health_score IS 'Current health score, 0.5 (new) to 10 (CNAIM v2.1, EQ7 to EQ9); NULL where an input is missing.';
COMMENT ON COLUMN threatmap.equipment_engineering.health_index IS 'Health index band HI1 to HI5 (Table 5); NULL without a health score.';
COMMENT ON COLUMN threatmap.equipment_engineering.probability_of_failure_per_year IS 'Failures a year (EQ3), by K of the organisation or of Great Britain''s networks: then indicative; NULL without a health score.';
COMMENT ON COLUMN threatmap.equipment_engineering.remaining_life_years IS 'Years until the health score reaches 5.5, where an expected life ends; 0 beyond it; NULL without a health score.';
COMMENT ON COLUMN threatmap.equipment_engineering.expected_life_years IS 'Expected life by category, duty and place, years (EQ4); NULL without a health score.';
COMMENT ON COLUMN threatmap.equipment_engineering.health_score_in_5_years IS 'Health score in five years, up to 15 (EQ12); NULL without a health score.';
COMMENT ON COLUMN threatmap.equipment_engineering.health_index_in_5_years IS 'HI1 to HI5 in five years; NULL without a health score.';
COMMENT ON COLUMN threatmap.equipment_engineering.criticality IS 'C1 to C4 (Table 7); NULL until the organisation has said what hangs on such assets.';
COMMENT ON COLUMN threatmap.equipment_engineering.consequence_of_failure IS 'What a failure costs, in the currency; NULL as criticality is.';
COMMENT ON COLUMN threatmap.equipment_engineering.in_year_risk IS 'Probability of failure times its consequence, in the currency and year; NULL without both.';
COMMENT ON COLUMN threatmap.equipment_engineering.currency IS 'Currency of consequence and risk; NULL without them.';
COMMENT ON COLUMN threatmap.equipment_engineering.cnaim_settings_version IS 'Version of the organisation''s CNAIM settings; NULL are the published values.';
COMMENT ON COLUMN threatmap.equipment_engineering.not_observed IS 'Condition inputs that nobody observed and for which CNAIM''s own default stands; NULL without a health score.';
COMMENT ON COLUMN threatmap.equipment_engineering.incident_energy_cal_cm2 IS 'Incident energy by IEEE 1584-2018 from the newest study''s parameters, cal/cm²; NULL where one is missing or out of range.';
COMMENT ON COLUMN threatmap.equipment_engineering.arc_flash_boundary_mm IS 'Distance at which the incident energy is 1.2 cal/cm², mm; NULL without an incident energy.';
COMMENT ON COLUMN threatmap.equipment_engineering.incident_energy_governed_by IS 'Arcing current that gives it: full or reduced; NULL without an incident energy.';
COMMENT ON COLUMN threatmap.equipment_engineering.reduced_arcing_current_evaluated IS 'Whether the reduced arcing current with its own clearing time was evaluated too; if not, the energy may be larger; NULL without an incident energy.';
COMMENT ON COLUMN threatmap.equipment_engineering.minimum_arc_rating_cal_cm2 IS 'Least customary arc rating that is not below the incident energy, cal/cm²; NULL above 40.';
COMMENT ON COLUMN threatmap.equipment_engineering.above_40_cal_cm2 IS 'Whether the incident energy is above 40 cal/cm², where by common practice nobody works energised; NULL without an incident energy.';
COMMENT ON COLUMN threatmap.equipment_engineering.assumed_enclosure_class IS 'Class of equipment whose typical enclosure was taken (IEEE 1584-2018, Table 8), since the study gives none; NULL where none was assumed.';
COMMENT ON COLUMN threatmap.equipment_engineering.label_incident_energy_cal_cm2 IS 'What study and label promise, cal/cm²: an incident energy, else the least arc rating of their PPE category; NULL where they promise nothing.';
COMMENT ON COLUMN threatmap.equipment_engineering.label_basis IS 'incident_energy or ppe_category: which of the two; NULL where neither.';
COMMENT ON COLUMN threatmap.equipment_engineering.label_understated IS 'Whether that is below the calculated energy, both to one decimal: a finding of high priority; NULL where one is unknown.';
COMMENT ON COLUMN threatmap.equipment_engineering.findings IS '[{finding, priority, description}]: what asks for action; empty when there is nothing.';
COMMENT ON COLUMN threatmap.equipment_engineering.missing_inputs IS 'What keeps a result from being there or whole, as result:input.';
COMMENT ON COLUMN threatmap.equipment_engineering.notice IS 'What everybody who passes an incident energy on must pass on with it; NULL without an incident energy.';
COMMENT ON COLUMN threatmap.equipment_engineering.updated_at IS 'When the published result or the engineering inputs last changed.';
COMMENT ON COLUMN threatmap.equipment_engineering.stale IS 'True while the row may not be what Condoit says now.';

CREATE VIEW threatmap.facility_risk_matrix WITH (security_invoker) AS
SELECT r.organization_id,
       r.facility_id AS id,
       m.matrix,
       m.health_index_counts,
       m.rated_count,
       m.without_health_count,
       m.without_criticality_count,
       m.expected_failures_per_year,
       m.in_year_risk,
       m.label_understated_count,
       greatest(r.updated_at, m.updated_at) AS updated_at
FROM masterbus.facility_result r
CROSS JOIN LATERAL (
    -- An absurd setting must not keep the page from being read: the matrix refuses more than 1e12 of one asset.
    SELECT CASE WHEN min(a.currency) = max(a.currency)
                THEN voltmetrics.cnaim_risk_matrix(a.health_index, a.criticality, least(a.in_year_risk, 1e12))
                ELSE voltmetrics.cnaim_risk_matrix(a.health_index, a.criticality, 0) END AS matrix,
           jsonb_build_object('HI1', count(*) FILTER (WHERE a.health_index = 'HI1'), 'HI2', count(*) FILTER (WHERE a.health_index = 'HI2'),
                              'HI3', count(*) FILTER (WHERE a.health_index = 'HI3'), 'HI4', count(*) FILTER (WHERE a.health_index = 'HI4'),
                              'HI5', count(*) FILTER (WHERE a.health_index = 'HI5')) AS health_index_counts,
           count(*) FILTER (WHERE a.criticality IS NOT NULL AND a.health_index IS NOT NULL)::int4 AS rated_count,
           count(*) FILTER (WHERE a.health_index IS NULL AND (a.asset_category IS NOT NULL OR a.missing::text ~ 'health_score:'))::int4 AS without_health_count,
           count(*) FILTER (WHERE a.health_index IS NOT NULL AND a.criticality IS NULL)::int4 AS without_criticality_count,
           sum(a.probability_of_failure::numeric)::float8 AS expected_failures_per_year,
           CASE WHEN min(a.currency) = max(a.currency) THEN
               jsonb_build_object('currency', min(a.currency), 'per_year', round(sum(a.in_year_risk::numeric), 2)) END AS in_year_risk,
           count(*) FILTER (WHERE a.label_understated)::int4 AS label_understated_count,
           max(a.updated_at) AS updated_at
    FROM masterbus.engineering_assessment a
    WHERE a.organization_id = r.organization_id AND a.facility_id = r.facility_id) m;
COMMENT ON VIEW threatmap.facility_risk_matrix IS
    'The items of each facility by health index and criticality (CNAIM v2.1), where both are known; read it by id.';
COMMENT ON COLUMN threatmap.facility_risk_matrix.organization_id IS 'Organisation that the facility belongs to.';
COMMENT ON COLUMN threatmap.facility_risk_matrix.id IS 'Condoit''s id of the facility.';
COMMENT ON COLUMN threatmap.facility_risk_matrix.matrix IS '{HI1: {C1: {assets, risk}, …}, …}: items per cell and their in-year risk in its currency; 0 where currencies differ.';
COMMENT ON COLUMN threatmap.facility_risk_matrix.health_index_counts IS '{HI1 … HI5}: items per health index, whether their criticality is known or not.';
COMMENT ON COLUMN threatmap.facility_risk_matrix.rated_count IS 'Items in the matrix.';
COMMENT ON COLUMN threatmap.facility_risk_matrix.without_health_count IS 'Items of a covered kind whose health is unknown for want of an input.';
COMMENT ON COLUMN threatmap.facility_risk_matrix.without_criticality_count IS 'Items with a health index whose criticality is unknown.';
COMMENT ON COLUMN threatmap.facility_risk_matrix.expected_failures_per_year IS 'Sum of the probabilities of failure, failures a year; NULL where none is known.';
COMMENT ON COLUMN threatmap.facility_risk_matrix.in_year_risk IS '{currency, per_year}: probability times consequence of the items in the matrix; NULL where none is known or currencies differ.';
COMMENT ON COLUMN threatmap.facility_risk_matrix.label_understated_count IS 'Items whose arc-flash label promises less than the calculated incident energy.';
COMMENT ON COLUMN threatmap.facility_risk_matrix.updated_at IS 'When the facility''s published result or an engineering input last changed.';
