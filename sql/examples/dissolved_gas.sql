-- Dissolved gas analysis: what the gases in a transformer's oil say. Concentrations in ppm.

-- 1. Everything of one oil sample: Duval's triangles, Rogers, IEC 60599, Doernenburg, typical values, and the ratios.
SELECT * FROM voltmetrics.dissolved_gas_analysis(
    h2_ppm => 120, ch4_ppm => 310, c2h6_ppm => 95, c2h4_ppm => 410, c2h2_ppm => 2, co_ppm => 380, co2_ppm => 4100,
    o2_ppm => 6000, n2_ppm => 62000, age_years => 22);

-- 2. The codes in words.
SELECT code, meaning FROM voltmetrics.dga_fault_codes();

-- 3. Each gas against what 90 % and 95 % of transformers of that age and oil preservation do not exceed.
SELECT gas, ppm, percentile_90_ppm, percentile_95_ppm, status, source
FROM voltmetrics.dga_typical_values(120, 310, 95, 410, 2, 380, 4100, 6000, 62000, 22);

-- 4. One method alone, over many samples: Duval triangle 1 needs three gases.
SELECT sample, voltmetrics.dga_duval_triangle_1(ch4_ppm, c2h2_ppm, c2h4_ppm) AS zone
FROM (VALUES ('cable box', 25, 40, 35), ('tank', 310, 2, 410), ('tapchanger', 60, 1, 9)) AS s(sample, ch4_ppm, c2h2_ppm, c2h4_ppm);

-- 5. Triangle 4 tells stray gassing, overheating and carbonised paper apart, where triangle 1 says PD, T1 or T2.
SELECT voltmetrics.dga_duval_triangle_1(70, 0, 8) AS triangle_1, voltmetrics.dga_duval_triangle_4(20, 45, 70) AS triangle_4;

-- 6. Rogers, IEC 60599 and Doernenburg.
SELECT voltmetrics.dga_rogers(120, 310, 95, 410, 2) AS rogers, voltmetrics.dga_iec_60599(120, 310, 95, 410, 2) AS iec_60599,
       voltmetrics.dga_doernenburg(120, 310, 95, 410, 2, 380) AS doernenburg;

-- 7. From ratios that a laboratory reports: C2H2/C2H4, CH4/H2, C2H4/C2H6.
SELECT voltmetrics.dga_rogers_of_ratios(0.01, 2.6, 4.3) AS rogers, voltmetrics.dga_iec_60599_of_ratios(0.01, 2.6, 4.3) AS iec_60599;
