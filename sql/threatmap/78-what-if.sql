CREATE FUNCTION threatmap.screening(input masterbus.equipment_input) RETURNS voltmetrics.screening
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN voltmetrics.try_assess((input).type, (input).install_date, (input).aluminum_conductor, (input).humidity_pct, (input).temperature_f,
        (input).loading_pct, (input).last_maintenance_date, (input).attributes, (input).maintenance_recorded, (input).maintenance_dates,
        (input).as_of, (input).model_version);
COMMENT ON FUNCTION threatmap.screening(masterbus.equipment_input) IS 'voltmetrics.try_assess of what the factor models see of an item: the function that scores every stored item.';

CREATE FUNCTION threatmap.refuse_unknown_overrides(overrides jsonb) RETURNS void
    LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    known constant text[] := '{type,install_date,aluminum_conductor,humidity_pct,temperature_f,loading_pct,last_maintenance_date,attributes,maintenance,as_of}'::text[];
    unknown text;
BEGIN
    IF jsonb_typeof(overrides) <> 'object' THEN
        RAISE invalid_parameter_value USING MESSAGE = format('overrides are a JSON object, not %s', overrides);
    END IF;
    SELECT k INTO unknown FROM jsonb_object_keys(overrides) k WHERE k <> ALL (known) ORDER BY k LIMIT 1;
    IF unknown IS NOT NULL THEN
        RAISE invalid_parameter_value USING MESSAGE = format('an item has no field "%s"', unknown),
            HINT = 'Fields are ' || array_to_string(known, ', ') || '; what was observed stands in attributes.';
    END IF;
    IF jsonb_typeof(overrides -> 'attributes') <> 'object' THEN
        RAISE invalid_parameter_value USING MESSAGE = format('attributes are a JSON object, not %s', overrides -> 'attributes');
    END IF;
    IF jsonb_typeof(overrides -> 'maintenance') <> 'array' THEN
        RAISE invalid_parameter_value USING MESSAGE = format('maintenance is a JSON array of {type, date}, not %s', overrides -> 'maintenance');
    END IF;
END
$$;
COMMENT ON FUNCTION threatmap.refuse_unknown_overrides(jsonb) IS 'Raises where overrides name a field that an item has not: a misspelt one would change nothing, silently.';

CREATE FUNCTION threatmap.with_maintenance(input masterbus.equipment_input, work jsonb) RETURNS masterbus.equipment_input
    LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    done record;
    place int4;
BEGIN
    FOR done IN SELECT w.type, w.date FROM jsonb_to_recordset(work) w(type text, date date) WHERE w.date <= input.as_of LOOP
        place := array_position(voltmetrics.maintenance_types(), done.type);
        IF place IS NOT NULL THEN
            input.maintenance_dates[place] := greatest(input.maintenance_dates[place], done.date);
        END IF;
        input.maintenance_recorded := true;
        input.last_maintenance_date := greatest(input.last_maintenance_date, done.date);
    END LOOP;
    RETURN input;
END
$$;
COMMENT ON FUNCTION threatmap.with_maintenance(masterbus.equipment_input, jsonb) IS 'What the factor models would see of an item had this work been done as well, [{type, date}]; work after its date has not happened.';

CREATE FUNCTION threatmap.overridden(input masterbus.equipment_input, overrides jsonb) RETURNS masterbus.equipment_input
    LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    attributes jsonb := CASE jsonb_typeof(input.attributes) WHEN 'object' THEN input.attributes ELSE '{}' END;
BEGIN
    input := jsonb_populate_record(input, overrides - '{attributes,maintenance}'::text[]);
    IF overrides ? 'attributes' THEN
        input.attributes := jsonb_strip_nulls(attributes || (overrides -> 'attributes'));
    END IF;
    IF overrides ? 'maintenance' THEN
        input := threatmap.with_maintenance(input, overrides -> 'maintenance');
    END IF;
    RETURN input;
END
$$;
COMMENT ON FUNCTION threatmap.overridden(masterbus.equipment_input, jsonb) IS
    'What the factor models would see of an item if the overrides were so: fields replace, attributes are laid over the item''s own (null: not observed), maintenance is added.';

CREATE FUNCTION threatmap.distribution_document(counts int4[]) RETURNS jsonb
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN jsonb_build_object('low', counts[1], 'medium', counts[2], 'high', counts[3], 'critical', counts[4]);
COMMENT ON FUNCTION threatmap.distribution_document(int4[]) IS 'Numbers of items by rating as {low, medium, high, critical}.';

CREATE FUNCTION threatmap.what_if(equipment_ids text[], overrides jsonb)
    RETURNS TABLE (organization_id text, id text, facility_id text, name text, score_before float8, score_after float8, difference float8,
                   rating_before text, rating_after text, nfpa_70b_before int4, nfpa_70b_after int4, nfpa_70e_before int4, nfpa_70e_after int4,
                   factors_before jsonb, factors_after jsonb, problem text)
    LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM threatmap.refuse_unknown_overrides(overrides);
    RETURN QUERY
    SELECT i.organization_id, i.equipment_id, i.facility_id, i.name, b.score_tenths / 10.0::float8, a.score_tenths / 10.0::float8,
           (a.score_tenths - b.score_tenths) / 10.0::float8, threatmap.risk_rating(b.category), threatmap.risk_rating(a.category),
           CASE WHEN i.nfpa70b_version IS NULL THEN b.nfpa70b_score::int4 END, CASE WHEN i.nfpa70b_version IS NULL THEN a.nfpa70b_score::int4 END, b.nfpa70e_score::int4, a.nfpa70e_score::int4,
           threatmap.factors_document(b.factor_tenths), threatmap.factors_document(a.factor_tenths),
           concat_ws(' ', a.problem_kind, a.problem_field, a.problem_value)
    FROM (SELECT DISTINCT u.id FROM unnest(equipment_ids) u(id)) given
    CROSS JOIN LATERAL (SELECT i FROM masterbus.equipment_input i WHERE i.equipment_id = given.id ORDER BY i.organization_id LIMIT 1) s(input)
    CROSS JOIN LATERAL (SELECT (s.input).*) i
    CROSS JOIN LATERAL threatmap.screening(s.input) b
    CROSS JOIN LATERAL threatmap.screening(threatmap.overridden(s.input, overrides)) a
    ORDER BY i.organization_id, i.equipment_id;
