-- Own factor models: the formulas of a released model with other weights and thresholds, given as data. The released
-- models stay as they are; a version that is written out can stand wherever a released model's version can.

CREATE TYPE voltmetrics.factor_model AS (
    name                 text,
    base                 text,
    age_weight           float8,
    material_weight      float8,
    maintenance_weight   float8,
    environmental_weight float8,
    operational_weight   float8,
    visual_weight        float8,
    multiplier           float8,
    medium_from          float8,
    high_from            float8,
    critical_from        float8,
    facility_medium_from float8,
    facility_high_from   float8,
    facility_critical_from float8,
    bound_in_upper       boolean,
    panel_weight         float8,
    transformer_weight   float8,
    switchgear_weight    float8,
    breaker_weight       float8,
    other_weight         float8
);
COMMENT ON TYPE voltmetrics.factor_model IS
    'An own factor model: what it changes of the released model that it rests on; null is that model''s value.';
COMMENT ON COLUMN voltmetrics.factor_model.name IS 'Name and version of the own model, such as acme-2: 1 to 40 letters, digits, dots, dashes or underscores.';
COMMENT ON COLUMN voltmetrics.factor_model.base IS 'Released model whose formulas it uses, 1.0.0 or 1.1.0; null is the default model.';
COMMENT ON COLUMN voltmetrics.factor_model.age_weight IS 'Share of the age factor, 0 to 1; all shares add up to 1.';
COMMENT ON COLUMN voltmetrics.factor_model.material_weight IS 'Share of the material factor, 0 to 1.';
COMMENT ON COLUMN voltmetrics.factor_model.maintenance_weight IS 'Share of the maintenance factor, 0 to 1.';
COMMENT ON COLUMN voltmetrics.factor_model.environmental_weight IS 'Share of the environmental factor, 0 to 1.';
COMMENT ON COLUMN voltmetrics.factor_model.operational_weight IS 'Share of the operational factor, 0 to 1.';
COMMENT ON COLUMN voltmetrics.factor_model.visual_weight IS 'Share of the visual factor, 0 to 1; 0 on 1.0.0, which has none.';
COMMENT ON COLUMN voltmetrics.factor_model.multiplier IS 'Multiplier of the weighted sum, 0.5 to 2.';
COMMENT ON COLUMN voltmetrics.factor_model.medium_from IS 'Points at which an item''s category medium begins, above 0 and up to 100, one decimal.';
COMMENT ON COLUMN voltmetrics.factor_model.high_from IS 'Points at which an item''s category high begins, above medium_from.';
COMMENT ON COLUMN voltmetrics.factor_model.critical_from IS 'Points at which an item''s category critical begins, above high_from.';
COMMENT ON COLUMN voltmetrics.factor_model.facility_medium_from IS 'Points at which a facility''s category medium begins, above 0 and up to 100, one decimal.';
COMMENT ON COLUMN voltmetrics.factor_model.facility_high_from IS 'Points at which a facility''s category high begins, above facility_medium_from.';
COMMENT ON COLUMN voltmetrics.factor_model.facility_critical_from IS 'Points at which a facility''s category critical begins, above facility_high_from.';
COMMENT ON COLUMN voltmetrics.factor_model.bound_in_upper IS 'Whether a threshold itself belongs to the upper category.';
COMMENT ON COLUMN voltmetrics.factor_model.panel_weight IS 'Weight of a PANEL in its facility''s mean, 0.1 to 10, one decimal.';
COMMENT ON COLUMN voltmetrics.factor_model.transformer_weight IS 'Weight of a TRANSFORMER in its facility''s mean, 0.1 to 10, one decimal.';
COMMENT ON COLUMN voltmetrics.factor_model.switchgear_weight IS 'Weight of a SWITCHGEAR in its facility''s mean, 0.1 to 10, one decimal.';
COMMENT ON COLUMN voltmetrics.factor_model.breaker_weight IS 'Weight of a BREAKER in its facility''s mean, 0.1 to 10, one decimal.';
COMMENT ON COLUMN voltmetrics.factor_model.other_weight IS 'Weight of an OTHER in its facility''s mean, 0.1 to 10, one decimal.';

