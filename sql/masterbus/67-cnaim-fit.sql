CREATE FUNCTION masterbus.fit_cnaim_k(organization_id text, asset_category text, from_date date, to_date date,
                                      failure_types text[] DEFAULT '{emergency_service}',
                                      OUT assets int4, OUT asset_years float8, OUT observed_failures int4, OUT expected_failures float8,
                                      OUT k_per_year float8, OUT fitted_k_per_year float8, OUT settings voltmetrics.cnaim_settings)
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    active voltmetrics.cnaim_settings;
BEGIN
    active := (SELECT s.settings FROM masterbus.cnaim_setting s
               WHERE s.organization_id = fit_cnaim_k.organization_id AND s.asset_category = fit_cnaim_k.asset_category AND s.active);
    SELECT coalesce(active.k_per_year, c.k_per_year) * coalesce(active.k_multiplier, 1) INTO k_per_year
    FROM voltmetrics.cnaim_asset_categories() c WHERE c.asset_category = fit_cnaim_k.asset_category;
    SELECT count(*)::int4, sum(x.years::numeric)::float8, sum((x.years * x.probability_of_failure)::numeric)::float8, coalesce(sum(x.failures), 0)::int4
    INTO assets, asset_years, expected_failures, observed_failures
    FROM (SELECT a.probability_of_failure, greatest(to_date - greatest(from_date, e.install_date), 0) / 365.25::float8 AS years,
                 (SELECT count(*) FROM masterbus.maintenance m
                  WHERE m.organization_id = a.organization_id AND m.equipment_id = a.equipment_id AND m.type = ANY (failure_types)
                    AND m.performed_on >= from_date AND m.performed_on < to_date) AS failures
          FROM masterbus.engineering_assessment a
          JOIN masterbus.equipment e ON e.organization_id = a.organization_id AND e.equipment_id = a.equipment_id
          WHERE a.organization_id = fit_cnaim_k.organization_id AND a.asset_category = fit_cnaim_k.asset_category AND a.probability_of_failure IS NOT NULL) x;
    IF observed_failures > 0 AND expected_failures > 0 THEN
        fitted_k_per_year := voltmetrics.rescaled_failure_constant(k_per_year, observed_failures, expected_failures);
        settings := voltmetrics.cnaim_settings(fitted_k_per_year, NULL, active.financial_reference_cost, active.safety_reference_cost,
            active.environmental_reference_cost, active.network_performance_reference_cost, active.currency, active.currency_per_gbp);
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.fit_cnaim_k(text, text, date, date, text[]) IS
    'K of CNAIM made to fit an organisation''s own failures: those on record as maintenance of these types from a day to before another, beside the sum of today''s probabilities of failure over the same assets and years. settings are the active ones with that K, for masterbus.set_cnaim; NULL where nothing failed, which fits no K.';
