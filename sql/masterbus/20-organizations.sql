CREATE TABLE masterbus.organization_setting (
    organization_id text COLLATE "C" PRIMARY KEY,
    model           text NOT NULL DEFAULT voltmetrics.default_model() CHECK (model = voltmetrics.canonical_model(model)),
    nfpa70b_version int4
);
COMMENT ON TABLE masterbus.organization_setting IS 'What an organisation chose for itself; an organisation without a row uses the defaults.';
COMMENT ON COLUMN masterbus.organization_setting.organization_id IS 'Organisation that the choice belongs to.';
COMMENT ON COLUMN masterbus.organization_setting.model IS 'Version of the factor model that scores this organisation''s equipment.';
COMMENT ON COLUMN masterbus.organization_setting.nfpa70b_version IS 'Version of the organisation''s NFPA 70B rule set 2 that judges its equipment; NULL is rule set 1.';
SELECT pg_extension_config_dump('masterbus.organization_setting', '');

CREATE TABLE masterbus.login_organization (
    login           name PRIMARY KEY,
    organization_id text COLLATE "C" NOT NULL
);
COMMENT ON TABLE masterbus.login_organization IS 'Which organisation a direct database login belongs to; read by row-level security.';
COMMENT ON COLUMN masterbus.login_organization.login IS 'Role that logs in (session_user).';
COMMENT ON COLUMN masterbus.login_organization.organization_id IS 'Organisation whose rows the login may see.';
SELECT pg_extension_config_dump('masterbus.login_organization', '');

CREATE FUNCTION masterbus.active_model(organization_id text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT coalesce((SELECT s.model FROM masterbus.organization_setting s WHERE s.organization_id = active_model.organization_id),
                    voltmetrics.default_model())
$$;
COMMENT ON FUNCTION masterbus.active_model(text) IS 'Version of the factor model that an organisation uses.';

CREATE FUNCTION masterbus.active_nfpa70b_version(organization_id text) RETURNS int4
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT s.nfpa70b_version FROM masterbus.organization_setting s WHERE s.organization_id = active_nfpa70b_version.organization_id
$$;
COMMENT ON FUNCTION masterbus.active_nfpa70b_version(text) IS 'Version of the NFPA 70B rule set 2 that an organisation uses; NULL for rule set 1.';

CREATE FUNCTION masterbus.current_organization_id() RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    -- Cheapest question first: every table of every page asks.
    IF to_regrole('masterbus_api') IS NOT NULL THEN
        IF pg_has_role(session_user, 'masterbus_api', 'MEMBER') THEN
            IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) THEN
                RETURN nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'organization_id';
            END IF;
        END IF;
    END IF;
    RETURN (SELECT l.organization_id FROM masterbus.login_organization l WHERE l.login = session_user);
END
$$;
COMMENT ON FUNCTION masterbus.current_organization_id() IS
    'Organisation of the session: from request.jwt.claims for members of masterbus_api, else from masterbus.login_organization by session_user; NULL sees nothing. With its owner''s rights, because readers must not see which login belongs where.';
