-- IEEE 1584-2018: every reference vector through SQL, what nulls mean, and every refusal.
BEGIN;
SELECT no_plan();
\ir ieee1584_vectors.psql

SELECT is((SELECT count(*) FROM official), 59::bigint, 'all rows of the official spreadsheet are read');
SELECT is((SELECT count(*) FROM third_party), 1000::bigint, 'all rows of the third-party program are read');
SELECT is((SELECT count(*) FROM annex), 2::bigint, 'both worked examples are read');

CREATE FUNCTION pg_temp.far(actual float8[], expected float8[], tolerance float8) RETURNS boolean LANGUAGE sql AS $$
    SELECT cardinality(actual) <> cardinality(expected) OR coalesce(bool_or(NOT coalesce(abs(a - e) <= tolerance * abs(e), false)), true)
    FROM unnest(actual, expected) AS _(a, e) $$;

CREATE TEMP TABLE met AS
SELECT 'official' AS source, 1e-6::float8 AS tolerance, v.electrodes, v.kv, v.ka, v.gap, v.distance, v.full_ms, v.reduced_ms, v.width,
       v.height, v.depth, v.full_expected, v.reduced_expected, f.*
FROM official v, LATERAL voltmetrics.arc_flash(electrodes, kv, ka, gap, distance, full_ms, reduced_ms, height, width, depth) AS f
UNION ALL
SELECT 'third party', 1e-8, v.electrodes, v.kv, v.ka, v.gap, v.distance, v.full_ms, v.reduced_ms, v.width,
       v.height, v.depth, v.full_expected, v.reduced_expected, f.*
FROM third_party v, LATERAL voltmetrics.arc_flash(electrodes, kv, ka, gap, distance, full_ms, reduced_ms, height, width, depth) AS f;

SELECT is((SELECT count(*) FROM met), 1059::bigint, 'every vector is answered');
SELECT is_empty($$
    SELECT source, electrodes, kv, ka, full_expected FROM met
    WHERE pg_temp.far(ARRAY[full_arcing_current_ka, full_incident_energy_cal_cm2 * 4.184, full_arc_flash_boundary_mm], full_expected, tolerance)
$$, 'full arcing current: current, energy and boundary are met');
SELECT is_empty($$
    SELECT source, electrodes, kv, ka, reduced_expected FROM met
    WHERE pg_temp.far(ARRAY[reduced_arcing_current_ka, reduced_incident_energy_cal_cm2 * 4.184, reduced_arc_flash_boundary_mm], reduced_expected, tolerance)
$$, 'reduced arcing current: current, energy and boundary are met');
SELECT is_empty($$
    SELECT electrodes, kv, intermediate FROM third_party v,
        LATERAL voltmetrics.arc_flash(electrodes, kv, ka, gap, distance, full_ms, reduced_ms, height, width, depth) AS f
    WHERE pg_temp.far(ARRAY[coalesce(f.enclosure_equivalent_size_in, 0), f.enclosure_correction_factor, f.variation_factor], intermediate, 1e-8)
       OR f.enclosure_type <> CASE v.enclosure_type WHEN 'OpenAir' THEN 'open_air' ELSE lower(v.enclosure_type) END
       OR f.reduction_factor <> 1 - f.variation_factor / 2
$$, 'enclosure size, correction factor, variation and type of enclosure are met');
SELECT is_empty($$
    SELECT source, electrodes, kv FROM met
    WHERE voltmetrics.arcing_current_ka(electrodes, kv, ka, gap) <> full_arcing_current_ka
       OR voltmetrics.arcing_current_ka(electrodes, kv, ka, gap, true) <> reduced_arcing_current_ka
       OR voltmetrics.incident_energy_cal_cm2(electrodes, kv, ka, gap, distance, full_ms, height, width, depth) <> full_incident_energy_cal_cm2
       OR voltmetrics.incident_energy_cal_cm2(electrodes, kv, ka, gap, distance, reduced_ms, height, width, depth, true) <> reduced_incident_energy_cal_cm2
       OR voltmetrics.arc_flash_boundary_mm(electrodes, kv, ka, gap, full_ms, height, width, depth) <> full_arc_flash_boundary_mm
       OR voltmetrics.arc_flash_boundary_mm(electrodes, kv, ka, gap, reduced_ms, height, width, depth, true) <> reduced_arc_flash_boundary_mm
$$, 'the scalars give the bits of the composite');
SELECT is_empty($$
    SELECT source, electrodes, kv FROM met
    WHERE incident_energy_cal_cm2 <> greatest(full_incident_energy_cal_cm2, reduced_incident_energy_cal_cm2)
       OR arc_flash_boundary_mm <> greatest(full_arc_flash_boundary_mm, reduced_arc_flash_boundary_mm)
       OR governed_by <> CASE WHEN reduced_incident_energy_cal_cm2 > full_incident_energy_cal_cm2 THEN 'reduced' ELSE 'full' END
       OR above_40_cal_cm2 <> (incident_energy_cal_cm2 > 40)
       OR minimum_arc_rating_cal_cm2 IS DISTINCT FROM voltmetrics.arc_flash_minimum_arc_rating_cal_cm2(incident_energy_cal_cm2)
       OR (minimum_arc_rating_cal_cm2 IS NULL) <> above_40_cal_cm2
       OR enclosure_limited <> (electrodes NOT IN ('VOA', 'HOA') AND greatest(height, width) > 1244.6)
       OR notice !~ 'qualified person must confirm'
$$, 'the label holds the larger of both evaluations');

