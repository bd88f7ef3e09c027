-- :exposures places within the model: every electrode configuration, half of them of low voltage, shallow boxes among them.
SELECT setseed(0.5);
CREATE TABLE exposure AS
SELECT (ARRAY['VCB', 'VCBB', 'HCB', 'VOA', 'HOA'])[1 + floor(random() * 5)::int] AS electrodes,
       CASE WHEN low THEN 0.208 + random() * 0.392 ELSE 0.601 + random() * 14.399 END AS voltage_kv,
       CASE WHEN low THEN 0.5 + random() * 105.5 ELSE 0.2 + random() * 64.8 END AS bolted_fault_current_ka,
       CASE WHEN low THEN 6.35 + random() * 69.85 ELSE 19.05 + random() * 234.95 END AS gap_mm,
       305 + random() * 1200 AS working_distance_mm, 10 + random() * 1990 AS clearing_time_ms,
       10 + random() * 1990 AS reduced_clearing_time_ms,
       200 + random() * 1500 AS enclosure_height_mm,
       CASE WHEN low THEN 305 ELSE 1017 END + random() * 700 AS enclosure_width_mm,
       50 + random() * 500 AS enclosure_depth_mm
FROM (SELECT n % 2 = 0 AS low FROM generate_series(1, :exposures) AS n) AS half;
VACUUM (FREEZE, ANALYZE) exposure;

CREATE FUNCTION energy_noop(
    electrode_configuration text, voltage_kv float8, bolted_fault_current_ka float8, gap_mm float8, working_distance_mm float8,
    clearing_time_ms float8, enclosure_height_mm float8 DEFAULT NULL, enclosure_width_mm float8 DEFAULT NULL,
    enclosure_depth_mm float8 DEFAULT NULL, reduced boolean DEFAULT false) RETURNS float8
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS :'noop', 'bench_noop';
