CREATE FUNCTION threatmap.factor_description(factor text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE factor
        WHEN 'age' THEN 'Age of the equipment against its service life'
        WHEN 'material' THEN 'Conductor material, connections and insulation'
        WHEN 'maintenance' THEN 'Time since maintenance and what it found'
        WHEN 'environmental' THEN 'Humidity, temperature and surroundings'
        WHEN 'operational' THEN 'Load, power quality and operation'
        WHEN 'visual' THEN 'Corrosion, damage and other visible signs' END;
COMMENT ON FUNCTION threatmap.factor_description(text) IS 'What a risk factor stands for, in words.';

-- The means are those of voltmetrics.assess_facility: each factor rounded to one decimal, added up exactly, rounded again.
CREATE VIEW masterbus.facility_factors WITH (security_invoker) AS
SELECT f.organization_id, f.facility_id, i.mean_humidity_pct, i.copper_count, i.aluminum_count,
       (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'category', c.factor, 'score', round(c.sum / i.scored_count, 1), 'description', threatmap.factor_description(c.factor),
                   'affected_equipment_count', c.affected, 'percentage_of_facility', round(100.0 * c.affected / i.item_count, 1))
                   ORDER BY round(c.sum / i.scored_count, 1) DESC, c.place), '[]')
        FROM (VALUES (1, 'age', i.age, i.age_affected), (2, 'material', i.material, i.material_affected),
                     (3, 'maintenance', i.maintenance, i.maintenance_affected), (4, 'environmental', i.environmental, i.environmental_affected),
                     (5, 'operational', i.operational, i.operational_affected), (6, 'visual', i.visual, i.visual_affected)) c(place, factor, sum, affected)
        WHERE c.sum IS NOT NULL) AS categories
FROM masterbus.facility f
CROSS JOIN LATERAL (
    SELECT count(*)::int4 AS item_count, count(s.score)::int4 AS scored_count, avg(i.humidity_pct) AS mean_humidity_pct,
           count(*) FILTER (WHERE NOT i.aluminum_conductor)::int4 AS copper_count, count(*) FILTER (WHERE i.aluminum_conductor)::int4 AS aluminum_count,
           sum(round(s.age::numeric, 1)) AS age, sum(round(s.material::numeric, 1)) AS material, sum(round(s.maintenance::numeric, 1)) AS maintenance,
           sum(round(s.environmental::numeric, 1)) AS environmental, sum(round(s.operational::numeric, 1)) AS operational,
           sum(round(s.visual::numeric, 1)) AS visual,
           count(*) FILTER (WHERE voltmetrics.risk_category(s.age, f.model_version) >= 2)::int4 AS age_affected,
           count(*) FILTER (WHERE voltmetrics.risk_category(s.material, f.model_version) >= 2)::int4 AS material_affected,
           count(*) FILTER (WHERE voltmetrics.risk_category(s.maintenance, f.model_version) >= 2)::int4 AS maintenance_affected,
           count(*) FILTER (WHERE voltmetrics.risk_category(s.environmental, f.model_version) >= 2)::int4 AS environmental_affected,
           count(*) FILTER (WHERE voltmetrics.risk_category(s.operational, f.model_version) >= 2)::int4 AS operational_affected,
           count(*) FILTER (WHERE voltmetrics.risk_category(s.visual, f.model_version) >= 2)::int4 AS visual_affected
    FROM masterbus.equipment_input i
    LEFT JOIN LATERAL voltmetrics.try_risk_factors(i.type, i.install_date, i.aluminum_conductor, i.humidity_pct, i.temperature_f, i.loading_pct,
                                                   i.last_maintenance_date, i.own_attributes, i.as_of, i.model_version) s ON true
    WHERE i.organization_id = f.organization_id AND i.facility_id = f.facility_id) i;
COMMENT ON VIEW masterbus.facility_factors IS
    'What the items of each facility have in common: mean humidity, conductors, and by risk factor its mean and how many items it affects (those that would be High or Critical by that factor alone). Reads every item''s inputs: read it by facility.';
