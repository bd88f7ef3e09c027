CREATE TABLE masterbus.nfpa70b_rules (
    organization_id            text COLLATE "C" NOT NULL,
    version                    int4 NOT NULL CHECK (version > 0),
    unknown_criticality        int4 NOT NULL CHECK (unknown_criticality BETWEEN 1 AND 3),
    unknown_physical_condition int4 NOT NULL CHECK (unknown_physical_condition BETWEEN 1 AND 3),
    note                       text,
    created_at                 timestamptz NOT NULL DEFAULT now(),
    created_by                 text NOT NULL DEFAULT session_user,
    PRIMARY KEY (organization_id, version)
);
COMMENT ON TABLE masterbus.nfpa70b_rules IS 'Versions of an organisation''s rule set 2 of NFPA 70B: intervals by the condition of the item.';
COMMENT ON COLUMN masterbus.nfpa70b_rules.organization_id IS 'Organisation that the rules belong to.';
COMMENT ON COLUMN masterbus.nfpa70b_rules.version IS 'Counts from 1 within an organisation.';
COMMENT ON COLUMN masterbus.nfpa70b_rules.unknown_criticality IS 'Criticality, 1 to 3, of an item whose own attributes.nfpa70b_criticality does not say.';
COMMENT ON COLUMN masterbus.nfpa70b_rules.unknown_physical_condition IS 'Physical condition, 1 to 3, of an item that nobody has inspected.';
COMMENT ON COLUMN masterbus.nfpa70b_rules.note IS 'Why this version was made.';
COMMENT ON COLUMN masterbus.nfpa70b_rules.created_at IS 'When it was made.';
COMMENT ON COLUMN masterbus.nfpa70b_rules.created_by IS 'Login that made it.';
SELECT pg_extension_config_dump('masterbus.nfpa70b_rules', '');

CREATE TABLE masterbus.nfpa70b_interval (
    organization_id    text COLLATE "C" NOT NULL,
    version            int4 NOT NULL,
    activity           text NOT NULL,
    equipment          text NOT NULL,
    condition_1_months int4 NOT NULL CHECK (condition_1_months BETWEEN 1 AND 1200),
    condition_2_months int4 NOT NULL CHECK (condition_2_months BETWEEN 1 AND 1200),
    condition_3_months int4 NOT NULL CHECK (condition_3_months BETWEEN 1 AND 1200),
    verified           boolean NOT NULL DEFAULT false,
    confidence         text NOT NULL,
    source             text NOT NULL,
    PRIMARY KEY (organization_id, version, equipment, activity)
);
COMMENT ON TABLE masterbus.nfpa70b_interval IS
    'Longest intervals of maintenance of a version of rule set 2, to be edited before it is activated. They start from public summaries of NFPA 70B-2023 and are NOT VALIDATED: verify each against the standard.';
COMMENT ON COLUMN masterbus.nfpa70b_interval.organization_id IS 'Organisation that the interval belongs to.';
COMMENT ON COLUMN masterbus.nfpa70b_interval.version IS 'Version of the organisation''s rules.';
COMMENT ON COLUMN masterbus.nfpa70b_interval.activity IS 'visual_inspection, infrared_thermography, cleaning, lubrication, mechanical_servicing, electrical_testing or fluid_and_dga_sampling; without a row the activity is not asked for.';
COMMENT ON COLUMN masterbus.nfpa70b_interval.equipment IS 'Kind of equipment as voltmetrics.nfpa70b_interval_months names it.';
COMMENT ON COLUMN masterbus.nfpa70b_interval.condition_1_months IS 'Interval in condition 1 (best), months.';
COMMENT ON COLUMN masterbus.nfpa70b_interval.condition_2_months IS 'Interval in condition 2, months.';
COMMENT ON COLUMN masterbus.nfpa70b_interval.condition_3_months IS 'Interval in condition 3, months.';
COMMENT ON COLUMN masterbus.nfpa70b_interval.verified IS 'Whether somebody of the organisation has checked it against the standard.';
COMMENT ON COLUMN masterbus.nfpa70b_interval.confidence IS 'How well the figure that it started from is confirmed.';
COMMENT ON COLUMN masterbus.nfpa70b_interval.source IS 'Where that figure comes from.';
SELECT pg_extension_config_dump('masterbus.nfpa70b_interval', '');

