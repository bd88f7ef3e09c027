-- Each role has the rights that its work needs, and no more: found from the catalogue, so that a new table without a decision fails.
BEGIN;
SELECT no_plan();
CREATE TEMP VIEW ours AS
SELECT c.oid, c.relnamespace::regnamespace::text AS schema, c.relname::text AS name, c.relkind FROM pg_class c
WHERE c.relnamespace::regnamespace::text IN ('masterbus', 'threatmap', 'voltmetrics') AND c.relkind IN ('r', 'p', 'v', 'S') AND NOT c.relispartition;
CREATE FUNCTION pg_temp.may(role_name text, privileges text) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT schema || '.' || name FROM ours WHERE relkind <> 'S' AND has_table_privilege(role_name, oid, privileges) $$;
CREATE FUNCTION pg_temp.writes(role_name text) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT pg_temp.may(role_name, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER') $$;

SELECT is_empty($$SELECT rolname FROM pg_roles WHERE rolname LIKE 'masterbus\_%' AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)$$, 'no role has rights over the server');
SELECT set_eq($$SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'masterbus\_%' AND (rolcanlogin OR rolreplication)$$, ARRAY['masterbus_worker'], 'only the worker logs in and replicates');
SELECT set_eq($$SELECT pg_get_userbyid(roleid) || ' to ' || pg_get_userbyid(member) FROM pg_auth_members WHERE pg_get_userbyid(roleid) LIKE 'masterbus\_%'$$,
              ARRAY['masterbus_reader to masterbus_analyst', 'masterbus_reader to masterbus_api'], 'the worker and administrators are no part of others');
SELECT is_empty($$SELECT name FROM ours WHERE pg_get_userbyid((SELECT relowner FROM pg_class c WHERE c.oid = ours.oid)) LIKE 'masterbus\_%'$$, 'no role owns a table');

-- Everybody.
CREATE ROLE anybody LOGIN;
SELECT is_empty($$SELECT pg_temp.may('anybody', 'SELECT')$$, 'without a role nothing can be read');
SELECT bag_eq($$SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.prosecdef AND p.pronamespace::regnamespace::text IN ('masterbus', 'threatmap', 'voltmetrics')
                AND has_function_privilege('anybody', p.oid, 'EXECUTE')$$,
              $$VALUES ('masterbus.current_organization_id()'), ('masterbus.stale_sources()'), ('masterbus.pipeline_status()')$$,
              'of what runs with its owner''s rights, everybody may call what pages ask for');
SELECT is_empty($$SELECT oid::regprocedure FROM pg_proc WHERE prosecdef AND pronamespace IN ('threatmap'::regnamespace, 'voltmetrics'::regnamespace)$$, 'no page runs with its owner''s rights');

