-- Readers see their organisation's rows. The policies of the worker and of administrators name roles, so sql/roles.sql makes them.
DO $$
DECLARE
    relation text;
BEGIN
    FOREACH relation IN ARRAY '{facility,equipment,maintenance,inspection,arc_flash_study,photo,equipment_result,facility_result,equipment_history,
                                facility_history,data_quality_issue,organization_setting,key_collision,engineering_result,cnaim_setting,
                                factor_model,model_activation,rescoring,nfpa70b_rules,nfpa70b_interval,portfolio_month,portfolio_sum,action_cost}'::text[] LOOP
        EXECUTE format('ALTER TABLE masterbus.%I ENABLE ROW LEVEL SECURITY', relation);
        EXECUTE format('CREATE POLICY organization ON masterbus.%I FOR SELECT USING (organization_id = (SELECT masterbus.current_organization_id()))', relation);
    END LOOP;
END
$$;
CREATE POLICY shipped ON masterbus.action_cost FOR SELECT USING (preset);
