-- Dissolved gas analysis: every reference vector through SQL, what nulls mean, and every refusal.
BEGIN;
SELECT no_plan();
\set diagnosis `tail -n +2 :repository/tests/data/engineering/dga_diagnosis.csv`
\set typical `tail -n +2 :repository/tests/data/engineering/dga_c57104_2019_typical.csv`
CREATE TEMP TABLE diagnosis AS
SELECT c[1] AS method, replace(c[2], '""', '"')::jsonb AS inputs, trim(c[3], E'\r') AS expected
FROM string_to_table(:'diagnosis', E'\n') AS line, regexp_match(line, '^([^,]*),[^"]*"(.*)",([^"]*)$') AS c WHERE line <> '';
CREATE TEMP TABLE typical AS
SELECT c[1] AS test, c[2:10]::float8[] AS ppm, nullif(c[11], '')::float8 AS age_years, c[12:18] AS expected
FROM string_to_table(:'typical', E'\n') AS line, string_to_array(trim(line, E'\r'), ',') AS c WHERE line <> '';
SELECT is((SELECT count(*) FROM diagnosis), 304::bigint, 'all diagnoses are read');
SELECT is((SELECT count(*) FROM typical), 16::bigint, 'all comparisons with typical values are read');

CREATE TEMP TABLE answer AS
SELECT d.*, CASE method
    WHEN 'duval1' THEN voltmetrics.dga_duval_triangle_1(ch4, c2h2, c2h4)
    WHEN 'duval4' THEN voltmetrics.dga_duval_triangle_4(h2, c2h6, ch4)
    WHEN 'rogers' THEN voltmetrics.dga_rogers_of_ratios(c2h2_c2h4, ch4_h2, c2h4_c2h6)
    WHEN 'iec60599_ratio' THEN voltmetrics.dga_iec_60599_of_ratios(c2h2_c2h4, ch4_h2, c2h4_c2h6)
    WHEN 'doernenburg' THEN voltmetrics.dga_doernenburg(h2, ch4, c2h6, c2h4, c2h2, co) END AS found
FROM diagnosis d, jsonb_to_record(inputs) AS g(h2 float8, ch4 float8, c2h6 float8, c2h4 float8, c2h2 float8, co float8,
                                               c2h2_c2h4 float8, ch4_h2 float8, c2h4_c2h6 float8);
SELECT is_empty('SELECT method, inputs, expected, found FROM answer WHERE found IS DISTINCT FROM expected', 'every diagnosis is met');
SELECT is((SELECT count(DISTINCT method) FROM answer), 5::bigint, 'by five methods');
SELECT is_empty($$SELECT DISTINCT found FROM answer EXCEPT SELECT code FROM voltmetrics.dga_fault_codes()$$, 'every code is explained');

SELECT is_empty($$
    SELECT test, gas, status, wanted
    FROM typical, LATERAL voltmetrics.dga_typical_values(ppm[1], ppm[2], ppm[3], ppm[4], ppm[5], ppm[6], ppm[7], ppm[8], ppm[9], age_years)
         WITH ORDINALITY AS v(gas, value, p90, p95, status, source, place), LATERAL (SELECT expected[place] AS wanted) AS w
    WHERE status <> CASE left(wanted, 3) WHEN 'Nor' THEN 1 WHEN '90%' THEN 2 WHEN '95%' THEN 3 END
       OR status <> 1 + (value > p90)::int + (value > p95)::int OR source !~ 'C57.104-2019'
$$, 'every gas is compared with what is typical');
SELECT is_empty($$
    SELECT test FROM typical, LATERAL voltmetrics.dissolved_gas_analysis(ppm[1], ppm[2], ppm[3], ppm[4], ppm[5], ppm[6], ppm[7], ppm[8], ppm[9], age_years) AS a
    WHERE a.c57104_status <> (SELECT max(CASE left(wanted, 3) WHEN 'Nor' THEN 1 WHEN '90%' THEN 2 ELSE 3 END) FROM unnest(expected) AS wanted)
$$, 'and the worst of them is the analysis'' status');

-- The analysis as a whole.
CREATE FUNCTION pg_temp.gases(n int) RETURNS float8[] LANGUAGE sql AS $$
    SELECT array_agg((ARRAY[0, 0.5, 1, 3, 30, 90, 130, 400, 2500])[1 + abs(hashint4(n * 17 + g)) % 9] ORDER BY g) FROM generate_series(1, 7) AS g $$;
