-- COST counts units of cpu_operator_cost; measured, one is about 0.05 µs here.

CREATE FUNCTION voltmetrics.observations(
    visible_corrosion     boolean DEFAULT false,
    physical_damage       boolean DEFAULT false,
    heat_discoloration    boolean DEFAULT false,
    loose_parts           boolean DEFAULT false,
    unusual_noise         boolean DEFAULT false,
    thermal_issues        boolean DEFAULT false,
    failed_inspection     boolean DEFAULT false,
    corrosive_environment boolean DEFAULT false,
    outdoor_exposure      boolean DEFAULT false,
    poor_ventilation      boolean DEFAULT false,
    frequent_cycling      boolean DEFAULT false,
    voltage_instability   boolean DEFAULT false,
    undersized_conductors boolean DEFAULT false,
    outdated_insulation   boolean DEFAULT false,
    crimped_connections   boolean DEFAULT false,
    failed_trip_tests     boolean DEFAULT false)
    RETURNS int4
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_observations';
COMMENT ON FUNCTION voltmetrics.observations(
    boolean, boolean, boolean, boolean, boolean, boolean, boolean, boolean,
    boolean, boolean, boolean, boolean, boolean, boolean, boolean, boolean) IS
    'What was observed on an item as a bit mask for voltmetrics.risk_score, by named arguments; null counts as not observed.';

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
    model                 text DEFAULT voltmetrics.default_model())
    RETURNS float8
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 4 AS 'MODULE_PATHNAME', 'voltmetrics_risk_score';
COMMENT ON FUNCTION voltmetrics.risk_score(
    text, date, boolean, float8, float8, float8, date, int4, int4, float8, float8, date, text) IS
    'Unrounded risk of an item on a day, in points from 0 to 100. Humidity in % (0 to 100), ambient temperature in degrees Fahrenheit, loading in % of rating (may exceed 100), harmonics in %, power factor 0 to 1; null last_maintenance_date means never, null harmonics or power factor not measured, any other null gives null. Bad values raise.';

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
    model                 text DEFAULT voltmetrics.default_model())
    RETURNS voltmetrics.risk_factors
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'voltmetrics_risk_factors';
COMMENT ON FUNCTION voltmetrics.risk_factors(
    text, date, boolean, float8, float8, float8, date, int4, int4, float8, float8, date, text) IS
    'Risk of an item on a day with every factor, in points; arguments as voltmetrics.risk_score takes them. Call it in FROM LATERAL: (risk_factors(…)).* would compute it once per column.';

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
    model                 text DEFAULT voltmetrics.default_model())
    RETURNS voltmetrics.screening
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 50 AS 'MODULE_PATHNAME', 'voltmetrics_try_assess';
COMMENT ON FUNCTION voltmetrics.try_assess(
    text, date, boolean, float8, float8, float8, date, jsonb, boolean, date[], date, text) IS
    'Risk and compliance of an item on a day, without ever raising over its data: bad input comes back as a problem. An attribute that voltmetrics.assess would refuse is a problem too, but counts as not observed, and the item is scored without it. Units as in voltmetrics.risk_score; attributes as in an item document; maintenance_recorded says whether any work is on record, maintenance_dates holds the newest date of each of voltmetrics.maintenance_types() (null = never). Only an unknown model raises.';

CREATE FUNCTION voltmetrics.refused_attribute(attributes jsonb) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20 AS 'MODULE_PATHNAME', 'voltmetrics_refused_attribute';
COMMENT ON FUNCTION voltmetrics.refused_attribute(jsonb) IS
    'Name of the first of an item''s attributes that voltmetrics.assess refuses, "attributes" when they are no object; NULL when all are good.';

CREATE FUNCTION voltmetrics.risk_category(score float8, model text DEFAULT voltmetrics.default_model()) RETURNS int2
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_risk_category';
COMMENT ON FUNCTION voltmetrics.risk_category(float8, text) IS
    'Category of an item''s score in points, judged on one decimal: 0 low, 1 medium, 2 high, 3 critical.';

CREATE FUNCTION voltmetrics.facility_category(score float8, model text DEFAULT voltmetrics.default_model())
    RETURNS int2
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_facility_category';
COMMENT ON FUNCTION voltmetrics.facility_category(float8, text) IS
    'Category of a facility''s score in points, judged on one decimal: 0 low, 1 medium, 2 high, 3 critical.';
