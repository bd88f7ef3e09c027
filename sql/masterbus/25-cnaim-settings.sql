CREATE TABLE masterbus.cnaim_setting (
    organization_id text COLLATE "C" NOT NULL,
    asset_category  text NOT NULL,
    version         int4 NOT NULL CHECK (version > 0),
    active          boolean NOT NULL,
    settings        voltmetrics.cnaim_settings NOT NULL,
    circumstances   jsonb NOT NULL DEFAULT '{}',
    note            text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    created_by      text NOT NULL DEFAULT session_user,
    PRIMARY KEY (organization_id, asset_category, version),
    CONSTRAINT cnaim_setting_usable CHECK ((voltmetrics.cnaim_consequences(asset_category, circumstances, settings)).criticality IS NOT NULL
                                           AND voltmetrics.cnaim_probability_of_failure(asset_category, 4, settings) > 0)
);
CREATE UNIQUE INDEX cnaim_setting_active_idx ON masterbus.cnaim_setting (organization_id, asset_category) WHERE active;
COMMENT ON TABLE masterbus.cnaim_setting IS
    'What an organisation puts in the place of published CNAIM v2.1 values of an asset category, version by version; of each category one version at most is active, and none is ever rewritten.';
COMMENT ON COLUMN masterbus.cnaim_setting.organization_id IS 'Organisation that the settings belong to.';
COMMENT ON COLUMN masterbus.cnaim_setting.asset_category IS 'Asset register category of CNAIM v2.1.';
COMMENT ON COLUMN masterbus.cnaim_setting.version IS 'Counts from 1 within an organisation and category.';
COMMENT ON COLUMN masterbus.cnaim_setting.active IS 'Whether results are computed with this version.';
COMMENT ON COLUMN masterbus.cnaim_setting.settings IS 'K, reference costs and currency; null members are the published values.';
COMMENT ON COLUMN masterbus.cnaim_setting.circumstances IS 'What the organisation says of the places of such assets, as voltmetrics.cnaim_consequences takes it: the criticality of an item needs it, and is not guessed.';
COMMENT ON COLUMN masterbus.cnaim_setting.note IS 'Why this version was made.';
COMMENT ON COLUMN masterbus.cnaim_setting.created_at IS 'When the version was made.';
COMMENT ON COLUMN masterbus.cnaim_setting.created_by IS 'Login that made it.';
SELECT pg_extension_config_dump('masterbus.cnaim_setting', '');

CREATE FUNCTION masterbus.activate_cnaim(organization_id text, asset_category text, version int4) RETURNS void
    LANGUAGE plpgsql STRICT SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    UPDATE masterbus.cnaim_setting s SET active = false
    WHERE s.organization_id = activate_cnaim.organization_id AND s.asset_category = activate_cnaim.asset_category AND s.active;
    IF version = 0 THEN
        RETURN;
    END IF;
    UPDATE masterbus.cnaim_setting s SET active = true
    WHERE s.organization_id = activate_cnaim.organization_id AND s.asset_category = activate_cnaim.asset_category AND s.version = activate_cnaim.version;
    IF NOT FOUND THEN
        RAISE invalid_parameter_value USING
            MESSAGE = format('organisation "%s" has no version %s of settings for "%s"', organization_id, version, asset_category),
            HINT = 'masterbus.cnaim_setting lists the versions; 0 are the published values.';
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.activate_cnaim(text, text, int4) IS
    'Has results of an organisation''s assets of a category computed with this version of its settings, also an older one; 0 returns to the published values.';

CREATE FUNCTION masterbus.set_cnaim(organization_id text, asset_category text, settings voltmetrics.cnaim_settings,
                                    circumstances jsonb DEFAULT '{}', note text DEFAULT NULL) RETURNS int4
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    next_version int4;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(' ', organization_id, asset_category), 0));
    SELECT coalesce(max(s.version), 0) + 1 INTO next_version FROM masterbus.cnaim_setting s
    WHERE s.organization_id = set_cnaim.organization_id AND s.asset_category = set_cnaim.asset_category;
    INSERT INTO masterbus.cnaim_setting (organization_id, asset_category, version, active, settings, circumstances, note)
    VALUES (organization_id, asset_category, next_version, false, settings, coalesce(circumstances, '{}'), note);
    PERFORM masterbus.activate_cnaim(organization_id, asset_category, next_version);
    RETURN next_version;
END
$$;
COMMENT ON FUNCTION masterbus.set_cnaim(text, text, voltmetrics.cnaim_settings, jsonb, text) IS
    'Makes the next version of an organisation''s settings for an asset category, has results computed with it from now on, and gives its number. What voltmetrics would refuse raises.';
