-- :items assets of every category that is scored by condition, with typed columns as an analyst would have them, and the
-- document that they come from. Each condition was resolved when it was recorded.
SELECT setseed(0.5);
CREATE TABLE category AS
SELECT row_number() OVER () - 1 AS place, c.*,
       (SELECT jsonb_object_agg(input, criteria) FROM (
            SELECT input, jsonb_agg(criterion) AS criteria FROM voltmetrics.cnaim_condition_inputs(asset_category)
            WHERE kind = 'observed' AND component = 'main' AND criterion <> 'Default' GROUP BY input) AS _) AS observed
FROM voltmetrics.cnaim_asset_categories() AS c WHERE scored_by_condition AND observed_inputs <> '{}';

CREATE TABLE recorded AS
SELECT asset_category, nullif(coalesce(sub_divisions[1 + floor(random() * cardinality(sub_divisions))::int], ''), '') AS sub_division,
       round((random() * 70)::numeric, 1)::float8 AS age_years,
       (ARRAY['Indoor', 'Outdoor', NULL])[1 + floor(random() * 3)::int] AS placement,
       CASE WHEN random() < 0.8 THEN round((random() * 40)::numeric, 1)::float8 END AS distance_from_coast_km,
       CASE WHEN random() < 0.8 THEN round(random() * 500)::float8 END AS altitude_m,
       CASE WHEN random() < 0.8 THEN 1 + floor(random() * 5)::int END AS corrosion_category,
       round((0.6 + 0.9 * random())::numeric, 2)::float8 AS reliability_factor,
       (SELECT jsonb_object_agg(input, criteria -> floor(random() * jsonb_array_length(criteria))::int)
        FROM jsonb_each(observed) AS _(input, criteria) WHERE random() < 0.6 AND n > 0) AS observed
FROM generate_series(1, :items) AS n
     JOIN category ON place = n % (SELECT count(*) FROM category);

CREATE TABLE document AS
SELECT asset_category, jsonb_strip_nulls(jsonb_build_object('observed', observed)) AS condition,
       jsonb_strip_nulls(to_jsonb(r)) AS asset
FROM recorded AS r;

CREATE TABLE asset AS
SELECT r.asset_category, sub_division, age_years, placement, distance_from_coast_km, altitude_m, corrosion_category,
       voltmetrics.cnaim_duty_factor(r.asset_category) AS duty_factor,
       m.health_score_factor, m.health_score_cap, m.health_score_collar, reliability_factor
FROM recorded AS r,
     LATERAL voltmetrics.cnaim_condition_modifier(r.asset_category,
         jsonb_strip_nulls(jsonb_build_object('observed', observed))) AS m;
VACUUM (FREEZE, ANALYZE) asset;
VACUUM (FREEZE, ANALYZE) document;
VACUUM (FREEZE, ANALYZE) recorded;
