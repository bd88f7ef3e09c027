CREATE FUNCTION voltmetrics.assess(item jsonb, as_of date, model text DEFAULT voltmetrics.default_model())
    RETURNS jsonb
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 500 AS 'MODULE_PATHNAME', 'voltmetrics_assess';
COMMENT ON FUNCTION voltmetrics.assess(jsonb, date, text) IS
    'Judges an item document {id, name, type, install_date, aluminum_conductor, humidity_pct, temperature_f, loading_pct, last_maintenance_date, attributes, maintenance [{type, date}]} on a day: score in points with one decimal and exact, category, unrounded factors, NFPA 70B and 70E with their issues, and the points of each factor, which add up to the score. Bad input raises, naming field and value; unknown attributes are ignored, maintenance after as_of has not happened yet.';

CREATE FUNCTION voltmetrics.assess_facility(
    items jsonb, facility jsonb, as_of date, model text DEFAULT voltmetrics.default_model())
    RETURNS jsonb
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS 'MODULE_PATHNAME', 'voltmetrics_assess_facility';
COMMENT ON FUNCTION voltmetrics.assess_facility(jsonb, jsonb, date, text) IS
    'Judges the items (an array of item documents as for voltmetrics.assess) of a facility {facility_id, name, additional_data {safety_program, emergency_procedures}} on a day: weighted mean score in points with one decimal, category, counts, mean of each factor, the five highest items, compliance with its most common issues, and recommendations. A bad item raises by its id.';

CREATE FUNCTION voltmetrics.priority_actions(
    items jsonb, as_of date, model text DEFAULT voltmetrics.default_model(),
    OUT item_id text, OUT name text, OUT action text, OUT risk_reduction float8, OUT score_after float8,
    OUT category_after text, OUT nfpa70e_gain int4)
    RETURNS SETOF record
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS 'MODULE_PATHNAME', 'voltmetrics_priority_actions';
COMMENT ON FUNCTION voltmetrics.priority_actions(jsonb, date, text) IS
    'What could be done about each item of an array of item documents: replace, maintain, relabel or shed_load (to 70 % of rating), with the points that it takes off the item''s score, the score and category after it, and the percentage points that the item''s NFPA 70E score gains, each by judging the item again with the change applied. Actions that improve nothing are left out.';

CREATE FUNCTION voltmetrics.action_plans(
    items jsonb, as_of date, model text DEFAULT voltmetrics.default_model(),
    OUT item_id text, OUT name text, OUT actions text[], OUT risk_reduction float8, OUT score_after float8,
    OUT category_after text, OUT nfpa70e_gain int4)
    RETURNS SETOF record
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1500 AS 'MODULE_PATHNAME', 'voltmetrics_action_plans';
COMMENT ON FUNCTION voltmetrics.action_plans(jsonb, date, text) IS
    'As voltmetrics.priority_actions, for what can be planned about each item: maintain, replace, shed_load, either of the two with it, and relabel; the points, score and category of the item with all actions of the plan applied.';

CREATE FUNCTION voltmetrics.explain(
    item jsonb, as_of date, model text DEFAULT voltmetrics.default_model(),
    OUT factor text, OUT score float8, OUT weight float8, OUT points float8, OUT description text, OUT rule text, OUT inputs text[])
    RETURNS SETOF record
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 600 ROWS 6 AS 'MODULE_PATHNAME', 'voltmetrics_explain';
COMMENT ON FUNCTION voltmetrics.explain(jsonb, date, text) IS
    'Why an item document has its score on a day, one row per factor: its unrounded score (0 to 100), its weight, the points of the published score that it accounts for, what it came from, the rule that applied as terms that add up to it, and the fields and attributes that the rule looks at.';
