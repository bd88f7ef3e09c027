CREATE TABLE masterbus.factor_model (
    organization_id text COLLATE "C" NOT NULL,
    name            text NOT NULL,
    version         text NOT NULL CHECK (version = voltmetrics.canonical_model(version) AND name = voltmetrics.model_name(version)),
    note            text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    created_by      text NOT NULL DEFAULT session_user,
    PRIMARY KEY (organization_id, name)
);
COMMENT ON TABLE masterbus.factor_model IS 'Own factor models of an organisation, beside the released ones; none is ever rewritten, for results name them.';
COMMENT ON COLUMN masterbus.factor_model.organization_id IS 'Organisation that the model belongs to.';
COMMENT ON COLUMN masterbus.factor_model.name IS 'Name of the model.';
COMMENT ON COLUMN masterbus.factor_model.version IS 'The model written out, as voltmetrics.model_version gives it.';
COMMENT ON COLUMN masterbus.factor_model.note IS 'Why it was made.';
COMMENT ON COLUMN masterbus.factor_model.created_at IS 'When it was made.';
COMMENT ON COLUMN masterbus.factor_model.created_by IS 'Login that made it.';
SELECT pg_extension_config_dump('masterbus.factor_model', '');

CREATE TABLE masterbus.model_activation (
    organization_id text COLLATE "C" NOT NULL,
    number          int4 NOT NULL,
    model           text NOT NULL,
    previous_model  text NOT NULL,
    rolled_back     boolean NOT NULL DEFAULT false,
    activated_at    timestamptz NOT NULL DEFAULT now(),
    activated_by    text NOT NULL DEFAULT session_user,
    PRIMARY KEY (organization_id, number)
);
COMMENT ON TABLE masterbus.model_activation IS 'Which factor model an organisation activated when, and what it can be rolled back to.';
COMMENT ON COLUMN masterbus.model_activation.organization_id IS 'Organisation that activated it.';
COMMENT ON COLUMN masterbus.model_activation.number IS 'Counts from 1 within an organisation.';
COMMENT ON COLUMN masterbus.model_activation.model IS 'Version of the model that was activated.';
COMMENT ON COLUMN masterbus.model_activation.previous_model IS 'Version of the model that was active before.';
COMMENT ON COLUMN masterbus.model_activation.rolled_back IS 'True once it was rolled back.';
COMMENT ON COLUMN masterbus.model_activation.activated_at IS 'When it was activated.';
COMMENT ON COLUMN masterbus.model_activation.activated_by IS 'Login that activated it.';
SELECT pg_extension_config_dump('masterbus.model_activation', '');

