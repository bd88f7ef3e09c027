-- :items items with typed columns, as an analyst would have them; every flag occurs.
SELECT setseed(0.5);
CREATE TABLE item AS
SELECT (ARRAY['PANEL', 'TRANSFORMER', 'SWITCHGEAR', 'BREAKER', 'OTHER'])[1 + floor(random() * 5)::int] AS type,
       '2026-01-01'::date - floor(random() * 50 * 365)::int AS install_date,
       random() < 0.3 AS aluminum_conductor,
       round((20 + random() * 80)::numeric, 1)::float8 AS humidity_pct,
       round((40 + random() * 70)::numeric, 1)::float8 AS temperature_f,
       round((random() * 120)::numeric, 1)::float8 AS loading_pct,
       CASE WHEN random() < 0.85 THEN '2026-01-01'::date - floor(random() * 8 * 365)::int END AS last_maintenance_date,
       floor(random() * 65536)::int & floor(random() * 65536)::int AS observations,
       CASE WHEN random() < 0.3 THEN floor(random() * 8)::int ELSE 0 END AS documented_issues,
       CASE WHEN random() < 0.4 THEN round((random() * 25)::numeric, 1)::float8 END AS harmonics_pct,
       CASE WHEN random() < 0.4 THEN round((0.6 + random() * 0.4)::numeric, 2)::float8 END AS power_factor
FROM generate_series(1, :items);
VACUUM (FREEZE, ANALYZE) item;