SELECT is_empty($$
    SELECT id, figure, wanted, found FROM annex,
        LATERAL voltmetrics.arc_flash(electrode_config, voc_kv, ibf_ka, gap_mm, working_distance_mm, arc_time_full_ms, arc_time_reduced_ms,
                                      height_mm, width_mm, depth_mm) AS f,
        LATERAL jsonb_each_text(expected) AS _(figure, wanted),
        LATERAL (SELECT jsonb_build_object(
            'width1_in', enclosure_equivalent_width_in, 'height1_in', enclosure_equivalent_height_in, 'ees_in', enclosure_equivalent_size_in,
            'cf', enclosure_correction_factor, 'varcf', variation_factor, 'reduction_factor', reduction_factor,
            'iarc_full', full_arcing_current_ka, 'iarc_reduced', reduced_arcing_current_ka,
            'e_full', full_incident_energy_cal_cm2 * 4.184, 'e_reduced', reduced_incident_energy_cal_cm2 * 4.184,
            'afb_full', full_arc_flash_boundary_mm, 'afb_reduced', reduced_arc_flash_boundary_mm)
            || jsonb_build_object(
            'iarc_600', full_arcing_current_at_fits_ka[1], 'iarc_2700', full_arcing_current_at_fits_ka[2], 'iarc_14300', full_arcing_current_at_fits_ka[3],
            'e_600', full_incident_energy_at_fits_j_cm2[1], 'e_2700', full_incident_energy_at_fits_j_cm2[2], 'e_14300', full_incident_energy_at_fits_j_cm2[3],
            'afb_600', full_arc_flash_boundary_at_fits_mm[1], 'afb_2700', full_arc_flash_boundary_at_fits_mm[2], 'afb_14300', full_arc_flash_boundary_at_fits_mm[3],
            'iarc_min_600', reduced_arcing_current_at_fits_ka[1], 'iarc_min_2700', reduced_arcing_current_at_fits_ka[2], 'iarc_min_14300', reduced_arcing_current_at_fits_ka[3],
            'e_min_600', reduced_incident_energy_at_fits_j_cm2[1], 'e_min_2700', reduced_incident_energy_at_fits_j_cm2[2], 'e_min_14300', reduced_incident_energy_at_fits_j_cm2[3],
            'afb_min_600', reduced_arc_flash_boundary_at_fits_mm[1], 'afb_min_2700', reduced_arc_flash_boundary_at_fits_mm[2], 'afb_min_14300', reduced_arc_flash_boundary_at_fits_mm[3]) AS figures) AS g,
        LATERAL (SELECT (figures ->> figure)::numeric AS found) AS h
    WHERE NOT coalesce(abs(found - wanted::numeric) <= 0.5 * 10::numeric ^ -(CASE WHEN wanted ~ '[.]' THEN 3 ELSE 0 END) * 1.000001, false)
$$, 'every figure of the worked examples of Annex D is met to its printed digit');

