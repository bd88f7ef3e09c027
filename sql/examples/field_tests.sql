-- Measurements in the field against published thresholds, shown with their source.

-- 1. Thermography by ANSI/NETA MTS: 6 K above a similar component and 25 K over ambient air.
SELECT * FROM voltmetrics.neta_thermography(similar_components_rise_k => 6, over_ambient_rise_k => 25);

-- 2. The bands themselves.
SELECT * FROM voltmetrics.neta_thermography_bands();

-- 3. Polarization index of a winding: insulation resistance after one and after ten minutes.
SELECT voltmetrics.polarization_index(ir_1min_mohm => 450, ir_10min_mohm => 1300);

-- 4. What it means, against IEEE 43's minimum for an insulation class.
SELECT class, assessed.* FROM unnest(ARRAY['A', 'F', NULL]) AS class, voltmetrics.polarization_index_assessment(450, 780, class) AS assessed;
