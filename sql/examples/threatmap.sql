-- A tour of ThreatMap for analysts, as a login in masterbus_analyst: every statement sees the login's own organisation only.
-- The rows are finished; what is calculated here is calculated by the same code that made them.

-- Facilities

-- 1. The portfolio, worst first.
SELECT name, location, risk_score, risk_rating, compliance_status, equipment_count, critical_equipment_count, high_risk_equipment_count
FROM threatmap.facilities ORDER BY risk_score DESC NULLS LAST, id LIMIT 5;

-- 2. One facility: what drives its risk, and how it came there month by month.
SELECT d.name, d.risk_score, d.system_age, d.humidity_risk, f.factor, f.score, f.description
FROM (SELECT * FROM threatmap.facility_details ORDER BY risk_score DESC NULLS LAST, id LIMIT 1) d,
     jsonb_to_recordset(d.risk_factors) AS f(factor text, score float8, description text);

-- 3. Its worst items.
SELECT t.rank, t.name, t.type, t.risk_score, t.condition, t.last_service, t.temperature
FROM threatmap.top_threats t
WHERE t.facility_id = (SELECT facility_id FROM threatmap.top_threats ORDER BY risk_score DESC, id LIMIT 1) ORDER BY t.rank;

-- 4. How the risk spreads: items and mean score by rating and kind of equipment.
SELECT type, count(*) AS items, count(*) FILTER (WHERE risk_rating = 'Critical') AS critical, count(*) FILTER (WHERE risk_rating = 'High') AS high,
       round(avg(risk_score)::numeric, 1) AS mean_score, max(risk_score) AS worst_score
FROM threatmap.equipment GROUP BY type ORDER BY mean_score DESC NULLS LAST;

-- 5. Facilities against their own portfolio: in standard deviations from its mean.
SELECT name, risk_score, round(((risk_score - avg(risk_score) OVER ()) / nullif(stddev_samp(risk_score) OVER (), 0))::numeric, 2) AS deviations
FROM threatmap.facilities WHERE risk_score IS NOT NULL ORDER BY risk_score DESC, id LIMIT 5;

-- Screening scores

-- 6. Why an item has its score: its factors, and points that add up to the score exactly.
SELECT e.name, e.risk_score, f.factor, f.score, f.weight, f.points, sum(f.points) OVER () AS all_points, f.description
FROM (SELECT * FROM threatmap.equipment WHERE risk_score IS NOT NULL ORDER BY risk_score DESC, id LIMIT 1) e,
     jsonb_to_recordset(e.risk_factors) AS f(factor text, score numeric, weight numeric, points numeric, description text);

-- 7. The same with the rule behind each factor and Condoit's row that its newest input came from.
SELECT x.factor, x.points, x.rule, x.source, x.source_time
FROM (SELECT id FROM threatmap.equipment WHERE risk_score IS NOT NULL ORDER BY risk_score DESC, id LIMIT 1) e, threatmap.explain(e.id) x;

-- 8. The same from the stored inputs, which an analyst may change: what less load or another conductor would do.
SELECT e.name, e.risk_score AS now, (voltmetrics.assess(i.input, f.as_of::date) ->> 'score')::float8 AS recalculated,
       (voltmetrics.assess(i.input || '{"loading_pct": 40}', f.as_of::date) ->> 'score')::float8 AS at_40_pct_load,
       (voltmetrics.assess(i.input || '{"aluminum_conductor": false}', f.as_of::date) ->> 'score')::float8 AS in_copper
FROM (SELECT * FROM threatmap.equipment WHERE risk_score IS NOT NULL ORDER BY risk_score DESC, id LIMIT 3) e
JOIN threatmap.facility_details f ON f.id = e.facility_id
CROSS JOIN LATERAL (SELECT threatmap.assessment_input(e.id) AS input) i;

-- 9. A whole facility with every item at 40 % load.
SELECT w.name, w.score_before, w.score_after, w.difference, w.items_changed
FROM (SELECT id FROM threatmap.facilities ORDER BY risk_score DESC NULLS LAST, id LIMIT 1) f, threatmap.what_if_facility(f.id, '{"loading_pct": 40}') w;

