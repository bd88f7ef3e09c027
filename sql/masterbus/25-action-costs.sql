CREATE TABLE masterbus.action_cost (
    organization_id text COLLATE "C" NOT NULL,
    type            text NOT NULL CHECK (type IN ('PANEL', 'TRANSFORMER', 'SWITCHGEAR', 'BREAKER', 'OTHER')),
    action          text NOT NULL CHECK (action IN ('replace', 'maintain', 'relabel', 'shed_load')),
    cost            float8 NOT NULL CHECK (cost > 0 AND cost < 'Infinity'),
    preset          boolean NOT NULL DEFAULT false,
    PRIMARY KEY (organization_id, type, action),
    CHECK (preset = (organization_id = ''))
);
COMMENT ON TABLE masterbus.action_cost IS
    'What an action costs by type of equipment; an organisation''s own row goes before the one shipped, which is a planning figure to start from and no offer.';
COMMENT ON COLUMN masterbus.action_cost.organization_id IS 'Organisation whose cost it is; empty for the costs shipped with MasterBus.';
COMMENT ON COLUMN masterbus.action_cost.type IS 'VoltMetrics type: PANEL, TRANSFORMER, SWITCHGEAR, BREAKER or OTHER.';
COMMENT ON COLUMN masterbus.action_cost.action IS 'replace, maintain, relabel or shed_load.';
COMMENT ON COLUMN masterbus.action_cost.cost IS 'Cost of the action for one item, in the organisation''s currency (shipped ones: US dollars).';
COMMENT ON COLUMN masterbus.action_cost.preset IS 'True for costs shipped with MasterBus; those are not dumped with the database.';
SELECT pg_extension_config_dump('masterbus.action_cost', 'WHERE NOT preset');

INSERT INTO masterbus.action_cost (organization_id, type, action, cost, preset)
SELECT '', type, action, cost, true
FROM (VALUES ('PANEL', 9000, 600, 60, 1500), ('TRANSFORMER', 45000, 1800, 60, 4000), ('SWITCHGEAR', 60000, 2400, 90, 4000),
             ('BREAKER', 1800, 250, 30, 800), ('OTHER', 5000, 400, 60, 1200)) c(type, replace, maintain, relabel, shed_load)
CROSS JOIN LATERAL (VALUES ('replace', replace), ('maintain', maintain), ('relabel', relabel), ('shed_load', shed_load)) a(action, cost);

CREATE FUNCTION masterbus.action_costs(organization_id text) RETURNS TABLE (type text, action text, cost float8)
    LANGUAGE plpgsql STABLE ROWS 20 SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN QUERY
    SELECT DISTINCT ON (c.type, c.action) c.type, c.action, c.cost FROM masterbus.action_cost c
    WHERE c.organization_id IN ('', action_costs.organization_id) ORDER BY c.type, c.action, c.preset;
END
$$;
COMMENT ON FUNCTION masterbus.action_costs(text) IS 'What each action costs an organisation by type of equipment: its own costs, elsewhere those shipped.';