CREATE FUNCTION voltmetrics.factor_model(
    name                   text,
    base                   text DEFAULT NULL,
    age_weight             float8 DEFAULT NULL,
    material_weight        float8 DEFAULT NULL,
    maintenance_weight     float8 DEFAULT NULL,
    environmental_weight   float8 DEFAULT NULL,
    operational_weight     float8 DEFAULT NULL,
    visual_weight          float8 DEFAULT NULL,
    multiplier             float8 DEFAULT NULL,
    medium_from            float8 DEFAULT NULL,
    high_from              float8 DEFAULT NULL,
    critical_from          float8 DEFAULT NULL,
    facility_medium_from   float8 DEFAULT NULL,
    facility_high_from     float8 DEFAULT NULL,
    facility_critical_from float8 DEFAULT NULL,
    bound_in_upper         boolean DEFAULT NULL,
    panel_weight           float8 DEFAULT NULL,
    transformer_weight     float8 DEFAULT NULL,
    switchgear_weight      float8 DEFAULT NULL,
    breaker_weight         float8 DEFAULT NULL,
    other_weight           float8 DEFAULT NULL)
    RETURNS voltmetrics.factor_model
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ROW(name, base, age_weight, material_weight, maintenance_weight, environmental_weight, operational_weight,
               visual_weight, multiplier, medium_from, high_from, critical_from, facility_medium_from, facility_high_from,
               facility_critical_from, bound_in_upper, panel_weight, transformer_weight, switchgear_weight, breaker_weight,
               other_weight)::voltmetrics.factor_model;
COMMENT ON FUNCTION voltmetrics.factor_model(text, text, float8, float8, float8, float8, float8, float8, float8, float8, float8, float8, float8, float8, float8, boolean, float8, float8, float8, float8, float8) IS
    'An own factor model by named arguments; what is left out stays as in the released model that it rests on. voltmetrics.model_version checks it.';

CREATE FUNCTION voltmetrics.factor_model_of(model text) RETURNS voltmetrics.factor_model
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_factor_model_of';
COMMENT ON FUNCTION voltmetrics.factor_model_of(text) IS
    'All weights and thresholds of a released model or of an own one that is written out.';

CREATE FUNCTION voltmetrics.canonical_model(model text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_canonical_model';
COMMENT ON FUNCTION voltmetrics.canonical_model(text) IS
    'The version of a model as it is stored: always the same for the same model. Weights of factors that do not lie between 0 and 1 or add up to 1, thresholds that do not ascend, and any other value beyond its limits raise.';

CREATE FUNCTION voltmetrics.model_name(model text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_model_name';
COMMENT ON FUNCTION voltmetrics.model_name(text) IS 'What to call a model: a released one by its version, an own one by its name.';

CREATE FUNCTION voltmetrics.model_version(model voltmetrics.factor_model) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT voltmetrics.canonical_model(concat(
        (model).name, ';base=', (b).base, ';weights=', coalesce((model).age_weight, (b).age_weight), ',',
        coalesce((model).material_weight, (b).material_weight), ',', coalesce((model).maintenance_weight, (b).maintenance_weight), ',',
        coalesce((model).environmental_weight, (b).environmental_weight), ',', coalesce((model).operational_weight, (b).operational_weight), ',',
        coalesce((model).visual_weight, (b).visual_weight), ';multiplier=', coalesce((model).multiplier, (b).multiplier),
        ';item=', coalesce((model).medium_from, (b).medium_from), ',', coalesce((model).high_from, (b).high_from), ',',
        coalesce((model).critical_from, (b).critical_from), ';facility=', coalesce((model).facility_medium_from, (b).facility_medium_from), ',',
        coalesce((model).facility_high_from, (b).facility_high_from), ',', coalesce((model).facility_critical_from, (b).facility_critical_from),
        ';bound=', CASE WHEN coalesce((model).bound_in_upper, (b).bound_in_upper) THEN 'upper' ELSE 'lower' END,
        ';types=', coalesce((model).panel_weight, (b).panel_weight), ',', coalesce((model).transformer_weight, (b).transformer_weight), ',',
        coalesce((model).switchgear_weight, (b).switchgear_weight), ',', coalesce((model).breaker_weight, (b).breaker_weight), ',',
        coalesce((model).other_weight, (b).other_weight)))
    FROM voltmetrics.factor_model_of(coalesce((model).base, voltmetrics.default_model())) b);
COMMENT ON FUNCTION voltmetrics.model_version(voltmetrics.factor_model) IS
    'The version of an own model, written out: it says all that the model changes, and can stand wherever a model is named, so that a stored result says for ever what made it. Checked as by voltmetrics.canonical_model.';