SELECT is_empty($$
    SELECT g FROM generate_series(1, 3000) AS n, pg_temp.gases(n) AS g, LATERAL voltmetrics.dissolved_gas_analysis(g[1], g[2], g[3], g[4], g[5], g[6], g[7]) AS a
    WHERE a.duval_triangle_1 IS DISTINCT FROM voltmetrics.dga_duval_triangle_1(g[2], g[5], g[4])
       OR a.duval_triangle_4 IS DISTINCT FROM CASE WHEN a.duval_triangle_1 IN ('PD', 'T1', 'T2') THEN voltmetrics.dga_duval_triangle_4(g[1], g[3], g[2]) END
       OR a.rogers IS DISTINCT FROM voltmetrics.dga_rogers(g[1], g[2], g[3], g[4], g[5])
       OR a.iec_60599 IS DISTINCT FROM voltmetrics.dga_iec_60599(g[1], g[2], g[3], g[4], g[5])
       OR a.doernenburg IS DISTINCT FROM voltmetrics.dga_doernenburg(g[1], g[2], g[3], g[4], g[5], g[6])
       OR a.c57104_status IS NOT NULL
       OR a.ch4_h2 IS DISTINCT FROM g[2] / nullif(g[1], 0) OR a.c2h2_c2h4 IS DISTINCT FROM g[5] / nullif(g[4], 0)
       OR a.c2h2_ch4 IS DISTINCT FROM g[5] / nullif(g[2], 0) OR a.c2h6_c2h2 IS DISTINCT FROM g[3] / nullif(g[5], 0)
       OR a.c2h4_c2h6 IS DISTINCT FROM g[4] / nullif(g[3], 0) OR a.co2_co IS DISTINCT FROM g[7] / nullif(g[6], 0)
$$, 'the analysis holds the answers of its methods, and the ratios that exist');
SELECT is_empty($$
    SELECT g FROM generate_series(1, 3000) AS n, pg_temp.gases(n) AS g
    WHERE g[1] > 0 AND g[4] > 0 AND g[3] > 0
      AND (voltmetrics.dga_rogers(g[1], g[2], g[3], g[4], g[5]) <> voltmetrics.dga_rogers_of_ratios(g[5] / g[4], g[2] / g[1], g[4] / g[3])
           OR voltmetrics.dga_iec_60599(g[1], g[2], g[3], g[4], g[5]) <> voltmetrics.dga_iec_60599_of_ratios(g[5] / g[4], g[2] / g[1], g[4] / g[3]))
$$, 'from concentrations as from their ratios');

SELECT is(voltmetrics.dga_duval_triangle_1(0, 0, 0), NULL, 'no gas, no point in triangle 1');
SELECT is(voltmetrics.dga_duval_triangle_4(0, 0, 0), NULL, 'nor in triangle 4');
SELECT is(voltmetrics.dga_rogers(0, 0, 50, 50, 1), 'N/A', '0 over 0 is no ratio');
SELECT is(voltmetrics.dga_rogers(10, 5, 100, 0, 50), 'ND', 'acetylene over no ethylene is not taken for none');
SELECT is(voltmetrics.dga_rogers(10, 5, 100, NULL, 50), NULL, 'null in, null out');
SELECT is(voltmetrics.dissolved_gas_analysis(NULL, 100, 50, 30, 1, NULL, NULL, 20000, 60000)::text, '(T2,,,,,3,,0.03333333333333333,0.01,50,0.6,)', 'an unknown gas leaves null what needs it');
SELECT is(voltmetrics.dissolved_gas_analysis(NULL, NULL, NULL, NULL, NULL, NULL, NULL)::text, '(,,,,,,,,,,,)', 'nothing known, nothing said');
SELECT is((SELECT count(*) FROM voltmetrics.dga_typical_values(1, NULL, 1, 1, 1, NULL, 1, 1, 1)), 5::bigint, 'unknown gases are left out');
SELECT is((SELECT count(*) FROM voltmetrics.dga_typical_values(1, 1, 1, 1, 1, 1, 1)), 0::bigint, 'without oxygen and nitrogen nothing is typical');
SELECT is((SELECT count(*) FROM voltmetrics.dga_fault_codes() WHERE meaning <> ''), 16::bigint, 'the codes have meanings');

SELECT throws_ok($$SELECT voltmetrics.dga_duval_triangle_1(-1, 0, 0)$$, '22003', 'ch4_ppm is out of range: -1');
SELECT throws_ok($$SELECT voltmetrics.dga_duval_triangle_4(1, 'NaN', 0)$$, '22003', 'c2h6_ppm is out of range: NaN');
SELECT throws_ok($$SELECT voltmetrics.dga_rogers(1, 2, 3, 4, 'Infinity')$$, '22003', 'c2h2_ppm is out of range: Infinity');
SELECT throws_ok($$SELECT voltmetrics.dga_iec_60599(1000001, 2, 3, 4, 5)$$, '22003', 'h2_ppm is out of range: 1000001');
SELECT throws_ok($$SELECT voltmetrics.dga_doernenburg(1, 2, 3, 4, 5, -1)$$, '22003', 'co_ppm is out of range: -1');
SELECT throws_ok($$SELECT voltmetrics.dga_rogers_of_ratios(1, -1, 1)$$, '22003', 'ch4_h2 is out of range: -1');
SELECT throws_ok($$SELECT voltmetrics.dga_iec_60599_of_ratios('NaN', 1, 1)$$, '22003', 'c2h2_c2h4 is out of range: NaN');
SELECT throws_ok($$SELECT voltmetrics.dissolved_gas_analysis(1, 1, 1, 1, 1, 1, 1, -1, 1)$$, '22003', 'o2_ppm is out of range: -1');
SELECT throws_ok($$SELECT voltmetrics.dissolved_gas_analysis(1, 1, 1, 1, 1, 1, 1, 1, 1, -1)$$, '22003', 'age_years is out of range: -1');
SELECT throws_ok($$SELECT * FROM voltmetrics.dga_typical_values(1, 1, 1, 1, 1, 1, 1, 1, 1, 'NaN')$$, '22003', 'age_years is out of range: NaN');

SELECT * FROM finish();
ROLLBACK;