END
$$;
COMMENT ON FUNCTION threatmap.what_if(text[], jsonb) IS
    'What the items would score if these fields were so, by the code that scores every stored item: scores (0–100), ratings, NFPA 70B (by rule set 1; NULL under own rules) and 70E (%), factors, before and after. Overrides {type, install_date, aluminum_conductor, humidity_pct, temperature_f, loading_pct, last_maintenance_date, attributes {…}, maintenance [{type, date}], as_of} hold for every item; problem says what would be wrong with the input, else it is empty.';

CREATE FUNCTION threatmap.what_if(equipment_id text, overrides jsonb)
    RETURNS TABLE (organization_id text, id text, facility_id text, name text, score_before float8, score_after float8, difference float8,
                   rating_before text, rating_after text, nfpa_70b_before int4, nfpa_70b_after int4, nfpa_70e_before int4, nfpa_70e_after int4,
                   factors_before jsonb, factors_after jsonb, problem text)
    LANGUAGE plpgsql STABLE STRICT ROWS 1 SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN QUERY SELECT w.* FROM threatmap.what_if(ARRAY[equipment_id], overrides) w;
END
$$;
COMMENT ON FUNCTION threatmap.what_if(text, jsonb) IS 'What one item would score if these fields were so; as threatmap.what_if of several. No row for an unknown item.';

CREATE FUNCTION threatmap.what_if_facility(facility_id text, overrides jsonb)
    RETURNS TABLE (organization_id text, id text, name text, score_before float8, score_after float8, difference float8, rating_before text, rating_after text,
                   distribution_before jsonb, distribution_after jsonb, items_changed int4)
    LANGUAGE plpgsql STABLE STRICT ROWS 1 SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    for_all jsonb := overrides - 'equipment';
    of_items jsonb := coalesce(overrides -> 'equipment', '{}');
    place masterbus.facility;
    stranger text;
BEGIN
    PERFORM threatmap.refuse_unknown_overrides(for_all);
    PERFORM threatmap.refuse_unknown_overrides(o.value) FROM jsonb_each(of_items) o;
    SELECT f.* INTO place FROM masterbus.facility f WHERE f.facility_id = what_if_facility.facility_id ORDER BY f.organization_id LIMIT 1;
    SELECT k INTO stranger FROM jsonb_object_keys(of_items) k
    WHERE NOT EXISTS (SELECT FROM masterbus.equipment e
                      WHERE e.organization_id = place.organization_id AND e.equipment_id = k AND e.facility_id = place.facility_id);
    IF stranger IS NOT NULL THEN
        RAISE invalid_parameter_value USING MESSAGE = format('no item "%s" stands in facility "%s"', stranger, facility_id),
            HINT = 'Fields of an item hold for every item of the facility; equipment holds overrides by the id of an item.';
    END IF;
    RETURN QUERY
    WITH judged AS MATERIALIZED (
        SELECT i.type, b.score_tenths AS before, b.category AS category_before, a.score_tenths AS after, a.category AS category_after
        FROM masterbus.equipment_input i
        CROSS JOIN LATERAL (SELECT for_all || coalesce(of_items -> i.equipment_id, '{}')) x(o)
        CROSS JOIN LATERAL threatmap.screening(i) b
        CROSS JOIN LATERAL threatmap.screening(threatmap.overridden(i, x.o)) a
        WHERE i.organization_id = place.organization_id AND i.facility_id = place.facility_id),
    total AS (
        SELECT voltmetrics.facility_score(j.type, j.before / 10.0::float8, place.model_version) AS before,
               voltmetrics.facility_score(j.type, j.after / 10.0::float8, place.model_version) AS after,
               voltmetrics.risk_distribution(j.category_before) AS counts_before, voltmetrics.risk_distribution(j.category_after) AS counts_after,
               count(*) FILTER (WHERE j.before IS DISTINCT FROM j.after)::int4 AS changed
        FROM judged j)
    SELECT place.organization_id, place.facility_id, place.name, t.before, t.after, round((t.after - t.before)::numeric, 1)::float8,
           threatmap.risk_rating(voltmetrics.facility_category(t.before, place.model_version)),
           threatmap.risk_rating(voltmetrics.facility_category(t.after, place.model_version)),
           threatmap.distribution_document(t.counts_before), threatmap.distribution_document(t.counts_after), t.changed
    FROM total t WHERE place.facility_id IS NOT NULL;
END
$$;
COMMENT ON FUNCTION threatmap.what_if_facility(text, jsonb) IS
    'What a facility would score if fields of its items were so: overrides as threatmap.what_if takes them hold for every item, those under equipment {id: {…}} for single items. Score (0–100) and rating before and after, items by rating, and how many items'' scores change. No row for an unknown facility.';
