-- The facility rollup as a materialized view, from one flat table of everything that a score takes: kinder than any
-- real schema, where the view would also have to find each item's maintenance and inspections.
CREATE SCHEMA bench;
CREATE TABLE bench.item AS
SELECT i.organization_id, i.equipment_id, i.facility_id, i.type, i.install_date, i.aluminum_conductor, i.humidity_pct, i.temperature_f,
       i.loading_pct, i.last_maintenance_date, i.as_of, i.model_version,
       voltmetrics.observations(
           visible_corrosion     => i.attributes -> 'visible_corrosion' = 'true',
           physical_damage       => i.attributes -> 'physical_damage' = 'true',
           heat_discoloration    => i.attributes -> 'heat_discoloration' = 'true',
           loose_parts           => i.attributes -> 'loose_parts' = 'true',
           unusual_noise         => i.attributes -> 'unusual_noise' = 'true',
           thermal_issues        => i.attributes -> 'thermal_issues' = 'true',
           failed_inspection     => i.attributes -> 'failed_inspection' = 'true',
           corrosive_environment => i.attributes -> 'corrosive_environment' = 'true',
           outdoor_exposure      => i.attributes -> 'outdoor_exposure' = 'true',
           poor_ventilation      => i.attributes -> 'poor_ventilation' = 'true',
           frequent_cycling      => i.attributes -> 'frequent_cycling' = 'true',
           voltage_instability   => i.attributes -> 'voltage_instability' = 'true',
           undersized_conductors => i.attributes -> 'undersized_conductors' = 'true',
           outdated_insulation   => i.attributes -> 'outdated_insulation' = 'true',
           crimped_connections   => i.attributes -> 'connection_type' = '"crimped"',
           failed_trip_tests     => i.attributes -> 'trip_tests' = '"failed"') AS observations,
       coalesce((i.attributes ->> 'documented_issues')::int4, 0) AS documented_issues,
       (i.attributes ->> 'harmonics_percentage')::float8 AS harmonics_pct,
       (i.attributes ->> 'power_factor')::float8 AS power_factor
FROM masterbus.equipment_input i
JOIN masterbus.equipment_result r ON r.organization_id = i.organization_id AND r.equipment_id = i.equipment_id
WHERE r.score_tenths IS NOT NULL;
CREATE UNIQUE INDEX ON bench.item (organization_id, equipment_id);
ANALYZE bench.item;
