-- Arc flash by IEEE 1584-2018: the way from a place in a system to the figures of its label. All of this screens;
-- a qualified person must confirm a study.

-- 1. Typical gaps, enclosures and working distances, for where nobody measured.
SELECT * FROM voltmetrics.arc_flash_typical_equipment();

-- 2. The two arcing currents of a 480 V switchboard with 45 kA of bolted fault current: look up both on the trip curve.
SELECT voltmetrics.arcing_current_ka('VCB', 0.48, 45, 32)       AS arcing_current_ka,
       voltmetrics.arcing_current_ka('VCB', 0.48, 45, 32, true) AS reduced_arcing_current_ka;

-- 3. The label: cleared within 61.3 ms at the one and 319 ms at the other current, the smaller current does more harm.
SELECT incident_energy_cal_cm2, arc_flash_boundary_mm, governed_by, minimum_arc_rating_cal_cm2, above_40_cal_cm2, notice
FROM voltmetrics.arc_flash('VCB', 0.48, 45, 32, 609.6, 61.3, 319, 610, 610, 254);

-- 4. Every intermediate figure of a 4.16 kV line-up, with named arguments.
SELECT * FROM voltmetrics.arc_flash(
    electrode_configuration => 'VCB', voltage_kv => 4.16, bolted_fault_current_ka => 15, gap_mm => 104,
    working_distance_mm => 914.4, clearing_time_ms => 197, reduced_clearing_time_ms => 223,
    enclosure_height_mm => 1143, enclosure_width_mm => 762, enclosure_depth_mm => 508);

-- 5. Many places at once, with the scalar: incident energy against working distance in open air.
SELECT distance_mm, round(voltmetrics.incident_energy_cal_cm2('VOA', 0.48, 20, 25, distance_mm, 100)::numeric, 2) AS cal_cm2
FROM generate_series(400, 1000, 100) AS distance_mm;

-- 6. Typical low-voltage equipment at 20 kA, cleared within 100 and 150 ms.
SELECT t.equipment_class, round(f.incident_energy_cal_cm2::numeric, 1) AS cal_cm2,
       round(f.arc_flash_boundary_mm) AS boundary_mm, f.minimum_arc_rating_cal_cm2
FROM voltmetrics.arc_flash_typical_equipment() AS t,
     LATERAL voltmetrics.arc_flash('VCB', 0.48, 20, t.gap_mm, t.working_distance_mm, 100, 150,
                                   t.enclosure_height_mm, t.enclosure_width_mm, t.enclosure_depth_mm) AS f
WHERE t.gap_mm < 100;

-- 7. The arc rating that clothing needs at least for an incident energy.
SELECT energy AS incident_energy_cal_cm2, voltmetrics.arc_flash_minimum_arc_rating_cal_cm2(energy)
FROM unnest(ARRAY[0.8, 3.5, 12.7, 39.9, 55]::float8[]) AS energy;

-- A whole table of studies without an error in the way: what is missing or out of range comes back as a problem.
SELECT study, f.incident_energy_cal_cm2, f.governed_by, f.reduced_evaluated, f.minimum_arc_rating_cal_cm2, f.problem_kind, f.problem_field, f.problem_value
FROM (VALUES ('complete', 0.48, 30, 25, 457, 150, 400), ('one time only', 0.48, 30, 25, 457, 150, NULL), ('no gap', 0.48, 30, NULL, 457, 150, NULL),
             ('beyond the model', 0.48, 130, 25, 457, 150, NULL)) AS s(study, kv, ka, gap, distance, ms, reduced_ms),
     LATERAL voltmetrics.try_arc_flash('VCB', kv, ka, gap, distance, ms, reduced_ms, 355.6, 304.8, 250) AS f;