-- 10. Which factor costs most, over all items: mean points of each.
SELECT f.factor, round(avg(f.points), 1) AS mean_points, max(f.points) AS most_points
FROM threatmap.equipment e, jsonb_to_recordset(e.risk_factors) AS f(factor text, points numeric) GROUP BY f.factor ORDER BY mean_points DESC;

-- 11. Age against score: does the fleet get worse with age as the model expects?
SELECT width_bucket(extract(year FROM now()) - left(install_date, 4)::int, 0, 60, 6) * 10 AS up_to_age_years, count(*) AS items,
       round(avg(risk_score)::numeric, 1) AS mean_score
FROM threatmap.equipment WHERE install_date <> '' AND risk_score IS NOT NULL GROUP BY 1 ORDER BY 1;

-- Portfolio

-- 12. The portfolio in one row, by the same functions as the facilities' rows: the score weighs items by their type.
SELECT count(DISTINCT facility_id) AS facilities, count(*) AS items, voltmetrics.facility_score(voltmetrics_type, risk_score) AS risk_score,
       count(*) FILTER (WHERE risk_rating = 'Critical') AS critical, count(*) FILTER (WHERE risk_rating = 'High') AS high
FROM threatmap.equipment;

-- 13. The same, kept up to date: what ThreatMap's front page shows, and its course by month.
SELECT total_facilities, total_equipment, average_risk_score, high_risk_facilities, compliant_facilities, confidence, completeness
FROM threatmap.portfolio_summary;
SELECT month_name, risk_score, equipment_count, facility_count, high_risk_facilities
FROM threatmap.risk_history WHERE facility_id IS NULL ORDER BY month DESC LIMIT 12;

-- 14. Where the next budget goes: actions on the worst items by risk taken off per unit of cost, while 100000 last.
SELECT rank, facility, name, action, cost, risk_reduction, score_after, rating_after FROM threatmap.priority_actions(budget => 100000) ORDER BY rank LIMIT 10;

-- Compliance

-- 15. NFPA 70B and 70E by facility: items by status, and the share that is compliant.
SELECT f.name, count(*) FILTER (WHERE c.nfpa_70b_status = 'Compliant') AS compliant_70b, count(*) FILTER (WHERE c.nfpa_70e_status = 'Compliant') AS compliant_70e,
       round(100.0 * count(*) FILTER (WHERE c.nfpa_70b_status = 'Compliant' AND c.nfpa_70e_status = 'Compliant') / count(*), 1) AS both_pct
FROM threatmap.compliance c JOIN threatmap.facilities f ON f.id = c.facility_id GROUP BY f.id, f.name ORDER BY both_pct, f.id;

-- 16. What is overdue longest.
SELECT c.name, c.type, c.last_inspection, c.next_inspection_due, c.days_overdue, f.name AS facility
FROM threatmap.compliance c JOIN threatmap.facilities f ON f.id = c.facility_id
WHERE c.maintenance_status = 'overdue' ORDER BY c.days_overdue DESC, c.id LIMIT 10;

-- 17. Energised work: items with a high incident energy, or a study asked for and no label.
SELECT name, type, incident_energy, ppe_requirements, arc_flash_label_present, next_assessment_due
FROM threatmap.compliance WHERE incident_energy > 8 OR (arc_flash_assessment_required AND NOT arc_flash_label_present)
ORDER BY incident_energy DESC NULLS LAST, id LIMIT 10;

-- Time

-- 18. The published history of a facility at the end of each month.
SELECT d.name, h.month, h.risk_score, h.equipment_count, h.equipment_age
FROM (SELECT * FROM threatmap.facility_details ORDER BY risk_score DESC NULLS LAST, id LIMIT 1) d,
     jsonb_to_recordset(d.historical_risk) AS h(month text, risk_score float8, equipment_count int, equipment_age float8);

