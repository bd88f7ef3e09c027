-- Dissolved gas analysis of transformer oil. Concentrations in ppm (µl/l), 0 to 1,000,000; others raise.

CREATE TYPE voltmetrics.dissolved_gas_analysis AS (
    duval_triangle_1 text,
    duval_triangle_4 text,
    rogers           text,
    iec_60599        text,
    doernenburg      text,
    c57104_status    int4,
    ch4_h2           float8,
    c2h2_c2h4        float8,
    c2h2_ch4         float8,
    c2h6_c2h2        float8,
    c2h4_c2h6        float8,
    co2_co           float8
);
COMMENT ON TYPE voltmetrics.dissolved_gas_analysis IS
    'What every method says of the gases in a transformer''s oil, and the ratios that they look at; voltmetrics.dga_fault_codes() explains the codes.';
COMMENT ON COLUMN voltmetrics.dissolved_gas_analysis.duval_triangle_1 IS 'Duval triangle 1: PD, D1, D2, T1, T2, T3 or DT; null where its gases are unknown or all 0.';
COMMENT ON COLUMN voltmetrics.dissolved_gas_analysis.duval_triangle_4 IS 'Duval triangle 4: PD, S, O, C or ND; null unless triangle 1 says PD, T1 or T2.';
COMMENT ON COLUMN voltmetrics.dissolved_gas_analysis.rogers IS 'Rogers: Normal, PD, D2, T1, T2, T3, ND, or N/A where a ratio does not exist.';
COMMENT ON COLUMN voltmetrics.dissolved_gas_analysis.iec_60599 IS 'IEC 60599: PD, D1, D2, T1, T2, T3, ND, or N/A where a ratio does not exist.';
COMMENT ON COLUMN voltmetrics.dissolved_gas_analysis.doernenburg IS 'Doernenburg: No fault, T, PD, D1/D2, ND, or N/A where too little gas makes ratios worthless.';
COMMENT ON COLUMN voltmetrics.dissolved_gas_analysis.c57104_status IS 'Worst status of a gas against the typical values of IEEE C57.104-2019: 1 typical, 2 above the 90th, 3 above the 95th percentile; null without oxygen and nitrogen.';
COMMENT ON COLUMN voltmetrics.dissolved_gas_analysis.ch4_h2 IS 'Methane over hydrogen; null where it does not exist, as every ratio here.';
COMMENT ON COLUMN voltmetrics.dissolved_gas_analysis.c2h2_c2h4 IS 'Acetylene over ethylene.';
COMMENT ON COLUMN voltmetrics.dissolved_gas_analysis.c2h2_ch4 IS 'Acetylene over methane.';
COMMENT ON COLUMN voltmetrics.dissolved_gas_analysis.c2h6_c2h2 IS 'Ethane over acetylene.';
COMMENT ON COLUMN voltmetrics.dissolved_gas_analysis.c2h4_c2h6 IS 'Ethylene over ethane.';
COMMENT ON COLUMN voltmetrics.dissolved_gas_analysis.co2_co IS 'Carbon dioxide over carbon monoxide.';

CREATE FUNCTION voltmetrics.dga_duval_triangle_1(ch4_ppm float8, c2h2_ppm float8, c2h4_ppm float8)
    RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_dga_duval_triangle_1';
COMMENT ON FUNCTION voltmetrics.dga_duval_triangle_1(float8, float8, float8) IS
    'Duval triangle 1 (IEC 60599:2022, IEEE C57.104-2019): PD, D1, D2, T1, T2, T3 or DT by the shares of methane, acetylene and ethylene, given in ppm; null where all are 0. An edge belongs to the zone that comes first of these.';

CREATE FUNCTION voltmetrics.dga_duval_triangle_4(h2_ppm float8, c2h6_ppm float8, ch4_ppm float8)
    RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_dga_duval_triangle_4';
COMMENT ON FUNCTION voltmetrics.dga_duval_triangle_4(float8, float8, float8) IS
    'Duval triangle 4 (IEEE C57.104-2019): PD, S (stray gassing), O (overheating), C (carbonised paper) or ND by the shares of hydrogen, ethane and methane, given in ppm; null where all are 0. It means something only where triangle 1 says PD, T1 or T2. An edge belongs to the zone that comes first of PD, O, C, ND, S.';

CREATE FUNCTION voltmetrics.dga_rogers(h2_ppm float8, ch4_ppm float8, c2h6_ppm float8, c2h4_ppm float8, c2h2_ppm float8)
    RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_dga_rogers';
COMMENT ON FUNCTION voltmetrics.dga_rogers(float8, float8, float8, float8, float8) IS
    'Rogers'' ratios (IEEE C57.104-2019): Normal, PD, D2, T1, T2, T3 or ND by concentrations in ppm, N/A where a ratio is 0 over 0; a ratio over 0 counts as infinite.';

