CREATE TYPE threatmap.action_step AS (
    organization_id text,
    facility_id     text,
    equipment_id    text,
    name            text,
    step            int4,
    actions         text[],
    instead_of      text[],
    cost            float8,
    risk_reduction  float8,
    score_before    float8,
    score_after     float8,
    category_after  text,
    nfpa70e_gain    int4
);
COMMENT ON TYPE threatmap.action_step IS
    'A step of what can be done about an item: from one plan of actions to the next better one, with what that costs and takes off in addition.';

CREATE FUNCTION threatmap.assessable_items(facility_id text, items int4)
    RETURNS TABLE (organization_id text, equipment_id text)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF facility_id IS NOT NULL THEN
        RETURN QUERY
        SELECT r.organization_id, r.equipment_id FROM masterbus.equipment_result r
        WHERE r.organization_id = (SELECT f.organization_id FROM masterbus.facility f
                                   WHERE f.facility_id = assessable_items.facility_id ORDER BY f.organization_id LIMIT 1)
          AND r.facility_id = assessable_items.facility_id AND r.score_tenths IS NOT NULL;
    ELSE
        RETURN QUERY
        SELECT t.organization_id, t.equipment_id FROM masterbus.visible_organizations() o
        CROSS JOIN LATERAL (SELECT r.organization_id, r.equipment_id, r.threat_tenths FROM masterbus.equipment_result r
                            WHERE r.organization_id = o AND r.threat_tenths IS NOT NULL
                            ORDER BY r.threat_tenths DESC, r.equipment_id LIMIT items) t
        ORDER BY t.threat_tenths DESC, t.equipment_id LIMIT items;
    END IF;
END
$$;
COMMENT ON FUNCTION threatmap.assessable_items(text, int4) IS
    'The scored items of a facility; without one, so many of all that the session sees, High and Critical only, the highest scores first.';

-- Steps rise along the upper hull of (cost, points): each takes off less per unit of cost than the one before, so that taking
-- the best step of all items first is taking each item's steps in their order.
CREATE FUNCTION threatmap.action_steps(organization_id text, equipment_id text) RETURNS SETOF threatmap.action_step
    LANGUAGE plpgsql STABLE STRICT ROWS 4 SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN QUERY
    WITH RECURSIVE plan AS MATERIALIZED (
        SELECT i.organization_id, i.facility_id, i.equipment_id, p.name, p.actions, p.risk_reduction, p.score_after, p.category_after, p.nfpa70e_gain,
               (SELECT sum(c.cost) FROM masterbus.action_costs(i.organization_id) c WHERE c.type = i.type AND c.action = ANY (p.actions)) AS cost
        FROM masterbus.equipment_input i
        CROSS JOIN LATERAL voltmetrics.action_plans(jsonb_build_array(threatmap.assessment_document(i)), i.as_of, i.model_version) p
        WHERE i.organization_id = action_steps.organization_id AND i.equipment_id = action_steps.equipment_id),
    hull AS (
        SELECT 0 AS step, '{}'::text[] AS actions, 0::float8 AS cost, 0::float8 AS points, 0 AS gain, NULL::text[] AS instead_of, 0::float8 AS further_cost,
               0::float8 AS further_points, 0 AS further_gain, NULL::float8 AS score_after, NULL::text AS category_after
        UNION ALL
        SELECT h.step + 1, n.actions, n.cost, n.risk_reduction, n.nfpa70e_gain, h.actions, n.cost - h.cost, n.risk_reduction - h.points,
               n.nfpa70e_gain - h.gain, n.score_after, n.category_after
        FROM hull h CROSS JOIN LATERAL (
            SELECT p.* FROM plan p WHERE p.risk_reduction > h.points AND p.cost > h.cost
            ORDER BY (p.risk_reduction - h.points) / (p.cost - h.cost) DESC, p.cost DESC LIMIT 1) n),
    step AS (
        SELECT h.step, h.actions, h.instead_of, h.further_cost, round(h.further_points::numeric, 1)::float8 AS further_points, h.score_after,
               h.category_after, h.further_gain FROM hull h WHERE h.step > 0
        UNION ALL
        SELECT 1, p.actions, '{}', p.cost, 0, p.score_after, p.category_after, p.nfpa70e_gain FROM plan p
        WHERE p.risk_reduction = 0 AND p.nfpa70e_gain > 0)
    SELECT i.organization_id, i.facility_id, i.equipment_id, i.name, s.step, s.actions, s.instead_of, s.further_cost, s.further_points,
           round((s.score_after + s.further_points)::numeric, 1)::float8, s.score_after, s.category_after, s.further_gain
    FROM step s CROSS JOIN (SELECT p.organization_id, p.facility_id, p.equipment_id, p.name FROM plan p LIMIT 1) i
    ORDER BY s.step;
