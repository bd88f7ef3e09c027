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

CREATE FUNCTION voltmetrics.try_assess(
    type                  text,
    install_date          date,
    aluminum_conductor    boolean,
    humidity_pct          float8,
    temperature_f         float8,
    loading_pct           float8,
    last_maintenance_date date,
    attributes            jsonb,
    maintenance_recorded  boolean,
    maintenance_dates     date[],
    as_of                 date,
    model                 voltmetrics.factor_model)
    RETURNS voltmetrics.screening
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN voltmetrics.try_assess(type, install_date, aluminum_conductor, humidity_pct, temperature_f, loading_pct, last_maintenance_date,
        attributes, maintenance_recorded, maintenance_dates, as_of, voltmetrics.model_version(model));
COMMENT ON FUNCTION voltmetrics.try_assess(text, date, boolean, float8, float8, float8, date, jsonb, boolean, date[], date, voltmetrics.factor_model) IS
    'As voltmetrics.try_assess by a model''s version: by an own model. Only a model that is refused raises.';

CREATE FUNCTION voltmetrics.facility_score_accum(state int8[], type text, score float8, model voltmetrics.factor_model) RETURNS int8[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN voltmetrics.facility_score_accum(state, type, score, voltmetrics.model_version(model));
COMMENT ON FUNCTION voltmetrics.facility_score_accum(int8[], text, float8, voltmetrics.factor_model) IS
    'State {weighted tenths of points, tenths of weight} of voltmetrics.facility_score with one more item, by an own model.';

CREATE AGGREGATE voltmetrics.facility_score(type text, score float8, model voltmetrics.factor_model) (
    SFUNC = voltmetrics.facility_score_accum, STYPE = int8[], INITCOND = '{0,0}',
    FINALFUNC = voltmetrics.facility_score_final, COMBINEFUNC = voltmetrics.state_combine, PARALLEL = SAFE);
COMMENT ON AGGREGATE voltmetrics.facility_score(text, float8, voltmetrics.factor_model) IS
    'Mean of published item scores in points weighted by equipment type as an own model weighs it, rounded half away from zero to one decimal.';
