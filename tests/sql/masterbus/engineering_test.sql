-- Engineering results follow their inputs, change by change, and are there only where all inputs are.
BEGIN;
SELECT no_plan();
\ir engineering.psql
SET ROLE masterbus_worker;
CREATE FUNCTION pg_temp.of(id int) RETURNS threatmap.equipment_engineering LANGUAGE sql AS $$
    SELECT e FROM threatmap.equipment_engineering e WHERE e.id = 'gear-' || $1 $$;
-- Where an item's page, or its document, says anything else.
CREATE FUNCTION pg_temp.page_differs() RETURNS SETOF text LANGUAGE sql AS $$
    SELECT d.id FROM threatmap.equipment_details d FULL JOIN threatmap.equipment_engineering e USING (organization_id, id),
        LATERAL (SELECT threatmap.equipment_details_document(d.id) -> 'engineering' AS engineering) x
    WHERE (d.health_score, d.health_index, d.probability_of_failure_per_year, d.remaining_life_years, d.criticality, d.in_year_risk, d.currency,
           d.calculated_incident_energy_cal_cm2, d.incident_energy_governed_by, d.minimum_arc_rating_cal_cm2, d.arc_flash_boundary_mm,
           d.label_incident_energy_cal_cm2, d.label_basis, d.label_understated, d.findings, d.notice, d.engineering_missing_inputs)
       IS DISTINCT FROM
          (e.health_score, e.health_index, e.probability_of_failure_per_year, e.remaining_life_years, e.criticality, e.in_year_risk, e.currency,
           e.incident_energy_cal_cm2, e.incident_energy_governed_by, e.minimum_arc_rating_cal_cm2, e.arc_flash_boundary_mm,
           e.label_incident_energy_cal_cm2, e.label_basis, e.label_understated, e.findings, e.notice, e.missing_inputs)
       OR (x.engineering #> '{health,health_score}', x.engineering #> '{arc_flash,incident_energy_cal_cm2}', x.engineering #> '{arc_flash,label_understated}')
          IS DISTINCT FROM (to_jsonb(e.health_score), to_jsonb(e.incident_energy_cal_cm2), CASE WHEN e.incident_energy_cal_cm2 IS NOT NULL THEN to_jsonb(e.label_understated) END)
       OR x.engineering -> 'findings' <> e.findings OR x.engineering -> 'missing_inputs' <> to_jsonb(e.missing_inputs)
       OR x.engineering ? 'health' <> (e.health_score IS NOT NULL) OR x.engineering ? 'arc_flash' <> (e.incident_energy_cal_cm2 IS NOT NULL) $$;

SELECT plant.write($$INSERT INTO plant.gear VALUES (1, 1, 'PANEL', 'Panel', masterbus.today() - 10957, 60, '{"voltage": 480}', '{"outdoor_exposure": false}')$$, 'gear', 1);
SELECT is((pg_temp.of(1)).cnaim_asset_category, 'LV Board (WM)', 'a panel of 480 V is an LV board');
SELECT is((pg_temp.of(1)).health_score, (voltmetrics.cnaim_health(jsonb_build_object('asset_category', 'LV Board (WM)', 'placement', 'Indoor',
          'age_years', 10957 / 365.25))).health_score, 'its health is that of its age and place');
SELECT is((pg_temp.of(1)).missing_inputs, '{incident_energy:arc_flash_study,criticality:location_risk,criticality:type_risk,criticality:customers}', 'and what is missing is said');
SELECT ok((pg_temp.of(1)).not_observed @> '{signs_of_heating,switchgear_external_condition}', 'nobody looked at it');
SELECT plant.write($$INSERT INTO plant.look VALUES (1, 1, masterbus.today() - 9, 'Severe', 'None', '{"thermal_issues": true}')$$, 'look', 1);
SELECT is((pg_temp.of(1)).health_score, (voltmetrics.cnaim_health(jsonb_build_object('asset_category', 'LV Board (WM)', 'placement', 'Indoor', 'age_years', 10957 / 365.25,
          'observed', jsonb '{"switchgear_external_condition": "Substantial Deterioration", "signs_of_heating": "Minor Deterioration"}'))).health_score,
          'an inspection makes it worse');
SELECT is((pg_temp.of(1)).remaining_life_years, 0::float8, 'and uses its life up: a collar of 5.5');
SELECT is((pg_temp.of(1)).probability_of_failure_per_year, voltmetrics.cnaim_probability_of_failure('LV Board (WM)', (pg_temp.of(1)).health_score), 'the probability of failure goes with the score');
SELECT is_empty('SELECT pg_temp.page_differs()', 'its page says the same of its health');
SELECT ok(NOT (pg_temp.of(1)).not_observed && '{signs_of_heating,switchgear_external_condition}', 'what was seen is no longer unobserved');
SELECT plant.write($$UPDATE plant.gear SET specs = '{}' WHERE gear_no = 1$$, 'gear', 1);
SELECT is((pg_temp.of(1)).health_score, NULL, 'without a voltage there is no health score');
SELECT ok((pg_temp.of(1)).missing_inputs @> '{health_score:voltage}', 'and voltage is what is missing');
SELECT plant.write($$UPDATE plant.gear SET specs = '{"voltage": 480}', installed = masterbus.today() + 5 WHERE gear_no = 1$$, 'gear', 1);
SELECT ok((pg_temp.of(1)).health_score IS NULL AND (pg_temp.of(1)).missing_inputs @> '{health_score:install_date}', 'equipment that is to come has no age');
SELECT is_empty('SELECT pg_temp.page_differs()', 'on its page neither');
SELECT plant.write($$UPDATE plant.gear SET installed = '1980-01-01' WHERE gear_no = 1$$, 'gear', 1);

-- What CNAIM covers, and what it does not.
SELECT results_eq($$SELECT c.asset_category, c.missing FROM (VALUES
        ('PANEL', 'Panel', '{"voltage": 208}'), ('PANEL', 'Panel', '{"voltage": "208"}'), ('PANEL', 'Panel', NULL), ('PANEL', 'Panel', '{"voltage": 4160}'),
        ('SWITCHGEAR', 'MOTOR_CONTROL_CENTER', '{"voltage": 480}'), ('SWITCHGEAR', 'Switchboard', '{"voltage": 480}'),
        ('SWITCHGEAR', 'x', '{"voltage": 12470}'), ('SWITCHGEAR', 'x', '{"cnaim_asset_category": "20kV CB (GM) Secondary"}'), ('SWITCHGEAR', 'x', '{"cnaim_asset_category": "LV Poles"}'),
        ('BREAKER', 'Breaker', '{"voltage": 480, "breaker_type": "air_power"}'), ('BREAKER', 'Breaker', '{"voltage": 480, "breaker_type": "molded_case"}'), ('BREAKER', 'Breaker', '{"voltage": 480}'),
        ('TRANSFORMER', 'T', '{"voltage": 11000, "oil_filled": true}'), ('TRANSFORMER', 'T', '{"voltage": 13800, "oil_filled": true}'), ('TRANSFORMER', 'T', '{"voltage": 13800, "oil_filled": false}'),
        ('TRANSFORMER', 'T', '{"voltage": 33000}'), ('TRANSFORMER', 'T', '{"voltage": 34500, "oil_filled": true}'), ('TRANSFORMER', 'T', '{"voltage": 138000, "oil_filled": true}'),
        ('TRANSFORMER', 'T', '{"voltage": 480, "oil_filled": true}'), ('OTHER', 'Conductor', '{"voltage": 480}'), ('PANEL', 'P', '{"voltage": 1e400}'), ('PANEL', 'P', '[480]')) i(type, kind, specs),
    LATERAL masterbus.cnaim_class(i.type, i.kind, i.specs::jsonb) c$$, $$VALUES
        ('LV Board (WM)', NULL), (NULL, 'voltage'), (NULL, 'voltage'), (NULL, 'cnaim_asset_category'),
        (NULL, NULL), ('LV Board (WM)', NULL),
        (NULL, 'cnaim_asset_category'), ('20kV CB (GM) Secondary', NULL), (NULL, 'cnaim_asset_category'),
        ('LV Circuit Breaker', NULL), (NULL, NULL), (NULL, 'breaker_type'),
        ('6.6/11kV Transformer (GM)', NULL), ('20kV Transformer (GM)', NULL), (NULL, NULL),
        (NULL, 'oil_filled'), ('33kV Transformer (GM)', NULL), ('132kV Transformer (GM)', NULL),
        (NULL, NULL), (NULL, NULL), (NULL, 'voltage'), (NULL, 'voltage')$$, 'the asset category comes from type, voltage, oil and kind, or is missing, never guessed');
SELECT is_empty($$
    SELECT c.asset_category, asset FROM voltmetrics.cnaim_asset_categories() c,
        unnest('{None,Minimal,Moderate,Severe,NULL}'::text[]) level,
        unnest(ARRAY['{}', '{"thermal_issues": true, "trip_tests": "failed", "outdoor_exposure": true}', '{"thermal_issues": false, "heat_discoloration": false, "trip_tests": "passed", "outdoor_exposure": false}', '{"thermal_issues": 3, "trip_tests": [], "outdoor_exposure": "x"}']::jsonb[]) seen,
        unnest(ARRAY['{}', '{"oil_moisture_ppm": 20, "oil_acidity_mg_koh_g": 0.1, "oil_breakdown_kv": 40, "hydrogen_ppm": 1, "methane_ppm": 2, "ethylene_ppm": 3, "ethane_ppm": 4, "acetylene_ppm": 5, "furfural_ppm": 1}',
                           '{"oil_moisture_ppm": -1, "hydrogen_ppm": 1e400, "furfural_ppm": "x"}', '[]', '7']::jsonb[]) specs,
        LATERAL masterbus.cnaim_asset(CASE WHEN c.asset_category <> 'LV UGB' AND c.asset_category NOT LIKE '%Cable%' THEN c.asset_category ELSE 'LV Board (WM)' END, '1990-01-01', 50, specs, nullif(level, 'NULL'), seen) asset,
        LATERAL (SELECT (voltmetrics.cnaim_health(asset || '{"age_years": 20}')).health_score OFFSET 0) h
    WHERE c.scored_by_condition AND c.facility_equipment IS NOT NULL AND c.asset_category NOT LIKE '%Cable%' AND c.asset_category <> 'LV UGB' AND h.health_score IS NULL
$$, 'whatever is on record makes a document that voltmetrics.cnaim_health takes');

-- Arc flash.
SELECT plant.write($$INSERT INTO plant.study VALUES (1, 1, masterbus.today() - 100, NULL, 4, 457, '{"voltage_kv": 0.48, "bolted_fault_current_ka": 30, "clearing_time_ms": 150, "gap_mm": 25}')$$, 'study', 1);
SELECT ok((pg_temp.of(1)).incident_energy_cal_cm2 IS NULL AND (pg_temp.of(1)).missing_inputs @> '{incident_energy:electrode_configuration}', 'without electrodes there is no incident energy');
SELECT is((pg_temp.of(1)).label_understated, NULL, 'and no verdict on the label');
SELECT plant.write($$UPDATE plant.study SET params = params || '{"electrode_configuration": "VCB"}'$$, 'study', 1);
SELECT is((pg_temp.of(1)).incident_energy_cal_cm2, voltmetrics.incident_energy_cal_cm2('VCB', 0.48, 30, 25, 457, 150, 355.6, 304.8, 250), 'the energy is that of the study''s parameters in a panel''s typical enclosure');
SELECT is((pg_temp.of(1)).assumed_enclosure_class, 'LV Panelboard', 'which is said');
SELECT ok((pg_temp.of(1)).missing_inputs @> '{reduced_arcing_current:reduced_clearing_time_ms}', 'as is that the reduced current was not evaluated');
SELECT ok((pg_temp.of(1)).label_understated, 'a label of 4 cal/cm² understates it');
SELECT is((pg_temp.of(1)).findings #>> '{0,priority}', 'high', 'which is a finding of high priority');
SELECT is_empty('SELECT pg_temp.page_differs()', 'and its page says so');
SELECT plant.write($$UPDATE plant.study SET params = params || '{"reduced_clearing_time_ms": 400, "enclosure_height_mm": 508, "enclosure_width_mm": 508, "enclosure_depth_mm": 400}'$$, 'study', 1);
SELECT is((pg_temp.of(1)).incident_energy_cal_cm2, (voltmetrics.arc_flash('VCB', 0.48, 30, 25, 457, 150, 400, 508, 508, 400)).incident_energy_cal_cm2, 'with all parameters it is the whole calculation');
SELECT is((pg_temp.of(1)).incident_energy_governed_by, 'reduced', 'governed by the longer time of the reduced current');
SELECT plant.write($$UPDATE plant.study SET energy = NULL, ppe = 4$$, 'study', 1);
SELECT is((SELECT (e.label_incident_energy_cal_cm2, e.label_basis, e.label_understated, e.findings)::text FROM pg_temp.of(1) e),
          (SELECT ROW(40::float8, 'ppe_category', e.incident_energy_cal_cm2 > 40, '[]'::jsonb)::text FROM pg_temp.of(1) e), 'without an energy the rating of the label''s PPE category counts');
SELECT plant.write($$UPDATE plant.study SET energy = (SELECT round(incident_energy_cal_cm2::numeric, 1) FROM masterbus.engineering_result WHERE equipment_id = 'gear-1'), ppe = NULL$$, 'study', 1);
SELECT is_empty('SELECT pg_temp.page_differs()', 'by its category too');
SELECT is((pg_temp.of(1)).label_understated, false, 'rounding to a label''s one decimal understates nothing');
SELECT plant.write($$UPDATE plant.study SET params = params || '{"bolted_fault_current_ka": 200}'$$, 'study', 1);
SELECT ok((pg_temp.of(1)).incident_energy_cal_cm2 IS NULL AND (pg_temp.of(1)).missing_inputs @> '{incident_energy:bolted_fault_current_ka out_of_range}', 'what the standard does not cover is named');
SELECT plant.write($$UPDATE plant.study SET params = '{"voltage_kv": "x", "gap_mm": {}, "clearing_time_ms": 1e400, "electrode_configuration": ["VCB"]}', distance = 'NaN', energy = 'Infinity'$$, 'study', 1);
SELECT is((pg_temp.of(1)).incident_energy_cal_cm2, NULL, 'rubbish gives nothing');

-- An inspection of tomorrow counts tomorrow.
SELECT plant.write($$INSERT INTO plant.look VALUES (2, 1, masterbus.today() + 1, 'None', 'None', NULL)$$, 'look', 2);
SELECT is((SELECT next_input_on FROM masterbus.engineering_result WHERE equipment_id = 'gear-1'), masterbus.today() + 1, 'what is dated later waits for its day');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'and nothing differs meanwhile');
RESET ROLE;
UPDATE masterbus.facility SET as_of = masterbus.today() - 30;
SET ROLE masterbus_worker;
SELECT masterbus.refresh_equipment(ROW (array_agg(organization_id), array_agg(equipment_id)), ROW (nextval('masterbus.batch_number'), 'day', NULL)),
       masterbus.refresh_engineering(ROW (array_agg(organization_id), array_agg(equipment_id))) FROM masterbus.equipment;
SELECT masterbus.refresh_facilities(ROW (array_agg(organization_id), array_agg(facility_id)), ROW (nextval('masterbus.batch_number'), 'day', NULL)) FROM masterbus.facility;
SELECT is_empty('SELECT * FROM masterbus.verify()', 'results are right at the date of their facility');
SELECT is((SELECT asset ? 'observed' FROM masterbus.engineering_result WHERE equipment_id = 'gear-1'), false, 'a month earlier nobody had looked');
SELECT plant.apply('{}', '{}');
DO $$ BEGIN WHILE masterbus.advance_chunk('main', (SELECT epoch FROM masterbus.progress WHERE node = 'main'), 2) > 0 LOOP NULL; END LOOP; END $$;
SELECT is((SELECT asset ? 'observed' FROM masterbus.engineering_result WHERE equipment_id = 'gear-1'), true, 'the day change brings the inspection in');
SELECT is_empty('SELECT * FROM masterbus.verify()', 'and nothing differs after it');
SELECT plant.write($$DELETE FROM plant.study$$, 'study', 1);
SELECT plant.write($$DELETE FROM plant.gear WHERE gear_no = 1$$, 'gear', 1);
SELECT is_empty($$SELECT FROM masterbus.engineering_result WHERE equipment_id = 'gear-1'$$, 'what is gone leaves nothing behind');
SELECT * FROM finish();
ROLLBACK;
