CREATE FUNCTION voltmetrics.default_model() RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_default_model';
COMMENT ON FUNCTION voltmetrics.default_model() IS 'The version of the factor model that is used where none is named.';

CREATE FUNCTION voltmetrics.models(
    OUT version text, OUT released date, OUT description text, OUT is_default boolean, OUT weights jsonb,
    OUT multiplier float8, OUT thresholds jsonb, OUT facility_thresholds jsonb, OUT threshold_inclusive boolean,
    OUT type_weights jsonb)
    RETURNS SETOF record
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 2 AS 'MODULE_PATHNAME', 'voltmetrics_models';
COMMENT ON FUNCTION voltmetrics.models() IS
    'The factor models: version, date since which reference vectors fix its results, share of each factor, multiplier of their weighted sum, points where a category begins for items and facilities (threshold_inclusive: the bound itself belongs to the upper category), and weight of each equipment type in a facility''s mean.';

CREATE FUNCTION voltmetrics.category_name(category int2) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_category_name';
COMMENT ON FUNCTION voltmetrics.category_name(int2) IS
    'The name of a risk category: 0 low, 1 medium, 2 high, 3 critical.';

CREATE FUNCTION voltmetrics.compliance_name(status int2) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_compliance_name';
COMMENT ON FUNCTION voltmetrics.compliance_name(int2) IS
    'The name of a compliance status: 0 compliant, 1 partial, 2 non_compliant.';

CREATE FUNCTION voltmetrics.service_life_years(type text) RETURNS int4
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_service_life_years';
COMMENT ON FUNCTION voltmetrics.service_life_years(text) IS
    'Service life of a type of equipment (PANEL, TRANSFORMER, SWITCHGEAR, BREAKER, OTHER) in years.';

CREATE FUNCTION voltmetrics.maintenance_types() RETURNS text[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_maintenance_types';
COMMENT ON FUNCTION voltmetrics.maintenance_types() IS
    'The types of maintenance that NFPA 70B asks for, in the order in which voltmetrics.try_assess takes their newest dates.';

CREATE FUNCTION voltmetrics.inspection_interval_months(type text) RETURNS int4
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_inspection_interval_months';
COMMENT ON FUNCTION voltmetrics.inspection_interval_months(text) IS
    'Months of 30 days between visual inspections, and between thermographic ones, that NFPA 70B allows a type of equipment.';

CREATE FUNCTION voltmetrics.required_maintenance(type text) RETURNS text[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_required_maintenance';
COMMENT ON FUNCTION voltmetrics.required_maintenance(text) IS
    'The types of maintenance that NFPA 70B asks of a type of equipment, in the order of voltmetrics.maintenance_types().';

CREATE FUNCTION voltmetrics.requires_arc_flash_assessment(type text) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_requires_arc_flash_assessment';
COMMENT ON FUNCTION voltmetrics.requires_arc_flash_assessment(text) IS
    'Whether NFPA 70E asks for an arc-flash study of a type of equipment.';

CREATE FUNCTION voltmetrics.condition(
    corrosion_level text, rust_level text, damage_level text, age_years float8, type text) RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_condition';
COMMENT ON FUNCTION voltmetrics.condition(text, text, text, float8, text) IS
    'Condition of an item from the worst of corrosion, rust and physical damage observed (None, Minimal, Moderate, Severe; null = not observed) and its age in years: Severe is Critical, Moderate Poor, Minimal Fair; with nothing observed it is Excellent below 25 % of the service life, Good up to 100 % or at unknown age, Fair beyond.';