CREATE TABLE masterbus.rescoring (
    organization_id text COLLATE "C" PRIMARY KEY,
    reason          text NOT NULL,
    cursor          text NOT NULL DEFAULT '',
    since           timestamptz NOT NULL DEFAULT now(),
    asked_at        timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE masterbus.rescoring IS 'Organisations whose facilities are to be judged by other rules than before, with the place where the work stands.';
COMMENT ON COLUMN masterbus.rescoring.organization_id IS 'Organisation whose rules changed.';
COMMENT ON COLUMN masterbus.rescoring.reason IS 'What changed.';
COMMENT ON COLUMN masterbus.rescoring.cursor IS 'Last facility done; empty before the first.';
COMMENT ON COLUMN masterbus.rescoring.since IS 'When the rules changed first: until all is judged, facilities stand under different rules from then on.';
COMMENT ON COLUMN masterbus.rescoring.asked_at IS 'When they changed last: organisations take turns by it.';

CREATE FUNCTION masterbus.rescore(organization_id text, reason text) RETURNS void
    LANGUAGE sql STRICT SET search_path = pg_catalog, pg_temp
    AS $$
    INSERT INTO masterbus.rescoring (organization_id, reason) VALUES (rescore.organization_id, rescore.reason)
    ON CONFLICT (organization_id) DO UPDATE SET reason = excluded.reason, cursor = '', asked_at = excluded.asked_at
$$;
COMMENT ON FUNCTION masterbus.rescore(text, text) IS 'Has the worker judge all facilities of an organisation anew, a few at a time, behind live changes.';

CREATE FUNCTION masterbus.resolve_model(organization_id text, model text) RETURNS text
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    version text := (SELECT m.version FROM masterbus.factor_model m
                     WHERE m.organization_id = resolve_model.organization_id AND resolve_model.model IN (m.name, m.version));
BEGIN
    IF version IS NULL AND model NOT IN (SELECT r.version FROM voltmetrics.models() r) THEN
        RAISE invalid_parameter_value USING
            MESSAGE = format('organisation "%s" has no model "%s"', organization_id, model),
            HINT = 'Known are the released models and those of masterbus.add_model.';
    END IF;
    RETURN coalesce(version, model);
END
$$;
COMMENT ON FUNCTION masterbus.resolve_model(text, text) IS 'Version of the model that an organisation calls by a name: a released one, or an own one that it has added.';

CREATE FUNCTION masterbus.add_model(organization_id text, model voltmetrics.factor_model, note text DEFAULT NULL) RETURNS text
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    new_version text := voltmetrics.model_version(model);
BEGIN
    INSERT INTO masterbus.factor_model (organization_id, name, version, note) VALUES (organization_id, (model).name, new_version, note)
    ON CONFLICT ON CONSTRAINT factor_model_pkey DO NOTHING;
    IF NOT EXISTS (SELECT FROM masterbus.factor_model m WHERE m.organization_id = add_model.organization_id AND m.version = new_version) THEN
        RAISE invalid_parameter_value USING
            MESSAGE = format('organisation "%s" has another model of the name "%s" already', organization_id, (model).name),
            HINT = 'Results name their model for ever: give the new one another name.';
    END IF;
    RETURN new_version;
END
$$;
COMMENT ON FUNCTION masterbus.add_model(text, voltmetrics.factor_model, text) IS
    'Adds an own model to an organisation and gives its version; nothing is scored with it yet. A model that voltmetrics.model_version refuses raises, and so does another model of the same name.';

CREATE FUNCTION masterbus.use_model(organization_id text, model text) RETURNS void
    LANGUAGE plpgsql STRICT SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    INSERT INTO masterbus.organization_setting AS s (organization_id, model) VALUES (organization_id, model)
    ON CONFLICT ON CONSTRAINT organization_setting_pkey DO UPDATE SET model = excluded.model;
    PERFORM masterbus.rescore(organization_id, 'model ' || voltmetrics.model_name(model));
END
$$;
COMMENT ON FUNCTION masterbus.use_model(text, text) IS 'Makes a version the active model of an organisation and has its facilities scored anew.';

CREATE FUNCTION masterbus.activate_model(organization_id text, model text) RETURNS text
    LANGUAGE plpgsql STRICT SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    version text := masterbus.resolve_model(organization_id, model);
    previous text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('model ' || organization_id, 0));
    previous := masterbus.active_model(organization_id);
    IF version <> previous THEN
        INSERT INTO masterbus.model_activation (organization_id, number, model, previous_model)
        SELECT activate_model.organization_id, coalesce(max(a.number), 0) + 1, version, previous
        FROM masterbus.model_activation a WHERE a.organization_id = activate_model.organization_id;
        PERFORM masterbus.use_model(organization_id, version);
    END IF;
    RETURN version;
END
$$;
COMMENT ON FUNCTION masterbus.activate_model(text, text) IS
    'Has an organisation''s facilities scored by a released model or one that it has added, named by version or name, and gives its version. The worker moves whole facilities, a few at a time, behind live changes; history tells the cause model.';

CREATE FUNCTION masterbus.roll_back_model(organization_id text) RETURNS text
    LANGUAGE plpgsql STRICT SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    undone masterbus.model_activation;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('model ' || organization_id, 0));
    UPDATE masterbus.model_activation a SET rolled_back = true
    WHERE a.organization_id = roll_back_model.organization_id
      AND a.number = (SELECT max(l.number) FROM masterbus.model_activation l
                      WHERE l.organization_id = roll_back_model.organization_id AND NOT l.rolled_back)
    RETURNING a.* INTO undone;
    IF NOT FOUND THEN
        RAISE object_not_in_prerequisite_state USING MESSAGE = format('organisation "%s" has no activation to roll back', organization_id);
    END IF;
    PERFORM masterbus.use_model(organization_id, undone.previous_model);
    RETURN undone.previous_model;
END
$$;
COMMENT ON FUNCTION masterbus.roll_back_model(text) IS
    'Undoes the last activation that is not undone yet and gives the version that is active again; scored anew as after an activation.';
