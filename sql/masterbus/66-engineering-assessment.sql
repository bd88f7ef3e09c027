CREATE FUNCTION masterbus.criticality_missing(asset_category text, circumstances jsonb) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN array_remove(ARRAY[
        CASE WHEN circumstances ? 'location_risk' THEN NULL ELSE 'criticality:location_risk' END,
        CASE WHEN circumstances ? 'type_risk' THEN NULL ELSE 'criticality:type_risk' END,
        CASE WHEN asset_category ~ '^(33|66|132)kV' THEN CASE WHEN circumstances ? 'load_mva' THEN NULL ELSE 'criticality:load_mva' END
             WHEN circumstances ? 'customers' THEN NULL ELSE 'criticality:customers' END], NULL);
COMMENT ON FUNCTION masterbus.criticality_missing(text, jsonb) IS
    'What must be said of the places of an asset category''s assets before their criticality means anything: the risk of location and type, and the customers (up to 20 kV) or the load in MVA that hang on one.';

CREATE VIEW masterbus.engineering_assessment WITH (security_invoker) AS
SELECT g.organization_id, g.equipment_id, g.facility_id, g.asset_category, a.age_years,
       h.health_score, h.health_index, h.probability_of_failure, h.future_health_score, h.future_health_index, h.future_probability_of_failure,
       CASE WHEN h.health_score IS NOT NULL THEN
           least(voltmetrics.cnaim_remaining_life_years((h.main).current_health_score, (h.main).future_ageing_rate_per_year, (h.main).expected_life_years),
                 voltmetrics.cnaim_remaining_life_years((h.tapchanger).current_health_score, (h.tapchanger).future_ageing_rate_per_year,
                                                        (h.tapchanger).expected_life_years)) END AS remaining_life_years,
       (h.main).expected_life_years,
       q.consequence, q.currency, q.criticality,
       h.probability_of_failure * q.consequence AS in_year_risk,
       s.version AS settings_version,
       CASE WHEN g.asset_category IS NULL THEN '{}' ELSE masterbus.criticality_missing(g.asset_category, s.circumstances) END AS criticality_missing,
       g.missing, g.label_understated, g.updated_at
FROM masterbus.engineering_result g
JOIN masterbus.equipment e ON e.organization_id = g.organization_id AND e.equipment_id = g.equipment_id
JOIN masterbus.facility f ON f.organization_id = g.organization_id AND f.facility_id = g.facility_id
LEFT JOIN masterbus.cnaim_setting s ON s.organization_id = g.organization_id AND s.asset_category = g.asset_category AND s.active
CROSS JOIN LATERAL (SELECT coalesce(s.settings, voltmetrics.cnaim_settings()) AS settings,
                           CASE WHEN f.as_of - e.install_date BETWEEN 0 AND 365250 THEN (f.as_of - e.install_date) / 365.25::float8 END AS age_years) a
-- Strict functions: without an age, or circumstances that say enough, they are not called at all.
CROSS JOIN LATERAL voltmetrics.cnaim_health(CASE WHEN a.age_years IS NOT NULL THEN g.asset || jsonb_build_object('age_years', a.age_years) END,
                                            5, a.settings) h
CROSS JOIN LATERAL voltmetrics.cnaim_consequences(
    CASE WHEN masterbus.criticality_missing(g.asset_category, s.circumstances) = '{}' THEN g.asset_category END, s.circumstances, a.settings) q;
COMMENT ON VIEW masterbus.engineering_assessment IS
    'Health, probability of failure and criticality of each item with an engineering result, at its facility''s date and its organisation''s active settings: a few pure functions over one stored row, so that neither a new day nor other settings rewrite anything.';
