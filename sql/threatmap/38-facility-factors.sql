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
                   'category', c.factor, 'score', m.points, 'description', threatmap.factor_description(c.factor),
                   'affected_equipment_count', c.affected, 'percentage_of_facility', round(100.0 * c.affected / i.item_count, 1))
                   ORDER BY m.points DESC, c.place), '[]')
        FROM (VALUES (1, 'age', i.totals[1], i.totals[2], i.totals[3]), (2, 'material', i.totals[4], i.totals[5], i.totals[6]),
                     (3, 'maintenance', i.totals[7], i.totals[8], i.totals[9]), (4, 'environmental', i.totals[10], i.totals[11], i.totals[12]),
                     (5, 'operational', i.totals[13], i.totals[14], i.totals[15]), (6, 'visual', i.totals[16], i.totals[17], i.totals[18])
             ) c(place, factor, items, tenths, affected)
        CROSS JOIN LATERAL (SELECT round(c.tenths / (10.0 * c.items), 1) AS points) m
        WHERE c.items > 0) AS categories
FROM masterbus.facility f
CROSS JOIN LATERAL (
    SELECT count(*) AS item_count, avg(i.humidity_pct) AS mean_humidity_pct,
           count(*) FILTER (WHERE NOT i.aluminum_conductor)::int4 AS copper_count, count(*) FILTER (WHERE i.aluminum_conductor)::int4 AS aluminum_count,
           voltmetrics.factor_totals(
               voltmetrics.try_factor_tenths(i.type, i.install_date, i.aluminum_conductor, i.humidity_pct, i.temperature_f, i.loading_pct,
                                             i.last_maintenance_date, i.own_attributes, i.as_of, i.model_version), f.model_version) AS totals
    FROM masterbus.equipment_input i
    WHERE i.organization_id = f.organization_id AND i.facility_id = f.facility_id) i;
COMMENT ON VIEW masterbus.facility_factors IS
    'What the items of each facility have in common: mean humidity, conductors, and by risk factor its mean and how many items it affects (those that would be High or Critical by that factor alone). Reads every item''s inputs: read it by facility.';