CREATE FUNCTION voltmetrics.dga_iec_60599(
    h2_ppm float8, ch4_ppm float8, c2h6_ppm float8, c2h4_ppm float8, c2h2_ppm float8)
    RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_dga_iec_60599';
COMMENT ON FUNCTION voltmetrics.dga_iec_60599(float8, float8, float8, float8, float8) IS
    'Ratios of IEC 60599, the first case that fits: PD, D1, D2, T1, T2, T3 or ND by concentrations in ppm, N/A where a ratio is 0 over 0; a ratio over 0 counts as infinite.';

CREATE FUNCTION voltmetrics.dga_rogers_of_ratios(c2h2_c2h4 float8, ch4_h2 float8, c2h4_c2h6 float8)
    RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_dga_rogers_of_ratios';
COMMENT ON FUNCTION voltmetrics.dga_rogers_of_ratios(float8, float8, float8) IS
    'voltmetrics.dga_rogers by ratios of concentrations, 0 or more; N/A where one is null.';

CREATE FUNCTION voltmetrics.dga_iec_60599_of_ratios(c2h2_c2h4 float8, ch4_h2 float8, c2h4_c2h6 float8)
    RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_dga_iec_60599_of_ratios';
COMMENT ON FUNCTION voltmetrics.dga_iec_60599_of_ratios(float8, float8, float8) IS
    'voltmetrics.dga_iec_60599 by ratios of concentrations, 0 or more; N/A where one is null.';

CREATE FUNCTION voltmetrics.dga_doernenburg(
    h2_ppm float8, ch4_ppm float8, c2h6_ppm float8, c2h4_ppm float8, c2h2_ppm float8, co_ppm float8)
    RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_dga_doernenburg';
COMMENT ON FUNCTION voltmetrics.dga_doernenburg(float8, float8, float8, float8, float8, float8) IS
    'Doernenburg''s ratios (IEEE C57.104-2019): No fault below the limits in ppm, else T, PD, D1/D2 or ND, and N/A where too little gas makes ratios worthless. Ratios are rounded half up to two decimals; over 0 they count as 0.';

CREATE FUNCTION voltmetrics.dga_typical_values(
    h2_ppm float8, ch4_ppm float8, c2h6_ppm float8, c2h4_ppm float8, c2h2_ppm float8, co_ppm float8, co2_ppm float8,
    o2_ppm float8 DEFAULT NULL, n2_ppm float8 DEFAULT NULL, age_years float8 DEFAULT NULL,
    OUT gas text, OUT ppm float8, OUT percentile_90_ppm float8, OUT percentile_95_ppm float8, OUT status int4, OUT source text)
    RETURNS SETOF record
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 20 ROWS 7
    AS 'MODULE_PATHNAME', 'voltmetrics_dga_typical_values';
COMMENT ON FUNCTION voltmetrics.dga_typical_values(float8, float8, float8, float8, float8, float8, float8, float8, float8, float8) IS
    'Each known gas against what is typical of transformers of its age and ratio of oxygen to nitrogen (IEEE C57.104-2019, Tables 1 and 2), ppm: status 1 typical, 2 above the 90th, 3 above the 95th percentile. A null age is unknown; without oxygen and nitrogen there is no row.';

CREATE FUNCTION voltmetrics.dissolved_gas_analysis(
    h2_ppm float8, ch4_ppm float8, c2h6_ppm float8, c2h4_ppm float8, c2h2_ppm float8, co_ppm float8, co2_ppm float8,
    o2_ppm float8 DEFAULT NULL, n2_ppm float8 DEFAULT NULL, age_years float8 DEFAULT NULL)
    RETURNS voltmetrics.dissolved_gas_analysis
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 20 AS 'MODULE_PATHNAME', 'voltmetrics_dissolved_gas_analysis';
COMMENT ON FUNCTION voltmetrics.dissolved_gas_analysis(float8, float8, float8, float8, float8, float8, float8, float8, float8, float8) IS
    'What Duval''s triangles 1 and 4, Rogers, IEC 60599, Doernenburg and the typical values of IEEE C57.104-2019 say of the gases in a transformer''s oil, ppm, at an age in years. A null gas is unknown: what needs it is null.';

CREATE FUNCTION voltmetrics.dga_fault_codes(OUT code text, OUT meaning text) RETURNS SETOF record
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 16 AS 'MODULE_PATHNAME', 'voltmetrics_dga_fault_codes';
COMMENT ON FUNCTION voltmetrics.dga_fault_codes() IS
    'What the codes stand for that the methods of dissolved gas analysis answer.';