-- 19. If nobody does anything: an item's score at the start of each of the next 24 months.
WITH item AS (
    SELECT id, name, threatmap.assessment_input(id) AS input FROM threatmap.equipment WHERE risk_rating = 'Medium' ORDER BY risk_score DESC, id LIMIT 1),
course AS (
    SELECT item.name, day::date, (voltmetrics.assess(item.input, day::date) ->> 'score')::numeric AS risk_score
    FROM item, generate_series(date_trunc('month', now()), now() + interval '24 months', '1 month') day)
SELECT name, day, risk_score, risk_score - lag(risk_score) OVER (ORDER BY day) AS risen FROM course ORDER BY day;

-- 20. The forecast besides: what history's trend adds to it, with the intervals that hold the score with 80 and 95 %.
SELECT f.month, f.date, f.risk_score, f.lower_80, f.upper_80, f.lower_95, f.upper_95, f.risk_rating
FROM (SELECT id FROM threatmap.facilities WHERE risk_score IS NOT NULL ORDER BY risk_score DESC, id LIMIT 1) x, threatmap.forecast_facility(x.id, 6) f;

-- 21. What was published at a moment, out of history.
SELECT name, risk_score AS now, threatmap.score_as_of(id, updated_at) AS when_it_last_changed, updated_at
FROM threatmap.equipment WHERE risk_score IS NOT NULL ORDER BY risk_score DESC, id LIMIT 3;

-- 22. The trend in such a course: slope per month, and whether it is more than chance (p below 0.05).
SELECT t.sen_slope, t.p_value
FROM (SELECT threatmap.assessment_input(id) AS input FROM threatmap.equipment WHERE risk_rating = 'Medium' ORDER BY risk_score DESC, id LIMIT 1) i,
     LATERAL (SELECT (voltmetrics.mann_kendall_agg((voltmetrics.assess(i.input, day::date) ->> 'score')::float8 ORDER BY day)).*
              FROM generate_series(date_trunc('month', now()), now() + interval '24 months', '1 month') day) t;

-- 23. How long ago items were serviced, and what that has to do with their score.
SELECT count(*) AS serviced_items, round(avg(current_date - last_service::date) / 365.25, 1) AS mean_years_since_service,
       round(corr(current_date - last_service::date, risk_score)::numeric, 2) AS correlation_with_score
FROM threatmap.equipment WHERE last_service <> '';

-- 24. What technicians did in the last three years, by year and kind.
SELECT left(date, 4) AS year, type, count(*) AS records, count(DISTINCT equipment_id) AS items
FROM threatmap.service_history WHERE date >= (current_date - 1095)::text GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2;

-- Trust

-- 25. How far the results can be relied on, and what is missing most.
SELECT e.confidence, count(*) AS items, round(avg(e.completeness)::numeric, 2) AS completeness,
       (SELECT m.input FROM threatmap.equipment o, unnest(o.missing_inputs) AS m(input) WHERE o.confidence = e.confidence
        GROUP BY m.input ORDER BY count(*) DESC, m.input LIMIT 1) AS missing_most
FROM threatmap.equipment e GROUP BY e.confidence ORDER BY items DESC;

-- 26. What should be mended in Condoit, and how current these rows are.
SELECT kind, field, count(*) AS places FROM threatmap.data_quality GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2;
SELECT id AS worker, state, current_to, stale FROM threatmap.pipeline_status;

-- The map

-- 27. Facilities rated Medium and worse in a box (west, south, east, north in degrees), as GeoJSON.
SELECT jsonb_pretty(threatmap.facility_map(-130, 20, -60, 52, risk_ratings => '{Medium,High,Critical}', max_features => 2));

-- 28. The points of a vector tile (zoom, column, row): clusters with their number, worst and mean score. Where PostGIS is
-- installed, threatmap.risk_tile(1, 0, 0) draws them for pg_tileserv or Martin.
SELECT tile_x, tile_y, coalesce(point_count, 1) AS facilities, coalesce(worst_risk_score, risk_score) AS worst_score, mean_risk_score, risk_rating
FROM threatmap.risk_points(1, 0, 0) ORDER BY facilities DESC;
