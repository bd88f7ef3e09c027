CREATE FUNCTION masterbus.engineering_candidates(equipment masterbus.touched) RETURNS masterbus.touched
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    candidates masterbus.touched;
BEGIN
    SELECT array_agg(d.organization_id), array_agg(d.equipment_id) INTO candidates.organization_ids, candidates.ids
    FROM (SELECT DISTINCT d.organization_id, d.equipment_id
          FROM unnest((equipment).organization_ids, (equipment).ids) AS d(organization_id, equipment_id)) d
    WHERE EXISTS (SELECT FROM masterbus.equipment e
                  WHERE e.organization_id = d.organization_id AND e.equipment_id = d.equipment_id
                    AND (e.type IN ('PANEL', 'SWITCHGEAR', 'TRANSFORMER') OR e.specifications ? 'cnaim_asset_category'
                         OR e.type = 'BREAKER' AND e.specifications ->> 'breaker_type' IS DISTINCT FROM 'molded_case'))
       OR EXISTS (SELECT FROM masterbus.arc_flash_study s WHERE s.organization_id = d.organization_id AND s.equipment_id = d.equipment_id)
       OR EXISTS (SELECT FROM masterbus.engineering_result r WHERE r.organization_id = d.organization_id AND r.equipment_id = d.equipment_id);
    RETURN candidates;
END
$$;
COMMENT ON FUNCTION masterbus.engineering_candidates(masterbus.touched) IS
    'Those of the items that may have an engineering result or have one: most breakers and conductors have none, and cost no more than this look.';

CREATE FUNCTION masterbus.refresh_engineering(equipment masterbus.touched) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    candidates masterbus.touched := masterbus.engineering_candidates(equipment);
    done record;
BEGIN
    IF candidates.ids IS NULL THEN
        RETURN;
    END IF;
    -- What seldom differs has statements of its own, so that the usual one stays small.
    SELECT array_agg(x.fresh) FILTER (WHERE (x.fresh).equipment_id IS NOT NULL) AS rows,
           array_agg(x.organization_id) FILTER (WHERE (x.fresh).equipment_id IS NULL) AS organization_ids,
           array_agg(x.equipment_id) FILTER (WHERE (x.fresh).equipment_id IS NULL) AS ids
    INTO done
    FROM (SELECT d.organization_id, d.equipment_id,
                 ROW (n.organization_id, n.equipment_id, n.facility_id, n.asset_category, n.asset, n.study_id, n.studied_on, n.incident_energy_cal_cm2,
                      n.arc_flash_boundary_mm, n.governed_by, n.reduced_evaluated, n.minimum_arc_rating_cal_cm2, n.enclosure_class,
                      n.label_incident_energy_cal_cm2, n.label_basis, n.label_understated, n.missing, n.next_input_on,
                      CASE WHEN n.equipment_id IS NULL THEN o.updated_at ELSE now() END)::masterbus.engineering_result AS fresh,
                 o AS stored
          FROM unnest(candidates.organization_ids, candidates.ids) AS d(organization_id, equipment_id)
          LEFT JOIN masterbus.engineering_result o ON o.organization_id = d.organization_id AND o.equipment_id = d.equipment_id
          -- OFFSET 0: the definition is evaluated for one key after the other, never whole and then searched.
          LEFT JOIN LATERAL (SELECT x.* FROM masterbus.engineering_definition x
                             WHERE x.organization_id = d.organization_id AND x.equipment_id = d.equipment_id OFFSET 0) n ON true
          WHERE (n.facility_id, n.asset_category, n.asset, n.study_id, n.studied_on, n.incident_energy_cal_cm2, n.arc_flash_boundary_mm, n.governed_by,
                 n.reduced_evaluated, n.minimum_arc_rating_cal_cm2, n.enclosure_class, n.label_incident_energy_cal_cm2, n.label_basis,
                 n.label_understated, n.missing, n.next_input_on)
                IS DISTINCT FROM
                (o.facility_id, o.asset_category, o.asset, o.study_id, o.studied_on, o.incident_energy_cal_cm2, o.arc_flash_boundary_mm, o.governed_by,
                 o.reduced_evaluated, o.minimum_arc_rating_cal_cm2, o.enclosure_class, o.label_incident_energy_cal_cm2, o.label_basis,
                 o.label_understated, o.missing, o.next_input_on)) x;
    IF done.ids IS NOT NULL THEN
        DELETE FROM masterbus.engineering_result r USING unnest(done.organization_ids, done.ids) AS g(organization_id, equipment_id)
        WHERE r.organization_id = g.organization_id AND r.equipment_id = g.equipment_id;
    END IF;
    IF done.rows IS NOT NULL THEN
        INSERT INTO masterbus.engineering_result AS r SELECT n.* FROM unnest(done.rows) n
        ON CONFLICT (organization_id, equipment_id) DO UPDATE SET
            facility_id = excluded.facility_id, asset_category = excluded.asset_category, asset = excluded.asset, study_id = excluded.study_id, studied_on = excluded.studied_on,
            incident_energy_cal_cm2 = excluded.incident_energy_cal_cm2, arc_flash_boundary_mm = excluded.arc_flash_boundary_mm,
            governed_by = excluded.governed_by, reduced_evaluated = excluded.reduced_evaluated,
            minimum_arc_rating_cal_cm2 = excluded.minimum_arc_rating_cal_cm2, enclosure_class = excluded.enclosure_class,
            label_incident_energy_cal_cm2 = excluded.label_incident_energy_cal_cm2, label_basis = excluded.label_basis,
            label_understated = excluded.label_understated, missing = excluded.missing, next_input_on = excluded.next_input_on,
            updated_at = excluded.updated_at;
    END IF;
END
$$;
COMMENT ON FUNCTION masterbus.refresh_engineering(masterbus.touched) IS
    'Makes the engineering results of these items equal to their definition; rows that do not differ are not written.';

CREATE FUNCTION masterbus.items_with_coming_inputs(facilities masterbus.touched) RETURNS masterbus.touched
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    items masterbus.touched;
BEGIN
    SELECT array_agg(r.organization_id), array_agg(r.equipment_id) INTO items.organization_ids, items.ids
    FROM unnest((facilities).organization_ids, (facilities).ids) AS m(organization_id, facility_id)
    JOIN masterbus.facility f ON f.organization_id = m.organization_id AND f.facility_id = m.facility_id
    JOIN masterbus.engineering_result r ON r.organization_id = m.organization_id AND r.facility_id = m.facility_id
    WHERE r.next_input_on <= f.as_of;
    RETURN items;
END
$$;
COMMENT ON FUNCTION masterbus.items_with_coming_inputs(masterbus.touched) IS
    'Items of these facilities for which an inspection or study, on record already, counts from their facility''s date on: the day changes no other engineering result.';