-- Nulls.
SELECT is(f.incident_energy_cal_cm2 IS NULL AND f.arc_flash_boundary_mm IS NULL AND f.governed_by IS NULL AND f.minimum_arc_rating_cal_cm2 IS NULL
          AND f.above_40_cal_cm2 IS NULL AND f.reduced_incident_energy_cal_cm2 IS NULL AND f.full_incident_energy_cal_cm2 > 2
          AND f.reduced_arcing_current_ka > 25 AND f.notice ~ '^Incomplete' AND f.notice ~ 'qualified person must confirm', true,
          'without a clearing time at the reduced current there is no label, and the notice says so')
FROM voltmetrics.arc_flash('VCB', 0.48, 45, 32, 609.6, 61.3, NULL, 610, 610, 254) AS f;
SELECT is(f.above_40_cal_cm2, true, 'unless the full evaluation alone is above 40 cal/cm²')
FROM voltmetrics.arc_flash('VCB', 0.48, 45, 32, 609.6, 2000, NULL, 610, 610, 254) AS f;
SELECT isnt(voltmetrics.incident_energy_cal_cm2('VOA', 0.48, 20, 25, 457.2, 100), NULL, 'open air needs no enclosure');
SELECT is(voltmetrics.incident_energy_cal_cm2('VOA', 0.48, 20, 25, 457.2, 100), voltmetrics.incident_energy_cal_cm2('VOA', 0.48, 20, 25, 457.2, 100, 'NaN', -5, 0), 'nor reads one');
SELECT is(voltmetrics.incident_energy_cal_cm2('VCB', 0.48, 20, 25, 457.2, 100), NULL, 'a box needs its size');
SELECT is(voltmetrics.arc_flash('VCB', 0.48, 20, 25, 457.2, 100, 100, 500, NULL, 200)::text, NULL, 'all of it');
SELECT is(voltmetrics.arc_flash('VCB', 0.48, NULL, 25, 457.2, 100, 100, 500, 500, 200)::text, NULL, 'null in, null out');
SELECT is(voltmetrics.arc_flash_boundary_mm('VCB', 0.48, 20, NULL, 100, 500, 500, 200), NULL, 'also for the boundary');
SELECT is(voltmetrics.arcing_current_ka(NULL, 0.48, 20, 25), NULL, 'and the current');

-- Refusals: SQLSTATE, argument and value in the message, the range in the hint.
CREATE FUNCTION pg_temp.refusal(electrodes text DEFAULT 'VCB', kv float8 DEFAULT 0.48, ka float8 DEFAULT 20, gap float8 DEFAULT 25,
    distance float8 DEFAULT 457.2, ms float8 DEFAULT 100, reduced_ms float8 DEFAULT 200, height float8 DEFAULT 500, width float8 DEFAULT 500,
    depth float8 DEFAULT 250) RETURNS text LANGUAGE plpgsql AS $$
DECLARE state text; message text; hint text;
BEGIN
    PERFORM voltmetrics.arc_flash(electrodes, kv, ka, gap, distance, ms, reduced_ms, height, width, depth);
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
    RETURN concat_ws(' | ', state, message, hint);
