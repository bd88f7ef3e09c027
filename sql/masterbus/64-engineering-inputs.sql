CREATE FUNCTION masterbus.number_in(document jsonb, member text, low numeric, high numeric) RETURNS float8
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN jsonb_typeof(document -> member) = 'number' THEN
                CASE WHEN (document ->> member)::numeric BETWEEN low AND high THEN round((document ->> member)::numeric, 9)::float8 END END;
COMMENT ON FUNCTION masterbus.number_in(jsonb, text, numeric, numeric) IS
    'A number of a document, to nine decimals; NULL where there is none or it lies outside of what is possible.';

CREATE FUNCTION masterbus.cnaim_class(type text, kind text, specifications jsonb, OUT asset_category text, OUT missing text)
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    voltage_v float8 := masterbus.number_in(specifications, 'voltage', 1, 1000000);
    told text := specifications ->> 'cnaim_asset_category';
BEGIN
    IF told IS NOT NULL THEN
        SELECT c.asset_category INTO asset_category FROM voltmetrics.cnaim_asset_categories() c
        WHERE c.asset_category = told AND c.scored_by_condition AND c.facility_equipment IS NOT NULL AND told NOT LIKE '%Cable%' AND told <> 'LV UGB';
        missing := CASE WHEN asset_category IS NULL THEN 'cnaim_asset_category' END;
        RETURN;
    END IF;
    -- Branch circuit breakers, dry-type transformers, motor control centers and transfer switches are no assets of CNAIM.
    IF type NOT IN ('PANEL', 'SWITCHGEAR', 'TRANSFORMER', 'BREAKER') OR kind IN ('MOTOR_CONTROL_CENTER', 'TRANSFER_SWITCH')
       OR type = 'BREAKER' AND specifications ->> 'breaker_type' = 'molded_case'
       OR type = 'TRANSFORMER' AND (specifications -> 'oil_filled' = 'false' OR voltage_v <= 1000 OR voltage_v > 145000) THEN
        RETURN;
    END IF;
    missing := CASE WHEN type = 'BREAKER' AND specifications ->> 'breaker_type' IS NULL THEN 'breaker_type'
                    WHEN type = 'TRANSFORMER' AND specifications -> 'oil_filled' IS DISTINCT FROM 'true' THEN 'oil_filled'
                    WHEN voltage_v IS NULL THEN 'voltage' END;
    IF missing IS NULL THEN
        -- Up to the highest voltage for equipment of each class (IEC 60038).
        asset_category := CASE type
            WHEN 'TRANSFORMER' THEN CASE WHEN voltage_v <= 12000 THEN '6.6/11kV Transformer (GM)' WHEN voltage_v <= 24000 THEN '20kV Transformer (GM)'
                                         WHEN voltage_v <= 36000 THEN '33kV Transformer (GM)' WHEN voltage_v <= 72500 THEN '66kV Transformer (GM)'
                                         ELSE '132kV Transformer (GM)' END
            WHEN 'BREAKER' THEN CASE WHEN voltage_v <= 1000 THEN 'LV Circuit Breaker' END
            ELSE CASE WHEN voltage_v <= 1000 THEN 'LV Board (WM)' END END;
        missing := CASE WHEN asset_category IS NULL THEN 'cnaim_asset_category' END;
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.cnaim_class(text, text, jsonb) IS
    'Asset register category of CNAIM v2.1 of an item, from specifications.cnaim_asset_category or from its type, voltage in V, oil filling and breaker type; or what is missing to tell it. Both NULL: CNAIM does not cover it. Above 1 kV switchgear has several categories, so that one must be told.';

