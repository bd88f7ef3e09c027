CREATE MATERIALIZED VIEW bench.{name} AS
SELECT i.organization_id, i.facility_id, voltmetrics.facility_score(i.type, i.score, i.model_version) AS risk_score, count(*) AS equipment_count,
       count(*) FILTER (WHERE i.category = 0) AS low_count, count(*) FILTER (WHERE i.category = 1) AS medium_count,
       count(*) FILTER (WHERE i.category = 2) AS high_count, count(*) FILTER (WHERE i.category = 3) AS critical_count
FROM (SELECT x.*, voltmetrics.risk_category(x.score, x.model_version) AS category
      FROM (SELECT b.organization_id, b.facility_id, b.type, b.model_version, round(s.score_exact::numeric, 1)::float8 AS score
            FROM bench.item b CROSS JOIN LATERAL (
                SELECT {function}(b.type, b.install_date, b.aluminum_conductor, b.humidity_pct, b.temperature_f, b.loading_pct,
                                  b.last_maintenance_date, b.observations, b.documented_issues, b.harmonics_pct, b.power_factor,
                                  b.as_of, b.model_version) AS score_exact OFFSET 0) s) x) i
GROUP BY 1, 2;
CREATE UNIQUE INDEX ON bench.{name} (organization_id, facility_id);