END $$;
SELECT is(pg_temp.refusal(), NULL, 'a good exposure is accepted');
SELECT matches(pg_temp.refusal(electrodes => 'vcb'), '^22023 [|] electrode_configuration is not a known value: vcb [|] .*VCB, VCBB, HCB');
SELECT is(pg_temp.refusal(kv => 0.2), '22003 | voltage_kv is out of range: 0.2 | IEEE 1584-2018 covers 0.208 to 15 kV, three-phase.');
SELECT matches(refusal, '^22003 [|] ' || argument || ' is out of range: ' || value || ' [|] .*' || span)
FROM (VALUES
    (pg_temp.refusal(kv => 15.1), 'voltage_kv', '15.1', '0.208 to 15 kV'),
    (pg_temp.refusal(kv => 'NaN'), 'voltage_kv', 'NaN', '0.208 to 15 kV'),
    (pg_temp.refusal(ka => 0.4), 'bolted_fault_current_ka', '0.4', '0.5 to 106 kA up to 0.6 kV'),
    (pg_temp.refusal(kv => 4.16, gap => 104, ka => 66), 'bolted_fault_current_ka', '66', '0.2 to 65 kA above 0.6 kV'),
    (pg_temp.refusal(gap => 6), 'gap_mm', '6', '6.35 to 76.2 mm'),
    (pg_temp.refusal(kv => 4.16, gap => 255), 'gap_mm', '255', '19.05 to 254 mm'),
    (pg_temp.refusal(distance => 300), 'working_distance_mm', '300', '305 mm and more'),
    (pg_temp.refusal(distance => 'Infinity'), 'working_distance_mm', 'Infinity', '100000 mm'),
    (pg_temp.refusal(ms => 0), 'clearing_time_ms', '0', '0.1 to 100000 ms'),
    (pg_temp.refusal(ms => -5), 'clearing_time_ms', '-5', '0.1 to 100000 ms'),
    (pg_temp.refusal(reduced_ms => 'NaN'), 'reduced_clearing_time_ms', 'NaN', '0.1 to 100000 ms'),
    (pg_temp.refusal(gap => 50, width => 199), 'enclosure_width_mm', '199', 'four gaps'),
    (pg_temp.refusal(height => 99), 'enclosure_height_mm', '99', '100 to 100000 mm'),
    (pg_temp.refusal(depth => 0), 'enclosure_depth_mm', '0', '1 to 100000 mm')) AS _(refusal, argument, value, span);
SELECT throws_ok($$SELECT voltmetrics.arcing_current_ka('VCB', 16, 20, 25)$$, '22003', 'voltage_kv is out of range: 16');
SELECT throws_ok($$SELECT voltmetrics.incident_energy_cal_cm2('HOA', 0.48, 20, 25, 10, 100)$$, '22003', 'working_distance_mm is out of range: 10');
SELECT throws_ok($$SELECT voltmetrics.arc_flash_boundary_mm('HOA', 0.48, 20, 25, 1e300)$$, '22003', 'clearing_time_ms is out of range: 1e+300');

-- NFPA 70E.
SELECT results_eq($$SELECT voltmetrics.arc_flash_minimum_arc_rating_cal_cm2(e) FROM unnest('{0,1.19,1.2,4,4.1,8,8.1,25.5,40,40.1,NULL}'::float8[]) AS e$$,
                  $$SELECT unnest('{0,0,4,4,8,8,25,40,40,NULL,NULL}'::float8[])$$, 'minimum arc ratings');
SELECT throws_ok($$SELECT voltmetrics.arc_flash_minimum_arc_rating_cal_cm2('NaN')$$, '22003', 'incident_energy_cal_cm2 is out of range: NaN');
SELECT throws_ok($$SELECT voltmetrics.arc_flash_minimum_arc_rating_cal_cm2(-1)$$, '22003', 'incident_energy_cal_cm2 is out of range: -1');
SELECT is_empty($$SELECT attname FROM pg_attribute WHERE attrelid = 'voltmetrics.arc_flash'::regclass AND attname ~ 'ppe|category'$$,
                'a result with an incident energy names no PPE category');

-- Typical equipment.
SELECT is((SELECT count(*) FROM voltmetrics.arc_flash_typical_equipment()), 12::bigint, 'twelve classes of typical equipment');
SELECT results_eq($$SELECT gap_mm, enclosure_height_mm, enclosure_width_mm, enclosure_depth_mm, working_distance_mm FROM voltmetrics.arc_flash_typical_equipment()
                    WHERE equipment_class IN ('15kV Switchgear', 'LV Panelboard (Shallow)')$$,
                  $$VALUES (152::float8, 1143::float8, 762::float8, 762::float8, 914.4::float8), (25, 355.6, 304.8, 100, 457.2)$$, 'with their sizes');
SELECT is((SELECT count(f.incident_energy_cal_cm2) FROM voltmetrics.arc_flash_typical_equipment() t,
               LATERAL voltmetrics.arc_flash('VCB', CASE WHEN t.gap_mm > 100 THEN 5 ELSE 0.48 END, 20, t.gap_mm, t.working_distance_mm, 100, 150,
                                             t.enclosure_height_mm, t.enclosure_width_mm, t.enclosure_depth_mm) AS f), 12::bigint, 'all of them within the model');

