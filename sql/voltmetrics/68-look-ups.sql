-- Published thresholds and intervals, each shown with its source and how well it is confirmed.

CREATE FUNCTION voltmetrics.nfpa70b_condition(
    physical_condition int4, criticality int4, operating_environment int4) RETURNS int4
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_nfpa70b_condition';
COMMENT ON FUNCTION voltmetrics.nfpa70b_condition(int4, int4, int4) IS
    'Condition of an item by NFPA 70B-2023, 1 (best) to 3: the worst of its physical condition, its criticality and its operating environment, each 1 to 3. Verify against the standard.';

CREATE FUNCTION voltmetrics.nfpa70b_condition_criteria(
    OUT condition int4, OUT rule text, OUT criteria text, OUT confidence text, OUT source text, OUT note text)
    RETURNS SETOF record
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 3 AS 'MODULE_PATHNAME', 'voltmetrics_nfpa70b_condition_criteria';
COMMENT ON FUNCTION voltmetrics.nfpa70b_condition_criteria() IS
    'What puts an item in physical condition 1, 2 or 3 of NFPA 70B-2023, paraphrased from a public summary: all of or any of the criteria. Verify against the standard.';

CREATE FUNCTION voltmetrics.nfpa70b_intervals(
    OUT activity text, OUT equipment text[], OUT condition_1_months int4, OUT condition_2_months int4,
    OUT condition_3_months int4, OUT confidence text, OUT source text, OUT note text)
    RETURNS SETOF record
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 11 AS 'MODULE_PATHNAME', 'voltmetrics_nfpa70b_intervals';
COMMENT ON FUNCTION voltmetrics.nfpa70b_intervals() IS
    'Longest intervals of maintenance by NFPA 70B-2023 as public summaries give them, months by the item''s condition: defaults to start from, not validated. confidence is corroborated, corroborated_c1 (condition 1 only) or single_source; verify against the standard.';

CREATE FUNCTION voltmetrics.nfpa70b_interval_months(activity text, equipment text, condition int4) RETURNS int4
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_nfpa70b_interval_months';
COMMENT ON FUNCTION voltmetrics.nfpa70b_interval_months(text, text, int4) IS
    'The interval of voltmetrics.nfpa70b_intervals(), months, for an activity, a kind of equipment (transformer, liquid_filled_transformer, switchgear, substation, cable_tray, grounding, ground_fault_protection, panelboard, switchboard, breaker, cable, busway, ups, other) and a condition of 1 to 3; null where the activity does not apply. Verify against NFPA 70B-2023.';

CREATE FUNCTION voltmetrics.maintenance_due_date(last_maintenance_date date, interval_months int4) RETURNS date
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_maintenance_due_date';
COMMENT ON FUNCTION voltmetrics.maintenance_due_date(date, int4) IS
    'The day on which work last done on a day (0001-01-01 to 9000-12-31) is due again after 1 to 1200 calendar months: the same day of the month, or its last.';

CREATE FUNCTION voltmetrics.maintenance_overdue_ratio(last_maintenance_date date, interval_months int4, as_of date)
    RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_maintenance_overdue_ratio';
COMMENT ON FUNCTION voltmetrics.maintenance_overdue_ratio(date, int4, date) IS
    'Days since the last maintenance over the days until it is due (voltmetrics.maintenance_due_date): above 1 it is overdue, 2 is twice the interval; negative before the last maintenance. This project''s own measure.';

CREATE TYPE voltmetrics.thermography AS (
    priority           int4,
    finding            text,
    recommended_action text,
    comparison         text,
    source             text,
    confidence         text
);
COMMENT ON TYPE voltmetrics.thermography IS 'What a thermographic measurement means.';
COMMENT ON COLUMN voltmetrics.thermography.priority IS '1 is the most urgent, 4 the least; null where there is no deficiency.';
COMMENT ON COLUMN voltmetrics.thermography.finding IS 'What was found, no deficiency included.';
COMMENT ON COLUMN voltmetrics.thermography.recommended_action IS 'What to do about it; null where there is nothing to do.';
COMMENT ON COLUMN voltmetrics.thermography.comparison IS 'The comparison that says so: similar_components or ambient_air.';
COMMENT ON COLUMN voltmetrics.thermography.source IS 'Where the thresholds come from.';
COMMENT ON COLUMN voltmetrics.thermography.confidence IS 'How well they are confirmed.';

