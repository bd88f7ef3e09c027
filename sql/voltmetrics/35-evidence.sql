CREATE FUNCTION voltmetrics.inputs() RETURNS text[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_inputs';
COMMENT ON FUNCTION voltmetrics.inputs() IS
    'What an item''s risk and compliance are judged by, in the order of the bits of a mask of missing inputs.';

CREATE FUNCTION voltmetrics.missing_inputs(missing int4) RETURNS text[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20 AS 'MODULE_PATHNAME', 'voltmetrics_missing_inputs';
COMMENT ON FUNCTION voltmetrics.missing_inputs(int4) IS 'The names of the inputs in a mask of missing inputs.';

CREATE FUNCTION voltmetrics.completeness(type text, missing int4) RETURNS float8
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_completeness';
COMMENT ON FUNCTION voltmetrics.completeness(text, int4) IS
    'Share of an item''s inputs that is on record, 0 to 1, from its mask of missing ones; an arc-flash study counts only for a type of which NFPA 70E asks one.';

CREATE FUNCTION voltmetrics.confidence_name(confidence int2) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_confidence_name';
COMMENT ON FUNCTION voltmetrics.confidence_name(int2) IS
    'How far a result can be relied on: 0 Unknown (there is no score), 3 High (at least 90 % of the inputs on record, none older than five years), 2 Medium (at least 70 %), 1 Low.';

CREATE FUNCTION voltmetrics.prevailing_confidence(unknown_count int4, low_count int4, medium_count int4, high_count int4) RETURNS int2
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_prevailing_confidence';
COMMENT ON FUNCTION voltmetrics.prevailing_confidence(int4, int4, int4, int4) IS
    'The confidence that at least four fifths of a facility''s items reach, from their number by confidence; 0 (unknown) only where no item has a score.';

CREATE FUNCTION voltmetrics.try_factor_tenths(
    type                  text,
    install_date          date,
    aluminum_conductor    boolean,
    humidity_pct          float8,
    temperature_f         float8,
    loading_pct           float8,
    last_maintenance_date date,
    attributes            jsonb,
    as_of                 date,
    model                 text DEFAULT voltmetrics.default_model())
    RETURNS int2[]
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 30 AS 'MODULE_PATHNAME', 'voltmetrics_try_factor_tenths';
COMMENT ON FUNCTION voltmetrics.try_factor_tenths(text, date, boolean, float8, float8, float8, date, jsonb, date, text) IS
    'The factor_tenths that voltmetrics.try_assess gives, without the rest; null where it gives no score.';

CREATE FUNCTION voltmetrics.risk_factor_points(
    type                  text,
    install_date          date,
    aluminum_conductor    boolean,
    humidity_pct          float8,
    temperature_f         float8,
    loading_pct           float8,
    last_maintenance_date date,
    attributes            jsonb,
    as_of                 date,
    model                 text DEFAULT voltmetrics.default_model())
    RETURNS jsonb
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 200 AS 'MODULE_PATHNAME', 'voltmetrics_risk_factor_points';
COMMENT ON FUNCTION voltmetrics.risk_factor_points(text, date, boolean, float8, float8, float8, date, jsonb, date, text) IS
    'Why the score that voltmetrics.try_assess gives is what it is: [{factor, score, weight, points, description}], most points first; the points add up to the score. Null where it gives none.';

CREATE FUNCTION voltmetrics.actions() RETURNS text[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_actions';
COMMENT ON FUNCTION voltmetrics.actions() IS 'What can be done about an item: replace, maintain, relabel and shed_load, as voltmetrics.priority_actions says.';

CREATE FUNCTION voltmetrics.try_action_tenths(
    type                  text,
    install_date          date,
    aluminum_conductor    boolean,
    humidity_pct          float8,
    temperature_f         float8,
    loading_pct           float8,
    last_maintenance_date date,
    attributes            jsonb,
    as_of                 date,
    model                 text DEFAULT voltmetrics.default_model())
    RETURNS int2[]
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'voltmetrics_try_action_tenths';
COMMENT ON FUNCTION voltmetrics.try_action_tenths(text, date, boolean, float8, float8, float8, date, jsonb, date, text) IS
    'What each of voltmetrics.actions() would take off the score that voltmetrics.try_assess gives, in tenths of points, negative where it would add to it; null where there is no score.';