-- Anything at all: an answer within its range, or a refusal by name.
CREATE FUNCTION pg_temp.pick(n int, salt int) RETURNS float8 LANGUAGE sql AS $$
    SELECT (ARRAY['NaN', 'Infinity', '-Infinity', '0', '-1', '1e308', '1e-308', '0.6', '0.48', '4.16', '15', '20', '65', '106', '76.2', '305', '508', '1244.6',
                  '100', '250', '500', '1000', NULL, '0.208', '32'])[1 + abs(hashint4(n * 31 + salt)) % 25]::float8 $$;
CREATE FUNCTION pg_temp.sound(n int) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE f voltmetrics.arc_flash; good float8[] := '{0.48,20,25,457.2,100,200,500,500,250}'; i int;
BEGIN
    FOR i IN 1 .. 1 + n % 3 LOOP
        good[1 + abs(hashint4(n + i * 7919)) % 9] := pg_temp.pick(n, i);
    END LOOP;
    f := voltmetrics.arc_flash((ARRAY['VCB', 'VCBB', 'HCB', 'VOA', 'HOA', 'XYZ', NULL])[1 + n % 7], good[1], good[2], good[3], good[4], good[5], good[6], good[7], good[8], good[9]);
    RETURN f IS NULL OR (f.full_incident_energy_cal_cm2 > 0 AND f.full_incident_energy_cal_cm2 < 1e7 AND f.full_arc_flash_boundary_mm BETWEEN 0 AND 1e7
                         AND f.reduced_arcing_current_ka < f.full_arcing_current_ka
                         AND coalesce(f.incident_energy_cal_cm2 >= f.full_incident_energy_cal_cm2, good[6] IS NULL));
EXCEPTION WHEN invalid_parameter_value OR numeric_value_out_of_range THEN
    RETURN SQLERRM ~ '^(electrode_configuration|voltage_kv|bolted_fault_current_ka|gap_mm|working_distance_mm|(reduced_)?clearing_time_ms|enclosure_(height|width|depth)_mm) is ';
END $$;
SELECT is_empty('SELECT n FROM generate_series(1, 20000) AS n WHERE pg_temp.sound(n) IS NOT TRUE', 'wild arguments are answered soundly or refused by name');

-- The same exposures without raising: the same figures, or the same argument named.
CREATE FUNCTION pg_temp.agrees(n int) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    electrodes text := (ARRAY['VCB', 'VCBB', 'HCB', 'VOA', 'HOA', 'XYZ'])[1 + n % 6];
    a float8[] := ARRAY[0.48, 20, 32, 457, 100, 200, 508, 508, 250];
    f voltmetrics.arc_flash;
    t voltmetrics.arc_flash_screening;
BEGIN
    IF n % 2 = 0 THEN
        a[1 + abs(hashint4(n)) % 9] := pg_temp.pick(n, 1);
    END IF;
    t := voltmetrics.try_arc_flash(electrodes, a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9]);
    f := voltmetrics.arc_flash(electrodes, a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9]);
    IF f IS NULL THEN
        RETURN t.problem_kind = 'missing' AND t.incident_energy_cal_cm2 IS NULL;
    END IF;
    RETURN t.problem_kind IS NULL AND t.reduced_evaluated = (a[6] IS NOT NULL)
       AND t.incident_energy_cal_cm2 = coalesce(f.incident_energy_cal_cm2, f.full_incident_energy_cal_cm2)
       AND t.arc_flash_boundary_mm = coalesce(f.arc_flash_boundary_mm, f.full_arc_flash_boundary_mm)
       AND t.governed_by = coalesce(f.governed_by, 'full')
       AND t.above_40_cal_cm2 = (t.incident_energy_cal_cm2 > 40)
       AND t.minimum_arc_rating_cal_cm2 IS NOT DISTINCT FROM voltmetrics.arc_flash_minimum_arc_rating_cal_cm2(t.incident_energy_cal_cm2);
EXCEPTION WHEN invalid_parameter_value OR numeric_value_out_of_range THEN
    RETURN t.incident_energy_cal_cm2 IS NULL AND SQLERRM LIKE t.problem_field || ' is %';
END $$;
SELECT is_empty('SELECT n FROM generate_series(1, 5000) AS n WHERE pg_temp.agrees(n) IS NOT TRUE', 'the function that never raises agrees with the one that does');

SELECT * FROM finish();
ROLLBACK;
