-- Of the whole Condoit that was replayed: facilities all, items a sample. Day n is n months before today.
SET jit = off;
CREATE TEMP TABLE subject AS
SELECT 'facilities' AS kind, organization_id, facility_id, NULL::text AS equipment_id FROM masterbus.facility_result
UNION ALL
(SELECT 'items', organization_id, facility_id, equipment_id FROM masterbus.equipment_result WHERE score_tenths IS NOT NULL
 ORDER BY md5(equipment_id) LIMIT :items);

CREATE TEMP TABLE actual AS
SELECT s.*, n, threatmap.published_score(organization_id, facility_id, equipment_id,
                                         threatmap.end_of(threatmap.month_before(masterbus.today(), n))) AS score
FROM subject s CROSS JOIN generate_series(0, 24) n;
CREATE INDEX ON actual (facility_id, equipment_id, n);
ANALYZE actual;

-- Each made at `origin`, with six months of history at least: the straight line goes through all months up to it.
CREATE TEMP TABLE origin AS
SELECT a.kind, a.organization_id, a.facility_id, a.equipment_id, a.n AS origin, a.score AS last_value,
       (SELECT array_agg(h.score ORDER BY h.n DESC) FROM actual h
        WHERE h.facility_id = a.facility_id AND h.equipment_id IS NOT DISTINCT FROM a.equipment_id AND h.n >= a.n AND h.score IS NOT NULL) AS series
FROM actual a WHERE a.n IN (6, 9, 12) AND a.score IS NOT NULL;

CREATE TEMP TABLE forecast AS
SELECT o.*, f.month, f.risk_score, f.lower_80, f.upper_80, f.lower_95, f.upper_95
FROM origin o
CROSS JOIN LATERAL threatmap.forecast_months(o.organization_id, o.facility_id, o.equipment_id, 6, threatmap.month_before(masterbus.today(), o.origin)) f
WHERE cardinality(o.series) >= 6;

CREATE TEMP TABLE compared AS
SELECT f.kind, f.month, abs(f.risk_score - a.score) AS ours, abs(f.last_value - a.score) AS naive,
       abs(least(100, greatest(0, (voltmetrics.trend_ols(f.series, f.month)).forecast[f.month].forecast)) - a.score) AS line,
       a.score BETWEEN f.lower_80 AND f.upper_80 AS within_80, a.score BETWEEN f.lower_95 AND f.upper_95 AS within_95
FROM forecast f
JOIN actual a ON a.facility_id = f.facility_id AND a.equipment_id IS NOT DISTINCT FROM f.equipment_id AND a.n = f.origin - f.month AND a.score IS NOT NULL
WHERE f.month IN (1, 3, 6);

\echo mean absolute error in points, and the share of scores within the intervals
\pset format aligned
\pset tuples_only off
\pset footer off
SELECT kind, month AS months_ahead, count(*) AS forecasts, round(avg(ours)::numeric, 3) AS forecast, round(avg(naive)::numeric, 3) AS last_value,
       round(avg(line)::numeric, 3) AS straight_line, round(avg(within_80::int), 3) AS within_80, round(avg(within_95::int), 3) AS within_95,
       avg(ours) < least(avg(naive), avg(line)) AS better_than_both
FROM compared GROUP BY kind, month ORDER BY kind, month;
