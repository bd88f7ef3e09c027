-- The pure functions by an own model given as a composite; for many items write its version out once and pass that.

CREATE FUNCTION voltmetrics.risk_score(
    type                  text,
    install_date          date,
    aluminum_conductor    boolean,
    humidity_pct          float8,
    temperature_f         float8,
    loading_pct           float8,
    last_maintenance_date date,
    observations          int4,
    documented_issues     int4,
    harmonics_pct         float8,
    power_factor          float8,
    as_of                 date,
    model                 voltmetrics.factor_model)
    RETURNS float8
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN voltmetrics.risk_score(type, install_date, aluminum_conductor, humidity_pct, temperature_f, loading_pct, last_maintenance_date,
        observations, documented_issues, harmonics_pct, power_factor, as_of, voltmetrics.model_version(model));
COMMENT ON FUNCTION voltmetrics.risk_score(text, date, boolean, float8, float8, float8, date, int4, int4, float8, float8, date, voltmetrics.factor_model) IS
    'As voltmetrics.risk_score by a models version, in points: by an own model.';

CREATE FUNCTION voltmetrics.risk_factors(
    type                  text,
    install_date          date,
    aluminum_conductor    boolean,
    humidity_pct          float8,
    temperature_f         float8,
    loading_pct           float8,
    last_maintenance_date date,
    observations          int4,
    documented_issues     int4,
    harmonics_pct         float8,
    power_factor          float8,
    as_of                 date,
    model                 voltmetrics.factor_model)
    RETURNS voltmetrics.risk_factors
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN voltmetrics.risk_factors(type, install_date, aluminum_conductor, humidity_pct, temperature_f, loading_pct, last_maintenance_date,
        observations, documented_issues, harmonics_pct, power_factor, as_of, voltmetrics.model_version(model));
COMMENT ON FUNCTION voltmetrics.risk_factors(text, date, boolean, float8, float8, float8, date, int4, int4, float8, float8, date, voltmetrics.factor_model) IS
    'As voltmetrics.risk_factors by a model''s version, in points: by an own model.';

CREATE FUNCTION voltmetrics.assess(item jsonb, as_of date, model voltmetrics.factor_model)
    RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN voltmetrics.assess(item, as_of, voltmetrics.model_version(model));
COMMENT ON FUNCTION voltmetrics.assess(jsonb, date, voltmetrics.factor_model) IS
    'As voltmetrics.assess by a model''s version: by an own model.';

CREATE FUNCTION voltmetrics.assess_facility(items jsonb, facility jsonb, as_of date, model voltmetrics.factor_model)
    RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN voltmetrics.assess_facility(items, facility, as_of, voltmetrics.model_version(model));
COMMENT ON FUNCTION voltmetrics.assess_facility(jsonb, jsonb, date, voltmetrics.factor_model) IS
    'As voltmetrics.assess_facility by a model''s version: by an own model.';

CREATE FUNCTION voltmetrics.risk_category(score float8, model voltmetrics.factor_model)
    RETURNS int2
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN voltmetrics.risk_category(score, voltmetrics.model_version(model));
COMMENT ON FUNCTION voltmetrics.risk_category(float8, voltmetrics.factor_model) IS
    'Category of an item''s score in points by an own model: 0 low, 1 medium, 2 high, 3 critical.';

CREATE FUNCTION voltmetrics.facility_category(score float8, model voltmetrics.factor_model)
    RETURNS int2
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN voltmetrics.facility_category(score, voltmetrics.model_version(model));
COMMENT ON FUNCTION voltmetrics.facility_category(float8, voltmetrics.factor_model) IS
    'Category of a facility''s score in points by an own model: 0 low, 1 medium, 2 high, 3 critical.';
