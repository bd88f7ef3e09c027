-- Roles of MasterBus and their least rights. May be run again at any time; "masterbus init" runs it.
-- reader, analyst, api and admin are groups to grant to logins; worker is the login of the worker.
DO $$
DECLARE
    wanted record;
    relation regclass;
BEGIN
    FOR wanted IN SELECT * FROM (VALUES
        ('masterbus_reader', 'NOLOGIN', 'Reads ThreatMap''s views for its own organisation'),
        ('masterbus_analyst', 'NOLOGIN', 'A reader who also sees how results are defined'),
        ('masterbus_api', 'NOLOGIN', 'The read API: its organisation comes from request.jwt.claims'),
        ('masterbus_worker', 'LOGIN REPLICATION', 'The worker: reads sources, maintains results'),
        ('masterbus_admin', 'NOLOGIN', 'Writes the mapping and the settings')) AS w(name, options, purpose) LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name) THEN
            EXECUTE format('CREATE ROLE %I %s', wanted.name, wanted.options);
            EXECUTE format('COMMENT ON ROLE %I IS %L', wanted.name, wanted.purpose);
        END IF;
    END LOOP;

    -- The worker and administrators see every organisation.
    FOR relation IN SELECT c.oid FROM pg_class c WHERE c.relnamespace = 'masterbus'::regnamespace AND c.relrowsecurity LOOP
        IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = relation AND polname = 'maintainer') THEN
            EXECUTE format('CREATE POLICY maintainer ON %s TO masterbus_worker, masterbus_admin USING (true) WITH CHECK (true)', relation);
        END IF;
    END LOOP;
END
$$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA masterbus FROM PUBLIC;
GRANT EXECUTE ON FUNCTION masterbus.current_organization_id(), masterbus.today(), masterbus.mean_age_years(text, text, date),
    masterbus.stale_sources(), masterbus.pipeline_status(), masterbus.number_in(jsonb, text, numeric, numeric), masterbus.worst_level(text, text, text),
    masterbus.cnaim_class(text, text, jsonb), masterbus.cnaim_findings(text, text, jsonb),
    masterbus.cnaim_asset(text, date, float8, jsonb, text, jsonb), masterbus.typical_enclosure_class(text, text, float8),
    masterbus.criticality_missing(text, jsonb), masterbus.nfpa70b_equipment(text, text, jsonb), masterbus.nfpa70b_activity(text),
    masterbus.nfpa70b_physical_condition(text, text, text, boolean, jsonb), masterbus.nfpa70b_environment(jsonb),
    masterbus.nfpa70b_item(text, text, int4), masterbus.nfpa70b_tasks(text, text, int4), masterbus.nfpa70b_verdict(text, text, int4),
    masterbus.facility_key(text, text), masterbus.facilities_at_other_model(), masterbus.other_model_totals(text),
    masterbus.input_by(text, text, float8, float8, jsonb, date), masterbus.with_observations(jsonb, jsonb, text, text, boolean),
    masterbus.visible_organizations(), masterbus.action_costs(text) TO PUBLIC;

GRANT masterbus_reader TO masterbus_analyst, masterbus_api;
GRANT USAGE ON SCHEMA voltmetrics, masterbus, threatmap TO masterbus_reader, masterbus_worker, masterbus_admin;
GRANT SELECT ON ALL TABLES IN SCHEMA threatmap TO masterbus_reader, masterbus_worker, masterbus_admin;
GRANT SELECT ON masterbus.facility, masterbus.equipment, masterbus.maintenance, masterbus.inspection, masterbus.arc_flash_study, masterbus.photo,
    masterbus.equipment_result, masterbus.facility_result, masterbus.equipment_history, masterbus.facility_history,
    masterbus.engineering_result, masterbus.cnaim_setting, masterbus.nfpa70b_rules, masterbus.nfpa70b_interval, masterbus.factor_model, masterbus.rescoring,
    masterbus.arc_flash_exposure, masterbus.engineering_definition, masterbus.engineering_assessment,
    masterbus.data_quality_issue, masterbus.key_collision, masterbus.equipment_input, masterbus.facility_factors, masterbus.portfolio_month, masterbus.portfolio_sum, masterbus.portfolio_total,
    masterbus.action_cost
    TO masterbus_reader;
GRANT SELECT ON masterbus.equipment_definition, masterbus.facility_definition, masterbus.portfolio_definition TO masterbus_analyst;
GRANT EXECUTE ON FUNCTION masterbus.portfolio_sums(int4, int2, int2, int2, int2, int2, int2, int4, int4, int4, int4, int4, int2, int2) TO masterbus_analyst;

GRANT SELECT ON ALL TABLES IN SCHEMA masterbus TO masterbus_worker, masterbus_admin;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA masterbus TO masterbus_worker, masterbus_admin;
GRANT USAGE ON SEQUENCE masterbus.batch_number TO masterbus_worker;
GRANT SELECT ON SEQUENCE masterbus.batch_number TO masterbus_worker, masterbus_admin;
GRANT INSERT, UPDATE, DELETE ON masterbus.facility, masterbus.equipment, masterbus.maintenance, masterbus.inspection, masterbus.arc_flash_study,
    masterbus.photo, masterbus.dependency, masterbus.key_collision, masterbus.equipment_result, masterbus.facility_result, masterbus.portfolio_sum, masterbus.engineering_result,
    masterbus.data_quality_issue, masterbus.progress, masterbus.dirty_source, masterbus.streamed_line, masterbus.quarantine,
    masterbus.parked_key, masterbus.worker_report, masterbus.rescoring TO masterbus_worker;
GRANT INSERT ON masterbus.equipment_history, masterbus.facility_history TO masterbus_worker;
GRANT INSERT, DELETE ON masterbus.portfolio_month TO masterbus_worker;
GRANT EXECUTE ON FUNCTION pg_replication_origin_session_setup(text), pg_replication_origin_session_reset(),
    pg_replication_origin_session_is_setup(), pg_replication_origin_oid(text), pg_replication_origin_xact_setup(pg_lsn, timestamptz),
    pg_show_replication_origin_status() TO masterbus_worker;

-- The day change touches most pages of the results once: their images in the write-ahead log are compressed.
GRANT SET ON PARAMETER wal_compression TO masterbus_worker;

GRANT INSERT, UPDATE, DELETE ON masterbus.source_table, masterbus.organization_setting, masterbus.login_organization, masterbus.dirty_source,
    masterbus.parked_key, masterbus.cnaim_setting, masterbus.factor_model, masterbus.model_activation, masterbus.rescoring,
    masterbus.nfpa70b_rules, masterbus.nfpa70b_interval, masterbus.action_cost TO masterbus_admin;