CREATE FUNCTION voltmetrics.neta_thermography_bands(
    OUT comparison text, OUT from_k float8, OUT to_k float8, OUT priority int4, OUT finding text,
    OUT recommended_action text, OUT source text, OUT confidence text)
    RETURNS SETOF record
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE ROWS 7 AS 'MODULE_PATHNAME', 'voltmetrics_neta_thermography_bands';
COMMENT ON FUNCTION voltmetrics.neta_thermography_bands() IS
    'Bands of temperature rise in K (ANSI/NETA MTS, Table 100.18). Against similar components a rise above 0, from 4, above 15; over ambient air from 1, above 10, above 20, above 40: the published gaps between whole degrees belong to the lower band.';

CREATE FUNCTION voltmetrics.neta_thermography(
    similar_components_rise_k float8 DEFAULT NULL, over_ambient_rise_k float8 DEFAULT NULL)
    RETURNS voltmetrics.thermography
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 5 AS 'MODULE_PATHNAME', 'voltmetrics_neta_thermography';
COMMENT ON FUNCTION voltmetrics.neta_thermography(float8, float8) IS
    'The worst of what a temperature rise against similar components under similar load and one over ambient air mean, K (ANSI/NETA MTS, Table 100.18); null is not measured, and null where neither is.';

CREATE FUNCTION voltmetrics.polarization_index(ir_1min_mohm float8, ir_10min_mohm float8) RETURNS float8
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'voltmetrics_polarization_index';
COMMENT ON FUNCTION voltmetrics.polarization_index(float8, float8) IS
    'Insulation resistance after ten minutes over that after one (megaohm, 0.000001 to 1e9), IEEE 43; null above 5000 megaohm after one minute, where it means nothing.';

CREATE TYPE voltmetrics.polarization_index_assessment AS (
    polarization_index float8,
    rating             text,
    minimum            float8,
    meets_minimum      boolean,
    source             text,
    confidence         text
);
COMMENT ON TYPE voltmetrics.polarization_index_assessment IS 'What a polarization index means.';
COMMENT ON COLUMN voltmetrics.polarization_index_assessment.polarization_index IS 'Resistance after ten minutes over that after one; null where it means nothing.';
COMMENT ON COLUMN voltmetrics.polarization_index_assessment.rating IS 'poor (below 1), questionable (from 1), good (from 2), excellent (from 4), or not meaningful.';
COMMENT ON COLUMN voltmetrics.polarization_index_assessment.minimum IS 'Least index recommended for rotating machines of that insulation class; null where no class is given.';
COMMENT ON COLUMN voltmetrics.polarization_index_assessment.meets_minimum IS 'Whether the index is not below it; null where one of both is.';
COMMENT ON COLUMN voltmetrics.polarization_index_assessment.source IS 'Where the thresholds come from.';
COMMENT ON COLUMN voltmetrics.polarization_index_assessment.confidence IS 'How well they are confirmed.';

CREATE FUNCTION voltmetrics.polarization_index_assessment(
    ir_1min_mohm float8, ir_10min_mohm float8, insulation_class text DEFAULT NULL)
    RETURNS voltmetrics.polarization_index_assessment
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 5 AS 'MODULE_PATHNAME', 'voltmetrics_polarization_index_assessment';
COMMENT ON FUNCTION voltmetrics.polarization_index_assessment(float8, float8, text) IS
    'The polarization index with its rating and, for insulation class A, B, F or H of a rotating machine, the least one that IEEE 43 recommends (1.5 for A, 2.0 for the others). Resistances in megaohm; without one of them null.';