-- Readers: what pages are made from, filtered by row-level security; analysts besides how results are defined.
SELECT is_empty($$SELECT pg_temp.writes(r) FROM unnest('{masterbus_reader,masterbus_analyst,masterbus_api}'::text[]) r$$, 'readers, analysts and the API write nothing');
SELECT bag_eq($$SELECT * FROM pg_temp.may('masterbus_reader', 'SELECT') t WHERE t NOT LIKE 'threatmap.%'$$, $$SELECT 'masterbus.' || t FROM unnest(
    '{facility,equipment,maintenance,inspection,arc_flash_study,photo,equipment_result,facility_result,equipment_history,facility_history,portfolio_month,
      data_quality_issue,key_collision,equipment_input,facility_factors,engineering_result,engineering_definition,engineering_assessment,
      arc_flash_exposure,cnaim_setting,nfpa70b_rules,nfpa70b_interval,factor_model,action_cost,rescoring,portfolio_sum,portfolio_total}'::text[]) t$$, 'readers read what pages are made from');
SELECT is_empty($$SELECT name FROM ours JOIN pg_class c USING (oid) WHERE ours.schema = 'masterbus' AND ours.relkind IN ('r', 'p') AND NOT c.relrowsecurity
                  AND has_table_privilege('masterbus_reader', ours.oid, 'SELECT')$$, 'all of it filtered by row');
SELECT is_empty($$SELECT name FROM ours JOIN pg_class c USING (oid) WHERE ours.schema = 'masterbus' AND ours.relkind = 'v' AND NOT coalesce(c.reloptions, '{}') && '{security_invoker=true,security_invoker=on}'
                  AND has_table_privilege('masterbus_analyst', ours.oid, 'SELECT')$$, 'views too');
SELECT is_empty($$SELECT name FROM ours WHERE schema = 'threatmap' AND NOT has_table_privilege('masterbus_reader', oid, 'SELECT')$$, 'and every page');
SELECT bag_eq($$SELECT pg_temp.may('masterbus_api', 'SELECT')$$, $$SELECT pg_temp.may('masterbus_reader', 'SELECT')$$, 'the API reads no more than they do');
SELECT bag_eq($$SELECT pg_temp.may('masterbus_analyst', 'SELECT') EXCEPT SELECT pg_temp.may('masterbus_reader', 'SELECT')$$,
              $$VALUES ('masterbus.equipment_definition'), ('masterbus.facility_definition'), ('masterbus.portfolio_definition')$$, 'analysts also see how results are defined');
SELECT is_empty($$SELECT p.oid::regprocedure FROM pg_proc p WHERE pronamespace = 'voltmetrics'::regnamespace AND NOT has_function_privilege('masterbus_analyst', p.oid, 'EXECUTE')$$, 'and calculate for themselves');
SELECT is_empty(format($$SELECT p.oid::regprocedure FROM pg_proc p WHERE pronamespace = 'masterbus'::regnamespace AND provolatile = 'v' AND has_function_privilege(%L, p.oid, 'EXECUTE')$$, r),
                r || ' calls nothing that changes anything') FROM unnest('{masterbus_reader,masterbus_analyst,masterbus_api}'::text[]) r;

-- The worker: what apply maintains; history only grows; mapping and settings are not its own.
SELECT bag_eq($$SELECT pg_temp.writes('masterbus_worker')$$, $$SELECT 'masterbus.' || t FROM unnest(
    '{facility,equipment,maintenance,inspection,arc_flash_study,photo,dependency,key_collision,equipment_result,facility_result,data_quality_issue,equipment_history,facility_history,
      portfolio_month,portfolio_sum,engineering_result,rescoring,progress,dirty_source,streamed_line,quarantine,parked_key,worker_report}'::text[]) t$$, 'the worker writes what it maintains');
SELECT set_eq($$SELECT name FROM ours WHERE schema = 'masterbus' AND has_table_privilege('masterbus_worker', oid, 'INSERT') AND NOT has_table_privilege('masterbus_worker', oid, 'UPDATE')$$,
              ARRAY['equipment_history', 'facility_history', 'portfolio_month'], 'what is history it does not rewrite');
SELECT is_empty($$SELECT pg_temp.may('masterbus_worker', 'TRUNCATE, REFERENCES, TRIGGER')$$, 'nor empties or guards a table');

-- Administrators: the mapping, the settings, and what is to be read again.
SELECT bag_eq($$SELECT pg_temp.writes('masterbus_admin')$$,
              $$SELECT 'masterbus.' || t FROM unnest('{source_table,organization_setting,login_organization,dirty_source,parked_key,
                  cnaim_setting,nfpa70b_rules,nfpa70b_interval,factor_model,model_activation,rescoring,action_cost}'::text[]) t$$, 'administrators write no result');
SELECT is_empty($$SELECT schema, name FROM ours WHERE relkind <> 'S' AND NOT has_table_privilege('masterbus_admin', oid, 'SELECT')$$, 'and read all');
SELECT * FROM finish();
ROLLBACK;