END
$$;
COMMENT ON FUNCTION threatmap.action_steps(text, text) IS
    'What can be done about an item, one worthwhile step after the other, and relabelling beside them where it only mends the labels.';

CREATE FUNCTION threatmap.priority_actions(facility_id text DEFAULT NULL, budget float8 DEFAULT NULL, items int4 DEFAULT 1000)
    RETURNS TABLE (organization_id text, id text, rank int4, facility text, equipment_id text, name text, action text, actions text[], instead_of text[],
                   cost float8, risk_reduction float8, risk_reduction_per_cost float8, score_before float8, score_after float8, rating_after text,
                   nfpa_70e_gain int4, cumulative_cost float8, cumulative_risk_reduction float8)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    next threatmap.action_step;
    passed_over jsonb := '{}'::jsonb;
    item text;
BEGIN
    rank := 0;
    cumulative_cost := 0;
    cumulative_risk_reduction := 0;
    FOR next IN
        SELECT s.* FROM threatmap.assessable_items(priority_actions.facility_id, items) a
        CROSS JOIN LATERAL threatmap.action_steps(a.organization_id, a.equipment_id) s
        ORDER BY s.risk_reduction / s.cost DESC, s.nfpa70e_gain / s.cost DESC, s.organization_id, s.equipment_id, s.step
    LOOP
        item := next.organization_id || '/' || next.equipment_id;
        -- A step that no longer fits closes the way to the item's later ones; cheaper steps of other items may still fit.
        CONTINUE WHEN next.risk_reduction > 0 AND passed_over ? item;
        IF cumulative_cost + next.cost > budget THEN
            passed_over := CASE WHEN next.risk_reduction > 0 THEN passed_over || jsonb_build_object(item, true) ELSE passed_over END;
            CONTINUE;
        END IF;
        rank := rank + 1;
        cumulative_cost := cumulative_cost + next.cost;
        cumulative_risk_reduction := round((cumulative_risk_reduction + next.risk_reduction)::numeric, 1);
        organization_id := next.organization_id;
        facility := next.facility_id;
        equipment_id := next.equipment_id;
        name := next.name;
        actions := next.actions;
        instead_of := next.instead_of;
        action := array_to_string(ARRAY(SELECT x FROM unnest(next.actions) x WHERE x <> ALL (next.instead_of)), ' and ');
        id := concat_ws('/', next.equipment_id, array_to_string(next.actions, '+'));
        cost := next.cost;
        risk_reduction := next.risk_reduction;
        risk_reduction_per_cost := next.risk_reduction / next.cost;
        score_before := next.score_before;
        score_after := next.score_after;
        rating_after := initcap(next.category_after);
        nfpa_70e_gain := next.nfpa70e_gain;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION threatmap.priority_actions(text, float8, int4) IS
    'What to do first: replace, maintain, relabel and shed-load actions of a facility''s items (without one, of the highest High and Critical items that the session sees, so many), ranked by the risk points that they take off per unit of cost and taken greedily while the budget lasts (NULL: all), with the cumulative curve. Points come from scoring the item again with the change applied; costs are those of masterbus.action_cost. A row that goes further about an item than an earlier one says what it does instead_of, and cost and points in addition.';