CREATE FUNCTION masterbus.add_nfpa70b_rules(organization_id text, unknown_criticality int4, unknown_physical_condition int4 DEFAULT 3, note text DEFAULT NULL)
    RETURNS int4
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    last_version int4;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('nfpa70b ' || organization_id, 0));
    SELECT coalesce(max(r.version), 0) INTO last_version FROM masterbus.nfpa70b_rules r WHERE r.organization_id = add_nfpa70b_rules.organization_id;
    INSERT INTO masterbus.nfpa70b_rules (organization_id, version, unknown_criticality, unknown_physical_condition, note)
    VALUES (organization_id, last_version + 1, unknown_criticality, unknown_physical_condition, note);
    INSERT INTO masterbus.nfpa70b_interval
    SELECT i.organization_id, last_version + 1, i.activity, i.equipment, i.condition_1_months, i.condition_2_months, i.condition_3_months,
           i.verified, i.confidence, i.source
    FROM masterbus.nfpa70b_interval i WHERE i.organization_id = add_nfpa70b_rules.organization_id AND i.version = last_version;
    IF last_version = 0 THEN
        INSERT INTO masterbus.nfpa70b_interval
        SELECT add_nfpa70b_rules.organization_id, 1, d.activity, d.equipment, d.condition_1_months, d.condition_2_months, d.condition_3_months,
               false, d.confidence, d.source
        FROM masterbus.nfpa70b_defaults() d;
    END IF;
    RETURN last_version + 1;
END
$$;
COMMENT ON FUNCTION masterbus.add_nfpa70b_rules(text, int4, int4, text) IS
    'Makes the next version of an organisation''s rule set 2 and gives its number: a copy of the last one, at first of the published intervals. Edit its rows of masterbus.nfpa70b_interval, then activate it; nothing is judged by it before.';

CREATE FUNCTION masterbus.nfpa70b_defaults(OUT activity text, OUT equipment text, OUT condition_1_months int4, OUT condition_2_months int4,
                                           OUT condition_3_months int4, OUT confidence text, OUT source text) RETURNS SETOF record
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT a.activity, e.equipment, m.one, m.two, m.three, p.confidence, p.source
    FROM unnest('{visual_inspection,infrared_thermography,cleaning,lubrication,mechanical_servicing,electrical_testing,fluid_and_dga_sampling}'::text[]) a(activity)
    CROSS JOIN unnest('{transformer,liquid_filled_transformer,switchgear,cable_tray,panelboard,switchboard,breaker,cable,busway,ups,other}'::text[]) e(equipment)
    CROSS JOIN LATERAL (SELECT voltmetrics.nfpa70b_interval_months(a.activity, e.equipment, 1) AS one, voltmetrics.nfpa70b_interval_months(a.activity, e.equipment, 2) AS two,
                               voltmetrics.nfpa70b_interval_months(a.activity, e.equipment, 3) AS three) m
    CROSS JOIN LATERAL (
        SELECT i.confidence, i.source FROM voltmetrics.nfpa70b_intervals() i
        WHERE (i.condition_1_months, i.condition_2_months, i.condition_3_months) = (m.one, m.two, m.three) AND i.activity IN (a.activity, 'all')
          AND i.equipment && ARRAY[e.equipment, 'other', 'all']
        ORDER BY array_position(ARRAY[e.equipment, 'other', 'all'], (SELECT x FROM unnest(i.equipment) x WHERE x IN (e.equipment, 'other', 'all')
                 ORDER BY array_position(ARRAY[e.equipment, 'other', 'all'], x) LIMIT 1)) LIMIT 1) p
$$;
COMMENT ON FUNCTION masterbus.nfpa70b_defaults() IS
    'The published intervals that a rule set starts from, months, one row for each activity and kind of equipment; verify against NFPA 70B-2023.';

CREATE FUNCTION masterbus.activate_nfpa70b(organization_id text, version int4) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF version IS NOT NULL AND NOT EXISTS (SELECT FROM masterbus.nfpa70b_rules r
                                           WHERE r.organization_id = activate_nfpa70b.organization_id AND r.version = activate_nfpa70b.version) THEN
        RAISE invalid_parameter_value USING
            MESSAGE = format('organisation "%s" has no version %s of NFPA 70B rules', organization_id, version),
            HINT = 'masterbus.add_nfpa70b_rules makes one; null returns to rule set 1.';
    END IF;
    INSERT INTO masterbus.organization_setting AS s (organization_id, nfpa70b_version) VALUES (organization_id, version)
    ON CONFLICT ON CONSTRAINT organization_setting_pkey DO UPDATE SET nfpa70b_version = excluded.nfpa70b_version;
    PERFORM masterbus.rescore(organization_id, coalesce('NFPA 70B rules ' || version, 'NFPA 70B rule set 1'));
END
$$;
COMMENT ON FUNCTION masterbus.activate_nfpa70b(text, int4) IS
    'Has an organisation''s items judged by a version of its rule set 2 of NFPA 70B, or by rule set 1 again (null), whole facilities at a time behind live changes. Call it again after editing the rows of the active version.';