-- Simple expressions without STRICT, so that the planner puts them in the place of their call.
CREATE FUNCTION masterbus.worst_level(corrosion_level text, rust_level text, damage_level text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN 'Severe' IN (corrosion_level, rust_level, damage_level) THEN 'Severe'
                WHEN 'Moderate' IN (corrosion_level, rust_level, damage_level) THEN 'Moderate'
                WHEN 'Minimal' IN (corrosion_level, rust_level, damage_level) THEN 'Minimal'
                WHEN 'None' IN (corrosion_level, rust_level, damage_level) THEN 'None' END;
COMMENT ON FUNCTION masterbus.worst_level(text, text, text) IS 'The worst of observed levels (None, Minimal, Moderate, Severe); NULL where none was observed.';

CREATE FUNCTION masterbus.cnaim_findings(asset_category text, level text, observed jsonb, OUT observed_inputs jsonb, OUT measured_inputs jsonb)
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    transformer boolean := asset_category LIKE '%Transformer%';
    hot boolean := CASE WHEN observed @> '{"heat_discoloration": true}' OR observed @> '{"thermal_issues": true}' THEN true
                        WHEN observed @> '{"heat_discoloration": false}' OR observed @> '{"thermal_issues": false}' THEN false END;
    words text := (CASE WHEN asset_category ~ '^(33|66|132)kV T' THEN '{Superficial/minor deterioration,Superficial/minor deterioration,Some Deterioration,Substantial Deterioration}'
                        ELSE '{No deterioration,Superficial/minor deterioration,Some Deterioration,Substantial Deterioration}' END::text[])
                  [array_position('{None,Minimal,Moderate,Severe}', level)];
BEGIN
    observed_inputs := jsonb_strip_nulls(jsonb_build_object(
        CASE WHEN asset_category ~ '^LV (Board|Pillar)' THEN 'switchgear_external_condition' WHEN asset_category ~ '^(33|66|132)kV T' THEN 'main_tank_condition'
             WHEN transformer THEN 'transformer_external_condition' ELSE 'external_condition' END, words));
    IF asset_category ~ '^LV (Board|Pillar)' AND hot IS NOT NULL THEN
        observed_inputs := observed_inputs || jsonb_build_object('signs_of_heating', CASE WHEN hot THEN 'Minor Deterioration' ELSE 'No Deterioration' END);
    END IF;
    measured_inputs := jsonb_strip_nulls(jsonb_build_object(
        'temperature_readings', CASE WHEN transformer THEN CASE hot WHEN true THEN 'Moderately High' WHEN false THEN 'Normal' END END,
        'operational_adequacy', CASE WHEN asset_category = 'LV Circuit Breaker' THEN
            CASE observed ->> 'trip_tests' WHEN 'passed' THEN 'Acceptable' WHEN 'failed' THEN 'Unacceptable' END END));
END
$$;
COMMENT ON FUNCTION masterbus.cnaim_findings(text, text, jsonb) IS
    'What was seen on an item as condition inputs of its CNAIM category: the worst level of corrosion, rust and damage is its external condition; a yes or no (heat, trip test) stands for the mildest criterion that it implies.';

CREATE FUNCTION masterbus.cnaim_asset(asset_category text, install_date date, loading_pct float8, specifications jsonb, level text, observed jsonb)
    RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    inputs record;
    asset jsonb;
    oil jsonb;
    gases jsonb;
BEGIN
    SELECT f.observed_inputs, f.measured_inputs INTO inputs FROM masterbus.cnaim_findings(asset_category, level, observed) f;
    asset := jsonb_strip_nulls(jsonb_build_object(
        'asset_category', asset_category, 'observed', nullif(inputs.observed_inputs, '{}'), 'measured', nullif(inputs.measured_inputs, '{}'),
        'placement', CASE observed -> 'outdoor_exposure' WHEN 'true' THEN 'Outdoor' WHEN 'false' THEN 'Indoor' END));
    IF asset_category NOT LIKE '%Transformer%' THEN
        RETURN asset;
    END IF;
    IF asset_category ~ '^(33|66|132)kV' THEN
        asset := asset || jsonb_build_object('sub_division', CASE WHEN install_date < '1980-01-01' THEN 'Transformer - Pre 1980' ELSE 'Transformer - Post 1980' END);
    END IF;
    oil := jsonb_strip_nulls(jsonb_build_object(
        'moisture_ppm', masterbus.number_in(specifications, 'oil_moisture_ppm', 0, 1000000),
        'acidity_mg_koh_g', masterbus.number_in(specifications, 'oil_acidity_mg_koh_g', 0, 1000),
        'breakdown_kv', masterbus.number_in(specifications, 'oil_breakdown_kv', 0, 1000)));
    gases := (SELECT jsonb_object_agg(gas || '_ppm', ppm) FROM unnest('{hydrogen,methane,ethylene,ethane,acetylene}'::text[]) gas,
                     LATERAL masterbus.number_in(specifications, gas || '_ppm', 0, 1000000) ppm WHERE ppm IS NOT NULL HAVING count(*) = 5);
    RETURN asset || jsonb_strip_nulls(jsonb_build_object(
        'utilisation_pct', CASE WHEN loading_pct BETWEEN 0 AND 1000 THEN loading_pct END, 'oil', nullif(oil, '{}'), 'dissolved_gas', gases,
        'furfural_ppm', masterbus.number_in(specifications, 'furfural_ppm', 0, 1000000)));
END
$$;
COMMENT ON FUNCTION masterbus.cnaim_asset(text, date, float8, jsonb, text, jsonb) IS
    'The document of an item for voltmetrics.cnaim_health, but for its age: what nobody observed is left out and takes the default of CNAIM v2.1. Oil tests, dissolved gases and furfural come from specifications (oil_moisture_ppm, hydrogen_ppm, furfural_ppm …) where the mapping gives them.';

CREATE FUNCTION masterbus.typical_enclosure_class(type text, kind text, voltage_kv float8) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN voltage_kv IS NULL THEN NULL
                WHEN kind = 'MOTOR_CONTROL_CENTER' THEN CASE WHEN voltage_kv <= 0.6 THEN 'LV MCC' WHEN voltage_kv <= 5 THEN '5kV MCC' ELSE '15kV MCC' END
                WHEN type = 'PANEL' AND voltage_kv <= 0.6 THEN 'LV Panelboard'
                WHEN type = 'SWITCHGEAR' THEN CASE WHEN voltage_kv <= 0.6 THEN 'LV Switchgear' WHEN voltage_kv <= 5 THEN '5kV Switchgear' ELSE '15kV Switchgear' END END;
COMMENT ON FUNCTION masterbus.typical_enclosure_class(text, text, float8) IS
    'Class of voltmetrics.arc_flash_typical_equipment() whose enclosure stands in for one that nobody measured; NULL for equipment without one.';
